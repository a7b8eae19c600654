"""Windows and the first page: what people see, within Slack's limits, harmless whatever they quote."""

from collections.abc import Iterator
from typing import Any

import blockkit
import pytest
from hypothesis import given, settings
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from syrupy.assertion import SnapshotAssertion

from bot.outgoing import ExposureForm, MyReports, Notice, Reply
from bot.profile_form import review_form
from handlers.slack import views
from handlers.slack.home import closed_page, home_page
from handlers.slack.learning import as_message, as_window, chosen_parts, lesson_parts
from handlers.slack.views import JsonView
from tests.fakes.slack_blocks import problems, view_problems
from tests.handlers.slack.contents import (
    ANSWERED,
    ASKED,
    ENTRIES,
    EXPOSURES,
    HOSTILE,
    LISTS,
    NOTICE,
    NOTICES,
    REPLIES,
    REPLY,
    REPORT,
)
from tests.handlers.slack.test_render import ACTIVE, LIVE, UNPRINTABLE

REPORTS = MyReports("Your reports", "Only you see this list.", ENTRIES)
REMEMBERED = {"report": str(REPORT), "channel": "D0ANNA", "ts": "1.0"}
VIEWS = {
    "check": views.check_window(),
    "add": views.add_window(REPLY, REMEMBERED),
    "exposure": views.exposure_window(ASKED, REMEMBERED),
    "advice": views.exposure_window(ANSWERED, REMEMBERED),
    "review": views.review_window(review_form()),
    "review of a report": views.review_window(review_form(about=REPORT, profile="linkedin[.]com/in/anna")),
    "everything": views.whole_window(REPLY),
    "reading": views.reading_window(),
    "lesson": as_window(lesson_parts()),
    "feedback": as_window(chosen_parts("0:a")),
    "home": home_page(REPORTS, NOTICE, "It is withdrawn."),
    "closed": closed_page(NOTICE),
}


def texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def check(view: JsonView) -> None:
    assert view_problems(view) == []
    for text in texts(view):
        assert not ACTIVE.search(text)
        assert not LIVE.search(text)
        assert not UNPRINTABLE.search(text)
    parsed = View(**view)  # type: ignore[arg-type]  # JSON as Slack takes it
    parsed.validate_json()
    for block in Block.parse_all(view["blocks"]):  # type: ignore[arg-type]  # as above
        block.validate_json()


@pytest.mark.parametrize("name", VIEWS)
def test_what_people_see(name: str, snapshot: SnapshotAssertion) -> None:
    check(VIEWS[name])
    assert VIEWS[name] == snapshot


@settings(deadline=None, max_examples=60)
@given(REPLIES)
def test_a_whole_answer_fits_a_window(reply: Reply) -> None:
    check(views.whole_window(reply))


@settings(deadline=None, max_examples=60)
@given(LISTS, NOTICES, HOSTILE)
def test_any_list_fits_the_first_page(reports: MyReports, guide: Notice, note: str) -> None:
    check(home_page(reports, guide, note))


@settings(deadline=None, max_examples=60)
@given(EXPOSURES)
def test_any_question_fits_a_window(form: ExposureForm) -> None:
    check(views.exposure_window(form, REMEMBERED))


@pytest.mark.parametrize("number", range(6))
def test_every_example_fits_a_message_and_a_window(number: int) -> None:
    for value in (str(number), *(f"{number}:{key}" for key in "abc")):
        parts = chosen_parts(value)
        check(as_window(parts))
        assert problems(as_message(parts).blocks) == []
        assert as_message(parts).text


def test_each_question_has_a_reason_three_answers_and_may_be_left_open() -> None:
    fields = [block for block in _blocks(VIEWS["review"]) if str(block.get("block_id", "")).startswith("question-")]
    assert len(fields) == len(review_form().questions)
    for field, question in zip(fields, review_form().questions, strict=True):
        assert field["optional"] is True
        assert field["hint"]["text"] == question.why
        assert [option["value"] for option in field["element"]["options"]] == ["yes", "no", "dont_know"]


def test_the_words_of_the_sender_are_the_one_thing_that_must_be_there() -> None:
    optional = {
        block["block_id"]: block.get("optional") for block in _blocks(VIEWS["check"]) if block["type"] == "input"
    }
    assert optional == {"text": False, "own": True, "insist": True}


def test_nothing_is_pressed_in_the_whole_answer() -> None:
    assert not [block for block in _blocks(VIEWS["everything"]) if block["type"] == "actions"]


@pytest.mark.parametrize("name", ["check", "review", "exposure"])
def test_a_second_library_agrees_with_the_fields(name: str) -> None:
    for block in _blocks(VIEWS[name]):
        if block["type"] == "input":
            assert _input(block).build() == block


def _blocks(view: JsonView) -> list[dict[str, Any]]:
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    return blocks


def _plain(text: dict[str, str]) -> blockkit.Text:
    return blockkit.Text(text=text["text"], emoji=False, type="plain_text")


def _input(block: dict[str, Any]) -> blockkit.Input:
    element = block["element"]
    if element["type"] == "plain_text_input":
        more = {key: element[key] for key in ("multiline", "max_length") if key in element}
        made: Any = blockkit.PlainTextInput(action_id=element["action_id"], **more)
    else:
        kind = blockkit.Checkboxes if element["type"] == "checkboxes" else blockkit.RadioButtons
        options = [blockkit.Option(text=_plain(item["text"]), value=item["value"]) for item in element["options"]]
        made = kind(action_id=element["action_id"], options=options)
    hint = {"hint": _plain(block["hint"])} if "hint" in block else {}
    named = {"block_id": block["block_id"], "optional": block["optional"]}
    return blockkit.Input(label=_plain(block["label"]), element=made, **named, **hint)
