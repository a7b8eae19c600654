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

from bot.outgoing import LinkLine, Outgoing, Reason
from handlers.teams.cards import LARGEST_CARD, render, summary
from nlp.model import RiskBand
from tests.handlers.teams.samples import ALERT, FLATTERY, NOTICE, REPLY, UNSURE

SAMPLES = {"reply": REPLY, "unsure": UNSURE, "alert": ALERT, "notice": NOTICE}
HOSTILE = (
    "[click](https://evil.example) **bold** <at>everyone</at> <script>x</script> {{DATE(2026-01-01T00:00:00Z)}} "
    "![i](https://evil.example/a.png) \u202egnirts\u202c line\nbreak\r\x00\x1b[31m \ud800"
)
OWN_TEXT_BLOCKS = {
    "Why",
    "What to do now",
    "What speaks against it",
    "Links, not opened",
    "Not judged",
    "Reasons",
    "Next steps",
}


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
    if content is ALERT:
        return replace(changed, reporter=text, asked=text, reasons=(reason,) * 80, next_steps=(text,) * 9)
    return replace(changed, summary=text, report_line=text, reasons=(reason,) * 3, more_reasons=(reason,) * 80)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_card_is_as_agreed(name: str, snapshot: SnapshotAssertion) -> None:
    assert render(SAMPLES[name]) == snapshot(extension_class=JSONSnapshotExtension)


@pytest.mark.parametrize("content", SAMPLES.values(), ids=SAMPLES)
def test_quoted_words_stand_only_where_no_client_reads_markup(content: Outgoing) -> None:
    for part in parts(render(spoilt(content, HOSTILE))):
        if part.get("type") == "TextBlock":
            assert part["text"] in OWN_TEXT_BLOCKS
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
    assert button["fallback"]["data"] == {"verb": "report_anyway", "report": str(UNSURE.report_id)}


def test_a_possible_repeat_says_so_openly() -> None:
    assert "received this before" in json.dumps(render(NOTICE, possible_repeat=True))
    assert "received this before" not in json.dumps(render(NOTICE))


def test_what_could_not_be_judged_carries_no_score() -> None:
    assert "Score" in json.dumps(render(ALERT))
    assert "Score" not in json.dumps(render(replace(ALERT, band=RiskBand.INSUFFICIENT)))
    assert "1.00" not in json.dumps(render(replace(ALERT, score=0.9999)))


def test_an_alert_names_no_person() -> None:
    assert "Reporter K7M2QX" in json.dumps(render(ALERT))
    assert FLATTERY.tactic in json.dumps(render(ALERT))
