"""A bot that workspaces install, on a real database, behind real HTTP; several of them are replicas."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from bot.installations import Installations
from bot.mailbox import Mailbox
from bot.messenger import Messenger
from bot.runtime import Bot
from handlers.slack import Slack, slack_platform
from handlers.slack.install import Installing
from handlers.slack.people import People
from handlers.slack.socket_mode import Pulse
from tests.conftest import MakeSettings, StartBot
from tests.fakes.slack_oauth import FakeSlackOAuth
from tests.fakes.slack_payloads import SECRET, signed

STATE_COOKIE = "slack-app-oauth-state"


class Clock:
    """The real time, and as much later as a test says."""

    def __init__(self) -> None:
        self.later = 0.0

    def __call__(self) -> float:
        return time.time() + self.later


@dataclass
class Replica:
    """One running bot."""

    client: TestClient[web.Request, web.Application]
    platform: Slack
    bot: Bot
    slack: FakeSlackOAuth

    @property
    def installing(self) -> Installing:
        found = self.platform._tokens
        assert isinstance(found, Installing)
        return found

    async def start(self) -> tuple[str, str]:
        """Open the install address; give where it leads and the cookie that it set."""
        answer = await self.client.get("/slack/install", allow_redirects=False)
        assert answer.status == 302
        return answer.headers["Location"], answer.cookies[STATE_COOKIE].value

    async def decide(self, link: str) -> str:
        """Allow or refuse on Slack's page; give the path that Slack sends the person back to."""
        answer = await self.client.session.get(link, allow_redirects=False)
        back = urlsplit(answer.headers["Location"])
        assert f"{back.scheme}://{back.netloc}" == "https://bot.example.org"
        return f"{back.path}?{back.query}"

    async def come_back(self, path: str, cookie: str = "") -> ClientResponse:
        headers = {"Cookie": f"{STATE_COOKIE}={cookie}"} if cookie else {}
        return await self.client.get(path, headers=headers, allow_redirects=False)

    async def install(self) -> ClientResponse:
        """The whole way, as a browser goes it."""
        link, cookie = await self.start()
        return await self.come_back(await self.decide(link), cookie)

    async def send(self, body: tuple[str, str]) -> ClientResponse:
        text, kind = body
        return await self.client.post(
            "/slack/events", data=text, headers=signed(text, kind=kind, at=self.slack.clock())
        )


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[FakeSlackOAuth]:
    async with FakeSlackOAuth(clock=clock) as fake:
        yield fake


def install_settings(slack: FakeSlackOAuth, **more: Any) -> dict[str, Any]:
    return {
        "slack_client_id": slack.client_id,
        "slack_client_secret": slack.client_secret,
        "slack_public_url": "https://bot.example.org/",
        "slack_api_url": slack.api_url,
        "slack_team_ids": ("T0HOME", "T0SISTER"),
        "security_channel": "slack:T0HOME/C0SECURITY",
        **({} if "slack_app_token" in more else {"slack_signing_secret": SECRET}),
        **more,
    }


@pytest.fixture
def running(slack: FakeSlackOAuth, clock: Clock, start_bot: StartBot, make_settings: MakeSettings) -> Any:
    @asynccontextmanager
    async def run(**more: Any) -> AsyncIterator[Replica]:
        values = install_settings(slack, **more)
        made: list[Slack] = []

        def messengers(mailbox: Mailbox) -> list[Messenger]:
            made.append(
                slack_platform(
                    make_settings(**values),
                    Installations(mailbox.database),
                    now=clock,
                    pulse=Pulse(ping=0.2, patience=1.0),
                    people=People(),
                )
            )
            return [made[0].messenger]

        async with start_bot(messengers, **values) as bot:
            app = web.Application()
            try:
                await made[0].attach(app, bot.front)
                async with TestClient(TestServer(app, host="127.0.0.1")) as client:
                    yield Replica(client, made[0], bot, slack)
            finally:
                await made[0].close()

    return run


@pytest.fixture
async def replica(running: Any) -> AsyncIterator[Replica]:
    async with running() as one:
        yield one
