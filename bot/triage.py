"""What the people in the security channel do with a case: look at it, and close it. The reporter hears of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from bot import case_words, dossier, guidance
from bot.cases import Disposition
from bot.dossier import Dossier
from bot.model import Address, NotHereError, NotReadYetError, ReportNotFiledError, UnknownReportError
from bot.outgoing import Alert
from bot.policy import Policy
from bot.security_channel import SecurityChannel
from bot.store import cases, reports
from bot.store.database import Connection, Database, DatabaseAwayError
from bot.store.ledger import DeliveryKind, Draft, owe
from bot.store.queue import Queue
from bot.store.vault import TenantVault
from bot.telling import Telling
from bot.wording import speaking, words

LONGEST_NAME: Final = 80
"""Characters of an analyst's name in the channel."""


@dataclass(frozen=True, slots=True)
class Analyst:
    """Somebody who presses a button under an alert."""

    user: str
    """The platform's own id; kept sealed with what they did."""
    name: str
    """As the channel knows them."""
    place: Address
    """Where the button was pressed, as the platform's own handler writes the security channel's address."""


@dataclass(frozen=True, slots=True)
class Triage:
    """Carries out what analysts press. Only presses from the security channel count; the platform names the place.

    Every method raises NotHereError where the press came from elsewhere, UnknownReportError where the report is gone,
    and ReportNotFiledError where nothing could be stored.
    """

    database: Database
    queue: Queue
    channel: SecurityChannel
    clock: Callable[[], datetime]
    policy: Policy

    async def look(self, report_id: UUID, analyst: Analyst) -> Alert:
        """Remember that somebody looks at the case; gives the alert as it stands now."""
        return await self._do(report_id, analyst, None)

    async def decide(self, report_id: UUID, analyst: Analyst, disposition: Disposition) -> Alert:
        """Close the case and tell its reporter; the first word stands. Gives the alert as it stands now."""
        return await self._do(report_id, analyst, disposition)

    async def _do(self, report_id: UUID, analyst: Analyst, disposition: Disposition | None) -> Alert:
        try:
            async with self.database.transaction() as connection:
                row = await reports.report(connection, report_id)
            if row is None:
                raise UnknownReportError
            if await self.channel.address(self.database, row.tenant) != analyst.place:
                raise NotHereError
            vault = await self.database.vault(row.tenant)
            async with self.database.transaction() as connection:
                found = await dossier.opened(connection, vault, report_id)
                if found is None:
                    raise UnknownReportError
                await self._enter(connection, vault, found, analyst, disposition)
                return await self._alert(connection, found)
        except DatabaseAwayError:
            raise ReportNotFiledError from None

    async def _enter(
        self,
        connection: Connection,
        vault: TenantVault,
        found: Dossier,
        analyst: Analyst,
        disposition: Disposition | None,
    ) -> None:
        case = found.case
        if case.disposition:
            return
        by, name = vault.seal_text(case.id, "by", analyst.user), analyst.name[:LONGEST_NAME]
        if disposition is None:
            if case.looked_by is None:
                await cases.keep(connection, case.id, looked_by=by)
                await self._news(connection, vault, found, lambda: words().text("updates.looking", who=name))
            return
        await cases.keep(
            connection, case.id, disposition=disposition.value, decided_by=by, decided_at=self.clock(), update_by=None
        )
        await cases.note_deed(connection, vault, (found.row.id, found.row.number), cases.DECIDED, analyst.user)
        closed = f"outcomes.{disposition.value}.label"
        await self._news(
            connection, vault, found, lambda: words().text("updates.decided", who=name, label=words().text(closed))
        )
        await self._tell_reporter(connection, vault, found, disposition)

    async def _tell_reporter(
        self, connection: Connection, vault: TenantVault, found: Dossier, disposition: Disposition
    ) -> None:
        row = found.row
        with speaking(row.language or self.policy.language):
            outcome = case_words.outcome(found.case.file(), disposition)
        to = reports.reply_address(vault, row)
        await owe(
            connection, self.queue, vault, Draft(uuid4(), DeliveryKind.OUTCOME, outcome, row.platform, to, row.id)
        )

    async def _news(self, connection: Connection, vault: TenantVault, found: Dossier, line: Callable[[], str]) -> None:
        await Telling(self.queue, self.policy, self.clock).news(connection, vault, found, line)

    async def _alert(self, connection: Connection, found: Dossier) -> Alert:
        case = await cases.case(connection, found.case.id)
        if found.assessment is None:
            raise NotReadYetError
        now = replace(found, case=case or found.case)
        with speaking(self.policy.language):
            return guidance.alert(now.view(self.policy.conduct_contact), found.assessment)
