import unicodedata
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.evaluation import wrappings
from nlp.evaluation.attacks import ATTACKS, DISGUISES, MOST_ATTACKED, WRAPPINGS, alarming, attack, disguise
from nlp.model import Approach, Assessment, Kind, RiskBand, TextTooLongError

TEXT = "Dear Anna,\n\nour consultancy would pay for a confidential report. Write to me@firm.example or https://x.example/a."


def judged(band: RiskBand) -> Assessment:
    return Assessment(band, 0.5, Kind.NONE, (), (), (), (), (), None, "en", (), "rules-0+weights-0")


def assess(approach: Approach) -> Assessment:
    """Alarm where the one word stands that this detector knows."""
    return judged(RiskBand.MEDIUM if "confidential" in approach.text else RiskBand.LOW)


@pytest.mark.parametrize("name", ATTACKS)
def test_every_attack_changes_the_text_and_the_same_seed_changes_it_the_same(name: str) -> None:
    changed = disguise(TEXT, name, seed=1)
    assert changed != TEXT
    assert changed == disguise(TEXT, name, seed=1)


@pytest.mark.parametrize("name", [name for name in DISGUISES if name not in {"defanged links", "HTML debris"}])
def test_a_disguise_leaves_links_to_lead_somewhere(name: str) -> None:
    assert "https://x.example/a" in disguise(TEXT, name)


@pytest.mark.parametrize("name", [name for name in WRAPPINGS if name != "quoted in a reply"])
def test_a_wrapping_keeps_the_text_and_adds_to_it(name: str) -> None:
    wrapped = disguise(TEXT, name)
    assert TEXT.split() == wrapped[wrapped.index("Dear Anna") :].split()[: len(TEXT.split())]
    assert len(wrapped) > len(TEXT)


def test_a_reply_quotes_every_line() -> None:
    assert all(f"> {line}" in disguise(TEXT, "quoted in a reply") for line in TEXT.split("\n"))


@pytest.mark.parametrize("name", ["lookalike letters", "full-width letters", "mathematical letters"])
def test_letters_in_disguise_are_as_many_as_before(name: str) -> None:
    assert len(disguise(TEXT, name)) == len(TEXT)


def test_styled_letters_are_the_same_letters_to_unicode() -> None:
    assert unicodedata.normalize("NFKC", disguise(TEXT, "mathematical letters")) == TEXT


def test_a_text_without_a_link_has_nothing_to_defang() -> None:
    assert disguise("Nothing to see here.", "defanged links") == "Nothing to see here."
    assert "https://x.example" not in disguise(TEXT, "defanged links")


def test_fifty_different_sentences_reassure() -> None:
    added = wrappings.append_reassurance("", Random(1)).strip()  # noqa: S311 - a repeatable test
    assert len(set(added.split(". "))) >= wrappings.REASSURING_PHRASES - 1


@given(st.text(max_size=80), st.sampled_from(sorted(ATTACKS)))
@settings(deadline=None)
def test_any_text_can_be_attacked(text: str, name: str) -> None:
    assert isinstance(disguise(text, name), str)


def long_refused(approach: Approach) -> Assessment:
    if len(approach.text) > 39_000:
        raise TextTooLongError
    return judged(RiskBand.LOW)


def test_only_what_alarms_is_attacked_in_its_order_and_not_too_much_of_it() -> None:
    texts = [f"confidential {number}" if number % 2 else f"plain {number}" for number in range(1_000)]
    chosen = alarming(texts, assess)
    assert len(chosen) == MOST_ATTACKED
    assert chosen == [text for text in texts if text in set(chosen)]
    assert all("confidential" in text for text in chosen)
    assert chosen == alarming(texts, assess)


def test_outcomes_count_what_was_tried_and_what_escaped() -> None:
    outcomes = {outcome.attack: outcome for outcome in attack(["so confidential", TEXT], assess)}
    assert (outcomes["full-width letters"].tried, outcomes["full-width letters"].escaped) == (2, 2)
    assert (outcomes["newsletter appended"].tried, outcomes["newsletter appended"].rate) == (2, 0.0)
    assert (outcomes["defanged links"].tried, outcomes["defanged links"].escaped) == (1, 0)


def test_a_text_made_too_long_to_read_counts_as_not_tried() -> None:
    outcomes = {outcome.attack: outcome for outcome in attack(["confidential " * 2_900], long_refused)}
    assert (outcomes["long honest text in front"].tried, outcomes["mixed case"].tried) == (0, 1)
