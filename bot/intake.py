"""From a submission to a filed report: stored in one transaction before anything is answered."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from bot import guidance, review_intake
from bot.metrics import Metrics
from bot.model import (
    Address,
    BotError,
    EmptyTextError,
    NoticeKey,
    NoticeRequest,
    Platform,
    Receipt,
    Reporter,
    ReportNotFiledError,
    ReviewSubmission,
    Submission,
    TextTooLongError,
    UnknownReportError,
)
from bot.outgoing import Notice
from bot.profile_form import ReviewForm, review_form
from bot.reading import case_of
from bot.store import channels, reports
from bot.store.database import Connection, Database, DatabaseAwayError
from bot.store.ledger import DeliveryKind, Draft, owe
from bot.store.queue import Bell, Queue
from bot.store.reports import scope
from bot.store.vault import TenantVault
from nlp.model import MAX_CHARACTERS

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

    async def take(self, submission: Submission) -> Receipt:
        """File a report; reading and answering follow by themselves.

        Raises:
            EmptyTextError: there is nothing to read.
            TextTooLongError: it is longer than can be read.
            ReportNotFiledError: it could not be stored; the platform must be told so, to send it again.
        """
        _check(submission)
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
        earlier = await reports.claim_events(connection, vault.tenant, submission.event_keys, report_id)
        if earlier:
            return Receipt(earlier, await reports.reference_of(connection, earlier), repeat=True)
        reference = await reports.insert_report(connection, vault, report_id, submission, self.clock())
        await self.queue.ring(connection, Bell.READ, report_id)
        return Receipt(report_id, reference, repeat=False)

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
        row = await reports.report(connection, report_id, lock=True)
        if row is None or row.tenant != vault.tenant or row.reporter_tag != vault.tag(reporter.user):
            raise UnknownReportError
        await reports.mark_pressed(connection, report_id)
        assessment = await reports.assessment_of(connection, vault, report_id)
        if assessment:  # otherwise the reading, still to come, sees the wish and makes the alert
            pressed = await reports.report(connection, report_id) or row
            alert = guidance.alert(case_of(pressed, vault.open_text(row.id, "text", row.text)), assessment)
            await owe(
                connection,
                self.queue,
                vault,
                Draft(uuid4(), DeliveryKind.ALERT, alert, row.platform, None, report_id),
            )
        told = guidance.notice(NoticeKey.TOLD_SECURITY, reference=row.reference)
        to = reports.reply_address(vault, row)
        first = await owe(
            connection, self.queue, vault, Draft(uuid4(), DeliveryKind.TOLD, told, row.platform, to, report_id)
        )
        return Receipt(report_id, row.reference, repeat=not first)

    async def answer(self, request: NoticeRequest) -> Receipt | None:
        """Owe a person a notice; None where the same event had been answered before.

        Raises:
            ReportNotFiledError: it could not be stored.
        """
        async with self._stored(request.reporter):
            content = await self.notice(request.key, request.reporter)
            vault = await self.database.vault(scope(request.reporter))
            async with self.database.transaction() as connection:
                return await self._owe_notice(connection, vault, request, content)

    async def _owe_notice(
        self, connection: Connection, vault: TenantVault, request: NoticeRequest, content: Notice
    ) -> Receipt | None:
        notice_id = uuid4()
        if await reports.claim_events(connection, vault.tenant, request.event_keys, notice_id):
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
                found = await reports.standings(connection, vault, reporter.user, STATUS_LINES)
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


def _check(submission: Submission) -> None:
    if not submission.event_keys:
        raise ValueError("a submission needs at least one event key")
    if not any(_visible(sign) for sign in submission.text[: MAX_CHARACTERS + 1]):
        raise EmptyTextError
    if len(submission.text) > MAX_CHARACTERS:
        raise TextTooLongError


def _visible(sign: str) -> bool:
    """Tell a sign that can be read from spaces, controls and invisible formatting."""
    return not sign.isspace() and unicodedata.category(sign) not in {"Cc", "Cf"}
