"""Queries of filing: an event is taken once, a submission becomes a report, and one person's many are spread out."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from bot.model import Submission
from bot.store.codec import dump
from bot.store.database import Connection
from bot.store.reports import REFERENCE_PREFIX
from bot.store.vault import TenantVault

LONGEST_LANGUAGE: Final = 35
"""Characters of a language tag (RFC 5646)."""
MOST_COUNTED: Final = 10_000


def event_digests(keys: Iterable[str]) -> list[bytes]:
    """Give the digests that event keys are stored under."""
    return sorted(hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest() for key in set(keys))


async def claim_events(connection: Connection, tenant: str, keys: tuple[str, ...], subject: UUID) -> UUID | None:
    """Remember the event's keys; give the subject of an earlier event that shares one, and link the new keys to it."""
    digests = event_digests(keys)
    cursor = await connection.execute(
        "INSERT INTO event_keys (tenant, key, subject) SELECT %s, unnest(%s::bytea[]), %s"
        " ON CONFLICT DO NOTHING RETURNING key",
        (tenant, digests, subject),
    )
    if len(await cursor.fetchall()) == len(digests):
        return None
    cursor = await connection.execute(
        "SELECT subject FROM event_keys WHERE tenant = %s AND key = ANY(%s) AND subject <> %s"
        " ORDER BY created_at LIMIT 1",
        (tenant, digests, subject),
    )
    row = await cursor.fetchone()
    earlier: UUID | None = row[0] if row else None
    if earlier:
        await connection.execute(
            "UPDATE event_keys SET subject = %s WHERE tenant = %s AND subject = %s", (earlier, tenant, subject)
        )
    return earlier


async def new_number(connection: Connection) -> int:
    """Take the next number; one that is not used in the end is missing, not given twice."""
    cursor = await connection.execute("SELECT nextval('report_number')")
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


@dataclass(frozen=True, slots=True)
class Filing:
    """Under which names a submission is filed, and when it is read."""

    report_id: UUID
    number: int
    case_id: UUID
    received_at: datetime
    wait: timedelta = timedelta()

    @property
    def reference(self) -> str:
        """The short name people use."""
        return f"{REFERENCE_PREFIX}{self.number}"


async def insert_report(connection: Connection, vault: TenantVault, filing: Filing, submission: Submission) -> datetime:
    """File a report; gives when it is to be read."""
    reporter, report_id = submission.reporter, filing.report_id
    cursor = await connection.execute(
        "INSERT INTO reports (id, number, tenant, platform, reporter_tag, reporter, text, reply_to, asked, received_at,"
        " case_id, context, language, text_tag, due_at, review)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, now() + %s, %s) RETURNING due_at",
        (
            report_id,
            filing.number,
            vault.tenant,
            reporter.platform.value,
            vault.tag(reporter.user),
            vault.seal_text(report_id, "reporter", reporter.user),
            vault.seal_text(report_id, "text", submission.text),
            vault.seal(report_id, "reply_to", dump(submission.reply_to)),
            "insisted" if submission.insisted else "checked",
            filing.received_at,
            filing.case_id,
            vault.seal_text(report_id, "context", submission.context) if submission.context else None,
            submission.language[:LONGEST_LANGUAGE],
            None if submission.review else vault.tag(f"text|{' '.join(submission.text.split())}"),
            filing.wait,
            vault.seal(report_id, "review", dump(submission.review)) if submission.review else None,
        ),
    )
    row = await cursor.fetchone()
    due: datetime = row[0] if row else filing.received_at
    return due


async def handed_in_lately(connection: Connection, vault: TenantVault, tag: bytes, window: timedelta) -> int:
    """Count what a person handed in within the window, or has waiting to be read at a later time."""
    cursor = await connection.execute(
        "SELECT count(*) FROM (SELECT FROM reports WHERE tenant = %s AND reporter_tag = %s AND due_at > now() - %s"
        " LIMIT %s) AS lately",
        (vault.tenant, tag, window, MOST_COUNTED),
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else 0
