"""`tbyl rules stats`: how often each rule sees its sign in files of texts, for people or as JSON."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import BinaryIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from handlers.terminal.batch import UnreadableLineError, read_row, text_of
from handlers.terminal.contract import JsonObject
from nlp.rulebook import load_rulebook
from nlp.signs.tally import HONEST, UNLABELLED, RuleTally, Tally, tally

_LABELS = ("lure", "scam", HONEST, UNLABELLED)
_SHOWN_TOGETHER = 40
"""Pairs shown to people; `--json` has all."""


def rows_of(lines: Iterable[bytes], skipped: list[str]) -> Iterator[tuple[str, str]]:
    """Yield label and text of each line; lines that cannot be used are named in `skipped`."""
    for number, line in enumerate(lines, start=1):
        try:
            row = read_row(line)
            yield str(row.get("label", "")), text_of(row)
        except UnreadableLineError as error:
            skipped.append(f"line {number}: {error}")


def stats(sources: Sequence[BinaryIO], often: float, *, as_json: bool) -> JsonObject | None:
    """Return the counts as JSON, or print them for people and return None.

    Args:
        sources: JSON Lines with `text` and, if they are known, `label`.
        often: share of honest texts above which a rule is listed as seeing too much.
        as_json: whether to return everything instead of printing tables.
    """
    skipped: list[str] = []
    counted = tally(load_rulebook(), (row for source in sources for row in rows_of(source, skipped)))
    if as_json:
        names = {"silent": counted.silent, "seen_too_often": counted.talkative(often)}
        lists = {name: [rule.id for rule in rules] for name, rules in names.items()}
        return {**asdict(counted), **lists, "skipped": skipped}
    _print(counted, often, Console(file=sys.stdout))
    for line in skipped:
        sys.stdout.write(f"skipped {line}\n")
    return None


def _print(counted: Tally, often: float, console: Console) -> None:
    labels = [label for label in _LABELS if counted.texts.get(label)]
    texts = ", ".join(f"{counted.texts[label]} {label}" for label in labels) or "no texts"
    console.print(f"{len(counted.rules)} rules, {texts}")
    for folder in dict.fromkeys(rule.folder for rule in counted.rules):
        rules = [rule for rule in counted.rules if rule.folder == folder and rule.seen]
        if rules:
            console.print(_table(folder, rules, labels))
    silent = " ".join(rule.id for rule in counted.silent)
    console.print(f"\nSaw nothing ({len(counted.silent)}): {silent or 'none'}", markup=False)
    talkative = [f"{rule.id} {_percent(rule, counted)}" for rule in counted.talkative(often)]
    where = "the honest texts" if counted.texts.get(HONEST) else "the texts"
    console.print(f"\nSaw more than {often:.1%} of {where}: {', '.join(talkative) or 'none'}", markup=False)
    pairs = [f"{item.rule} ({item.texts}) without {item.never_without}" for item in counted.together]
    shown = "; ".join(pairs[:_SHOWN_TOGETHER]) or "none"
    console.print(f"\nNever seen without another rule of the tactic ({len(pairs)}): {shown}", markup=False)


def _percent(rule: RuleTally, counted: Tally) -> str:
    share = rule.seen / sum(counted.texts.values()) if rule.honest_share is None else rule.honest_share
    return f"{share:.1%}"


def _table(folder: str, rules: Sequence[RuleTally], labels: Sequence[str]) -> Table:
    table = Table(title=folder, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in ("rule", "weight", *labels, "denied", "right", "lift"):
        table.add_column(heading, justify="left" if heading == "rule" else "right", overflow="fold")
    for rule in sorted(rules, key=lambda rule: (-(rule.lift or 0), rule.id)):
        counts = (str(rule.texts.get(label, 0)) for label in labels)
        precision = "" if rule.precision is None else f"{rule.precision:.2f}"
        lift = "" if rule.lift is None else f"{rule.lift:.1f}"
        table.add_row(rule.id, f"{rule.weight:.1f}", *counts, str(rule.denied), precision, lift)
    return table
