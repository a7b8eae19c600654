"""Intake without a database: it remembers what it was given and knows event keys a second time."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from bot.model import Address, NoticeRequest, Receipt, Reporter, ReportNotFiledError, Submission, UnknownReportError


@dataclass
class FakeIntake:
    """Records every call. Set `away` for a database that is not there."""

    submissions: list[Submission] = field(default_factory=list)
    notices: list[NoticeRequest] = field(default_factory=list)
    pressed: list[tuple[UUID, Reporter]] = field(default_factory=list)
    registered: list[tuple[Address, NoticeRequest]] = field(default_factory=list)
    own_reports: dict[UUID, Reporter] = field(default_factory=dict)
    raises: Exception | None = None
    away: bool = False

    @property
    def untouched(self) -> bool:
        """Whether nothing reached it."""
        return not (self.submissions or self.notices or self.pressed or self.registered)

    async def take(self, submission: Submission) -> Receipt:
        """Remember a submission."""
        self._check()
        repeat = any(set(submission.event_keys) & set(earlier.event_keys) for earlier in self.submissions)
        self.submissions.append(submission)
        return Receipt(uuid4(), "TB-1", repeat)

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
