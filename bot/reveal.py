"""Opening a report's words for those who run the bot: entered in the audit first, with who and why, then opened."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.store import audit, cases, reports
from bot.store.database import Database
from bot.store.reports import REFERENCE_PREFIX
from bot.store.vault import SealedError, TenantVault

LONGEST_REASON: Final = 500
REVEALED_PERSON: Final = "revealed with person"
"""The deed of opening also who the reporter is; without it, `bot.store.cases.REVEALED`."""
LARGEST_NUMBER: Final = 2**63 - 1

_REFERENCE: Final = re.compile(rf"(?:{REFERENCE_PREFIX})?([0-9]{{1,19}})", re.IGNORECASE)


class RevealError(Exception):
    """The report cannot be opened. `str()` is a sentence that says why and what to do."""


@dataclass(frozen=True, slots=True, repr=False)
class Revealed:
    """What stands in a report, as it was handed in."""

    reference: str
    received_at: datetime
    platform: str
    tenant: str
    text: str
    context: str
    person: str
    """The platform's own id of the reporter; empty unless it was asked for."""


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One line of the audit, opened."""

    at: datetime
    reference: str
    deed: str
    by: str
    """Empty where it was sealed with a key that is gone."""
    reason: str


async def reveal(database: Database, reference: str, who: str, reason: str, *, person: bool = False) -> Revealed:
    """Enter in the audit that `who` opens a report and why, and give its words; with `person`, its reporter too.

    Raises:
        RevealError: there is no reason, or no such report.
        DatabaseAwayError: nothing was entered, and nothing is given.
    """
    why = " ".join(reason.split())[:LONGEST_REASON]
    if not why:
        raise RevealError('Say why: --reason "…". The reason is entered in the audit; nothing was opened.')
    number = _number(reference)
    async with database.transaction() as connection:
        row = await reports.report_numbered(connection, number)
    if row is None:
        raise RevealError(f"There is no report {REFERENCE_PREFIX}{number}. It may have been deleted on time.")
    vault = await database.vault(row.tenant)
    async with database.transaction() as connection:
        deed = REVEALED_PERSON if person else cases.REVEALED
        await cases.note_deed(connection, vault, (row.id, row.number), deed, who, reason=why)
    return Revealed(
        reference=row.reference,
        received_at=row.received_at,
        platform=row.platform,
        tenant=row.tenant.partition(":")[2],
        text=vault.open_text(row.id, "text", row.text),
        context=vault.open_text(row.id, "context", row.context) if row.context else "",
        person=vault.open_text(row.id, "reporter", row.reporter) if person else "",
    )


async def listed(database: Database, limit: int) -> list[Entry]:
    """Give the audit's newest entries, the newest first."""
    async with database.transaction() as connection:
        rows = await audit.entries(connection, limit)
    return [_opened(await database.vault(row.tenant), row) for row in rows]


def _opened(vault: TenantVault, row: audit.AuditRow) -> Entry:
    by = reason = ""
    try:
        by = vault.open_text(row.report_id, "by", row.by)
        reason = vault.open_text(row.report_id, "reason", row.reason) if row.reason else ""
    except SealedError:
        pass  # the entry itself still says what was done to which report, and when
    return Entry(row.at, f"{REFERENCE_PREFIX}{row.number}", row.deed, by, reason)


def _number(reference: str) -> int:
    match = _REFERENCE.fullmatch(reference.strip())
    if match is None or int(match.group(1)) > LARGEST_NUMBER:
        raise RevealError("Name the report as the alert does, for example TB-1042.")
    return int(match.group(1))
