"""Every rule about profiles proves itself: the examples in its file are its tests."""

import pytest

from nlp.model import Tactic
from nlp.profile.rulebook import profile_rulebook
from nlp.signs.reader import SignReader
from nlp.signs.rule import SignRule

BOOK = profile_rulebook()
READER = SignReader(BOOK.rules, BOOK.lexicon)
NUMBERED = list(enumerate(BOOK.rules))


def found(index: int, example: str) -> set[str]:
    return {item.pattern for item in READER.read(example)[1] if item.rule == index and not item.negated}


@pytest.mark.parametrize(("index", "rule"), NUMBERED, ids=[rule.id for rule in BOOK.rules])
def test_a_rule_sees_its_examples_and_spares_the_others(index: int, rule: SignRule) -> None:
    proven: set[str] = set()
    for example in rule.examples.match:
        assert found(index, example), example
        proven |= found(index, example)
    for example in rule.examples.no_match:
        assert not found(index, example), example
    assert proven == set(rule.pattern_lines)


def test_the_signs_that_the_campaign_names_are_covered() -> None:
    assert {rule.tactic for rule in BOOK.signs} >= {
        Tactic.VAGUE_OR_UNVERIFIABLE_CLIENT,
        Tactic.CLEARANCE_OR_ROLE_TARGETING,
        Tactic.SENSITIVE_INFORMATION_REQUEST,
        Tactic.MOVE_TO_OTHER_PLATFORM,
        Tactic.IMPERSONATION,
    }
    assert BOOK.counters
