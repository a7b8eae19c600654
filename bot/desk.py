"""What a person does with their own reports after the answer: tick, tell, remark, withdraw, look again."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from bot import case_words, dossier, guidance
from bot.cases import URGENT, Exposure, Remark, StepName, stages_of
from bot.dossier import Dossier
from bot.model import AlreadyToldError, NotReadYetError, Reporter, ReportNotFiledError
from bot.my_reports import entry
from bot.outgoing import MyReports, Notice, Reply
from bot.policy import Policy
from bot.store import cases, reports, sightings
from bot.store.database import Connection, Database, DatabaseAwayError
from bot.store.queue import Queue
from bot.store.reports import scope
from bot.store.standings import standings
from bot.store.vault import TenantVault
from bot.telling import Telling
from bot.wording import speaking, words

LISTED: Final = 20
"""Reports in a person's list, the newest first."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Carries out what people press. Every change is stored before it returns; pressing twice changes nothing more.

    Every method raises UnknownReportError where the report is not this person's, NotReadYetError where it has not been
    read yet, and ReportNotFiledError where nothing could be stored.
    """

    database: Database
    queue: Queue
    clock: Callable[[], datetime]
    policy: Policy

    async def show(self, report_id: UUID, reporter: Reporter) -> Reply:
        """Give the answer as it stands now."""
        async with self._own(report_id, reporter) as (_, _, found):
            return self._reply(found)

    async def tick(self, report_id: UUID, reporter: Reporter, done: frozenset[StepName]) -> Reply:
        """Remember which of the four Rs are done: exactly these."""
        async with self._own(report_id, reporter) as (connection, _, found):
            await cases.keep(connection, found.case.id, steps_done=[step.value for step in StepName if step in done])
            return self._reply(await self._again(connection, found))

    async def expose(self, report_id: UUID, reporter: Reporter, happened: frozenset[Exposure]) -> Reply:
        """Remember what has happened so far, tell security where it knows of the case or must, and advise."""
        happened = happened - {Exposure.NOTHING} or happened
        async with self._own(report_id, reporter) as (connection, vault, found):
            now = found
            if found.case.file().exposure != happened:
                chosen = [item.value for item in Exposure if item in happened]
                await cases.keep(connection, found.case.id, exposure=chosen)
                await cases.add_stages(connection, found.case.id, stages_of((), happened))
                now = await self._again(connection, found)
                now = await self._pass_on(connection, vault, now, urgent=bool(happened & URGENT))
            return self._reply(now, _thanks(happened, told=now.case.told))

    async def remark(self, report_id: UUID, reporter: Reporter, remark: Remark) -> Reply:
        """Remember what the person says of the answer; a colleague's case is told to security without its words."""
        async with self._own(report_id, reporter) as (connection, vault, found):
            now = found
            if remark.value not in found.case.remarks:
                now = await self._said(connection, vault, found, remark)
            return self._reply(now, words().text(f"remarks.{remark.value}.thanks"))

    async def _said(self, connection: Connection, vault: TenantVault, found: Dossier, remark: Remark) -> Dossier:
        said = sorted({*found.case.remarks, remark.value})
        await cases.keep(connection, found.case.id, remarks=said)
        if remark is Remark.CONDUCT and not found.told:
            await reports.route_quietly(connection, found.row.id)
            await sightings.forget(connection, found.row.id)
            return await self._telling.alert(connection, vault, await self._again(connection, found))
        now = await self._again(connection, found)
        await self._news(connection, vault, now, lambda: words().text(f"remarks.{remark.value}.said"))
        return now

    async def withdraw(self, report_id: UUID, reporter: Reporter) -> Reply:
        """Say that the person withdraws the case; security sees it, and keeps what it knows."""
        async with self._own(report_id, reporter) as (connection, vault, found):
            now = found
            if found.case.withdrawn_at is None:
                await cases.keep(connection, found.case.id, withdrawn_at=self.clock())
                now = await self._again(connection, found)
                await self._news(connection, vault, now, lambda: words().text("updates.withdrawn"))
            return self._reply(now, words().text("withdraw.thanks", reference=found.row.reference))

    async def delete(self, report_id: UUID, reporter: Reporter) -> Notice:
        """Delete a report that security was never told of.

        Raises:
            AlreadyToldError: security knows of it; it may be withdrawn instead.
        """
        async with self._own(report_id, reporter) as (connection, vault, found):
            if found.told:
                raise AlreadyToldError
            await cases.note_deed(connection, vault, (found.row.id, found.row.number), cases.DELETED, reporter.user)
            await reports.delete_report(connection, found.row.id)
            await cases.forget_if_empty(connection, found.case.id)
            thanks = words().text("delete.thanks", reference=found.row.reference)
            return Notice(words().text("delete.title"), (thanks,))

    async def my_reports(self, reporter: Reporter, language: str = "") -> MyReports:
        """List a person's reports, the newest first."""
        with speaking(language or self.policy.language):
            async with self._stored():
                vault = await self.database.vault(scope(reporter))
                async with self.database.transaction() as connection:
                    found = await standings(connection, vault, reporter.user, LISTED)
                    files = {row.case_id: await cases.case(connection, row.case_id) for row in found}
            entries = tuple(entry(row, case.file()) for row in found if (case := files[row.case_id]))
            name = "my_reports.introduction" if entries else "my_reports.none"
            return MyReports(words().text("my_reports.title"), words().text(name), entries)

    def _reply(self, found: Dossier, note: str = "") -> Reply:
        if found.assessment is None:
            raise NotReadYetError
        return guidance.reply(found.view(self.policy.conduct_contact), found.assessment, told=found.told, note=note)

    async def _again(self, connection: Connection, found: Dossier) -> Dossier:
        """Look at the case anew after a change."""
        case = await cases.case(connection, found.case.id)
        row = await reports.report(connection, found.row.id)
        return replace(found, case=case or found.case, row=row or found.row)

    async def _pass_on(self, connection: Connection, vault: TenantVault, found: Dossier, *, urgent: bool) -> Dossier:
        if urgent and not found.told:
            return await self._telling.alert(connection, vault, found)
        await self._news(connection, vault, found, lambda: case_words.exposure_news(found.case.file()))
        return found

    async def _news(self, connection: Connection, vault: TenantVault, found: Dossier, line: Callable[[], str]) -> None:
        """Tell security what is new of a case that it knows."""
        if found.case.told:
            await self._telling.news(connection, vault, found, line)

    @property
    def _telling(self) -> Telling:
        return Telling(self.queue, self.policy, self.clock)

    @asynccontextmanager
    async def _own(self, report_id: UUID, reporter: Reporter) -> AsyncIterator[tuple[Connection, TenantVault, Dossier]]:
        async with self._stored():
            vault = await self.database.vault(scope(reporter))
            async with self.database.transaction() as connection:
                found = await dossier.own(connection, vault, report_id, reporter)
                with speaking(found.row.language or self.policy.language):
                    yield connection, vault, found

    @asynccontextmanager
    async def _stored(self) -> AsyncIterator[None]:
        try:
            yield
        except DatabaseAwayError:
            raise ReportNotFiledError from None


def _thanks(happened: frozenset[Exposure], *, told: bool) -> str:
    if happened <= {Exposure.NOTHING}:
        return words().text("exposure.thanks_nothing")
    return words().text("exposure.thanks" if told else "exposure.thanks_kept")
