"""Queries about the audit: who opened, deleted or decided what, and why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row

from bot.store.database import Connection


@dataclass(frozen=True, slots=True, repr=False)
class AuditRow:
    """One entry as it is stored; bytes are sealed."""

    at: datetime
    tenant: str
    report_id: UUID
    number: int
    deed: str
    by: bytes
    reason: bytes | None


async def entries(connection: Connection, limit: int) -> list[AuditRow]:
    """Load the newest entries, the newest first."""
    async with connection.cursor(row_factory=class_row(AuditRow)) as cursor:
        await cursor.execute(
            "SELECT at, tenant, report_id, number, deed, by, reason FROM audit ORDER BY at DESC LIMIT %s", (limit,)
        )
        return await cursor.fetchall()
