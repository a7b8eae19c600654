"""Queries of where a person's reports stand, without their content."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row

from bot.store.database import Connection
from bot.store.reports import REFERENCE_PREFIX
from bot.store.vault import TenantVault


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one report stands, without its content."""

    id: UUID
    case_id: UUID
    number: int
    received_at: datetime
    band: str | None
    """None: not read yet."""
    told: str
    """`told`, `telling` (the alert is on its way) or `not_told`."""

    @property
    def reference(self) -> str:
        """The short name people use."""
        return f"{REFERENCE_PREFIX}{self.number}"


async def standings(connection: Connection, vault: TenantVault, user: str, limit: int) -> list[Standing]:
    """List a person's newest reports."""
    async with connection.cursor(row_factory=class_row(Standing)) as cursor:
        await cursor.execute(
            "SELECT r.id, r.case_id, r.number, r.received_at, a.band, CASE d.state WHEN 'delivered' THEN 'told'"
            " ELSE CASE WHEN d.id IS NULL THEN 'not_told' ELSE 'telling' END END AS told"
            " FROM reports r LEFT JOIN assessments a ON a.report_id = r.id"
            " LEFT JOIN deliveries d ON d.report_id = r.id AND d.kind = 'alert'"
            " WHERE r.tenant = %s AND r.reporter_tag = %s ORDER BY r.received_at DESC, r.number DESC LIMIT %s",
            (vault.tenant, vault.tag(user), limit),
        )
        return await cursor.fetchall()
