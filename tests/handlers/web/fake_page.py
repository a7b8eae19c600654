"""A mailbox and an intake in memory, and the page over them as a browser sees it."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.cases import Disposition, Exposure, Remark, StepName
from bot.model import (
    EmptyTextError,
    NotHereError,
    NoticeRequest,
    NotReadYetError,
    Receipt,
    Reporter,
    ReviewSubmission,
    Submission,
    TextTooLongError,
    UnknownReportError,
)
from bot.outgoing import Alert, Button, ButtonAction, MyReports, Notice, Reply, ReportEntry
from bot.profile_form import ReviewForm, review_form
from bot.store.database import DatabaseAwayError
from bot.triage import Analyst
from nlp.model import MAX_CHARACTERS


@dataclass
class FakeMailbox:
    """Letters in memory; `away` makes it behave as without a database."""

    letters: list[tuple[str, UUID, str]] = field(default_factory=list)
    away: bool = False

    async def post(self, conversation: str, delivery_id: UUID, body: str) -> int:
        self._look()
        if await self.find(delivery_id) is None:
            self.letters.append((conversation, delivery_id, body))
        return await self.find(delivery_id) or 0

    async def find(self, delivery_id: UUID) -> int | None:
        self._look()
        numbers = [n for n, (_, known, _) in enumerate(self.letters, start=1) if known == delivery_id]
        return numbers[0] if numbers else None

    async def read(self, conversation: str, after: int = 0) -> list[tuple[int, str]]:
        self._look()
        letters = enumerate(self.letters, start=1)
        return [(n, body) for n, (where, _, body) in letters if where == conversation and n > after and body]

    async def forget(self, delivery_id: UUID) -> None:
        self._look()
        self.letters = [(where, known, "" if known == delivery_id else body) for where, known, body in self.letters]

    def _look(self) -> None:
        if self.away:
            raise DatabaseAwayError("test")


@dataclass
class FakeIntake:
    """Files in memory, repeats by event key as the real one does, and can be told to fail."""

    filed: dict[tuple[str, ...], Receipt] = field(default_factory=dict)
    submissions: list[Submission] = field(default_factory=list)
    asked: list[NoticeRequest] = field(default_factory=list)
    pressed: list[tuple[UUID, Reporter]] = field(default_factory=list)
    reviews: list[ReviewSubmission] = field(default_factory=list)
    asked_forms: list[tuple[UUID, Reporter]] = field(default_factory=list)
    failure: Exception | None = None

    async def take(self, submission: Submission) -> Receipt:
        if self.failure:
            raise self.failure
        if not submission.text.strip():
            raise EmptyTextError
        if len(submission.text) > MAX_CHARACTERS:
            raise TextTooLongError
        self.submissions.append(submission)
        known = self.filed.get(submission.event_keys)
        if known:
            return Receipt(known.report_id, known.reference, repeat=True)
        self.filed[submission.event_keys] = Receipt(uuid4(), f"TB-{1001 + len(self.filed)}", repeat=False)
        return self.filed[submission.event_keys]

    async def take_review(self, given: ReviewSubmission) -> Receipt:
        if self.failure:
            raise self.failure
        self.reviews.append(given)
        return Receipt(uuid4(), "TB-2001", repeat=False)

    async def review_form(self, report_id: UUID, reporter: Reporter, language: str = "") -> ReviewForm:
        self.asked_forms.append((report_id, reporter))
        return review_form(language, about=report_id, profile="linkedin[.]com/in/somebody")

    async def answer(self, request: NoticeRequest) -> Receipt | None:
        self.asked.append(request)
        return Receipt(uuid4(), "", repeat=False)

    async def report_anyway(self, report_id: UUID, reporter: Reporter) -> Receipt:
        if self.failure:
            raise self.failure
        self.pressed.append((report_id, reporter))
        return Receipt(report_id, "TB-1001", repeat=False)


@dataclass
class FakeDesk:
    """Keeps replies in memory, and notes in words what was done with them."""

    replies: dict[UUID, Reply] = field(default_factory=dict)
    deleted: set[UUID] = field(default_factory=set)
    done: list[tuple[object, ...]] = field(default_factory=list)

    async def show(self, report_id: UUID, reporter: Reporter) -> Reply:  # noqa: ARG002  a stand-in knows one person
        if report_id in self.deleted:
            raise UnknownReportError
        if report_id not in self.replies:
            raise NotReadYetError
        return self.replies[report_id]

    async def tick(self, report_id: UUID, reporter: Reporter, done: frozenset[StepName]) -> Reply:
        now = replace(await self.show(report_id, reporter), steps_done=tuple(step for step in StepName if step in done))
        self.replies[report_id] = now
        return self._did(now, "tick", report_id, reporter, done)

    async def expose(self, report_id: UUID, reporter: Reporter, happened: frozenset[Exposure]) -> Reply:
        return self._did(await self.show(report_id, reporter), "expose", report_id, reporter, happened)

    async def remark(self, report_id: UUID, reporter: Reporter, remark: Remark) -> Reply:
        return self._did(await self.show(report_id, reporter), "remark", report_id, reporter, remark)

    async def withdraw(self, report_id: UUID, reporter: Reporter) -> Reply:
        return self._did(await self.show(report_id, reporter), "withdraw", report_id, reporter)

    async def delete(self, report_id: UUID, reporter: Reporter) -> Notice:
        await self.show(report_id, reporter)
        self.deleted.add(report_id)
        self.done.append(("delete", report_id, reporter))
        return Notice("Deleted", ("It is gone.",))

    async def my_reports(self, reporter: Reporter, language: str = "") -> MyReports:
        self.done.append(("my_reports", reporter, language))
        buttons = (Button(ButtonAction.OPEN, "Show this report"),)
        entries = tuple(ReportEntry(item, "TB-1001", "today", "high risk", "Told.", buttons) for item in self.replies)
        return MyReports("Your reports", "Only you see this list.", entries)

    def _did(self, now: Reply, *what: object) -> Reply:
        self.done.append(what)
        return replace(now, note="Thank you.")


@dataclass
class FakeTriage:
    """Knows one alert, and takes presses from the page's own pane only."""

    alert: Alert | None = None
    pressed: list[tuple[UUID, Analyst, Disposition | None]] = field(default_factory=list)

    async def look(self, report_id: UUID, analyst: Analyst) -> Alert:
        return self._do(report_id, analyst, None)

    async def decide(self, report_id: UUID, analyst: Analyst, disposition: Disposition) -> Alert:
        return self._do(report_id, analyst, disposition)

    def _do(self, report_id: UUID, analyst: Analyst, disposition: Disposition | None) -> Alert:
        if json.loads(analyst.place.reference) != {"conversation": "security"}:
            raise NotHereError
        if self.alert is None or self.alert.report_id != report_id:
            raise UnknownReportError
        self.pressed.append((report_id, analyst, disposition))
        return replace(self.alert, standing=f"Now {disposition or 'looked at'}.", decisions=(), buttons=())


@dataclass
class Page:
    """A browser's view of the page: it opened it once, so it has its cookie."""

    client: TestClient[web.Request, web.Application]
    mailbox: FakeMailbox
    intake: FakeIntake
    desk: FakeDesk
    triage: FakeTriage

    @property
    def origin(self) -> str:
        return f"http://{self.client.host}:{self.client.port}"

    async def get(self, path: str, **headers: str) -> tuple[int, Any]:
        async with self.client.get(path, headers=headers) as response:
            return response.status, await response.json()

    async def post(self, path: str, body: object, **headers: str) -> tuple[int, Any]:
        sent = {"Origin": self.origin, **headers}
        async with self.client.post(path, json=body, headers=sent) as response:
            return response.status, await response.json()

    async def hand_in(self, text: str, key: str | None = None, **more: object) -> tuple[int, Any]:
        return await self.post("/web/messages", {"key": key or str(uuid4()), "text": text, **more})


OpenPage = Callable[..., Awaitable[Page]]
