"""A Teams message the whole way: signed request, real bot, real database, cards at the fake Bot Connector."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.model import Platform
from handlers.teams.config import TeamsConfig
from handlers.teams.platform import Teams
from tests.bot.fakes import FakeMessenger
from tests.conftest import StartBot, eventually
from tests.fakes.teams import PERSON, Answer, FakeMicrosoft, Taken

Run = Callable[..., Awaitable[Callable[..., Awaitable[int]]]]


@pytest.fixture
async def run(start_bot: StartBot, microsoft: FakeMicrosoft, config: TeamsConfig) -> AsyncIterator[Run]:
    """Start a bot whose Teams side is real; give a function that sends it an activity and gives the status."""
    async with AsyncExitStack() as stack:

        async def start(*others: FakeMessenger, **settings: object) -> Callable[..., Awaitable[int]]:
            teams = Teams(config)
            stack.push_async_callback(teams.close)
            values = {**microsoft.settings(), "security_channel": "teams", **settings}
            bot = await stack.enter_async_context(start_bot([teams.messenger, *others], **values))
            app = web.Application()
            await teams.attach(app, bot.front)
            client = await stack.enter_async_context(TestClient(TestServer(app)))

            async def send(activity: dict[str, Any]) -> int:
                headers = {"Authorization": f"Bearer {microsoft.sign()}"}
                async with client.post("/api/messages", json=activity, headers=headers) as response:
                    return response.status

            return send

        yield start


def shows(taken: Taken, *words: str) -> bool:
    return all(word in str(taken.card) for word in words)


async def test_a_message_is_answered_in_the_chat_and_security_is_alerted_in_its_channel(
    run: Run, microsoft: FakeMicrosoft
) -> None:
    send = await run()
    assert await send(microsoft.channel_post()) == 201
    await microsoft.wait_for(1)
    assert await send(microsoft.activity("HIGH offer for your outstanding expertise")) == 201
    await microsoft.wait_for(3)
    (reply,) = [taken for taken in microsoft.taken if "personal-chat" in taken.path]
    (alert,) = [taken for taken in microsoft.taken if taken.path == "/teams/v3/conversations"]
    assert shows(reply, "HIGH offer", "Recognise", "Remove")
    assert shows(alert, "HIGH offer", "Reporter")
    assert PERSON not in str(alert.body)


async def test_the_same_event_three_times_gives_one_reply_and_one_alert(run: Run, microsoft: FakeMicrosoft) -> None:
    send = await run()
    await send(microsoft.channel_post())
    activity = microsoft.activity("HIGH offer")
    assert [await send(activity) for _ in range(3)] == [201, 201, 201]
    await microsoft.wait_for(3)
    await send(microsoft.activity("help"))
    await microsoft.wait_for(4)
    assert len([taken for taken in microsoft.taken if shows(taken, "HIGH offer")]) == 2


async def test_a_report_from_teams_reaches_a_security_team_on_slack(run: Run, microsoft: FakeMicrosoft) -> None:
    slack = FakeMessenger(Platform.SLACK)
    send = await run(
        slack,
        security_channel="slack:C0123ABCD",
        slack_bot_token="xoxb-1",
        slack_signing_secret="s",
        slack_team_ids=("T1",),
    )
    assert await send(microsoft.activity("HIGH offer")) == 201
    await microsoft.wait_for(1)
    await eventually(lambda: len(slack.alerts) == 1)


async def test_a_busy_bot_connector_delays_a_reply_but_loses_none(run: Run, microsoft: FakeMicrosoft) -> None:
    send = await run()
    microsoft.answers.extend([Answer(429, {"Retry-After": "0"}), Answer(503)])
    assert await send(microsoft.activity("LOW thing")) == 201
    (reply,) = await microsoft.wait_for(1)
    assert "received this before" not in str(reply.card)


async def test_a_reply_whose_fate_is_unknown_is_repeated_openly(run: Run, microsoft: FakeMicrosoft) -> None:
    send = await run()
    microsoft.answers.append(Answer(0))
    assert await send(microsoft.activity("LOW thing")) == 201
    (reply,) = await microsoft.wait_for(1)
    assert "received this before" in str(reply.card)


async def test_report_anyway_alerts_security_once_however_often_it_is_pressed(
    run: Run, microsoft: FakeMicrosoft
) -> None:
    send = await run()
    await send(microsoft.channel_post())
    await send(microsoft.activity("Something too short"))
    taken = await microsoft.wait_for(2)
    (reply,) = [item for item in taken if "personal-chat" in item.path]
    button = reply.card["actions"][0]
    value = {"action": {"type": button["type"], "verb": button["verb"], "data": button["data"]}}
    pressed = [await send(microsoft.activity(type="invoke", name="adaptiveCard/action", value=value)) for _ in range(3)]
    assert pressed == [200, 200, 200]
    await microsoft.wait_for(4)
    await send(microsoft.activity("help"))
    await microsoft.wait_for(5)
    assert len([item for item in microsoft.taken if item.path == "/teams/v3/conversations"]) == 1


async def test_nothing_that_is_refused_is_stored(run: Run, microsoft: FakeMicrosoft) -> None:
    send = await run()
    foreign = microsoft.activity("HIGH offer", channelData={"tenant": {"id": "another-tenant"}})
    assert await send(foreign) == 401
    assert await send(microsoft.activity("help")) == 201
    (only,) = await microsoft.wait_for(1)
    assert not shows(only, "HIGH offer")
