"""The page of all rules: every rule once, under its tactic, in cells that Markdown keeps."""

import pytest

from nlp.model import Tactic
from nlp.rulebook import load_rulebook
from nlp.signs.document import document

BOOK = load_rulebook()
PAGE = document(BOOK)


@pytest.mark.parametrize("tactic", list(Tactic))
def test_every_tactic_has_its_table_with_its_rules(tactic: Tactic) -> None:
    section = PAGE.split(f"\n## {tactic.value}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    assert len(rows) == sum(rule.tactic is tactic for rule in BOOK.signs)


def test_every_rule_stands_once_and_every_row_has_four_cells() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert sorted(row.split("`")[1] for row in rows) == sorted(rule.id for rule in BOOK.rules)
    assert {row.replace("\\|", "").count("|") for row in rows} == {5}


def test_equal_rulebooks_give_equal_pages() -> None:
    assert document(load_rulebook()) == PAGE
