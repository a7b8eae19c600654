"""Writes the rulebook as a page to read: one table a tactic. `RULES.md` is never written by hand."""

from collections.abc import Iterator, Sequence

from nlp.model import Tactic
from nlp.rulebook import RULES, Rulebook
from nlp.signs.rule import AGAINST, Rule

PAGE = RULES / "RULES.md"
"""Where the page lies, beside the rules."""
MAKE = "`make rules` (`tbyl rules document`)"


def document(book: Rulebook) -> str:
    """Give the page in Markdown; equal rulebooks give equal pages."""
    lines = [
        "# The rulebook",
        "",
        f"Written by {MAKE} from the files beside it; do not edit. [How to write a rule](README.md).",
        "",
        f"{len(book.signs)} signs of a malicious approach and {len(book.counters)} signs against it. The weight is in",
        "log-odds, before the caps of `nlp/score.py`. The example is one message that the rule sees.",
    ]
    for tactic in Tactic:
        rules = [rule for rule in book.signs if rule.tactic is tactic]
        lines += _table(tactic.value, f"The sender … ({len(rules)} rules)", rules)
    lines += _table(AGAINST, f"Signs against malice: the text … ({len(book.counters)} rules)", book.counters)
    return "\n".join(lines) + "\n"


def _table(name: str, heading: str, rules: Sequence[Rule]) -> Iterator[str]:
    yield from ("", f"## {name}", "", heading, "")
    yield "| id | says | weight | example |"
    yield "|---|---|---|---|"
    for rule in sorted(rules, key=lambda rule: rule.id):
        example = rule.examples.match[0]
        yield f"| `{rule.id}` | {_cell(rule.says)} | {rule.weight:.1f} | {_cell(example)} |"


def _cell(text: str) -> str:
    """Text that a table cell holds as it stands."""
    plain = " ".join(text.split())
    for mark in "\\|<`*_[":
        plain = plain.replace(mark, f"\\{mark}")
    return plain
