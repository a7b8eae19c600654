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
from tests.fakes.slack_payloads import (
    SECRET,
    as_form,
    as_json,
    command,
    direct_message,
    home_opened,
    message_shortcut,
    on_home,
    option,
    press,
    radio,
    sent,
    ticked,
    written,
)
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


def ticks(slack: FakeSlack, number: int = 0) -> dict[str, Any]:
    [row] = [block for block in slack.posts("D0ANNA")[number]["blocks"] if "steps:" in block.get("block_id", "")]
    return dict(row)


async def test_the_shortcut_is_answered_in_direct_messages_where_the_bot_is_not_in_the_channel(
    running: Any, slack: FakeSlack
) -> None:
    async with running() as (door, bot):
        await door.send(as_form(message_shortcut(LURE, slack.response_url(), channel="C0ELSEWHERE")))
        await eventually(lambda: counts(slack) == (1, 1))
        await settled(bot)
    assert slack.posts("C0ELSEWHERE") == []


async def test_ticks_survive_and_the_answer_stays_one_message(running: Any, slack: FakeSlack) -> None:
    async with running() as (door, bot):
        await door.send(as_json(direct_message(LURE)))
        await eventually(lambda: counts(slack) == (1, 1))
        row, message = ticks(slack), slack.posts("D0ANNA")[0]
        what = {"type": "checkboxes", "block_id": row["block_id"], "selected_options": [option("recognise")]}
        await door.send(as_form(press("", action="steps", what=what, ts=message["ts"])))
        await eventually(lambda: message.get("edited", False))
        await settled(bot)
    assert ticks(slack)["elements"][0]["initial_options"][0]["value"] == "recognise"
    assert counts(slack) == (1, 1)


async def test_a_reply_in_the_thread_is_the_same_case(running: Any, slack: FakeSlack) -> None:
    async with running() as (door, bot):
        await door.send(as_json(direct_message(LURE)))
        await eventually(lambda: counts(slack) == (1, 1))
        await settled(bot)
        thread = slack.posts("D0ANNA")[0]["ts"]
        await door.send(as_json(direct_message("HIGH and could we meet in Vienna?", thread_ts=thread)))
        await eventually(lambda: len(slack.posts("D0ANNA")) == 2)
        await settled(bot)
    second = slack.posts("D0ANNA")[1]
    assert second["thread_ts"] == thread
    assert "This belongs to your report TB-" in str(second["blocks"])


async def test_a_decision_closes_the_alert_and_the_person_hears_of_it(running: Any, slack: FakeSlack) -> None:
    async with running() as (door, bot):
        await door.send(as_json(direct_message(LURE)))
        await eventually(lambda: counts(slack) == (1, 1))
        await settled(bot)
        alert = slack.posts("C0SECURITY")[0]
        [row] = [block for block in alert["blocks"] if "decide:" in block.get("block_id", "")]
        what = {"type": "static_select", "block_id": row["block_id"], "selected_option": option("malicious")}
        for place in ("D0ANNA", "C0SECURITY"):
            body = press("", action="decide", what=what, channel=place, ts=alert["ts"], user="U0SEC")
            assert (await door.send(as_form(body))).status == 200
        await eventually(lambda: len(slack.posts("D0ANNA")) == 2)
        await eventually(lambda: alert.get("edited", False))
        await settled(bot)
    assert "Closed as malicious." in alert["text"]
    assert "decide:" not in str(alert["blocks"])
    assert [item["user"] for item in slack.ephemeral] == ["U0SEC"]


async def test_what_has_happened_reaches_security_and_the_advice_the_person(running: Any, slack: FakeSlack) -> None:
    async with running() as (door, bot):
        await door.send(as_json(direct_message(LURE)))
        await eventually(lambda: counts(slack) == (1, 1))
        message = slack.posts("D0ANNA")[0]
        report = ticks(slack)["block_id"].split(":")[1]
        await door.send(as_form(press(report, action="exposure", ts=message["ts"], trigger=slack.trigger())))
        await eventually(lambda: bool(slack.views))
        window = sent("exposure_view", {"happened": ticked("met")})
        window["view"]["private_metadata"] = slack.views[0]["view"]["private_metadata"]
        assert (await door.send(as_form(window))).status == 200
        await eventually(lambda: message.get("edited", False))
        await eventually(lambda: len(slack.posts("C0SECURITY")) == 2)
        await settled(bot)
    assert "Note the place" in str(message["blocks"])
    assert "they met" in slack.posts("C0SECURITY")[1]["text"]


async def test_a_profile_review_is_answered_in_direct_messages(running: Any, slack: FakeSlack) -> None:
    async with running() as (door, bot):
        values = {"url": written("linkedin.com/in/anna"), "question-asks": radio("yes")}
        answer = await (await door.send(as_form(sent("review_view", values)))).json()
        assert answer["response_action"] == "update"
        await eventually(lambda: len(slack.posts("D0ANNA")) == 1)
        await settled(bot)


async def test_the_first_page_lists_withdraws_and_deletes(running: Any, slack: FakeSlack) -> None:
    async with running() as (door, bot):
        await door.send(as_json(direct_message(QUIET)))
        await eventually(lambda: counts(slack) == (1, 0))
        await settled(bot)
        await door.send(as_json(home_opened()))
        await eventually(lambda: "U0ANNA" in slack.homes)
        rows = [block["elements"] for block in slack.homes["U0ANNA"]["blocks"] if block["type"] == "actions"]
        [delete] = [element for row in rows for element in row if element["action_id"] == "delete"]
        await door.send(as_form(press(delete["value"], action="delete", place=on_home())))
        await eventually(lambda: "is deleted" in str(slack.homes["U0ANNA"]))
        await settled(bot)
    assert "TB-" not in str(slack.homes["U0ANNA"]["blocks"][5:])


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
