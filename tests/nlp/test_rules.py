"""Every rule proves itself: the examples in its file are its tests."""

import pytest

from nlp.clean import clean
from nlp.detector import Detector
from nlp.model import Tactic
from nlp.rulebook import Rulebook, load_rulebook
from nlp.signs.lint import lint

BOOK: Rulebook = load_rulebook()
DETECTOR = Detector.load()


def test_every_rule_sees_its_examples_and_leaves_the_others_alone() -> None:
    assert lint() == []


@pytest.mark.parametrize("tactic", list(Tactic))
def test_every_tactic_has_rules_enough_to_be_told_in_several_ways(tactic: Tactic) -> None:
    assert sum(rule.tactic is tactic for rule in BOOK.signs) >= 8


def test_there_are_signs_against_of_many_sorts() -> None:
    assert len(BOOK.counters) >= 45


@pytest.mark.parametrize(
    ("text", "tactic"),
    [
        ("One client wants to hire you to write a short note on the tender.", Tactic.PAID_REPORT_OR_CONSULTING),
        (
            "A man I met asked my colleague about the radar, and paid her for a note.",
            Tactic.SENSITIVE_INFORMATION_REQUEST,
        ),
        ("she keeps asking him when they sail", Tactic.SENSITIVE_INFORMATION_REQUEST),
        ("The payrnent for each text comes in cash, 300 a page.", Tactic.PAID_REPORT_OR_CONSULTING),
        ("Ur parcel is on hold, pay the customs fee at www.post.example", Tactic.IMPERSONATION),
        ("Clone the repo and run it before the interview.", Tactic.CREDENTIAL_OR_MALWARE_LINK),
        ("Your boss does not need to know, no?", Tactic.SECRECY),
        ("I kept all our chats, every one.", Tactic.COERCION),
    ],
)
def test_a_tactic_is_seen_in_a_first_message_a_torn_turn_and_an_account(text: str, tactic: Tactic) -> None:
    evidence = DETECTOR.detect(text, clean(text)).evidence
    assert tactic in {item.tactic for item in evidence if not item.negated}


def test_reasons_are_single_plain_sentences() -> None:
    for rule in BOOK.signs:
        assert rule.because.endswith("."), rule.id
        assert not rule.says.endswith("."), rule.id
    for counter in BOOK.counters:
        assert not counter.says.endswith("."), counter.id
