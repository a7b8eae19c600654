"""The Slack side behind a real server, with a fake Slack and an intake that only remembers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from bot.model import (
    EmptyTextError,
    NoticeKey,
    NoticeRequest,
    Receipt,
    Reporter,
    ReportNotFiledError,
    Submission,
    TextTooLongError,
    UnknownReportError,
)
from bot.outgoing import Notice
from bot.settings import Settings
from handlers.slack import Slack, slack_platform
from tests.bot.fakes import front
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_payloads import SECRET, signed


@dataclass
class RememberingIntake:
    """Keeps the promises of `bot.intake.Intake` in memory."""

    away: bool = False
    taken: list[Submission] = field(default_factory=list)
    answered: list[NoticeRequest] = field(default_factory=list)
    insisted: list[tuple[UUID, Reporter]] = field(default_factory=list)
    reports: dict[UUID, Reporter] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

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
async def open_door(slack: FakeSlack, intake: RememberingIntake) -> AsyncIterator[Open]:
    async with AsyncExitStack() as stack:

        async def open_(**more: Any) -> Door:
            how = {key: more.pop(key) for key in ("now", "total_seconds", "pulse") if key in more}
            platform = slack_platform(slack_settings(slack.api_url, **more), **how)
            stack.push_async_callback(platform.close)
            app = web.Application()
            await platform.attach(app, front(intake))
            client = TestClient(TestServer(app, host="127.0.0.1"))
            await stack.enter_async_context(client)
            return Door(client, platform)

        yield open_


@pytest.fixture
async def door(open_door: Open) -> Door:
    return await open_door()
