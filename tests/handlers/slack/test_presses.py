"""What people and analysts press and send back, over signed HTTP: stored first, then shown where it was pressed."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from bot.cases import Disposition, Exposure, StepName
from bot.model import (
    Address,
    AlreadyToldError,
    EmptyReviewError,
    NotHereError,
    NotReadYetError,
    Platform,
    Reporter,
    ReportNotFiledError,
    UnknownReportError,
)
from bot.profile_form import Answer, questions
from handlers.slack.views import ADD, EXPOSURE, REVIEW
from tests.conftest import eventually
from tests.fakes.slack import FakeSlack, Mischief
from tests.fakes.slack_payloads import (
    REPORTER,
    TEAM,
    as_form,
    in_window,
    on_home,
    option,
    press,
    radio,
    sent,
    ticked,
    written,
)
from tests.handlers.slack.conftest import Door, Open, RememberingDesk, RememberingIntake, RememberingTriage
from tests.handlers.slack.contents import REPORT

ANNA = Reporter(Platform.SLACK, TEAM, REPORTER)
TS = "1763776900.000100"


def stands(slack: FakeSlack, channel: str = "D0ANNA") -> dict[str, Any]:
    """Put a message of the bot's there, as the one that is pressed."""
    message = {"ts": TS, "user": "U0BOT", "text": "before", "blocks": [], "metadata": {"event_type": "tbyl_delivery"}}
    slack.posts(channel).append(message)
    return message


async def updated(slack: FakeSlack, channel: str = "D0ANNA") -> str:
    await eventually(lambda: bool(slack.called("chat.update")))
    return str(slack.posts(channel)[0]["blocks"])


def tick(*done: str, report: object = REPORT) -> dict[str, Any]:
    return {"type": "checkboxes", "block_id": f"steps:{report}:1000", "selected_options": [option(one) for one in done]}


async def test_ticks_are_stored_and_the_message_keeps_them(door: Door, slack: FakeSlack, desk: RememberingDesk) -> None:
    message = stands(slack)
    body = press("", action="steps", what=tick("recognise", "report"))
    answer = await door.send(as_form(body))
    assert (answer.status, await answer.text()) == (200, "")
    assert desk.done[0] == ("tick", REPORT, (REPORTER, frozenset({StepName.RECOGNISE, StepName.REPORT})))
    assert f"steps:{REPORT}:1010" in await updated(slack)
    assert message["metadata"]


async def test_the_last_tick_can_be_taken_away(door: Door, slack: FakeSlack, desk: RememberingDesk) -> None:
    stands(slack)
    await door.send(as_form(press("", action="steps", what=tick())))
    assert desk.done[0] == ("tick", REPORT, (REPORTER, frozenset()))
    assert f"steps:{REPORT}:0000" in await updated(slack)


@pytest.mark.parametrize("remark", ["known", "wrong", "conduct"])
async def test_a_remark_is_stored_and_thanked_for_in_the_message(
    door: Door, slack: FakeSlack, desk: RememberingDesk, remark: str
) -> None:
    stands(slack)
    await door.send(as_form(press(str(REPORT), action=remark)))
    assert desk.done[0] == ("remark", REPORT, (REPORTER, remark))
    assert f"Noted {remark}." in await updated(slack)


async def test_a_message_that_only_the_person_sees_is_replaced_through_its_address(
    door: Door, slack: FakeSlack
) -> None:
    url = slack.response_url()
    container = {"type": "message", "message_ts": TS, "channel_id": "C0SOMEWHERE", "is_ephemeral": True}
    place = {"container": container, "channel": {"id": "C0SOMEWHERE"}, "response_url": url}
    await door.send(as_form(press(str(REPORT), action="known", place=place)))
    await eventually(lambda: bool(slack.responses))
    [answer] = slack.responses[url.rpartition("/")[2]]
    assert answer["replace_original"] is True
    assert "Noted known." in str(answer["blocks"])


async def test_report_anyway_brings_the_message_up_to_date(
    door: Door, slack: FakeSlack, intake: RememberingIntake, desk: RememberingDesk
) -> None:
    stands(slack)
    intake.reports[REPORT] = ANNA
    desk.reply = replace(desk.reply, report_line="Told, as you asked.")
    await door.send(as_form(press(str(REPORT))))
    assert intake.insisted == [(REPORT, ANNA)]
    assert "Told, as you asked." in await updated(slack)


@pytest.mark.parametrize(("action", "said"), [("withdraw", "It is withdrawn."), ("delete", "It is deleted.")])
async def test_the_first_page_says_what_a_press_there_did(
    door: Door, slack: FakeSlack, desk: RememberingDesk, action: str, said: str
) -> None:
    await door.send(as_form(press(str(REPORT), action=action, place=on_home())))
    await eventually(lambda: REPORTER in slack.homes)
    assert desk.done[0] == (action, REPORT, ANNA)
    assert slack.homes[REPORTER]["blocks"][0]["text"]["text"] == said
    assert slack.called("chat.update") == []


async def test_a_press_under_a_message_brings_the_first_page_up_to_date_too(door: Door, slack: FakeSlack) -> None:
    stands(slack)
    await door.send(as_form(press(str(REPORT), action="wrong")))
    await eventually(lambda: REPORTER in slack.homes)


@pytest.mark.parametrize("error", [UnknownReportError, NotReadYetError, AlreadyToldError])
@pytest.mark.parametrize("action", ["withdraw", "exposure", "open", "known"])
async def test_what_cannot_be_done_is_said_to_the_person_alone(
    door: Door, slack: FakeSlack, desk: RememberingDesk, error: type[Exception], action: str
) -> None:
    desk.refusal = error()  # type: ignore[assignment]  # each is a BotError
    assert (await door.send(as_form(press(str(REPORT), action=action)))).status == 200
    await eventually(lambda: bool(slack.ephemeral))
    [told] = slack.ephemeral
    assert (told["user"], told["text"]) == (REPORTER, desk.refusal.user_message())  # type: ignore[union-attr]  # set above


async def test_a_press_that_cannot_be_stored_fails_openly(door: Door, slack: FakeSlack, desk: RememberingDesk) -> None:
    desk.refusal = ReportNotFiledError()
    assert (await door.send(as_form(press(str(REPORT), action="known")))).status == 503
    await eventually(lambda: bool(slack.ephemeral))
    assert slack.ephemeral[0]["text"] == ReportNotFiledError.user_message()


async def test_what_slack_does_not_show_is_stored_all_the_same(
    door: Door, slack: FakeSlack, desk: RememberingDesk
) -> None:
    slack.misbehave("chat.update", Mischief(status=503))
    assert (await door.send(as_form(press(str(REPORT), action="known")))).status == 200
    assert desk.done[0][0] == "remark"


@pytest.mark.parametrize(
    ("action", "callback"), [("exposure", EXPOSURE), ("add", ADD), ("open", None), ("review_profile", REVIEW)]
)
async def test_a_button_opens_its_window(
    door: Door, slack: FakeSlack, intake: RememberingIntake, action: str, callback: str | None
) -> None:
    intake.reports[REPORT] = ANNA
    await door.send(as_form(press(str(REPORT), action=action, trigger=slack.trigger())))
    await eventually(lambda: bool(slack.views))
    assert slack.views[0]["view"].get("callback_id") == callback


@pytest.mark.parametrize(
    ("action", "title"), [("check_here", "Check a message"), ("review_profile", "Review a profile")]
)
async def test_the_first_page_begins_things(door: Door, slack: FakeSlack, action: str, title: str) -> None:
    await door.send(as_form(press("new", action=action, place=on_home(), trigger=slack.trigger())))
    await eventually(lambda: bool(slack.views))
    assert slack.views[0]["view"]["title"]["text"] == title


async def test_what_has_happened_is_stored_and_answered_in_both_places(
    door: Door, slack: FakeSlack, desk: RememberingDesk
) -> None:
    stands(slack)
    await door.send(as_form(press(str(REPORT), action="exposure", trigger=slack.trigger())))
    await eventually(lambda: bool(slack.views))
    kept = slack.views[0]["view"]["private_metadata"]
    window = sent(EXPOSURE, {"happened": ticked("met")})
    window["view"]["private_metadata"] = kept
    answer = await (await door.send(as_form(window))).json()
    assert ("expose", REPORT, (REPORTER, frozenset({Exposure.MET}))) in desk.done
    assert answer["response_action"] == "update"
    assert "Note the place" in str(answer["view"])
    shown = await updated(slack)
    assert "Note the place" in shown
    assert "Thank you for saying so." in shown


async def test_leaving_everything_open_is_an_answer_too(door: Door, desk: RememberingDesk) -> None:
    await door.send(as_form(sent(EXPOSURE, {"happened": ticked()}, remember={"report": str(REPORT)})))
    assert desk.done[0] == ("expose", REPORT, (REPORTER, frozenset()))


async def test_a_later_message_is_added_to_its_report(door: Door, intake: RememberingIntake) -> None:
    values = {"text": written("Could we meet in Vienna?"), "own": written("got it today")}
    await door.send(as_form(sent(ADD, values, remember={"report": str(REPORT)})))
    [taken] = intake.taken
    assert (taken.about, taken.text, taken.context) == (REPORT, "Could we meet in Vienna?", "got it today")


async def test_a_review_is_taken_with_its_answers(door: Door, intake: RememberingIntake) -> None:
    values = {
        "url": written("linkedin.com/in/anna"),
        "profile": written("Senior Partner"),
        "question-known": radio("no"),
        "question-offer": radio("yes"),
        "question-hurry": radio("dont_know"),
        "question-picture": radio(None),
        "question-invented": radio("yes"),
        "question-asks": radio("perhaps"),
    }
    answer = await (await door.send(as_form(sent(REVIEW, values, view="V9")))).json()
    assert answer["response_action"] == "update"
    [given] = intake.reviewed
    assert (given.review.profile_url, given.review.profile_text) == ("linkedin.com/in/anna", "Senior Partner")
    assert given.review.answers == {"known": Answer.NO, "offer": Answer.YES, "hurry": Answer.DONT_KNOW}
    assert (given.about, given.event_keys) == (None, ("view:V9",))


async def test_an_empty_review_says_what_is_missing(door: Door, intake: RememberingIntake) -> None:
    answer = await (await door.send(as_form(sent(REVIEW, {"url": written(None)})))).json()
    assert answer == {"response_action": "errors", "errors": {"profile": EmptyReviewError.user_message()}}
    assert intake.reviewed == []


async def test_a_review_of_a_report_does_not_ask_for_the_address_again(
    door: Door, slack: FakeSlack, intake: RememberingIntake
) -> None:
    intake.reports[REPORT], intake.profile = ANNA, "linkedin[.]com/in/anna"
    await door.send(as_form(press(str(REPORT), action="review_profile", trigger=slack.trigger())))
    await eventually(lambda: bool(slack.views))
    view = slack.views[0]["view"]
    names = [block.get("block_id") for block in view["blocks"]]
    assert "url" not in names
    assert "linkedin[.]com/in/anna" in str(view)
    assert [name for name in names if str(name).startswith("question-")] == [
        f"question-{one.id}" for one in questions()
    ]
    window = sent(REVIEW, {"question-known": radio("no")})
    window["view"]["private_metadata"] = view["private_metadata"]
    await door.send(as_form(window))
    assert intake.reviewed[0].about == REPORT


@pytest.mark.parametrize("metadata", ["", "{", "[1]", '{"report": "no-uuid"}'])
async def test_a_window_with_odd_metadata_is_refused_beside_its_field(
    door: Door, intake: RememberingIntake, metadata: str
) -> None:
    window = sent(EXPOSURE, {"happened": ticked("met")})
    window["view"]["private_metadata"] = metadata
    answer = await (await door.send(as_form(window))).json()
    assert answer["errors"] == {"happened": UnknownReportError.user_message()}
    assert intake.taken == []


# -- in the security channel ------------------------------------------------------------------------------------


def decide(value: str, report: object = REPORT) -> dict[str, Any]:
    return {"type": "static_select", "block_id": f"decide:{report}", "selected_option": option(value)}


async def test_looking_at_a_case_shows_in_the_alert(door: Door, slack: FakeSlack, triage: RememberingTriage) -> None:
    stands(slack, "C0SECURITY")
    await door.send(as_form(press(str(REPORT), action="look", channel="C0SECURITY", user="U0SEC")))
    [(report, analyst, disposition)] = triage.done
    assert (report, analyst.user, analyst.name, disposition) == (REPORT, "U0SEC", "anna", None)
    shown = await updated(slack, "C0SECURITY")
    assert "Somebody is looking at it." in shown


async def test_deciding_closes_the_alert(door: Door, slack: FakeSlack, triage: RememberingTriage) -> None:
    stands(slack, "C0SECURITY")
    await door.send(as_form(press("", action="decide", channel="C0SECURITY", what=decide("malicious"))))
    assert triage.done[0][2] is Disposition.MALICIOUS
    shown = await updated(slack, "C0SECURITY")
    assert "Closed as malicious." in shown
    assert "static_select" not in shown


async def test_a_press_from_elsewhere_decides_nothing(door: Door, slack: FakeSlack, triage: RememberingTriage) -> None:
    await door.send(as_form(press("", action="decide", channel="D0ANNA", what=decide("benign"))))
    await eventually(lambda: bool(slack.ephemeral))
    assert slack.ephemeral[0]["text"] == NotHereError.user_message()
    assert (triage.done, slack.called("chat.update")) == ([], [])


@pytest.mark.parametrize(("value", "report"), [("harmless", REPORT), ("benign", "no-uuid")])
async def test_an_unknown_result_or_report_is_refused(
    door: Door, slack: FakeSlack, triage: RememberingTriage, value: str, report: object
) -> None:
    slack.member_of.add("C0SECURITY")
    await door.send(as_form(press("", action="decide", channel="C0SECURITY", what=decide(value, report))))
    await eventually(lambda: bool(slack.ephemeral))
    assert slack.ephemeral[0]["text"] == UnknownReportError.user_message()
    assert triage.done == []


async def test_a_decision_that_cannot_be_stored_is_not_acknowledged(door: Door, triage: RememberingTriage) -> None:
    triage.refusal = ReportNotFiledError()
    body = press("", action="decide", channel="C0SECURITY", what=decide("benign"))
    assert (await door.send(as_form(body))).status == 503


async def test_the_place_is_written_as_the_settings_write_it(open_door: Open, triage: RememberingTriage) -> None:
    door = await open_door(slack_team_ids=(TEAM,))
    triage.channel = Address(Platform.SLACK, TEAM, '{"channel": "C0SECURITY"}')
    await door.send(as_form(press(str(REPORT), action="look", channel="C0SECURITY")))
    assert len(triage.done) == 1


# -- examples to learn from ---------------------------------------------------------------------------------------


async def test_an_example_goes_on_in_its_message(door: Door, slack: FakeSlack) -> None:
    stands(slack)
    await door.send(as_form(press("0:b", action="learn_b")))
    first = await updated(slack)
    assert "learn_next" in first
    await door.send(as_form(press("1", action="learn_next")))
    await eventually(lambda: "Example 2 of" in str(slack.posts("D0ANNA")[0]["blocks"]))


async def test_an_example_goes_on_in_its_window(door: Door, slack: FakeSlack) -> None:
    await door.send(as_form(press("new", action="learn_here", place=on_home(), trigger=slack.trigger())))
    await eventually(lambda: bool(slack.views))
    await door.send(as_form(press("0:a", action="learn_a", place=in_window(slack.views[0]["id"]))))
    await eventually(lambda: "learn_next" in str(slack.views[0]["view"]))


async def test_the_last_example_can_be_begun_again(door: Door, slack: FakeSlack) -> None:
    stands(slack)
    await door.send(as_form(press("5:b", action="learn_b")))
    assert "Start again" in await updated(slack)


@pytest.mark.parametrize("value", ["99:a", "0:z", "x:a", "", "²:a"])
async def test_a_button_that_is_none_of_ours_is_refused(door: Door, slack: FakeSlack, value: str) -> None:
    assert (await door.send(as_form(press(value, action="learn_a")))).status == 200
    await eventually(lambda: bool(slack.ephemeral))
    assert slack.called("chat.update") == []


async def test_another_persons_report_stays_theirs(door: Door, slack: FakeSlack, intake: RememberingIntake) -> None:
    await door.send(as_form(press(str(uuid4()), action="review_profile", trigger=slack.trigger())))
    await eventually(lambda: bool(slack.ephemeral))
    assert slack.views == []
    assert intake.reviewed == []


ODD = [
    {"type": "block_actions", "actions": [{"action_id": "steps", "selected_options": "x"}]},
    {"type": "block_actions", "actions": [{"action_id": "decide", "selected_option": {"value": 7}}]},
    {"type": "block_actions", "actions": [{"action_id": "known"}], "container": "x"},
    {"type": "view_submission", "view": {"type": "modal", "callback_id": "check_view", "state": {"values": [1]}}},
    {"type": "view_submission", "view": {"type": "modal", "callback_id": "check_view"}},
    {"type": "message_action", "callback_id": "check_message", "message": "x"},
    {"type": "message_action", "callback_id": "check_message", "trigger_id": None, "message": {}},
    {"type": "shortcut", "callback_id": "check_words"},
]


@pytest.mark.parametrize("body", ODD)
async def test_what_is_not_understood_is_neither_stored_nor_asked_for_again(
    door: Door, intake: RememberingIntake, desk: RememberingDesk, triage: RememberingTriage, body: dict[str, Any]
) -> None:
    person = {"team": {"id": TEAM}, "user": {"id": REPORTER, "team_id": TEAM}}
    assert (await door.send(as_form({**person, **body}))).status == 200
    assert (intake.taken, triage.done) == ([], [])
    assert not [deed for deed, *_ in desk.done if deed != "my_reports"]


@pytest.mark.parametrize(
    "body",
    [
        {"type": "block_actions", "actions": []},
        {"type": "block_actions", "actions": [], "view": {"type": "home"}},
        {"type": "view_submission", "view": {"id": "V1", "callback_id": "check_view"}},
    ],
)
async def test_what_the_library_would_trip_over_is_a_bad_request(door: Door, body: dict[str, Any]) -> None:
    person = {"team": {"id": TEAM}, "user": {"id": REPORTER, "team_id": TEAM}}
    assert (await door.send(as_form({**person, **body}))).status == 400
