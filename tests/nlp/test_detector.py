"""The detector quotes what it saw in the text as it was handed in, and knows what the text denies."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.clean import clean
from nlp.detector import Detector, Signs
from nlp.model import Counter, Evidence, Tactic
from nlp.signs.quote import LONGEST_QUOTE

DETECTOR = Detector.load()

LURES = (
    "Please keep this between us.",
    "We pay $3,000 for a short report on defence policy.",
    "Add me on WhatsApp: +44 7700 900123",
    "There is no need to tell your line manager.",
    "My client, who prefers to remain anonymous, wants insider views.",
    "Send your CV and a passport copy.",
    "We will never ask for your CV.",
    "Apply online by 14 March, ref SS-10442.",
    "((((((((((",
    "\n\n",
    "\u200b",
    "😀",
)


def signs(text: str) -> Signs:
    return DETECTOR.detect(text, clean(text))


def counted(text: str) -> set[Tactic]:
    return {item.tactic for item in signs(text).evidence if not item.negated}


def only(text: str, tactic: Tactic) -> Evidence:
    (item,) = (item for item in signs(text).evidence if item.tactic is tactic)
    return item


@pytest.mark.parametrize(
    ("text", "tactic"),
    [
        ("Can u send ur cv to my mail pls", Tactic.CV_OR_PERSONAL_DATA_REQUEST),
        ("He was offered $5,000 for a report on the navy.", Tactic.PAID_REPORT_OR_CONSULTING),
        ("They asked her not to mention it to her employer.", Tactic.SECRECY),
        ("We'd organise everything; no need to inform your organization.", Tactic.SECRECY),
        ("Kindly add me on whatsap, it is easier.", Tactic.MOVE_TO_OTHER_PLATFORM),
        ("Could we move to W\u200bhatsApp?", Tactic.MOVE_TO_OTHER_PLATFORM),
    ],
)
def test_signs_do_not_depend_on_person_tense_or_spelling(text: str, tactic: Tactic) -> None:
    assert tactic in counted(text)


@pytest.mark.parametrize(
    "text",
    [
        "We will never ask for your CV.",
        "We never contact anybody on WhatsApp.",
        "Nobody will ask you for your password.",
    ],
)
def test_what_the_text_denies_is_shown_but_marked(text: str) -> None:
    assert signs(text).evidence
    assert all(item.negated for item in signs(text).evidence)


def test_a_denial_ends_with_its_clause() -> None:
    assert Tactic.MOVE_TO_OTHER_PLATFORM in counted("I cannot explain here, let us continue on Telegram.")


def test_a_sign_that_is_a_denial_counts() -> None:
    assert Tactic.SECRECY in counted("Do not tell your employer.")


def test_not_only_denies_nothing() -> None:
    assert Tactic.MOVE_TO_OTHER_PLATFORM in counted("Not only do we talk on WhatsApp.")


def test_the_quote_is_of_the_original_where_the_text_was_disguised() -> None:
    text = "Could we move to W\u200bhats\u200bApp please?"
    item = only(text, Tactic.MOVE_TO_OTHER_PLATFORM)
    assert "W\u200bhats\u200bApp" in item.quote


def test_overlapping_evidence_of_one_tactic_is_one_quote() -> None:
    text = "Please keep this strictly between us and keep it to yourself."
    assert len([item for item in signs(text).evidence if item.tactic is Tactic.SECRECY]) <= 2
    places = sorted((item.start, item.end) for item in signs(text).evidence if item.tactic is Tactic.SECRECY)
    assert all(a[1] <= b[0] for a, b in pairwise(places))


def test_a_short_hit_is_quoted_with_its_neighbours() -> None:
    item = only("As I told you, we pay by the hour. Small world! Goodbye now.", Tactic.ROMANCE_OR_FRIENDSHIP)
    assert item.quote == "Small world"


def test_roles_are_found_in_any_order_in_one_sentence() -> None:
    tactic = Tactic.PAID_SPEAKING
    assert tactic in counted("We invite you to give a lecture and pay an honorarium.")
    assert tactic in counted("An honorarium is paid if you give the lecture.")


def test_signs_against_are_found() -> None:
    found = {
        item.sign_id
        for item in signs("Please check with your line manager first. Apply online, ref SS-10442.").counters
    }
    assert {"check_with_employer", "advert_reference"} <= found


def test_a_denied_sign_against_is_none() -> None:
    assert not signs("There is no need to check with your line manager.").counters


def test_evidence_comes_strongest_first_and_denied_last() -> None:
    text = " ".join(LURES)
    order = [(item.negated, -item.weight) for item in signs(text).evidence]
    assert order == sorted(order)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(st.sampled_from(LURES), st.text(max_size=40)), max_size=6).map(" ".join))
def test_evidence_always_quotes_the_text_as_handed_in(text: str) -> None:
    found = signs(text)
    shown: tuple[Evidence | Counter, ...] = (*found.evidence, *found.counters)
    for item in shown:
        assert text[item.start : item.end] == item.quote
        assert item.quote.strip()


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(LURES), st.text(max_size=60))
def test_what_was_read_before_changes_nothing(lure: str, other: str) -> None:
    first = signs(lure)
    signs(other)
    assert signs(lure) == first


def test_quotes_can_be_read() -> None:
    text = "We pay $500 " + "word " * 60 + "for a report on the navy to our client who will not be named."
    for item in signs(text).evidence:
        assert len(item.quote.split()) <= LONGEST_QUOTE + 2


@pytest.mark.parametrize("text", ["(" * 40_000, "a-" * 20_000, "not tell " * 4_400, "1," * 20_000, "\n" * 40_000])
def test_hostile_text_is_read_to_the_end(text: str) -> None:
    assert isinstance(signs(text), Signs)
