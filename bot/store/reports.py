"""Queries about reports: filing, claiming for reading, keeping the assessment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from psycopg.rows import class_row

from bot.findings import Findings, Joined, is_fraud
from bot.model import Address, Reporter
from bot.profile_form import ProfileReview
from bot.store.codec import dump, load
from bot.store.database import Connection
from bot.store.vault import TenantVault
from nlp.model import Assessment, RiskBand

REFERENCE_PREFIX = "TB-"


@dataclass(frozen=True, slots=True, repr=False)
class ReportRow:
    """A report as it is stored; bytes are sealed."""

    id: UUID
    number: int
    tenant: str
    platform: str
    reporter_tag: bytes
    reporter: bytes
    text: bytes
    reply_to: bytes
    asked: str
    received_at: datetime
    state: str
    tries: int
    case_id: UUID
    context: bytes | None
    language: str
    routed: str
    """`channel`, or `quietly` where it is about a colleague."""
    review: bytes | None

    @property
    def reference(self) -> str:
        """The short name people use."""
        return f"{REFERENCE_PREFIX}{self.number}"


_COLUMNS = (
    "id, number, tenant, platform, reporter_tag, reporter, text, reply_to, asked, received_at, state, tries, case_id,"
    " context, language, routed, review"
)


def scope(reporter: Reporter | Address) -> str:
    """Name the tenant a person or a place belongs to. Equal ids on different platforms are different tenants."""
    return f"{reporter.platform.value}:{reporter.tenant}".replace("|", "%7C").replace("\x00", "%00")


async def same_words_before(connection: Connection, report_id: UUID) -> ReportRow | None:
    """Find the same person's earlier report of the same words that security was told of."""
    columns = ", ".join(f"e.{name.strip()}" for name in _COLUMNS.split(","))
    async with connection.cursor(row_factory=class_row(ReportRow)) as cursor:
        await cursor.execute(
            f"SELECT {columns} FROM reports r JOIN reports e ON e.tenant = r.tenant AND e.reporter_tag = r.reporter_tag"  # noqa: S608
            " AND e.text_tag = r.text_tag AND e.number < r.number"
            " JOIN deliveries d ON d.report_id = e.id AND d.kind = 'alert'"
            " WHERE r.id = %s ORDER BY e.number LIMIT 1",
            (report_id,),
        )
        return await cursor.fetchone()


async def route_quietly(connection: Connection, report_id: UUID) -> None:
    """Keep a report's words out of the channel from now on."""
    await connection.execute("UPDATE reports SET routed = 'quietly' WHERE id = %s", (report_id,))


async def told_of(connection: Connection, report_id: UUID) -> bool:
    """Tell whether security was told of a report, or is being told."""
    cursor = await connection.execute(
        "SELECT 1 FROM deliveries WHERE report_id = %s AND kind = 'alert' LIMIT 1", (report_id,)
    )
    return await cursor.fetchone() is not None


async def reports_of_case(connection: Connection, case_id: UUID) -> list[ReportRow]:
    """Load a case's reports, the oldest first."""
    async with connection.cursor(row_factory=class_row(ReportRow)) as cursor:
        query = f"SELECT {_COLUMNS} FROM reports WHERE case_id = %s ORDER BY number"  # noqa: S608  constant names
        await cursor.execute(query, (case_id,))
        return await cursor.fetchall()


async def report_numbered(connection: Connection, number: int) -> ReportRow | None:
    """Load a report by the number in its reference."""
    async with connection.cursor(row_factory=class_row(ReportRow)) as cursor:
        await cursor.execute(f"SELECT {_COLUMNS} FROM reports WHERE number = %s", (number,))  # noqa: S608  constant names
        return await cursor.fetchone()


async def delete_report(connection: Connection, report_id: UUID) -> None:
    """Delete a report with its assessment, its messages, and what the page kept of them; letters keep their numbers."""
    await connection.execute(
        "UPDATE letters SET body = '' WHERE delivery_id IN (SELECT id FROM deliveries WHERE report_id = %s)",
        (report_id,),
    )
    # Whoever sends the same message again after all is heard: without this it would be a repeat of nothing.
    await connection.execute("DELETE FROM event_keys WHERE subject = %s", (report_id,))
    await connection.execute("DELETE FROM reports WHERE id = %s", (report_id,))


async def report(connection: Connection, report_id: UUID, *, lock: bool = False) -> ReportRow | None:
    """Load a report; with `lock`, nobody else changes it before the transaction ends."""
    async with connection.cursor(row_factory=class_row(ReportRow)) as cursor:
        query = f"SELECT {_COLUMNS} FROM reports WHERE id = %s"  # noqa: S608  constant column names
        await cursor.execute(query + (" FOR UPDATE" if lock else ""), (report_id,))
        return await cursor.fetchone()


async def claim_report(connection: Connection, report_id: UUID, lease: timedelta) -> ReportRow | None:
    """Take a report for reading; None where it was read, is being read, or is gone."""
    async with connection.cursor(row_factory=class_row(ReportRow)) as cursor:
        await cursor.execute(
            "UPDATE reports SET tries = tries + 1, lease_until = now() + %s WHERE id = %s AND state = 'filed'"  # noqa: S608
            f" AND (lease_until IS NULL OR lease_until < now()) RETURNING {_COLUMNS}",
            (lease, report_id),
        )
        return await cursor.fetchone()


async def release_report(connection: Connection, report_id: UUID, pause: timedelta) -> datetime:
    """Give a report back to be read later; returns when."""
    cursor = await connection.execute(
        "UPDATE reports SET lease_until = NULL, due_at = now() + %s WHERE id = %s RETURNING due_at", (pause, report_id)
    )
    row = await cursor.fetchone()
    due: datetime = row[0] if row else datetime.now().astimezone()
    return due


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """What reading came to."""

    assessment: Assessment
    state: str
    """`read` or `unreadable`."""
    band: RiskBand
    """What people are told; higher than the assessment's where the case makes it so."""
    findings: Findings


async def keep_assessment(connection: Connection, vault: TenantVault, report_id: UUID, kept: Kept) -> bool:
    """Store what was read, once; False where that had been done before."""
    cursor = await connection.execute(
        "UPDATE reports SET state = %s, lease_until = NULL WHERE id = %s AND state = 'filed' RETURNING id",
        (kept.state, report_id),
    )
    if await cursor.fetchone() is None:
        return False
    await connection.execute(
        "INSERT INTO assessments (report_id, band, kind, model, body, findings) VALUES (%s, %s, %s, %s, %s, %s)",
        (
            report_id,
            kept.band.label,
            kept.assessment.kind.value,
            kept.assessment.model,
            vault.seal(report_id, "assessment", dump(kept.assessment)),
            vault.seal(report_id, "findings", dump(kept.findings)),
        ),
    )
    return True


async def told_band(connection: Connection, report_id: UUID) -> RiskBand | None:
    """Give the band that people were told; None where it has not been read yet."""
    cursor = await connection.execute("SELECT band FROM assessments WHERE report_id = %s", (report_id,))
    row = await cursor.fetchone()
    return RiskBand[row[0].upper()] if row else None


async def assessment_of(connection: Connection, vault: TenantVault, report_id: UUID) -> Assessment | None:
    """Load what was read in a report; None where it has not been read yet."""
    cursor = await connection.execute("SELECT body FROM assessments WHERE report_id = %s", (report_id,))
    row = await cursor.fetchone()
    return load(Assessment, vault.open(report_id, "assessment", row[0])) if row else None


async def findings_of(connection: Connection, vault: TenantVault, report_id: UUID) -> Findings:
    """Load what was found besides the words; nothing where the report was not read yet."""
    cursor = await connection.execute("SELECT findings FROM assessments WHERE report_id = %s", (report_id,))
    row = await cursor.fetchone()
    return load(Findings, vault.open(report_id, "findings", row[0])) if row and row[0] else Findings()


def review_of(vault: TenantVault, row: ReportRow) -> ProfileReview | None:
    """Open the profile review that was handed in; None where it was a message."""
    return load(ProfileReview, vault.open(row.id, "review", row.review)) if row.review else None


async def joined_by(connection: Connection, row: ReportRow) -> Joined:
    """Tell what the other reports of a report's case were judged to be, the gravest of them."""
    cursor = await connection.execute(
        "SELECT a.band, a.kind FROM assessments a JOIN reports r ON r.id = a.report_id"
        " WHERE r.case_id = %s AND r.id <> %s LIMIT 1000",
        (row.case_id, row.id),
    )
    others = [(RiskBand[band.upper()], kind) for band, kind in await cursor.fetchall()]
    band, kind = max(others, default=(RiskBand.INSUFFICIENT, ""))
    return Joined(band, fraud=is_fraud(kind))


async def overdue_reports(connection: Connection, grace: timedelta, limit: int) -> list[UUID]:
    """Find reports that should have been read by now and that no waiting job knows."""
    cursor = await connection.execute(
        "SELECT id FROM reports r WHERE state = 'filed' AND due_at < now() - %s::interval"
        " AND (lease_until IS NULL OR lease_until < now()) AND NOT EXISTS (SELECT FROM procrastinate_jobs j"
        " WHERE j.status = 'todo' AND j.queue_name = 'read_report' AND j.args->>'subject' = r.id::text)"
        " ORDER BY due_at LIMIT %s",
        (grace, limit),
    )
    return [row[0] for row in await cursor.fetchall()]


def reply_address(vault: TenantVault, row: ReportRow) -> Address:
    """Open where the reporter is answered."""
    return load(Address, vault.open(row.id, "reply_to", row.reply_to))


async def reference_of(connection: Connection, report_id: UUID) -> str:
    """Give a report's short name; empty where the id is not a report's."""
    row = await report(connection, report_id)
    return row.reference if row else ""


async def mark_pressed(connection: Connection, report_id: UUID) -> None:
    """Remember that the person wants security to be told."""
    await connection.execute("UPDATE reports SET asked = 'pressed' WHERE id = %s AND asked = 'checked'", (report_id,))
