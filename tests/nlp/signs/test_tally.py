"""What each rule saw in a file of texts: never, too often, and never alone."""

import pytest

from nlp.rulebook import Rulebook
from nlp.signs.lexicon import Lexicon
from nlp.signs.rule import CounterRule, Examples, SignRule
from nlp.signs.tally import Tally, tally

WORDS = Lexicon({"NOT": ("never",), "CLAUSE": ("but",)}, {}, {}, {})
EXAMPLES = Examples(match=("x" * 8,) * 3, no_match=("y" * 8,) * 3)


def sign(name: str, pattern: str) -> SignRule:
    fields = {"id": name, "tactic": "secrecy", "weight": 1.0, "says": f"shows {name}", "because": "It is a test."}
    return SignRule.model_validate({**fields, "patterns": pattern, "examples": EXAMPLES})


def against(name: str, pattern: str) -> CounterRule:
    fields = {"id": name, "weight": 1.0, "says": f"shows {name}", "patterns": pattern, "examples": EXAMPLES}
    return CounterRule.model_validate(fields)


BOOK = Rulebook(
    (sign("teapot", "teapot"), sign("old_teapot", "old teapot"), sign("dragon", "dragon"), sign("weather", "weather")),
    (against("receipt", "receipt"),),
    WORDS,
    "none",
)
ROWS = [
    *[("lure", "Bring the old teapot in this weather.")] * 3,
    ("scam", "A teapot, a teapot!"),
    ("benign", "Fine weather, and the receipt."),
    ("benign", "What weather. Never the teapot."),
    ("benign", "A receipt for the weather."),
    ("other", "The weather."),
]
SEEN: Tally = tally(BOOK, ROWS)


def test_a_text_counts_once_by_its_label() -> None:
    assert SEEN.texts == {"lure": 3, "scam": 1, "benign": 3, "unlabelled": 1}
    assert {rule.id: dict(rule.texts) for rule in SEEN.rules} == {
        "teapot": {"lure": 3, "scam": 1},
        "old_teapot": {"lure": 3},
        "dragon": {},
        "weather": {"lure": 3, "benign": 3, "unlabelled": 1},
        "receipt": {"benign": 2},
    }


def test_what_a_text_denies_is_counted_apart() -> None:
    assert {rule.id: rule.denied for rule in SEEN.rules if rule.denied} == {"teapot": 1}


def test_rules_that_saw_nothing_are_named() -> None:
    assert [rule.id for rule in SEEN.silent] == ["dragon"]


def test_rules_that_see_too_many_honest_texts_are_named_and_those_against_are_not() -> None:
    assert [rule.id for rule in SEEN.talkative(0.5)] == ["weather"]
    assert SEEN.talkative(1.0) == ()


def test_without_labels_all_texts_count_as_the_whole() -> None:
    unlabelled = tally(BOOK, [("", "weather"), ("", "teapot")])
    assert [rule.id for rule in unlabelled.talkative(0.4)] == ["teapot", "weather"]
    assert all(rule.lift is rule.honest_share is rule.precision is None for rule in unlabelled.rules)


def test_precision_and_lift_speak_for_what_the_rule_speaks_for() -> None:
    by_name = {rule.id: rule for rule in SEEN.rules}
    assert by_name["teapot"].precision == 1.0
    assert by_name["weather"].precision == 0.5
    assert by_name["receipt"].precision == 1.0
    assert by_name["teapot"].lift == pytest.approx((4.5 / 5) / (0.5 / 4))
    assert by_name["receipt"].lift == pytest.approx((2.5 / 4) / (0.5 / 5))
    assert by_name["dragon"].lift is None


def test_a_rule_never_seen_without_another_of_its_folder_is_named() -> None:
    assert [(item.rule, item.never_without) for item in SEEN.together] == [
        ("old_teapot", "teapot"),
        ("old_teapot", "weather"),
    ]


def test_no_texts_give_no_figures() -> None:
    nothing = tally(BOOK, [])
    assert nothing.texts == {}
    assert len(nothing.silent) == len(BOOK.rules)
