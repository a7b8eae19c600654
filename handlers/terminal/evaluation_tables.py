"""The tables that `tbyl evaluate` shows to people."""

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter

from rich import box
from rich.console import Console
from rich.table import Table

from nlp.evaluation import Figures, Group, Outcome, Separation, Speed
from nlp.evaluation.baselines import Baseline
from nlp.model import RiskBand

FEWEST_ROWS = 10
"""A group with fewer rows has no line of its own; `--json` has it."""
_BANDS = tuple(band.label for band in reversed(RiskBand))
_BAND_HEADINGS = ("high", "med.", "low", "?")
_TITLES = {
    "source": "By source",
    "genre": "By genre, as the lines say",
    "genre_read": "By genre, as it was read",
    "kind": "By kind, as the lines say",
    "tier": "By tier",
}
_MEASURES = ("AUC", "95 %", "found at 1 %", "5 %", "10 %")


def print_figures(figures: Figures, speed: Speed, console: Console) -> None:
    """Print what `measure` found, and how long a message takes."""
    console.print(f"{figures.rows} rows, {speed.p50:.1f} ms a message (p99 {speed.p99:.1f} ms)")
    title = "Malicious against honest: area under the curve, and share found at 1, 5 and 10 % false alarms"
    console.print(_separation_table(title, figures.separation))
    console.print(_count_table("Bands by label", figures.bands, _BANDS))
    for grouping, groups in figures.groups.items():
        if groups:
            console.print(_group_table(_TITLES[grouping], groups))
    if figures.ambiguous:
        console.print(_group_table("Ambiguous rows, in no figure above", figures.ambiguous))
    console.print(_count_table("Kind by label", figures.kinds, ("approach", "fraud", "none")))
    console.print(_calibration_table(figures))


def print_baselines(found: Sequence[Baseline], own: Mapping[str, Separation], speed: Speed, console: Console) -> None:
    """Print other methods beside this one, on the same rows."""
    methods = [("this detector", own, speed.mean), *((item.name, item.separation, item.milliseconds) for item in found)]
    table = _table("Other methods on the same rows", ("method", "label", *_MEASURES, "ms"), texts=2)
    for name, separation, milliseconds in methods:
        for label, item in separation.items():
            table.add_row(name, label, *_measures(item), f"{milliseconds:.2f}")
    console.print(table)


def print_attacks(outcomes: Sequence[Outcome], attacked: int, console: Console) -> None:
    """Print how often each attack took an alarming text below MEDIUM."""
    table = _table(f"Attacks on {attacked} malicious texts that alarm", ("attack", "tried", "escaped", "rate"), texts=1)
    for outcome in outcomes:
        table.add_row(outcome.attack, str(outcome.tried), str(outcome.escaped), f"{outcome.rate:.1%}")
    console.print(table)


def _separation_table(title: str, separations: Mapping[str, Separation]) -> Table:
    table = _table(title, ("label", "rows", "honest", *_MEASURES), texts=1)
    for name, item in separations.items():
        table.add_row(name, str(item.rows), str(item.honest), *_measures(item))
    return table


def _group_table(title: str, groups: Sequence[Group]) -> Table:
    """One line a group; the small ones of a label are put together."""
    table = _table(title, ("", "rows", *_BAND_HEADINGS, "AUC", "95 %", "at 5 %"), texts=1)
    small: dict[str, Counter[str]] = {}
    for group in groups:
        if group.rows < FEWEST_ROWS:
            small.setdefault(group.label, Counter()).update(group.bands)
            continue
        measures = itemgetter(0, 1, 3)(_measures(group.separation)) if group.separation else ()
        table.add_row(f"{group.label} {group.name}", str(group.rows), *_shares(group.bands), *measures)
    for label, bands in small.items():
        table.add_row(f"{label}, under {FEWEST_ROWS} rows each", str(bands.total()), *_shares(bands))
    return table


def _count_table(title: str, counts: Mapping[str, Mapping[str, int]], columns: tuple[str, ...]) -> Table:
    table = _table(title, ("", *columns), texts=1)
    for name in sorted(counts):
        total = sum(counts[name].values())
        cells = [f"{counts[name].get(column, 0)} ({counts[name].get(column, 0) / total:.0%})" for column in columns]
        table.add_row(name, *cells)
    return table


def _calibration_table(figures: Figures) -> Table:
    title = f"Calibration (expected error {figures.calibration_error:.3f}, Brier score {figures.brier:.3f})"
    table = _table(title, ("score from", "rows", "mean score", "truly malicious"), texts=0)
    for item in figures.calibration:
        table.add_row(f"{item.low:.1f}", str(item.rows), f"{item.mean_score:.2f}", f"{item.malicious:.2f}")
    return table


def _shares(bands: Mapping[str, int]) -> list[str]:
    total = sum(bands.values())
    return [f"{bands.get(band, 0) / total:.0%}" for band in _BANDS]


def _measures(item: Separation) -> list[str]:
    recalls = (f"{value:.2f}" for value in item.recall.values())
    return [f"{item.auc:.3f}", f"{item.low:.2f} to {item.high:.2f}", *recalls]


def _table(title: str, headings: Sequence[str], *, texts: int) -> Table:
    """Give a table whose first `texts` columns are words and whose others are numbers."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="left" if place < texts else "right")
    return table
