"""Socket Mode: the same listeners, acknowledged only once stored, through reconnections."""

import asyncio

import pytest

from bot.wording import words
from handlers.slack.socket_mode import Pulse
from handlers.slack.views import CHECK
from tests.conftest import eventually
from tests.fakes.slack import FakeSlack, Mischief
from tests.fakes.slack_payloads import (
    Json,
    command,
    direct_message,
    envelope,
    home_opened,
    message_shortcut,
    option,
    press,
    sent,
    shortcut,
    written,
)
from tests.handlers.slack.conftest import Door, Open, RememberingDesk, RememberingIntake, RememberingTriage
from tests.handlers.slack.contents import REPORT

READING = words().text("surfaces.reading.text")
LURE = "We pay 3,000 euros for a short report."
QUICK = Pulse(ping=0.2, patience=1.0)


@pytest.fixture
async def door(open_door: Open) -> Door:
    return await open_door(slack_app_token="xapp-fake", pulse=QUICK)


@pytest.mark.usefixtures("door")
async def test_a_direct_message_is_filed_and_then_acknowledged(slack: FakeSlack, intake: RememberingIntake) -> None:
    acknowledged = await slack.send("events_api", direct_message(LURE))
    await asyncio.wait_for(acknowledged, 10)
    assert [item.text for item in intake.taken] == [LURE]


@pytest.mark.usefixtures("door")
async def test_what_could_not_be_stored_is_not_acknowledged(slack: FakeSlack, intake: RememberingIntake) -> None:
    event = direct_message(LURE)
    intake.away = True
    acknowledged = asyncio.ensure_future(await slack.send("events_api", event))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(acknowledged, 0.5)
    intake.away = False
    await asyncio.wait_for(await slack.send("events_api", event), 10)
    assert len(intake.taken) == 1


@pytest.mark.usefixtures("door")
async def test_a_command_is_answered_in_its_acknowledgement(slack: FakeSlack, intake: RememberingIntake) -> None:
    answer = await asyncio.wait_for(await slack.send("slash_commands", command(LURE)), 10)
    assert answer["payload"] == {"text": READING, "response_type": "ephemeral"}
    assert len(intake.taken) == 1


@pytest.mark.usefixtures("door")
async def test_a_press_is_stored_and_acknowledged(slack: FakeSlack, intake: RememberingIntake) -> None:
    await asyncio.wait_for(await slack.send("events_api", direct_message(LURE)), 10)
    [report_id] = intake.reports
    await asyncio.wait_for(await slack.send("interactive", press(str(report_id))), 10)
    assert [item[0] for item in intake.insisted] == [report_id]


@pytest.mark.usefixtures("door")
async def test_another_workspace_is_acknowledged_and_ignored(slack: FakeSlack, intake: RememberingIntake) -> None:
    foreign = envelope(direct_message(LURE, team="T0OTHER")["event"], team="T0OTHER", authorized="T0OTHER")
    await asyncio.wait_for(await slack.send("events_api", foreign), 10)
    assert intake.taken == []


@pytest.mark.usefixtures("door")
@pytest.mark.parametrize("end", ["ask_to_reconnect", "hang_up"])
async def test_it_connects_again(slack: FakeSlack, intake: RememberingIntake, end: str) -> None:
    await asyncio.wait_for(slack.connected.wait(), 10)
    await getattr(slack, end)()
    await asyncio.wait_for(await slack.send("events_api", direct_message(LURE)), 10)
    assert len(intake.taken) == 1


async def test_slack_being_away_at_the_start_only_delays_it(
    slack: FakeSlack, open_door: Open, intake: RememberingIntake
) -> None:
    slack.misbehave("apps.connections.open", Mischief(status=503), Mischief(error="internal_error"))
    await open_door(slack_app_token="xapp-fake", pulse=QUICK)
    await asyncio.wait_for(await slack.send("events_api", direct_message(LURE)), 10)
    assert len(intake.taken) == 1


async def test_a_used_up_address_is_given_up(slack: FakeSlack, open_door: Open, intake: RememberingIntake) -> None:
    used_up = '{"ok": true, "url": "ws://127.0.0.1:9/socket"}'
    slack.misbehave("apps.connections.open", Mischief(body=used_up, kind="application/json"))
    await open_door(slack_app_token="xapp-fake", pulse=QUICK)
    await asyncio.wait_for(await slack.send("events_api", direct_message(LURE)), 10)
    assert len(intake.taken) == 1


async def test_without_a_signing_secret_there_is_no_route(door: Door) -> None:
    assert (await door.client.post("/slack/events", data=b"{}")).status == 404


async def test_closing_lets_the_connection_go(door: Door, slack: FakeSlack) -> None:
    await asyncio.wait_for(slack.connected.wait(), 10)
    await door.platform.close()
    await eventually(lambda: not slack.connected.is_set())


async def answered(slack: FakeSlack, kind: str, payload: Json) -> Json:
    return (await asyncio.wait_for(await slack.send(kind, payload), 10)).get("payload", {})


@pytest.mark.usefixtures("door")
async def test_the_message_shortcut_is_filed_and_answered(slack: FakeSlack, intake: RememberingIntake) -> None:
    url = slack.response_url()
    await answered(slack, "interactive", message_shortcut(LURE, url))
    assert [item.text for item in intake.taken] == [LURE]
    await eventually(lambda: bool(slack.responses[url.rpartition("/")[2]]))


@pytest.mark.usefixtures("door")
@pytest.mark.parametrize("callback", ["check_words", "review_a_profile"])
async def test_a_global_shortcut_opens_its_window(slack: FakeSlack, callback: str) -> None:
    await answered(slack, "interactive", shortcut(callback, trigger=slack.trigger()))
    await eventually(lambda: len(slack.views) == 1)


@pytest.mark.usefixtures("door")
async def test_a_window_is_answered_in_its_acknowledgement(slack: FakeSlack, intake: RememberingIntake) -> None:
    empty = await answered(slack, "interactive", sent(CHECK, {"text": written(" ")}))
    assert empty["response_action"] == "errors"
    filed = await answered(slack, "interactive", sent(CHECK, {"text": written(LURE)}))
    assert filed["response_action"] == "update"
    assert len(intake.taken) == 1


@pytest.mark.usefixtures("door")
async def test_ticks_and_decisions_are_stored(
    slack: FakeSlack, desk: RememberingDesk, triage: RememberingTriage
) -> None:
    ticks = {"type": "checkboxes", "block_id": f"steps:{REPORT}:0000", "selected_options": [option("report")]}
    await answered(slack, "interactive", press("", action="steps", what=ticks))
    chosen = {"type": "static_select", "block_id": f"decide:{REPORT}", "selected_option": option("benign")}
    await answered(slack, "interactive", press("", action="decide", channel="C0SECURITY", what=chosen))
    assert desk.done[0][0] == "tick"
    assert len(triage.done) == 1


@pytest.mark.usefixtures("door")
async def test_the_first_page_is_drawn(slack: FakeSlack) -> None:
    await answered(slack, "events_api", home_opened())
    await eventually(lambda: "U0ANNA" in slack.homes)


@pytest.mark.usefixtures("door")
async def test_a_guest_is_declined_in_the_acknowledgement(slack: FakeSlack, intake: RememberingIntake) -> None:
    slack.people["U0ANNA"] = {"is_ultra_restricted": True}
    told = await answered(slack, "slash_commands", command(LURE))
    assert told["text"].startswith("Notice external")
    window = await answered(slack, "interactive", sent(CHECK, {"text": written(LURE)}))
    assert "Notice external" in str(window["view"])
    assert intake.taken == []
