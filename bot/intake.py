"""From a submission to a filed report: stored in one transaction before anything is answered."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from bot import dossier, guidance, review_intake
from bot.checking import check
from bot.dossier import Dossier
from bot.metrics import Metrics
from bot.model import (
    Address,
    BotError,
    NoticeKey,
    NoticeRequest,
    Platform,
    Receipt,
    Reporter,
    ReportNotFiledError,
    ReviewSubmission,
    Submission,
)
from bot.outgoing import Notice
from bot.pacing import BURST_WINDOW, said_key, wait_after
from bot.policy import Policy
from bot.profile_form import ReviewForm, review_form
from bot.store import cases, channels, filing, reports
from bot.store.database import Connection, Database, DatabaseAwayError
from bot.store.filing import Filing
from bot.store.ledger import DeliveryKind, Draft, owe
from bot.store.queue import Bell, Queue
from bot.store.reports import scope
from bot.store.standings import standings
from bot.store.vault import TenantVault
from bot.telling import Telling
from bot.wording import speaking

ANSWER_WITHIN_SECONDS: Final = 2.5
"""A platform gives three seconds; after this it is told that nothing was filed."""
STATUS_LINES: Final = 5


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes what people hand in. Whatever it returns is stored; whatever it raises is not."""

    database: Database
    queue: Queue
    metrics: Metrics
    clock: Callable[[], datetime]
    channel: str
    """The SECURITY_CHANNEL setting."""
    policy: Policy

    async def take(self, submission: Submission) -> Receipt:
        """File a report; reading and answering follow by themselves.

        Raises:
            EmptyTextError: there is nothing to read.
            TextTooLongError: it is longer than can be read.
            ReportNotFiledError: it could not be stored; the platform must be told so, to send it again.
        """
        check(submission)
        report_id = uuid4()
        async with self._stored(submission.reporter):
            vault = await self.database.vault(scope(submission.reporter))
            async with self.database.transaction() as connection:
                receipt = await self._file(connection, vault, report_id, submission)
        self._count(submission.reporter, "repeat" if receipt.repeat else "filed")
        return receipt

    async def _file(
        self, connection: Connection, vault: TenantVault, report_id: UUID, submission: Submission
    ) -> Receipt:
        earlier = await filing.claim_events(connection, vault.tenant, submission.event_keys, report_id)
        if earlier:
            return Receipt(earlier, await reports.reference_of(connection, earlier), repeat=True)
        filed = await self._filing(connection, vault, report_id, submission)
        due = await filing.insert_report(connection, vault, filed, submission)
        await self.queue.ring(connection, Bell.READ, report_id, at=due if filed.wait else None)
        return Receipt(report_id, filed.reference, repeat=False)

    async def _filing(
        self, connection: Connection, vault: TenantVault, report_id: UUID, submission: Submission
    ) -> Filing:
        """Find the case that a submission belongs to, or open one, and spread out what one person sends at once."""
        tag, number = vault.tag(submission.reporter.user), await filing.new_number(connection)
        case_id = await self._case(connection, vault, submission, tag)
        if case_id is None:
            await cases.open_case(connection, vault, report_id, number, tag)
        lately = await filing.handed_in_lately(connection, vault, tag, BURST_WINDOW)
        wait = wait_after(lately)
        if wait:
            await self._say_paced(connection, vault, submission)
        return Filing(report_id, number, case_id or report_id, self.clock(), wait)

    async def _case(
        self, connection: Connection, vault: TenantVault, submission: Submission, tag: bytes
    ) -> UUID | None:
        if submission.about:
            return await cases.case_of_report(connection, vault, submission.about, tag)
        if not submission.follows:
            return None
        digests = filing.event_digests(submission.follows)
        return await cases.case_under_messages(connection, vault, submission.follows, digests, tag)

    async def _say_paced(self, connection: Connection, vault: TenantVault, submission: Submission) -> None:
        """Tell a person once in a while that what they send in great number is kept and read one by one."""
        reporter = submission.reporter
        key = said_key(reporter.user, self.clock())
        request = NoticeRequest(NoticeKey.PACED, reporter, submission.reply_to, (key,), submission.language)
        with speaking(submission.language or self.policy.language):
            await self._owe_notice(connection, vault, request, guidance.notice(NoticeKey.PACED))

    async def take_review(self, given: ReviewSubmission) -> Receipt:
        """File a profile review like any report; its result comes as a `Reply`, and as an `Alert` by the policy.

        Raises:
            EmptyReviewError: there is nothing in it.
            UnknownReportError: `about` is no report of this person.
            TextTooLongError, ReportNotFiledError: as for `take`.
        """
        review_intake.check(given)
        async with self._stored(given.reporter):
            vault = await self.database.vault(scope(given.reporter))
            async with self.database.transaction() as connection:
                submission = await review_intake.submission(connection, vault, given)
                receipt = await self._file(connection, vault, uuid4(), submission)
        self._count(given.reporter, "repeat" if receipt.repeat else "reviewed")
        return receipt

    async def review_form(self, report_id: UUID, reporter: Reporter, language: str = "") -> ReviewForm:
        """Give the form for the profile in one of the person's own reports. Without a report: `review_form()`.

        Raises:
            UnknownReportError: there is no such report of this person.
            BotError: it could not be looked up.
        """
        async with self._stored(reporter):
            vault = await self.database.vault(scope(reporter))
            async with self.database.transaction() as connection:
                profile = await review_intake.profile_of(connection, vault, report_id, reporter)
        return review_form(language, about=report_id, profile=profile.defanged if profile else "")

    async def report_anyway(self, report_id: UUID, reporter: Reporter) -> Receipt:
        """Tell security about a report on its own reporter's wish, once, and confirm it once.

        Raises:
            UnknownReportError: there is no such report of this person.
            ReportNotFiledError: it could not be stored.
        """
        async with self._stored(reporter):
            vault = await self.database.vault(scope(reporter))
            async with self.database.transaction() as connection:
                receipt = await self._insist(connection, vault, report_id, reporter)
        self._count(reporter, "repeat" if receipt.repeat else "report_anyway")
        return receipt

    async def _insist(self, connection: Connection, vault: TenantVault, report_id: UUID, reporter: Reporter) -> Receipt:
        found = await dossier.own(connection, vault, report_id, reporter)
        await reports.mark_pressed(connection, report_id)
        with speaking(found.row.language or self.policy.language):
            first = await self._pass_on(connection, vault, found)
        return Receipt(report_id, found.row.reference, repeat=not first)

    async def _pass_on(self, connection: Connection, vault: TenantVault, found: Dossier) -> bool:
        """Owe the alert and the confirmation; False where that had been done before."""
        row = found.row
        if found.assessment:  # otherwise the reading, still to come, sees the wish and makes the alert
            pressed = replace(found, row=replace(row, asked="pressed" if row.asked == "checked" else row.asked))
            await Telling(self.queue, self.policy, self.clock).alert(connection, vault, pressed)
        told = guidance.notice(NoticeKey.TOLD_SECURITY, reference=row.reference)
        to = reports.reply_address(vault, row)
        return await owe(
            connection, self.queue, vault, Draft(uuid4(), DeliveryKind.TOLD, told, row.platform, to, row.id)
        )

    async def answer(self, request: NoticeRequest) -> Receipt | None:
        """Owe a person a notice; None where the same event had been answered before.

        Raises:
            ReportNotFiledError: it could not be stored.
        """
        async with self._stored(request.reporter):
            with speaking(request.language or self.policy.language):
                content = await self.notice(request.key, request.reporter)
            vault = await self.database.vault(scope(request.reporter))
            async with self.database.transaction() as connection:
                return await self._owe_notice(connection, vault, request, content)

    async def _owe_notice(
        self, connection: Connection, vault: TenantVault, request: NoticeRequest, content: Notice
    ) -> Receipt | None:
        notice_id = uuid4()
        if await filing.claim_events(connection, vault.tenant, request.event_keys, notice_id):
            return None
        draft = Draft(notice_id, DeliveryKind.NOTICE, content, request.reporter.platform.value, request.reply_to)
        await owe(connection, self.queue, vault, draft)
        return Receipt(notice_id, "", repeat=False)

    async def notice(self, key: NoticeKey, reporter: Reporter) -> Notice:
        """Word a notice at once, for platforms that show it in their answer.

        Raises:
            BotError: the status could not be looked up.
        """
        if key is not NoticeKey.STATUS:
            return guidance.notice(key)
        try:
            vault = await self.database.vault(scope(reporter))
            async with self.database.transaction() as connection:
                found = await standings(connection, vault, reporter.user, STATUS_LINES)
        except DatabaseAwayError:
            raise BotError from None
        return guidance.status([(item.reference, item.received_at, item.band, item.told) for item in found])

    async def register_security_channel(self, address: Address, request: NoticeRequest) -> None:
        """Make a place the security channel of its tenant and confirm there; refused unless the settings say so.

        Raises:
            ReportNotFiledError: it could not be stored.
        """
        wanted = self.channel == Platform.TEAMS.value == address.platform.value
        content = guidance.notice(NoticeKey.CHANNEL_REGISTERED if wanted else NoticeKey.CHANNEL_REFUSED)
        async with self._stored(request.reporter):
            vault = await self.database.vault(scope(request.reporter))
            place = await self.database.vault(scope(address))
            async with self.database.transaction() as connection:
                if await self._owe_notice(connection, vault, request, content) and wanted:
                    await channels.save_channel(connection, place, address)
                    for waiting in await channels.free_waiting_alerts(connection):
                        await self.queue.ring(connection, Bell.DELIVER, waiting)

    @asynccontextmanager
    async def _stored(self, reporter: Reporter) -> AsyncIterator[None]:
        """Turn every way of not storing into the one error that a platform answers with 5xx."""
        try:
            async with asyncio.timeout(ANSWER_WITHIN_SECONDS):
                yield
        except (DatabaseAwayError, TimeoutError):
            self._count(reporter, "not_filed")
            raise ReportNotFiledError from None

    def _count(self, reporter: Reporter, outcome: str) -> None:
        self.metrics.submissions.labels(reporter.platform.value, outcome).inc()
