"""Intake, desk and triage without a database: they remember what they were given."""

from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from bot.cases import Disposition, Exposure, Remark, StepName
from bot.model import (
    Address,
    NotHereError,
    NoticeRequest,
    Receipt,
    Reporter,
    ReportNotFiledError,
    ReviewSubmission,
    Submission,
    UnknownReportError,
)
from bot.outgoing import Alert, MyReports, Notice, Reply
from bot.profile_form import ReviewForm, review_form
from bot.triage import Analyst
from tests.handlers.teams.samples import ALERT, MY_REPORTS, REPLY


@dataclass
class FakeIntake:
    """Records every call. Set `away` for a database that is not there."""

    submissions: list[Submission] = field(default_factory=list)
    reviews: list[ReviewSubmission] = field(default_factory=list)
    notices: list[NoticeRequest] = field(default_factory=list)
    pressed: list[tuple[UUID, Reporter]] = field(default_factory=list)
    registered: list[tuple[Address, NoticeRequest]] = field(default_factory=list)
    own_reports: dict[UUID, Reporter] = field(default_factory=dict)
    raises: Exception | None = None
    away: bool = False

    @property
    def untouched(self) -> bool:
        """Whether nothing reached it."""
        return not (self.submissions or self.reviews or self.notices or self.pressed or self.registered)

    async def take(self, submission: Submission) -> Receipt:
        """Remember a submission."""
        self._check()
        repeat = any(set(submission.event_keys) & set(earlier.event_keys) for earlier in self.submissions)
        self.submissions.append(submission)
        return Receipt(uuid4(), "TB-1", repeat)

    async def take_review(self, given: ReviewSubmission) -> Receipt:
        """Remember a review."""
        self._check()
        self.reviews.append(given)
        return Receipt(uuid4(), "TB-2", repeat=False)

    async def review_form(self, report_id: UUID, reporter: Reporter, language: str = "") -> ReviewForm:
        """Give the form for the profile of a report."""
        if self.own_reports.get(report_id) != reporter:
            raise UnknownReportError
        return review_form(language, about=report_id, profile="linkedin[.]com/in/anna")

    async def answer(self, request: NoticeRequest) -> Receipt | None:
        """Remember a request for a notice."""
        if self.away:
            raise ReportNotFiledError
        self.notices.append(request)
        return Receipt(uuid4(), "", repeat=False)

    async def report_anyway(self, report_id: UUID, reporter: Reporter) -> Receipt:
        """Remember a pressed button, of the report's own reporter only."""
        self._check()
        if self.own_reports.get(report_id) != reporter:
            raise UnknownReportError
        self.pressed.append((report_id, reporter))
        return Receipt(report_id, "TB-1042", repeat=len(self.pressed) > 1)

    async def register_security_channel(self, address: Address, request: NoticeRequest) -> None:
        """Remember a registration."""
        self._check()
        self.registered.append((address, request))

    def _check(self) -> None:
        if self.away:
            raise ReportNotFiledError
        if self.raises:
            raise self.raises


@dataclass
class FakeDesk:
    """Knows the reports of `own_reports`, and answers with a sample that shows what was done."""

    own_reports: dict[UUID, Reporter] = field(default_factory=dict)
    done: list[object] = field(default_factory=list)
    away: bool = False

    async def show(self, report_id: UUID, reporter: Reporter) -> Reply:
        """Give the answer."""
        return self._reply(report_id, reporter)

    async def tick(self, report_id: UUID, reporter: Reporter, done: frozenset[StepName]) -> Reply:
        """Remember ticks."""
        return replace(self._reply(report_id, reporter, done), steps_done=tuple(sorted(done)))

    async def expose(self, report_id: UUID, reporter: Reporter, happened: frozenset[Exposure]) -> Reply:
        """Remember what happened."""
        return replace(self._reply(report_id, reporter, happened), note="Thank you for saying so.")

    async def remark(self, report_id: UUID, reporter: Reporter, remark: Remark) -> Reply:
        """Remember a remark."""
        return replace(self._reply(report_id, reporter, remark), note="I have kept your remark.")

    async def withdraw(self, report_id: UUID, reporter: Reporter) -> Reply:
        """Remember a withdrawal."""
        return replace(self._reply(report_id, reporter, "withdraw"), note="It is withdrawn.")

    async def delete(self, report_id: UUID, reporter: Reporter) -> Notice:
        """Remember a deletion."""
        self._reply(report_id, reporter, "delete")
        return Notice("Deleted", ("It is deleted.",))

    async def my_reports(self, _reporter: Reporter, _language: str = "") -> MyReports:
        """Give the sample list."""
        if self.away:
            raise ReportNotFiledError
        return MY_REPORTS

    def _reply(self, report_id: UUID, reporter: Reporter, deed: object = None) -> Reply:
        if self.away:
            raise ReportNotFiledError
        if self.own_reports.get(report_id) != reporter:
            raise UnknownReportError
        if deed is not None:
            self.done.append(deed)
        return replace(REPLY, report_id=report_id)


@dataclass
class FakeTriage:
    """Accepts presses from one place."""

    place: Address | None = None
    done: list[tuple[Analyst, Disposition | None]] = field(default_factory=list)

    async def look(self, _report_id: UUID, analyst: Analyst) -> Alert:
        """Remember who looks."""
        return self._do(analyst, None)

    async def decide(self, _report_id: UUID, analyst: Analyst, disposition: Disposition) -> Alert:
        """Remember a closing word."""
        return self._do(analyst, disposition)

    def _do(self, analyst: Analyst, disposition: Disposition | None) -> Alert:
        if analyst.place != self.place:
            raise NotHereError
        self.done.append((analyst, disposition))
        standing = f"Closed as {disposition}." if disposition else "Somebody is looking at it."
        return replace(ALERT, standing=standing, buttons=(), decisions=() if disposition else ALERT.decisions)
