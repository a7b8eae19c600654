"""`tbyl evaluate`: assess labelled lines and show the figures, for people or as JSON."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import BinaryIO

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError
from rich.console import Console
from rich.table import Table

from handlers.terminal.batch import Assess, UnreadableLineError, read_row
from handlers.terminal.contract import JsonObject
from nlp.evaluate import Figures, Label, Scored, measure
from nlp.model import Approach, ReadingError, RiskBand

FEWEST_ROWS = 10
"""A source with fewer rows has no line of its own in the table for people."""
_BANDS = tuple(band.label for band in reversed(RiskBand))


class LabelledRow(BaseModel):
    """One line of a labelled file; other keys are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str
    label: Label
    source: str = "unnamed"
    kind: str = ""
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Speed:
    """How long assessing took, in milliseconds a message, on one core."""

    p50: float
    p99: float


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of one file, its speed, and the lines that could not be used."""

    figures: Figures
    speed: Speed
    skipped: tuple[str, ...]


def evaluate_lines(lines: Iterable[bytes], assess: Assess) -> Report:
    """Assess every labelled line and measure. Lines that cannot be used are counted and named, not dropped silently."""
    scored: list[Scored] = []
    durations: list[float] = []
    skipped: list[str] = []
    for number, row in _labelled(lines, skipped):
        begin = perf_counter()
        try:
            result = assess(Approach(row.text))
        except ReadingError as error:
            skipped.append(f"line {number}: {error.sentence()}")
            continue
        durations.append((perf_counter() - begin) * 1_000)
        group = row.tier or row.kind
        scored.append(Scored(row.label, result.score, result.band.label, result.kind.value, row.source, group))
    p50, p99 = np.percentile(durations or [0.0], [50, 99])
    return Report(measure(scored), Speed(float(p50), float(p99)), tuple(skipped))


def _labelled(lines: Iterable[bytes], skipped: list[str]) -> Iterator[tuple[int, LabelledRow]]:
    for number, line in enumerate(lines, start=1):
        try:
            yield number, LabelledRow.model_validate(read_row(line))
        except UnreadableLineError as error:
            skipped.append(f"line {number}: {error}")
        except ValidationError as error:
            fields = ", ".join(".".join(map(str, item["loc"])) for item in error.errors())
            skipped.append(f"line {number}: unusable {fields}. A label is lure, scam or benign.")


def evaluate_stream(source: BinaryIO, assess: Assess, *, as_json: bool) -> JsonObject | None:
    """Return the report as JSON, or print it for people and return None."""
    report = evaluate_lines(source, assess)
    if as_json:
        return asdict(report)
    _print(report, Console(file=sys.stdout))
    return None


def _print(report: Report, console: Console) -> None:
    figures = report.figures
    console.print(f"{figures.rows} rows, {report.speed.p50:.1f} ms a message (p99 {report.speed.p99:.1f} ms)")
    console.print(_separation_table(figures))
    console.print(_count_table("Bands by label", figures.bands, _BANDS))
    console.print(_count_table("Bands by label and source", _large_sources(figures.bands_by_source), _BANDS))
    console.print(_count_table("Kind by label", figures.kinds, ("approach", "fraud", "none")))
    console.print(_calibration_table(figures))
    for line in report.skipped:
        console.print(f"skipped {line}", markup=False)


def _large_sources(counts: Mapping[str, Mapping[str, int]]) -> dict[str, Counter[str]]:
    """Put sources of fewer than `FEWEST_ROWS` rows together, by label; `--json` has them apart."""
    shown: dict[str, Counter[str]] = {}
    for name, bands in counts.items():
        label = name.partition(" ")[0]
        line = name if sum(bands.values()) >= FEWEST_ROWS else f"{label}, sources under {FEWEST_ROWS} rows"
        shown.setdefault(line, Counter()).update(bands)
    return shown


def _separation_table(figures: Figures) -> Table:
    table = Table(
        title="Malicious against honest: area under the curve, and share found at 1, 5 and 10 % false alarms",
        title_justify="left",
    )
    for heading in ("label", "rows", "honest", "AUC", "95 %", "found at 1 %", "5 %", "10 %"):
        table.add_column(heading, justify="left" if heading == "label" else "right")
    for name, item in figures.separation.items():
        recalls = [f"{value:.2f}" for value in item.recall.values()]
        interval = f"{item.low:.2f} to {item.high:.2f}"
        table.add_row(name, str(item.rows), str(item.honest), f"{item.auc:.3f}", interval, *recalls)
    return table


def _count_table(title: str, counts: Mapping[str, Mapping[str, int]], columns: tuple[str, ...]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right")
    for name in sorted(counts):
        total = sum(counts[name].values())
        cells = [f"{counts[name].get(column, 0)} ({counts[name].get(column, 0) / total:.0%})" for column in columns]
        table.add_row(name, *cells)
    return table


def _calibration_table(figures: Figures) -> Table:
    title = f"Calibration (expected error {figures.calibration_error:.3f})"
    table = Table(title=title, title_justify="left")
    for heading in ("score from", "rows", "mean score", "truly malicious"):
        table.add_column(heading, justify="right")
    for item in figures.calibration:
        table.add_row(f"{item.low:.1f}", str(item.rows), f"{item.mean_score:.2f}", f"{item.malicious:.2f}")
    return table
