"""From a filed report to its assessment and the messages that follow from it."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID, uuid4

import structlog

from bot import guidance
from bot.findings import Read
from bot.metrics import Metrics
from bot.placing import Placed, Placing
from bot.policy import Policy
from bot.profile_form import ProfileReview
from bot.store import reports
from bot.store.database import Connection, Database, DatabaseAwayError
from bot.store.ledger import DeliveryKind, Draft, owe
from bot.store.queue import Bell, Queue
from bot.store.reports import ReportRow
from bot.store.vault import TenantVault
from bot.wording import speaking
from nlp.model import Approach, Assessment

log = structlog.get_logger(__name__)

MAX_TRIES: Final = 3
"""After so many failed readings a report goes to security unread: nothing is lost because of a defect."""


class Assessor(Protocol):
    """Reads one approach. Slow work on the CPU; safe to call from a thread."""

    @property
    def version(self) -> str:
        """Version of rules and weights together."""

    def assess(self, approach: Approach) -> Assessment:
        """Read the approach."""


class _UnreadableError(Exception):
    """Reading failed; holds the type of the error only, since its words may quote the text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads reports and decides, by the policy, who is told."""

    database: Database
    queue: Queue
    assessor: Assessor
    lane: Executor
    metrics: Metrics
    policy: Policy
    clock: Callable[[], datetime]
    lease: timedelta
    pause: timedelta
    """Pause after a failed try; it doubles with each."""

    async def read(self, report_id: UUID) -> None:
        """Read one report, if that is still to be done, and owe the messages that follow."""
        try:
            await self._read(report_id)
        except DatabaseAwayError as error:  # the report is still owed; the housekeeper rings again
            log.warning("reading_postponed", report_id=str(report_id), reason=str(error))

    async def _read(self, report_id: UUID) -> None:
        async with self.database.transaction() as connection:
            row = await reports.claim_report(connection, report_id, self.lease)
        if row is None:
            return
        vault = await self.database.vault(row.tenant)
        text = vault.open_text(row.id, "text", row.text)
        review = reports.review_of(vault, row)
        context = vault.open_text(row.id, "context", row.context) if row.context else ""
        try:
            read = (
                Read(guidance.unreadable())
                if row.tries > MAX_TRIES
                else await self._assess(Approach(text, context), review)
            )
        except _UnreadableError as error:
            await self._failed(row, str(error))
        else:
            await self._conclude(vault, row, text, read)

    async def _assess(self, approach: Approach, review: ProfileReview | None) -> Read:
        began = time.perf_counter()
        loop = asyncio.get_running_loop()
        try:
            read = await loop.run_in_executor(self.lane, _read, self.assessor, approach, review)
        except Exception as error:  # noqa: BLE001  whatever breaks the reading, the report must reach people
            raise _UnreadableError(type(error).__name__) from None
        self.metrics.assess_seconds.observe(time.perf_counter() - began)
        return read

    async def _failed(self, row: ReportRow, reason: str) -> None:
        self.metrics.reading_failures.labels(reason).inc()
        log.error("reading_failed", report_id=str(row.id), reason=reason, tries=row.tries)
        pause = self.pause * 2 ** (row.tries - 1) if row.tries < MAX_TRIES else timedelta()
        async with self.database.transaction() as connection:
            due = await reports.release_report(connection, row.id, pause)
            await self.queue.ring(connection, Bell.READ, row.id, at=due)

    async def _conclude(self, vault: TenantVault, row: ReportRow, text: str, read: Read) -> None:
        async with self.database.transaction() as connection:
            current = await reports.report(connection, row.id, lock=True)
            if current is None or current.state != "filed":
                return
            found = await Placing(connection, vault, self.policy, self.clock()).place(current, text, read)
            with speaking(current.language or self.policy.language):
                await self._owe(connection, vault, found)
        band, told = found.view.band or found.assessment.band, found.told
        self.metrics.assessments.labels(band.label, found.assessment.kind.value).inc()
        log.info("report_read", report_id=str(row.id), band=band.label, told=told)

    async def _owe(self, connection: Connection, vault: TenantVault, found: Placed) -> None:
        row = found.row
        reply = guidance.reply(found.view, found.assessment, told=found.told)
        to = reports.reply_address(vault, row)
        owed = [Draft(uuid4(), DeliveryKind.REPLY, reply, row.platform, to, row.id)]
        if found.told:
            with speaking(self.policy.language):
                alert = guidance.alert(found.view, found.assessment)
            owed.append(Draft(uuid4(), DeliveryKind.ALERT, alert, row.platform, None, row.id))
        for draft in owed:
            await owe(connection, self.queue, vault, draft)


def _read(assessor: Assessor, approach: Approach, review: ProfileReview | None) -> Read:
    """Do the slow part of reading."""
    assessment = assessor.assess(approach)
    if review is None:
        return Read(assessment)
    from nlp.profile.reading import read_profile  # noqa: PLC0415  loads spaCy; starting must not wait for it

    return Read(assessment, review, read_profile(review.words))
