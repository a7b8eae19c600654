from collections.abc import Callable
from dataclasses import replace

import pytest

from nlp.clean import clean
from nlp.model import Evidence, Tactic
from nlp.segments import densest
from nlp.segments.passage import PASSAGE

HONEST = "The boiler was serviced on Tuesday and the radiators are warm again. " * 12
LURE = "Our client pays well for a note. He wishes to stay unnamed. Keep it between us."

Sign = Callable[[str, str, Tactic, float], Evidence]


@pytest.fixture
def sign() -> Sign:
    def made(text: str, quote: str, tactic: Tactic, weight: float) -> Evidence:
        start = text.index(quote)
        return Evidence("rule", tactic, weight, "says", "because", start, start + len(quote), quote)

    return made


def found(text: str, evidence: list[Evidence]) -> list[str]:
    return [text[part.start : part.end] for part in densest(clean(text), evidence)]


def test_a_lure_in_the_middle_of_honest_pages_is_a_passage_by_itself(sign: Sign) -> None:
    text = f"{HONEST}\n\n{LURE}\n\n{HONEST}"
    evidence = [
        sign(text, "pays well", Tactic.MONEY_OR_GIFT, 1.0),
        sign(text, "stay unnamed", Tactic.VAGUE_OR_UNVERIFIABLE_CLIENT, 1.0),
        sign(text, "between us", Tactic.SECRECY, 1.0),
    ]
    assert [part.strip() for part in found(text, evidence)] == [LURE]


def test_the_rest_of_the_paragraph_is_tried_as_well(sign: Sign) -> None:
    lure = f"I hope you are well. {LURE} Let me know."
    text = f"{HONEST}\n\n{lure}\n\n{HONEST}"
    evidence = [sign(text, "pays well", Tactic.MONEY_OR_GIFT, 1.0), sign(text, "between us", Tactic.SECRECY, 1.0)]
    assert [part.strip() for part in found(text, evidence)] == [LURE, lure]


def test_signs_far_apart_are_no_passage_together(sign: Sign) -> None:
    text = f"Our client pays well for a note.\n\n{HONEST}\n\nKeep it between us."
    evidence = [sign(text, "pays well", Tactic.MONEY_OR_GIFT, 1.0), sign(text, "between us", Tactic.SECRECY, 0.5)]
    assert len(HONEST.split()) > PASSAGE
    assert found(text, evidence) == ["Our client pays well for a note."]


def test_the_heavier_of_two_passages_is_chosen(sign: Sign) -> None:
    other = "Write to me on Signal today."
    text = f"{LURE}\n\n{HONEST}\n\n{other}\n\n{HONEST}"
    evidence = [
        sign(text, "pays well", Tactic.MONEY_OR_GIFT, 0.5),
        sign(text, "between us", Tactic.SECRECY, 0.5),
        sign(text, "on Signal", Tactic.MOVE_TO_OTHER_PLATFORM, 2.0),
        sign(text, "today", Tactic.URGENCY_OR_SCARCITY, 0.5),
    ]
    assert [part.strip() for part in found(text, evidence)] == [other]


def test_a_short_text_is_judged_whole(sign: Sign) -> None:
    evidence = [sign(LURE, "pays well", Tactic.MONEY_OR_GIFT, 1.0), sign(LURE, "between us", Tactic.SECRECY, 1.0)]
    assert found(LURE, evidence) == []


def test_what_the_text_denies_makes_no_passage(sign: Sign) -> None:
    text = f"{HONEST}{LURE} {HONEST}"
    denied = replace(sign(text, "between us", Tactic.SECRECY, 1.0), negated=True)
    assert found(text, [denied]) == []
