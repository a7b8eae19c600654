"""Every rule proves itself: the examples in its file are its tests."""

import pytest

from nlp.model import Tactic
from nlp.rulebook import Rulebook, load_rulebook
from nlp.signs.lint import lint

BOOK: Rulebook = load_rulebook()


def test_every_rule_sees_its_examples_and_leaves_the_others_alone() -> None:
    assert lint() == []


@pytest.mark.parametrize("tactic", list(Tactic))
def test_every_tactic_has_rules(tactic: Tactic) -> None:
    assert sum(rule.tactic is tactic for rule in BOOK.signs) >= 1


def test_reasons_are_single_plain_sentences() -> None:
    for rule in BOOK.signs:
        assert rule.because.endswith("."), rule.id
        assert not rule.says.endswith("."), rule.id
    for counter in BOOK.counters:
        assert not counter.says.endswith("."), counter.id
