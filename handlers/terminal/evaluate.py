"""`tbyl evaluate`: assess labelled lines and show the figures, for people or as JSON."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console

from handlers.terminal.batch import STANDARD_STREAM, opened_for_reading
from handlers.terminal.contract import JsonObject
from handlers.terminal.evaluation_tables import print_attacks, print_baselines, print_figures
from nlp.evaluation import Assessed, Figures, Label, Outcome, Speed, alarming, assess_lines, attack, measure
from nlp.evaluation.baselines import Baseline, baselines
from nlp.evaluation.rows import Assess


@dataclass(frozen=True, slots=True)
class Report:
    """Everything measured in one run."""

    figures: Figures
    speed: Speed
    skipped: tuple[str, ...]
    """The lines that could not be used."""
    model: str
    """Version of rules and weights."""
    attacked: int | None
    """How many alarming texts were attacked; None where that was not asked for."""
    attacks: tuple[Outcome, ...] | None
    baselines: tuple[Baseline, ...] | None
    """None where they were not asked for."""

    def as_json(self) -> JsonObject:
        """One object; keys of what was not asked for are absent."""
        found = {name: value for name, value in asdict(self).items() if value is not None}
        if self.attacks is not None:
            found["attacks"] = [asdict(outcome) | {"rate": outcome.rate} for outcome in self.attacks]
        return found


def evaluate_files(paths: Sequence[str], assess: Assess, *, with_attacks: bool, with_baselines: bool) -> Report:
    """Assess and measure all labelled lines of some files together; `-` is standard input.

    Raises:
        OSError: a file cannot be opened.
        BaselineMissingError: baselines were asked for, and what they need is not installed.
    """
    with ExitStack() as stack:
        names = [Path(path).name if len(paths) > 1 and path != STANDARD_STREAM else "" for path in paths]
        streams = [stack.enter_context(opened_for_reading(path)) for path in paths]
        assessed = assess_lines(zip(names, streams, strict=True), assess)
    return report(assessed, assess, with_attacks=with_attacks, with_baselines=with_baselines)


def report(assessed: Assessed, assess: Assess, *, with_attacks: bool, with_baselines: bool) -> Report:
    """Measure assessed rows; attack those that alarm, and set other methods beside, where that is asked for.

    Raises:
        BaselineMissingError: baselines were asked for, and what they need is not installed.
    """
    others = baselines(assessed.rows) if with_baselines else None
    texts = alarming([row.text for row in assessed.rows if row.truth in _MALICIOUS], assess) if with_attacks else None
    outcomes = None if texts is None else attack(texts, assess)
    attacked = None if texts is None else len(texts)
    figures = measure(assessed.scored)
    return Report(figures, assessed.speed, assessed.skipped, assessed.model, attacked, outcomes, others)


_MALICIOUS = frozenset({Label.LURE, Label.SCAM})


def print_report(found: Report) -> None:
    """Print the report for people."""
    console = Console(file=sys.stdout)
    print_figures(found.figures, found.speed, console)
    if found.baselines is not None:
        print_baselines(found.baselines, found.figures.separation, found.speed, console)
    if found.attacks is not None:
        print_attacks(found.attacks, found.attacked or 0, console)
    for line in found.skipped:
        console.print(f"skipped {line}", markup=False)
