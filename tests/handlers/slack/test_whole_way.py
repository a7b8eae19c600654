"""From a signed Slack request to the reply and the alert, with the real bot and its real database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.runtime import Bot
from handlers.slack import slack_platform
from handlers.slack.socket_mode import Pulse
from nlp.assessor import Assessor
from tests.conftest import MakeSettings, StartBot, eventually
from tests.fakes.slack import FakeSlack, Mischief
from tests.fakes.slack_payloads import SECRET, as_form, as_json, command, direct_message, press
from tests.handlers.slack.conftest import Door

LURE = (
    "HIGH fee: we pay 3,000 euros for a short report <https://evil.example/x|linkedin.com>. Write on Signal. <!channel>"
)
QUIET = "LOW key hello"


@pytest.fixture
def running(slack: FakeSlack, start_bot: StartBot, make_settings: MakeSettings) -> Any:
    @asynccontextmanager
    async def run(**more: Any) -> AsyncIterator[tuple[Door, Bot]]:
        assessor = more.pop("assessor", None)
        values = {
            "slack_bot_token": "xoxb-fake",
            "slack_api_url": slack.api_url,
            "security_channel": "slack:C0SECURITY",
            **({} if "slack_app_token" in more else {"slack_signing_secret": SECRET}),
            **more,
        }
        platform = slack_platform(make_settings(**values), total_seconds=0.5, pulse=Pulse(ping=0.2, patience=1.0))
        async with start_bot([platform.messenger], assessor, **values) as bot:
            app = web.Application()
            await platform.attach(app, bot.front)
            async with TestClient(TestServer(app, host="127.0.0.1")) as client:
                yield Door(client, platform), bot
            await platform.close()

    return run


async def settled(bot: Bot) -> None:
    """Wait until nothing is owed to anybody any more."""
    async with asyncio.timeout(15):
        while True:
            found = await bot.ready()
            if not found.undelivered and not found.unread:
                return
            await asyncio.sleep(0.05)


def counts(slack: FakeSlack) -> tuple[int, int]:
    return len(slack.posts("D0ANNA")), len(slack.posts("C0SECURITY"))


async def test_a_direct_message_is_answered_and_alerts_security(running: Any, slack: FakeSlack) -> None:
    async with running() as (door, bot):
        assert (await door.send(as_json(direct_message(LURE)))).status == 200
        await eventually(lambda: counts(slack) == (1, 1))
        await settled(bot)
    assert counts(slack) == (1, 1)
    assert "U0ANNA" not in str(slack.posts("C0SECURITY"))
    for post in (*slack.posts("D0ANNA"), *slack.posts("C0SECURITY")):
        assert "<!channel>" not in str(post)
        assert "https://evil" not in str(post)


async def test_a_command_is_answered_in_direct_messages(running: Any, slack: FakeSlack) -> None:
    async with running() as (door, bot):
        assert (await door.send(as_form(command(LURE)))).status == 200
        await eventually(lambda: counts(slack) == (1, 1))
        await settled(bot)
    assert slack.posts("C0SOMEWHERE") == []


async def test_the_same_event_three_times_is_one_reply_and_one_alert(running: Any, slack: FakeSlack) -> None:
    event = direct_message(LURE)
    again = {**event, "event_id": "Ev9999999999"}
    async with running() as (door, bot):
        answers = [await door.send(as_json(item)) for item in (event, event, again)]
        assert [answer.status for answer in answers] == [200, 200, 200]
        await eventually(lambda: counts(slack) == (1, 1))
        await settled(bot)
    assert counts(slack) == (1, 1)


@pytest.mark.parametrize(
    "mischief",
    [
        Mischief(error="ratelimited", retry_after=1),
        Mischief(status=429, retry_after=1),
        Mischief(error="internal_error"),
        Mischief(error="fatal_error", done=True),
        Mischief(error="channel_not_found"),
        Mischief(status=503, body="away"),
        Mischief(hang=True),
        Mischief(hang=True, done=True),
        Mischief(silent=True, done=True),
        Mischief(silent=True),
    ],
    ids=lambda mischief: f"{mischief.error or mischief.status}{'-done' * mischief.done}{'-hang' * mischief.hang}",
)
async def test_however_slack_answers_each_message_arrives_once(
    running: Any, slack: FakeSlack, mischief: Mischief
) -> None:
    slack.misbehave("chat.postMessage", mischief, mischief)
    async with running() as (door, bot):
        await door.send(as_json(direct_message(LURE)))
        await eventually(lambda: counts(slack) == (1, 1), 20)
        await settled(bot)
        assert bot.metrics.registry.get_sample_value(
            "tbyl_submissions_total", {"platform": "slack", "outcome": "filed"}
        )
    assert counts(slack) == (1, 1)
    ids = [str(post["metadata"]) for post in (*slack.posts("D0ANNA"), *slack.posts("C0SECURITY"))]
    assert len(set(ids)) == 2


async def test_report_anyway_alerts_once_and_says_so(running: Any, slack: FakeSlack) -> None:
    async with running() as (door, bot):
        await door.send(as_json(direct_message(QUIET)))
        await eventually(lambda: counts(slack) == (1, 0))
        [button, *_] = slack.posts("D0ANNA")[0]["blocks"][-1]["elements"]
        for user in ("U0OTHER", "U0ANNA", "U0ANNA"):
            assert (await door.send(as_form(press(button["value"], user=user)))).status == 200
        await eventually(lambda: counts(slack) == (2, 1))
        await settled(bot)
    assert counts(slack) == (2, 1)
    assert [item["user"] for item in slack.ephemeral] == ["U0OTHER"]


async def test_help_and_status_are_answered(running: Any, slack: FakeSlack) -> None:
    async with running() as (door, bot):
        await door.send(as_json(direct_message("hello")))
        await door.send(as_json(direct_message("status")))
        await eventually(lambda: counts(slack) == (2, 0))
        shown = await (await door.send(as_form(command("status")))).json()
        await settled(bot)
    assert shown["blocks"]


async def test_the_whole_way_through_a_socket(running: Any, slack: FakeSlack) -> None:
    async with running(slack_app_token="xapp-fake") as (_, bot):
        await asyncio.wait_for(await slack.send("events_api", direct_message(LURE)), 10)
        await eventually(lambda: counts(slack) == (1, 1))
        await settled(bot)
    assert counts(slack) == (1, 1)


async def test_the_real_reading_quotes_the_message_with_its_links_defanged(running: Any, slack: FakeSlack) -> None:
    words = (
        "Dear Dr Weiss, I am a consultant and your government background is exactly what my client needs. We pay 3,000 "
        "euros in crypto for a short confidential report with insider views. Please write to me on Signal today, and "
        "sign in at https://evil.example/login first."
    )
    assessor = await asyncio.to_thread(Assessor.load)
    async with running(assessor=assessor) as (door, bot):
        await door.send(as_json(direct_message(words)))
        await eventually(lambda: counts(slack) == (1, 1), 20)
        await settled(bot)
    shown = str(slack.posts("D0ANNA"))
    assert "“" in shown
    assert "Remove" in shown
    assert "https://evil" not in shown
