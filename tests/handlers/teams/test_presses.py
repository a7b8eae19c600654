"""Pressed buttons over HTTP: what is stored, which card comes back, and who may press."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.cases import Disposition, Exposure, Remark, StepName
from bot.model import Platform, Reporter
from handlers.teams.address import channel_of
from handlers.teams.cards import render
from handlers.teams.lists import lesson_card, reports_card
from handlers.teams.payload import Incoming
from tests.fakes.teams import PERSON, TENANT, FakeMicrosoft
from tests.handlers.teams.conftest import Send
from tests.handlers.teams.fake_intake import FakeDesk, FakeIntake, FakeTriage
from tests.handlers.teams.samples import ALERT, LATER, MY_REPORTS, REPORT
from tests.handlers.teams.test_cards import parts

ME = Reporter(Platform.TEAMS, TENANT, PERSON)
CARD = "application/vnd.microsoft.card.adaptive"


@pytest.fixture(autouse=True)
def mine(intake: FakeIntake) -> UUID:
    intake.own_reports[REPORT] = ME
    intake.own_reports[MY_REPORTS.entries[1].report_id] = ME
    return REPORT


def action(card: object, verb: str) -> dict[str, Any]:
    """The first universal action with this verb."""
    return next(part for part in parts(card) if part.get("type") == "Action.Execute" and part.get("verb") == verb)


TICKS = {"step_recognise": "true", "step_realise": "false", "step_report": "true", "step_remove": "false"}
"""What the boxes of `LATER` send where nobody touched them."""


class Pressing:
    """Presses buttons of cards as a client does."""

    def __init__(self, send: Send, microsoft: FakeMicrosoft) -> None:
        self.send, self.microsoft = send, microsoft

    async def card(self, shown: object, verb: str, **given: object) -> dict[str, Any]:
        answer = await self.answer(shown, verb, **given)
        assert answer["type"] == CARD, answer
        card: dict[str, Any] = answer["value"]
        return card

    async def answer(self, shown: object, verb: str, **given: object) -> dict[str, Any]:
        response = await self.send(self.microsoft.execute(action(shown, verb), {**TICKS, **given}))
        assert response.status == 200
        answer: dict[str, Any] = await response.json()
        assert answer["statusCode"] == 200
        return answer


@pytest.fixture
def press(send: Send, microsoft: FakeMicrosoft) -> Pressing:
    return Pressing(send, microsoft)


async def test_ticks_are_stored_and_come_back_ticked(press: Pressing, desk: FakeDesk) -> None:
    card = await press.card(render(LATER), "steps", step_remove="true", step_report="false")
    assert desk.done == [{StepName.RECOGNISE, StepName.REMOVE}]
    ticked = {part["id"] for part in parts(card) if part.get("value") == "true"}
    assert ticked == {"step_recognise", "step_remove"}


async def test_ticks_that_were_not_saved_survive_another_button(press: Pressing, desk: FakeDesk) -> None:
    await press.card(render(LATER), "known", step_remove="true")
    assert desk.done == [{StepName.RECOGNISE, StepName.REPORT, StepName.REMOVE}, Remark.KNOWN]


async def test_a_button_stores_no_ticks_where_none_were_made(press: Pressing, desk: FakeDesk) -> None:
    await press.card(render(LATER), "known")
    assert desk.done == [Remark.KNOWN]


async def test_what_happened_is_stored_and_answered_first(press: Pressing, desk: FakeDesk) -> None:
    card = await press.card(render(LATER), "exposure", happened="replied,opened,made_up")
    assert desk.done == [{Exposure.REPLIED, Exposure.OPENED}]
    assert "Thank you for saying so" in str(card["body"][0])


async def test_a_question_that_is_left_open_stores_nothing(press: Pressing, desk: FakeDesk) -> None:
    await press.card(render(LATER), "exposure", happened="")
    assert desk.done == []


@pytest.mark.parametrize("verb", ["known", "wrong", "conduct"])
async def test_a_remark_is_kept(press: Pressing, desk: FakeDesk, verb: str) -> None:
    card = await press.card(render(LATER), verb)
    assert desk.done == [Remark(verb)]
    assert "I have kept your remark" in str(card["body"][0])


async def test_a_report_of_the_list_opens_and_leads_back(press: Pressing) -> None:
    opened = await press.card(reports_card(MY_REPORTS), "open")
    assert "High risk" in str(opened)
    back = await press.card(opened, "reports")
    assert "TB-1043" in str(back)


async def test_deleting_and_withdrawing_are_confirmed_first_and_answer_with_the_list(
    press: Pressing, desk: FakeDesk
) -> None:
    shown = reports_card(MY_REPORTS)
    for verb, words in (("withdraw", "It is withdrawn."), ("delete", "It is deleted.")):
        unfolding = [part for part in parts(shown) if part.get("type") == "Action.ShowCard"]
        assert any(action(part, verb) for part in unfolding if verb in str(part))
        card = await press.card(shown, verb)
        assert words in str(card["body"][0])
        assert "TB-1043" in str(card)
    assert desk.done == ["withdraw", "delete"]


async def test_report_anyway_in_the_list_answers_with_the_list(press: Pressing, intake: FakeIntake) -> None:
    card = await press.card(reports_card(MY_REPORTS), "report_anyway")
    assert intake.pressed == [(MY_REPORTS.entries[1].report_id, ME)]
    assert "Your reports" in str(card)


async def test_an_unknown_report_is_answered_politely(press: Pressing) -> None:
    answer = await press.answer(render(replace(LATER, report_id=uuid4())), "known")
    assert "cannot find that report" in answer["value"]


@pytest.mark.parametrize("report", [None, "x", 7, {}])
async def test_a_press_without_a_report_is_answered_politely(press: Pressing, report: object) -> None:
    answer = await press.answer(render(LATER), "known", report=report)
    assert "cannot find that report" in answer["value"]


async def test_a_button_of_an_older_version_is_answered_politely(send: Send, microsoft: FakeMicrosoft) -> None:
    response = await send(microsoft.execute({"verb": "dance", "data": {}}))
    assert "do not know that button" in (await response.json())["value"]


async def test_an_example_is_answered_and_goes_on_to_the_next(press: Pressing, desk: FakeDesk) -> None:
    from bot.learning import lesson  # noqa: PLC0415

    feedback = await press.card(lesson_card(lesson(0)), "lesson", choice="b")
    assert "“Nothing here yet" in str(feedback)
    following = await press.card(feedback, "next_lesson")
    assert "Example 2 of" in str(following)
    assert desk.done == []


async def test_an_example_without_an_answer_is_asked_again_politely(press: Pressing) -> None:
    from bot.learning import lesson  # noqa: PLC0415

    assert "none of the answers" in (await press.answer(lesson_card(lesson(0)), "lesson"))["value"]


async def test_an_older_client_gets_the_fresh_card_in_the_place_of_the_old_one(
    send: Send, microsoft: FakeMicrosoft, desk: FakeDesk
) -> None:
    submit = action(render(LATER), "known")["fallback"]
    assert submit["type"] == "Action.Submit"
    activity = microsoft.activity("", value={**submit["data"], **TICKS}, replyToId="1:the-card")
    assert (await send(activity)).status == 201
    (changed,) = await microsoft.wait_for_change()
    assert changed.path.endswith("/a:personal-chat/activities/1:the-card")
    assert "I have kept your remark" in str(changed.card["body"][0])
    assert desk.done == [Remark.KNOWN]


async def test_an_older_client_with_an_unknown_report_is_answered_politely(
    send: Send, microsoft: FakeMicrosoft
) -> None:
    value = {"verb": "known", "report": str(uuid4())}
    assert (await send(microsoft.activity("", value=value))).status == 201
    (taken,) = microsoft.taken
    assert "cannot find that report" in str(taken.card)


# The security channel


def in_channel(microsoft: FakeMicrosoft, pressed: dict[str, Any], **given: object) -> Any:
    post = microsoft.channel_post()
    place = {name: post[name] for name in ("conversation", "channelData")}
    return microsoft.execute(pressed, given, replyToId="1774023003842", **place)


@pytest.fixture
def registered(microsoft: FakeMicrosoft, triage: FakeTriage) -> FakeTriage:
    triage.place = channel_of(Incoming.model_validate(microsoft.channel_post()), TENANT)
    return triage


async def test_a_decision_is_shown_to_the_one_who_made_it_and_to_everybody_else(
    send: Send, microsoft: FakeMicrosoft, registered: FakeTriage
) -> None:
    response = await send(in_channel(microsoft, action(render(ALERT), "decide"), disposition="malicious"))
    answer = await response.json()
    assert "Closed as malicious" in str(answer["value"])
    (changed,) = await microsoft.wait_for_change()
    assert changed.path == ("/teams/v3/conversations/19:security@thread.tacv2;messageid=17/activities/1774023003842")
    assert changed.card == answer["value"]
    ((analyst, disposition),) = registered.done
    assert disposition is Disposition.MALICIOUS
    assert (analyst.user, analyst.name) == (PERSON, "A Person")


async def test_looking_needs_no_choice(send: Send, microsoft: FakeMicrosoft, registered: FakeTriage) -> None:
    response = await send(in_channel(microsoft, action(render(ALERT), "look")))
    assert "Somebody is looking" in str(await response.json())
    assert registered.done[0][1] is None


async def test_a_press_from_elsewhere_is_refused_politely(
    send: Send, microsoft: FakeMicrosoft, registered: FakeTriage
) -> None:
    response = await send(microsoft.execute(action(render(ALERT), "decide"), {"disposition": "benign"}))
    assert "security channel only" in (await response.json())["value"]
    assert not registered.done
    assert not microsoft.changed


@pytest.mark.parametrize("chosen", ["", "nonsense", 7])
async def test_a_decision_without_a_choice_is_asked_for(
    send: Send, microsoft: FakeMicrosoft, registered: FakeTriage, chosen: object
) -> None:
    response = await send(in_channel(microsoft, action(render(ALERT), "decide"), disposition=chosen))
    assert "choose a result" in (await response.json())["value"]
    assert not registered.done


async def test_a_card_that_cannot_be_renewed_for_the_others_does_not_undo_the_decision(
    send: Send, microsoft: FakeMicrosoft, registered: FakeTriage
) -> None:
    pressed = in_channel(microsoft, action(render(ALERT), "decide"), disposition="benign")
    microsoft.token_seconds = 0
    assert (await send(pressed)).status == 200
    assert len(registered.done) == 1


# Pages


@pytest.mark.parametrize(
    ("word", "shown"), [("status", "TB-1043"), ("learn", "Example 1 of"), ("review", "Review a profile")]
)
async def test_a_page_is_shown_in_the_personal_chat(
    send: Send, microsoft: FakeMicrosoft, word: str, shown: str
) -> None:
    assert (await send(microsoft.activity(word))).status == 201
    (taken,) = microsoft.taken
    assert shown in str(taken.card)
    assert "personal-chat" in taken.path


async def test_a_page_asked_for_in_a_channel_is_shown_privately(send: Send, microsoft: FakeMicrosoft) -> None:
    assert (await send(microsoft.channel_post("thinkbeforeyoulink status"))).status == 201
    (taken,) = microsoft.taken
    assert "chat-with-29:person" in taken.path
