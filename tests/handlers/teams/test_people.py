"""Guests, other bots and people without an account: refused kindly or not heard, and never stored."""

from typing import Any

import pytest

from tests.fakes.teams import PERSON, FakeMicrosoft
from tests.handlers.teams.conftest import Send
from tests.handlers.teams.fake_intake import FakeIntake
from tests.handlers.teams.samples import LATER
from tests.handlers.teams.test_cards import render
from tests.handlers.teams.test_presses import action

GUESTS: list[dict[str, Any]] = [
    {"id": "29:x", "aadObjectId": PERSON, "userRole": "guest"},
    {"id": "29:x", "aadObjectId": PERSON, "userRole": "anonymous"},
    {"id": "29:x", "aadObjectId": PERSON, "userPrincipalName": "eve_evil.example#EXT#@us.onmicrosoft.com"},
    {"id": "29:no-account"},
]


@pytest.mark.parametrize("sender", GUESTS)
async def test_a_guest_is_refused_kindly_and_nothing_is_stored(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake, sender: dict[str, Any]
) -> None:
    for text in ("Dear Sir, a fee", "status", "help"):
        assert (await send(microsoft.activity(text, **{"from": sender}))).status == 201
    (taken,) = microsoft.taken  # once an hour is enough
    assert "only the staff" in str(taken.card)
    assert intake.untouched


@pytest.mark.parametrize("sender", GUESTS)
async def test_a_guest_can_press_nothing_and_open_nothing(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake, sender: dict[str, Any]
) -> None:
    response = await send(microsoft.execute(action(render(LATER), "known"), **{"from": sender}))
    assert "turn to the security team of your own" in (await response.json())["value"]
    response = await send(microsoft.invoke("composeExtension/fetchTask", {}, **{"from": sender}))
    assert "turn to the security team of your own" in (await response.json())["task"]["value"]
    assert intake.untouched


async def test_a_guest_in_a_channel_is_not_spoken_to_unasked(send: Send, microsoft: FakeMicrosoft) -> None:
    post = microsoft.channel_post("hello", **{"from": GUESTS[0]})
    assert (await send({**post, "entities": []})).status == 201
    assert not microsoft.taken


async def test_a_bot_is_never_answered(send: Send, microsoft: FakeMicrosoft, intake: FakeIntake) -> None:
    sender = {"id": "28:another-bot", "aadObjectId": PERSON}
    assert (await send(microsoft.activity("help", **{"from": sender}))).status == 201
    response = await send(microsoft.execute(action(render(LATER), "known"), **{"from": sender}))
    assert response.status == 501
    assert not microsoft.taken
    assert intake.untouched


async def test_a_text_in_a_channel_is_answered_privately_and_the_channel_learns_nothing_of_it(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    assert (await send(microsoft.channel_post("thinkbeforeyoulink Dear Sir, a fee"))).status == 201
    (submission,) = intake.submissions
    assert "29:person" in submission.reply_to.reference
    (taken,) = microsoft.taken
    assert "19:security" in taken.path
    assert "personal chat" in str(taken.card)
    assert "fee" not in str(taken.body)
