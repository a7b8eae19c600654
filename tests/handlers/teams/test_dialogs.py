"""Dialogs over HTTP: the message action, the command box, adding a later message, reviewing a profile."""

from typing import Any
from uuid import uuid4

import pytest

from bot.model import EmptyReviewError, EmptyTextError, Platform, Reporter
from bot.profile_form import POINTS, Answer
from handlers.teams.address import Place, read_address
from tests.fakes.teams import APP_ID, BOT, PERSON, TENANT, FakeMicrosoft
from tests.fakes.teams import Answer as Reply
from tests.handlers.teams.conftest import Send
from tests.handlers.teams.fake_intake import FakeIntake
from tests.handlers.teams.samples import REPORT
from tests.handlers.teams.test_cards import inputs, parts

ME = Reporter(Platform.TEAMS, TENANT, PERSON)
LURE = "Dear Dr Smith, see https://evil.example/cv"
BETWEEN_OTHERS = {"id": "19:two-people@unq.gbl.spaces", "conversationType": "personal", "tenantId": TENANT}
"""A chat of two people, which Teams calls personal too."""


def message(html: str = f"<p>{LURE}</p>", **changes: Any) -> dict[str, Any]:
    return {
        "id": "1774023003842",
        "createdDateTime": "2026-11-21T12:00:00Z",
        "from": {"user": {"id": "cccc", "displayName": "Jane Doe"}},
        "body": {"contentType": "html", "content": html},
        **changes,
    }


class Window:
    """A person in a dialog."""

    def __init__(self, send: Send, microsoft: FakeMicrosoft) -> None:
        self.send, self.microsoft = send, microsoft

    async def ask(self, name: str, value: object, **changes: Any) -> dict[str, Any]:
        response = await self.send(self.microsoft.invoke(name, value, **changes))
        assert response.status == 200
        task: dict[str, Any] = (await response.json())["task"]
        return task

    async def pick(self, command: str = "checkMessage", **value: Any) -> dict[str, Any]:
        asked = {"commandId": command, **value}
        return await self.ask("composeExtension/fetchTask", asked, conversation=BETWEEN_OTHERS)

    async def hand_in(self, task: dict[str, Any], given: dict[str, Any], **value: Any) -> dict[str, Any]:
        """Press the dialog's button."""
        (submit,) = task["value"]["card"]["content"]["actions"]
        asked = {"commandId": "checkMessage", "data": {**submit["data"], **given}, **value}
        return await self.ask("composeExtension/submitAction", asked, conversation=BETWEEN_OTHERS)


@pytest.fixture
def window(send: Send, microsoft: FakeMicrosoft) -> Window:
    return Window(send, microsoft)


def shown(task: dict[str, Any]) -> str:
    assert task["type"] == "continue"
    return str(task["value"]["card"]["content"])


async def test_a_picked_message_is_shown_with_its_links_made_harmless(window: Window, intake: FakeIntake) -> None:
    task = await window.pick(messagePayload=message())
    assert "hxxps[:]//evil[.]example/cv" in shown(task)
    assert "https://evil.example" not in str(task["value"]["card"]["content"]["body"])
    assert {part["id"] for part in inputs(task["value"]["card"])} == {"own", "insist"}
    assert intake.untouched


async def test_it_is_stored_with_the_persons_words_beside_it_and_answered_privately(
    window: Window, intake: FakeIntake, microsoft: FakeMicrosoft
) -> None:
    task = await window.pick(messagePayload=message())
    answer = await window.hand_in(task, {"own": "is this a scam?", "insist": "false"}, messagePayload=message())
    (submission,) = intake.submissions
    assert submission.text == LURE
    assert submission.context == "is this a scam?"
    assert submission.insisted is False
    assert submission.reporter == ME
    assert read_address(submission.reply_to) == Place(service_url=microsoft.service_url, person="29:person", bot=BOT)
    assert f"message:{BETWEEN_OTHERS['id']}:1774023003842:{PERSON}" in submission.event_keys
    assert answer["type"] == "message"
    assert "TB-1" in answer["value"]


async def test_a_client_that_sends_the_message_only_once_loses_nothing(window: Window, intake: FakeIntake) -> None:
    task = await window.pick(messagePayload=message())
    await window.hand_in(task, {})
    assert intake.submissions[0].text == LURE


async def test_a_long_message_is_taken_from_the_message_itself(window: Window, intake: FakeIntake) -> None:
    long = message(f"<p>{'We pay well. ' * 2500}</p>")
    task = await window.pick(messagePayload=long)
    assert len(str(task)) < 26_000
    await window.hand_in(task, {}, messagePayload=long)
    assert len(intake.submissions[0].text) > 30_000


async def test_security_is_told_anyway_where_the_person_wishes_it(window: Window, intake: FakeIntake) -> None:
    await window.hand_in(await window.pick(messagePayload=message()), {"insist": "true"})
    assert intake.submissions[0].insisted is True


async def test_checking_the_same_message_again_says_so(window: Window, intake: FakeIntake) -> None:
    task = await window.pick(messagePayload=message())
    for _ in range(2):
        answer = await window.hand_in(task, {}, messagePayload=message())
    assert "already" in answer["value"]
    assert set(intake.submissions[0].event_keys) & set(intake.submissions[1].event_keys)


async def test_the_command_without_a_message_opens_the_same_dialog_empty(window: Window, intake: FakeIntake) -> None:
    task = await window.pick("checkText")
    assert {part["id"] for part in inputs(task["value"]["card"])} == {"text", "own", "insist"}
    await window.hand_in(task, {"text": "Dear Sir", "own": "odd"})
    assert (intake.submissions[0].text, intake.submissions[0].context) == ("Dear Sir", "odd")


async def test_a_message_without_words_is_asked_for_in_words(window: Window) -> None:
    task = await window.pick(messagePayload=message('<p><img src="x"></p>'))
    assert "found no words" in shown(task)
    assert "text" in {part["id"] for part in inputs(task["value"]["card"])}


async def test_a_picture_beside_the_words_is_said_to_be_unread(window: Window) -> None:
    assert "cannot read" in shown(await window.pick(messagePayload=message('<p>Dear Sir<img src="x"></p>')))
    file = [{"id": "f", "contentType": "reference"}]
    assert "cannot read" in shown(await window.pick(messagePayload=message(attachments=file)))
    assert "cannot read" not in shown(await window.pick(messagePayload=message()))


async def test_the_bots_own_message_is_not_checked(window: Window) -> None:
    mine = message(**{"from": {"application": {"id": APP_ID, "displayName": "Bot"}}})
    answer = await window.pick(messagePayload=mine)
    assert answer["type"] == "message"
    assert "mine" in answer["value"]


async def test_a_person_whom_the_bot_may_not_write_to_is_told_before_and_after(
    window: Window, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    microsoft.without_app.add("29:person")
    task = await window.pick(messagePayload=message())
    assert "press “Add”" in shown(task)
    answer = await window.hand_in(task, {})
    assert "press “Add”" in answer["value"]
    assert len(intake.submissions) == 1, "stored all the same"


async def test_a_busy_service_does_not_stop_anybody(window: Window, microsoft: FakeMicrosoft) -> None:
    microsoft.answers.append(Reply(503))
    task = await window.pick(messagePayload=message())
    assert "Add" not in shown(task)


@pytest.mark.parametrize("error", [EmptyTextError(), None])
async def test_what_cannot_be_stored_is_shown_again_with_what_was_written(
    window: Window, intake: FakeIntake, error: Exception | None
) -> None:
    task = await window.pick("checkText")
    intake.raises, intake.away = error, error is None
    again = await window.hand_in(task, {"text": "Dear Sir", "own": "odd", "insist": "true"})
    values = {part["id"]: part.get("value") for part in inputs(again["value"]["card"])}
    assert values == {"text": "Dear Sir", "own": "odd", "insist": "true"}
    assert "again" in shown(again) or "no text" in shown(again)
    intake.raises, intake.away = None, False
    answer = await window.hand_in(again, {"text": "Dear Sir"})
    assert answer["type"] == "message"


# Buttons that open a dialog


async def opened(window: Window, verb: str, report: object = REPORT) -> dict[str, Any]:
    data = {"verb": verb, "report": str(report), "msteams": {"type": "task/fetch"}}
    return await window.ask("task/fetch", {"data": data, "context": {"theme": "default"}})


async def submitted(window: Window, task: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    (submit,) = task["value"]["card"]["content"]["actions"]
    return await window.ask("task/submit", {"data": {**submit["data"], **given}})


async def test_a_later_message_joins_its_report(window: Window, intake: FakeIntake) -> None:
    intake.own_reports[REPORT] = ME
    task = await opened(window, "add")
    assert "TB-1042" in shown(task)
    answer = await submitted(window, task, {"text": "Shall we talk on Telegram?", "own": "a week later"})
    (submission,) = intake.submissions
    assert (submission.text, submission.context) == ("Shall we talk on Telegram?", "a week later")
    assert submission.about == REPORT
    assert read_address(submission.reply_to).conversation == "a:personal-chat"
    assert answer["type"] == "message"


async def test_a_profile_is_reviewed_question_by_question(window: Window, intake: FakeIntake) -> None:
    intake.own_reports[REPORT] = ME
    task = await opened(window, "review_profile")
    assert "linkedin[.]com/in/anna" in shown(task)
    asked = [part["id"] for part in parts(task["value"]["card"]) if part.get("type") == "Input.ChoiceSet"]
    assert asked == [f"answer_{name}" for name in POINTS]
    given = {"profile_text": "Senior Partner", "answer_picture": "yes", "answer_known": "dont_know", "answer_x": "bad"}
    await submitted(window, task, given)
    (review,) = intake.reviews
    assert review.about == REPORT
    assert review.review.profile_text == "Senior Partner"
    assert review.review.answers == {"picture": Answer.YES, "known": Answer.DONT_KNOW}


async def test_a_profile_can_be_reviewed_from_the_command_box_or_after_the_typed_word(
    window: Window, intake: FakeIntake
) -> None:
    for task in (await window.pick("reviewProfile"), await opened(window, "open_review", "")):
        assert "profile_url" in {part["id"] for part in inputs(task["value"]["card"])}
    task = await window.pick("reviewProfile")
    answer = await window.hand_in(task, {"profile_url": "linkedin.com/in/anna"}, commandId="reviewProfile")
    assert "TB-2" in answer["value"]
    assert intake.reviews[0].review.profile_url == "linkedin.com/in/anna"
    assert intake.reviews[0].about is None


async def test_an_empty_review_comes_back_with_its_answers(window: Window, intake: FakeIntake) -> None:
    task = await window.pick("reviewProfile")
    intake.raises = EmptyReviewError()
    again = await window.hand_in(task, {"answer_picture": "dont_know"}, commandId="reviewProfile")
    assert "nothing in this review" in shown(again)
    values = {part["id"]: part.get("value") for part in inputs(again["value"]["card"])}
    assert values["answer_picture"] == "dont_know"


@pytest.mark.parametrize("verb", ["add", "review_profile"])
async def test_a_report_of_somebody_else_opens_nothing(window: Window, verb: str) -> None:
    answer = await opened(window, verb, uuid4())
    assert answer["type"] == "message"
    assert "cannot find that report" in answer["value"]


async def test_every_input_of_every_dialog_has_a_label(window: Window, intake: FakeIntake) -> None:
    intake.own_reports[REPORT] = ME
    for task in (await window.pick("checkText"), await opened(window, "add"), await opened(window, "review_profile")):
        assert all(part.get("label") or part.get("title") for part in inputs(task["value"]["card"]))


@pytest.mark.parametrize("value", [None, [], {"data": 3}, {"commandId": "checkMessage", "data": {}}])
async def test_a_dialog_without_a_verb_is_not_offered(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake, value: object
) -> None:
    for name in ("task/fetch", "task/submit", "composeExtension/submitAction"):
        assert (await send(microsoft.invoke(name, value))).status == 501
    assert intake.untouched


async def test_a_client_without_dialogs_gets_them_as_cards_in_the_chat(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    intake.own_reports[REPORT] = ME
    opening = {"verb": "add", "report": str(REPORT), "msteams": {"type": "task/fetch"}}
    assert (await send(microsoft.activity("", value=opening, replyToId="1:answer"))).status == 201
    (form,) = microsoft.taken
    (submit,) = form.card["actions"]
    given = {**submit["data"], "text": "Shall we talk?"}
    assert (await send(microsoft.activity("", value=given, replyToId="1:form"))).status == 201
    assert intake.submissions[0].about == REPORT
    (changed,) = await microsoft.wait_for_change()
    assert "TB-1" in str(changed.card)
