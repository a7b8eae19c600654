from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from bot.settings import Settings
from handlers.teams.config import TeamsConfig, teams_config
from handlers.teams.platform import Teams
from tests.bot.fakes import front
from tests.fakes.teams import FakeMicrosoft
from tests.handlers.teams.fake_intake import FakeDesk, FakeIntake, FakeTriage

Send = Callable[..., Awaitable[ClientResponse]]


@pytest.fixture
async def microsoft() -> AsyncIterator[FakeMicrosoft]:
    async with FakeMicrosoft() as fake:
        yield fake


@pytest.fixture
def config(microsoft: FakeMicrosoft) -> TeamsConfig:
    settings = Settings(_env_file=None, security_channel="teams", **microsoft.settings())  # type: ignore[arg-type]
    return teams_config(settings)


@pytest.fixture
def intake() -> FakeIntake:
    return FakeIntake()


@pytest.fixture
def desk(intake: FakeIntake) -> FakeDesk:
    return FakeDesk(intake.own_reports)


@pytest.fixture
def triage() -> FakeTriage:
    return FakeTriage()


@pytest.fixture
async def send(
    microsoft: FakeMicrosoft, config: TeamsConfig, intake: FakeIntake, desk: FakeDesk, triage: FakeTriage
) -> AsyncIterator[Send]:
    """Post an activity to the bot over HTTP, signed as the Bot Connector signs unless told otherwise."""
    teams = Teams(config)
    app = web.Application()
    await teams.attach(app, front(intake, desk, triage))
    async with TestClient(TestServer(app)) as client:

        async def post(activity: Any, token: str | None = None, **request: Any) -> ClientResponse:
            headers = {"Authorization": f"Bearer {token if token is not None else microsoft.sign()}"}
            body = request or {"json": activity}
            return await client.post("/api/messages", headers=headers | body.pop("headers", {}), **body)

        yield post
    await teams.close()
