"""Queries about cases: opening, joining, and what people said and decided about them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row

from bot.cases import CaseFile, Disposition, Exposure, Remark, Stage, StepName
from bot.store.database import Connection
from bot.store.reports import REFERENCE_PREFIX
from bot.store.vault import TenantVault

DELETED: Final = "deleted"
REVEALED: Final = "revealed"
DECIDED: Final = "decided"


@dataclass(frozen=True, slots=True, repr=False)
class CaseRow:
    """A case as it is stored, with the number of its reports."""

    id: UUID
    number: int
    tenant: str
    reporter_tag: bytes
    stages: list[int]
    exposure: list[str] | None
    steps_done: list[str]
    remarks: list[str]
    revision: int
    told: bool
    update_by: datetime | None
    looked_by: bytes | None
    disposition: str | None
    withdrawn_at: datetime | None
    reports: int

    @property
    def reference(self) -> str:
        """The short name people use: that of the case's first report."""
        return f"{REFERENCE_PREFIX}{self.number}"

    def file(self) -> CaseFile:
        """Give the case without its keys and seals."""
        return CaseFile(
            reference=self.reference,
            reports=self.reports,
            stages=frozenset(map(Stage, self.stages)),
            exposure=None if self.exposure is None else frozenset(map(Exposure, self.exposure)),
            steps_done=frozenset(map(StepName, self.steps_done)),
            remarks=frozenset(map(Remark, self.remarks)),
            disposition=Disposition(self.disposition) if self.disposition else None,
            looking=self.looked_by is not None,
            withdrawn=self.withdrawn_at is not None,
            update_by=self.update_by,
        )


_COLUMNS: Final = (
    "id, number, tenant, reporter_tag, stages, exposure, steps_done, remarks, revision, told, update_by, looked_by,"
    " disposition, withdrawn_at, (SELECT count(*) FROM reports r WHERE r.case_id = c.id)::int AS reports"
)


async def open_case(
    connection: Connection, vault: TenantVault, case_id: UUID, number: int, reporter_tag: bytes
) -> None:
    """Begin a case with its first report, whose id and number it takes."""
    await connection.execute(
        "INSERT INTO cases (id, number, tenant, reporter_tag) VALUES (%s, %s, %s, %s)",
        (case_id, number, vault.tenant, reporter_tag),
    )


async def case(connection: Connection, case_id: UUID, *, lock: bool = False) -> CaseRow | None:
    """Load a case; with `lock`, nobody else changes it before the transaction ends."""
    query = f"SELECT {_COLUMNS} FROM cases c WHERE id = %s"  # noqa: S608  constant column names
    async with connection.cursor(row_factory=class_row(CaseRow)) as cursor:
        await cursor.execute(query + (" FOR UPDATE" if lock else ""), (case_id,))
        return await cursor.fetchone()


async def case_of_report(connection: Connection, vault: TenantVault, report_id: UUID, tag: bytes) -> UUID | None:
    """Find the case of a person's own report; None where it is not theirs or is gone."""
    cursor = await connection.execute(
        "SELECT case_id FROM reports WHERE id = %s AND tenant = %s AND reporter_tag = %s",
        (report_id, vault.tenant, tag),
    )
    row = await cursor.fetchone()
    return row[0] if row else None


async def case_under_messages(
    connection: Connection, vault: TenantVault, messages: tuple[str, ...], digests: list[bytes], tag: bytes
) -> UUID | None:
    """Find the case that a thread is about: by our message in it, or by the person's own message that began it.

    `messages` are the platform's ids of messages that the bot may have posted, `digests` those of event keys that the
    person's own message may have been taken under.
    """
    cursor = await connection.execute(
        "SELECT r.case_id FROM reports r WHERE r.tenant = %(tenant)s AND r.reporter_tag = %(tag)s AND r.id IN ("
        " SELECT report_id FROM deliveries WHERE tenant = %(tenant)s AND message_id = ANY(%(messages)s)"
        " UNION SELECT subject FROM event_keys WHERE tenant = %(tenant)s AND key = ANY(%(digests)s))"
        " ORDER BY r.received_at DESC LIMIT 1",
        {"tenant": vault.tenant, "tag": tag, "messages": list(messages), "digests": digests},
    )
    row = await cursor.fetchone()
    return row[0] if row else None


async def move_report(connection: Connection, report_id: UUID, case_id: UUID) -> None:
    """Let a report belong to another case; the one that it leaves empty is gone."""
    cursor = await connection.execute("SELECT case_id FROM reports WHERE id = %s FOR UPDATE", (report_id,))
    row = await cursor.fetchone()
    await connection.execute("UPDATE reports SET case_id = %s WHERE id = %s", (case_id, report_id))
    if row:
        await forget_if_empty(connection, row[0])


async def forget_if_empty(connection: Connection, case_id: UUID) -> None:
    """Delete a case that holds no report any more."""
    await connection.execute(
        "DELETE FROM cases c WHERE id = %s AND NOT EXISTS (SELECT FROM reports r WHERE r.case_id = c.id)", (case_id,)
    )


async def add_stages(connection: Connection, case_id: UUID, stages: frozenset[Stage]) -> None:
    """Remember stages that a report or an answer showed."""
    await connection.execute(
        "UPDATE cases SET stages = (SELECT coalesce(array_agg(DISTINCT s ORDER BY s), '{}')"
        " FROM unnest(stages || %s::smallint[]) AS s) WHERE id = %s",
        (sorted(stages), case_id),
    )


async def keep(connection: Connection, case_id: UUID, **values: object) -> None:
    """Change columns of a case."""
    changes = sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(name)) for name in values)
    await connection.execute(sql.SQL("UPDATE cases SET {} WHERE id = %s").format(changes), (*values.values(), case_id))


async def next_revision(connection: Connection, case_id: UUID) -> int:
    """Count one more message about a case, so that each is owed once."""
    cursor = await connection.execute(
        "UPDATE cases SET revision = revision + 1 WHERE id = %s RETURNING revision", (case_id,)
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def promised_before(connection: Connection, now: datetime, limit: int) -> list[UUID]:
    """Find cases whose reporter should have heard from us by now."""
    cursor = await connection.execute(
        "SELECT id FROM cases WHERE disposition IS NULL AND withdrawn_at IS NULL AND update_by < %s"
        " ORDER BY update_by LIMIT %s FOR UPDATE SKIP LOCKED",
        (now, limit),
    )
    return [row[0] for row in await cursor.fetchall()]


async def note_deed(
    connection: Connection, vault: TenantVault, report: tuple[UUID, int], deed: str, who: str, *, reason: str = ""
) -> None:
    """Enter in the audit who did what to which report, and why; person and reason are sealed."""
    report_id, number = report
    why = vault.seal_text(report_id, "reason", reason) if reason else None
    await connection.execute(
        "INSERT INTO audit (tenant, report_id, number, deed, by, reason) VALUES (%s, %s, %s, %s, %s, %s)",
        (vault.tenant, report_id, number, deed, vault.seal_text(report_id, "by", who), why),
    )
