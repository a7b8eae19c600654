"""From a filed report to its assessment and the messages that follow from it."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID, uuid4

import structlog

from bot import guidance
from bot.cases import raised, stages_of
from bot.conduct import about_colleague
from bot.dossier import view
from bot.finding_words import tactics
from bot.findings import Findings, Joined, Read, by_itself, in_light_of
from bot.guidance import Case
from bot.metrics import Metrics
from bot.model import UnknownReportError
from bot.profile_form import ProfileReview
from bot.sightings import seen_in
from bot.store import cases, reports, sightings
from bot.store.cases import CaseRow
from bot.store.database import Connection, Database, DatabaseAwayError
from bot.store.ledger import DeliveryKind, Draft, owe
from bot.store.queue import Bell, Queue
from bot.store.reports import Kept, ReportRow
from bot.store.vault import TenantVault
from bot.wording import FALLBACK, speaking
from nlp.model import Approach, Assessment, RiskBand

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
class Policy:
    """What the employer has set about telling people."""

    alert_from: RiskBand = RiskBand.MEDIUM
    update_within: timedelta = timedelta(days=5)
    """A reporter hears again after no more than this."""
    conduct_contact: str = ""
    """Whom to turn to with a concern about a colleague; empty for the usual words."""
    language: str = FALLBACK
    """Of the security channel, and of people whose platform names none."""
    own_domains: frozenset[str] = frozenset()
    """The employer's domains, in lower case: their addresses are nobody's contact but the reporter's side."""


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
        try:
            read = Read(guidance.unreadable()) if row.tries > MAX_TRIES else await self._assess(text, review)
        except _UnreadableError as error:
            await self._failed(row, str(error))
        else:
            await self._conclude(vault, row, text, read)

    async def _assess(self, text: str, review: ProfileReview | None) -> Read:
        began = time.perf_counter()
        loop = asyncio.get_running_loop()
        try:
            read = await loop.run_in_executor(self.lane, _read, self.assessor, text, review)
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
            found = await self._placed(connection, vault, current, text, read)
            with speaking(current.language or self.policy.language):
                await self._owe(connection, vault, found)
        band, told = found.view.band or found.assessment.band, found.told
        self.metrics.assessments.labels(band.label, found.assessment.kind.value).inc()
        log.info("report_read", report_id=str(row.id), band=band.label, told=told)

    async def _placed(
        self, connection: Connection, vault: TenantVault, row: ReportRow, text: str, read: Read
    ) -> "_Finding":
        """Keep what was read, find the case it belongs to, and decide who is told."""
        unreadable = read.assessment.model == guidance.UNREADABLE
        if about_colleague(text):
            await reports.route_quietly(connection, row.id)
            row = replace(row, routed="quietly")
        earlier = await reports.same_words_before(connection, row.id)
        if earlier:
            row = await self._join(connection, row, earlier.case_id)
        assessment, findings = await self._compared(connection, vault, row, read)
        await cases.add_stages(connection, row.case_id, stages_of(tactics(findings, assessment)))
        case = await cases.case(connection, row.case_id, lock=True)
        if case is None:
            raise UnknownReportError
        band = raised(assessment.band, case.file())
        kept = Kept(assessment, "unreadable" if unreadable else "read", band, findings)
        await reports.keep_assessment(connection, vault, row.id, kept)
        wished = unreadable or row.asked != "checked" or row.routed == "quietly"
        repeats = earlier is not None and not wished
        told = not repeats and (wished or case.told or band >= self.policy.alert_from)
        if told:
            case = await promise(connection, case, self.clock() + self.policy.update_within)
        context = vault.open_text(row.id, "context", row.context) if row.context else ""
        seen = view(row, case, text, context=context, band=band, contact=self.policy.conduct_contact)
        seen = replace(seen, findings=findings)
        if repeats and earlier:
            seen = replace(seen, same_as=earlier.reference)
        return _Finding(row, seen, assessment, told)

    async def _compared(
        self, connection: Connection, vault: TenantVault, row: ReportRow, read: Read
    ) -> tuple[Assessment, Findings]:
        """Judge a report in the light of earlier ones of the same, and remember it for later ones.

        What is about a colleague is neither compared nor remembered.
        """
        if row.routed == "quietly" or read.assessment.model == guidance.UNREADABLE:
            return read.assessment, Findings()
        joined = await reports.joined_by(connection, row) if read.given else Joined()
        alone = by_itself(read, joined)
        seen = seen_in(alone, self.policy.own_domains)
        earlier = await sightings.sightings_of(connection, vault, row, seen)
        await sightings.remember(connection, vault, row, seen, worrying=alone.band >= RiskBand.MEDIUM)
        return in_light_of(read, joined, earlier)

    async def _join(self, connection: Connection, row: ReportRow, case_id: UUID) -> ReportRow:
        if row.case_id != case_id:
            await cases.move_report(connection, row.id, case_id)
        return replace(row, case_id=case_id)

    async def _owe(self, connection: Connection, vault: TenantVault, found: "_Finding") -> None:
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


@dataclass(frozen=True, slots=True, repr=False)
class _Finding:
    """What reading came to, before anybody is told."""

    row: ReportRow
    view: Case
    assessment: Assessment
    told: bool


def _read(assessor: Assessor, text: str, review: ProfileReview | None) -> Read:
    """Do the slow part of reading."""
    assessment = assessor.assess(Approach(text))
    if review is None:
        return Read(assessment)
    from nlp.profile.reading import read_profile  # noqa: PLC0415  loads spaCy; starting must not wait for it

    return Read(assessment, review, read_profile(review.words))


async def promise(connection: Connection, case: CaseRow, by: datetime) -> CaseRow:
    """Remember that security was told of a case, and by when its reporter hears again."""
    by = case.update_by or by
    await cases.keep(connection, case.id, told=True, update_by=by)
    return replace(case, told=True, update_by=by)
