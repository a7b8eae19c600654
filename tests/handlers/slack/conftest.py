"""The Slack side behind a real server, with a fake Slack and an intake that only remembers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from bot.cases import Disposition, Exposure, Remark, StepName
from bot.model import (
    Address,
    BotError,
    EmptyReviewError,
    EmptyTextError,
    NotHereError,
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
from bot.outgoing import Alert, MyReports, Notice, Reply, ReportEntry
from bot.profile_form import ReviewForm, review_form
from bot.settings import Settings
from bot.triage import Analyst
from handlers.slack import Slack, slack_platform
from handlers.slack.people import People
from tests.bot.fakes import front
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_payloads import SECRET, signed
from tests.handlers.slack.contents import ALERT, ANSWERED, ENTRIES, REPLY, REPORT

SECURITY = Address(Platform.SLACK, "", '{"channel": "C0SECURITY"}')


@dataclass
class RememberingIntake:
    """Keeps the promises of `bot.intake.Intake` in memory."""

    away: bool = False
    taken: list[Submission] = field(default_factory=list)
    answered: list[NoticeRequest] = field(default_factory=list)
    insisted: list[tuple[UUID, Reporter]] = field(default_factory=list)
    reports: dict[UUID, Reporter] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    reviewed: list[ReviewSubmission] = field(default_factory=list)
    profile: str = ""

    async def take_review(self, given: ReviewSubmission) -> Receipt:
        if not (given.review.text or given.review.answers or given.about):
            raise EmptyReviewError
        self._reachable()
        self.reviewed.append(given)
        return Receipt(uuid4(), "TB-2", repeat=False)

    async def review_form(self, report_id: UUID, reporter: Reporter, language: str = "") -> ReviewForm:
        self._reachable()
        if self.reports.get(report_id) != reporter:
            raise UnknownReportError
        return review_form(language, about=report_id, profile=self.profile)

    async def take(self, submission: Submission) -> Receipt:
        if not submission.text.strip():
            raise EmptyTextError
        if len(submission.text) > 40_000:
            raise TextTooLongError
        self._reachable()
        if repeat := bool(self.known & set(submission.event_keys)):
            return Receipt(uuid4(), "TB-1", repeat)
        self.known |= set(submission.event_keys)
        self.taken.append(submission)
        report_id = uuid4()
        self.reports[report_id] = submission.reporter
        return Receipt(report_id, "TB-1", repeat=False)

    async def report_anyway(self, report_id: UUID, reporter: Reporter) -> Receipt:
        self._reachable()
        if self.reports.get(report_id) != reporter:
            raise UnknownReportError
        self.insisted.append((report_id, reporter))
        return Receipt(report_id, "TB-1", repeat=False)

    async def answer(self, request: NoticeRequest) -> Receipt | None:
        self._reachable()
        if self.known & set(request.event_keys):
            return None
        self.known |= set(request.event_keys)
        self.answered.append(request)
        return Receipt(uuid4(), "", repeat=False)

    async def notice(self, key: NoticeKey, reporter: Reporter) -> Notice:
        if key is NoticeKey.STATUS:
            self._reachable()
        return Notice(f"Notice {key}", (f"For {reporter.user}.",))

    def _reachable(self) -> None:
        if self.away:
            raise ReportNotFiledError


@dataclass
class RememberingDesk:
    """Keeps the promises of `bot.desk.Desk` in memory; every report is this one."""

    reply: Reply = REPLY
    refusal: BotError | None = None
    done: list[tuple[str, UUID, object]] = field(default_factory=list)
    reports: tuple[ReportEntry, ...] = ENTRIES

    async def show(self, report_id: UUID, reporter: Reporter) -> Reply:
        return self._do("show", report_id, reporter)

    async def tick(self, report_id: UUID, reporter: Reporter, done: frozenset[StepName]) -> Reply:
        self.reply = replace(self.reply, steps_done=tuple(step for step in StepName if step in done))
        return self._do("tick", report_id, (reporter.user, done))

    async def expose(self, report_id: UUID, reporter: Reporter, happened: frozenset[Exposure]) -> Reply:
        return replace(
            self._do("expose", report_id, (reporter.user, happened)), note="Thank you for saying so.", exposure=ANSWERED
        )

    async def remark(self, report_id: UUID, reporter: Reporter, remark: Remark) -> Reply:
        return replace(self._do("remark", report_id, (reporter.user, remark)), note=f"Noted {remark}.")

    async def withdraw(self, report_id: UUID, reporter: Reporter) -> Reply:
        return replace(self._do("withdraw", report_id, reporter), note="It is withdrawn.")

    async def delete(self, report_id: UUID, reporter: Reporter) -> Notice:
        self._do("delete", report_id, reporter)
        return Notice("Deleted", ("It is deleted.",))

    async def my_reports(self, reporter: Reporter, language: str = "") -> MyReports:
        self.done.append(("my_reports", REPORT, (reporter, language)))
        return MyReports("Your reports", "Only you see this list.", self.reports)

    def _do(self, deed: str, report_id: UUID, what: object) -> Reply:
        if self.refusal:
            raise self.refusal
        self.done.append((deed, report_id, what))
        return replace(self.reply, report_id=report_id)


@dataclass
class RememberingTriage:
    """Keeps the promises of `bot.triage.Triage` in memory."""

    channel: Address = SECURITY
    refusal: BotError | None = None
    done: list[tuple[UUID, Analyst, Disposition | None]] = field(default_factory=list)

    async def look(self, report_id: UUID, analyst: Analyst) -> Alert:
        return self._do(report_id, analyst, None, "Somebody is looking at it.")

    async def decide(self, report_id: UUID, analyst: Analyst, disposition: Disposition) -> Alert:
        return replace(self._do(report_id, analyst, disposition, f"Closed as {disposition}."), decisions=())

    def _do(self, report_id: UUID, analyst: Analyst, disposition: Disposition | None, standing: str) -> Alert:
        if self.refusal:
            raise self.refusal
        if analyst.place != self.channel:
            raise NotHereError
        self.done.append((report_id, analyst, disposition))
        return replace(ALERT, standing=standing, buttons=())


@pytest.fixture
def desk() -> RememberingDesk:
    return RememberingDesk()


@pytest.fixture
def triage() -> RememberingTriage:
    return RememberingTriage()


@pytest.fixture
def intake() -> RememberingIntake:
    return RememberingIntake()


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        yield fake


def slack_settings(api_url: str, **more: Any) -> Settings:
    secrets: dict[str, Any] = {"slack_bot_token": "xoxb-fake", "slack_api_url": api_url}
    if "slack_app_token" not in more:
        secrets["slack_signing_secret"] = SECRET
    return Settings(_env_file=None, data_dir=Path("unused"), security_channel="slack:C0SECURITY", **{**secrets, **more})


@dataclass
class Door:
    """The bot's HTTP side as Slack reaches it."""

    client: TestClient[web.Request, web.Application]
    platform: Slack

    async def send(
        self, body: tuple[str, str] | str | bytes, path: str = "/slack/events", **how: Any
    ) -> ClientResponse:
        """Post a body with Slack's signature."""
        text, kind = body if isinstance(body, tuple) else (body, "application/json")
        return await self.client.post(path, data=text, headers=signed(text, kind=kind, **how))


Open = Callable[..., Awaitable[Door]]


@pytest.fixture
async def open_door(
    slack: FakeSlack, intake: RememberingIntake, desk: RememberingDesk, triage: RememberingTriage
) -> AsyncIterator[Open]:
    async with AsyncExitStack() as stack:

        async def open_(**more: Any) -> Door:
            how = {key: more.pop(key) for key in ("now", "total_seconds", "pulse") if key in more}
            patient = People(wait_seconds=10.0)  # a busy machine must not turn a guest into staff
            platform = slack_platform(slack_settings(slack.api_url, **more), people=patient, **how)
            stack.push_async_callback(platform.close)
            app = web.Application()
            await platform.attach(app, front(intake, desk, triage))
            client = TestClient(TestServer(app, host="127.0.0.1"))
            await stack.enter_async_context(client)
            return Door(client, platform)

        yield open_


@pytest.fixture
async def door(open_door: Open) -> Door:
    return await open_door()
