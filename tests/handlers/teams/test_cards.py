"""What a card may and may not contain, whatever it quotes."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.outgoing import Alert, LinkLine, Outgoing, Reason, Reply
from handlers.teams.cards import LARGEST_CARD, render, summary
from nlp.model import RiskBand
from tests.handlers.teams.every_card import every_card
from tests.handlers.teams.samples import (
    ALERT,
    CLOSED,
    FLATTERY,
    LATER,
    NOTICE,
    REPLY,
    UNSURE,
)

SAMPLES: dict[str, Outgoing] = {
    "reply": REPLY,
    "later": LATER,
    "unsure": UNSURE,
    "alert": ALERT,
    "closed": CLOSED,
    "notice": NOTICE,
}
HOSTILE = (
    "[click](https://evil.example) **bold** <at>everyone</at> <script>x</script> {{DATE(2026-01-01T00:00:00Z)}} "
    "![i](https://evil.example/a.png) \u202egnirts\u202c line\nbreak\r\x00\x1b[31m \ud800"
)


def parts(card: object) -> Iterator[dict[str, Any]]:
    """Every object inside a card."""
    if isinstance(card, dict):
        yield card
        for value in card.values():
            yield from parts(value)
    if isinstance(card, list):
        for item in card:
            yield from parts(item)


def spoilt(content: Any, text: str) -> Any:
    """The same message with every quoted or derived string replaced."""
    reason = Reason(text, text, text, text)
    link = LinkLine(text, (text,), suspicious=True)
    if content is NOTICE:
        return replace(NOTICE, title=text, paragraphs=(text,) * 5, items=(text,) * 9)
    changed = replace(content, headline=text, against=(reason,) * 5, links=(link,) * 30, not_judged=(text,) * 3)
    changed = replace(changed, case_line=text, reported_before=(text,) * 3)
    if isinstance(content, Alert):
        return replace(
            changed,
            reporter=text,
            asked=text,
            reasons=(reason,) * 80,
            next_steps=(text,) * 9,
            context=text,
            standing=text,
        )
    return replace(
        changed, summary=text, report_line=text, reasons=(reason,) * 3, more_reasons=(reason,) * 80, note=text
    )


@pytest.mark.parametrize("name", every_card())
def test_the_card_is_as_agreed(name: str, snapshot: SnapshotAssertion) -> None:
    assert every_card()[name] == snapshot(extension_class=JSONSnapshotExtension)


@pytest.mark.parametrize("name", every_card())
def test_every_card_is_small_says_its_language_and_can_be_read_aloud(name: str) -> None:
    card = every_card()[name]
    assert len(json.dumps(card, ensure_ascii=False).encode()) <= LARGEST_CARD
    assert card["lang"] == "en"
    assert card["speak"] == card["fallbackText"] != ""


@pytest.mark.parametrize("content", SAMPLES.values(), ids=SAMPLES)
def test_quoted_words_stand_only_where_no_client_reads_markup(content: Outgoing) -> None:
    for part in parts(render(spoilt(content, HOSTILE))):
        if part.get("type") == "TextBlock":
            assert HOSTILE not in part["text"]
            assert "evil" not in part["text"]
        if part.get("type") == "TextRun":
            assert not {"\n", "\x00", "\x1b", "\u202e", "\ud800"} & set(part["text"])
            assert "{{" not in part["text"]
        assert "selectAction" not in part
        assert part.get("type") not in {"Action.OpenUrl", "Image", "Media"}


@pytest.mark.parametrize("content", SAMPLES.values(), ids=SAMPLES)
@given(text=st.text(max_size=60), times=st.integers(1, 40))
@settings(deadline=None, max_examples=15)
def test_a_card_always_fits_and_can_be_sent(content: Outgoing, text: str, times: int) -> None:
    card = render(spoilt(content, text * times))
    assert len(json.dumps(card, ensure_ascii=False).encode()) <= LARGEST_CARD


@pytest.mark.parametrize("character", ["x", "\u0434", "\u6f22", "\U0001f600", '"', "\\"])
def test_the_longest_texts_fit_in_any_script(character: str) -> None:
    for content in SAMPLES.values():
        card = render(spoilt(content, character * 40_000))
        assert len(json.dumps(card, ensure_ascii=False).encode()) <= LARGEST_CARD
        assert len(summary(spoilt(content, character * 40_000))) <= 300


def test_what_is_left_out_is_said() -> None:
    card = json.dumps(render(spoilt(ALERT, "words " * 200)))
    assert "more would not fit here" in card


@pytest.mark.parametrize("band", RiskBand)
def test_the_band_is_said_in_words_not_only_in_colour(band: RiskBand) -> None:
    card = render(replace(REPLY, band=band))
    assert REPLY.headline in json.dumps(card["body"])
    assert REPLY.headline in str(card["fallbackText"])
    assert REPLY.headline in str(card["speak"])


def test_every_reason_and_every_step_of_an_ordinary_message_is_there() -> None:
    shown = json.dumps(render(REPLY), ensure_ascii=False)
    for reason in (*REPLY.reasons, *REPLY.more_reasons, *REPLY.against):
        assert reason.quote in shown
        assert reason.sentence in shown
    for step in REPLY.steps:
        assert all(action in shown for action in step.actions)


def test_more_reasons_are_folded_away_until_asked_for() -> None:
    (folded,) = [part for part in parts(render(REPLY)) if part.get("id") == "more_reasons"]
    assert folded["isVisible"] is False
    (toggle,) = [part for part in parts(render(REPLY)) if part.get("type") == "Action.ToggleVisibility"]
    assert toggle["targetElements"] == ["more_reasons"]


def test_a_button_also_works_in_clients_without_universal_actions() -> None:
    (button,) = render(UNSURE)["actions"]  # type: ignore[misc]
    assert button["type"] == "Action.Execute"
    assert button["fallback"]["data"] == {"verb": "report_anyway", "report": str(UNSURE.report_id), "done": ""}


def test_a_possible_repeat_says_so_openly() -> None:
    assert "received this before" in json.dumps(render(NOTICE, possible_repeat=True))
    assert "received this before" not in json.dumps(render(NOTICE))


def test_what_could_not_be_judged_carries_no_score() -> None:
    assert "score 0.94" in json.dumps(render(ALERT))
    assert "score" not in json.dumps(render(replace(ALERT, band=RiskBand.INSUFFICIENT)))
    assert "1.00" not in json.dumps(render(replace(ALERT, score=0.9999)))


@pytest.mark.parametrize("content", SAMPLES.values(), ids=SAMPLES)
def test_no_card_has_more_buttons_under_it_than_teams_shows(content: Outgoing) -> None:
    assert len(render(content).get("actions", ())) <= 6  # type: ignore[arg-type]


def inputs(card: object) -> list[dict[str, Any]]:
    return [part for part in parts(card) if str(part.get("type")).startswith("Input.")]


@pytest.mark.parametrize("content", SAMPLES.values(), ids=SAMPLES)
def test_every_input_has_a_label_and_a_name_of_its_own(content: Outgoing) -> None:
    found = inputs(render(content))
    assert all(part.get("label") or part.get("title") for part in found)
    assert len({part["id"] for part in found}) == len(found)


def test_the_four_rs_are_boxes_ticked_as_far_as_they_are_done() -> None:
    boxes = {part["id"]: part["value"] for part in inputs(render(LATER)) if part["type"] == "Input.Toggle"}
    assert boxes == {
        "step_recognise": "true",
        "step_realise": "false",
        "step_report": "true",
        "step_remove": "false",
    }


def test_every_button_that_stores_remembers_which_steps_were_ticked_before() -> None:
    executes = [part for part in parts(render(LATER)) if part.get("type") == "Action.Execute"]
    assert {part["data"]["done"] for part in executes} == {"recognise,report"}


def test_where_nothing_is_to_be_ticked_the_steps_are_numbered() -> None:
    assert isinstance(UNSURE, Reply)
    assert not inputs(render(UNSURE))
    assert "1. Recognise" in json.dumps(render(UNSURE))


def test_what_happened_is_asked_without_a_question_that_must_be_answered() -> None:
    (question,) = [part for part in inputs(render(REPLY)) if part["id"] == "happened"]
    assert question["isMultiSelect"] is True
    assert "isRequired" not in question
    (answered,) = [part for part in inputs(render(LATER)) if part["id"] == "happened"]
    assert answered["value"] == "replied,opened"


def test_a_closing_word_is_chosen_and_confirmed_before_anything_is_sent() -> None:
    look, decide = render(ALERT)["actions"]  # type: ignore[misc]
    assert look["verb"] == "look"
    assert look["associatedInputs"] == "none", "looking must not wait for a choice"
    assert decide["type"] == "Action.ShowCard"
    (close,) = decide["card"]["actions"]
    assert close["verb"] == "decide"
    assert "actions" not in render(CLOSED)


def test_the_last_press_is_answered_first() -> None:
    card = render(LATER)
    assert LATER.note in json.dumps(card["body"][0])  # type: ignore[index]


def test_an_alert_names_no_person() -> None:
    assert "Reporter K7M2QX" in json.dumps(render(ALERT))
    assert FLATTERY.tactic in json.dumps(render(ALERT))
