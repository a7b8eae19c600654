"""Figures on labelled texts: how well scores separate, how often bands alarm, how honest the probabilities are.

`lure` and `scam` are positive, `benign` is negative. Rows of one source are correlated, so figures are also given by
source, and intervals are drawn by resampling whole sources. Ambiguous rows are counted apart.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from nlp.evaluation.rates import (
    FALSE_POSITIVE_RATES,
    Sources,
    area_under_curve,
    areas_drawn_again,
    middle,
    recall_at,
)
from nlp.evaluation.rows import Label, Scored

CALIBRATION_BINS = 10
GROUPINGS: Mapping[str, Callable[[Scored], str]] = {
    "source": attrgetter("source"),
    "genre": attrgetter("genre"),
    "genre_read": attrgetter("genre_read"),
    "kind": attrgetter("row_kind"),
    "tier": attrgetter("tier"),
}
"""What rows are put together by. Rows that do not say are left out, but for `genre_read`, where they are untold."""
UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Separation:
    """How well one group of malicious rows is told from all honest ones."""

    rows: int
    honest: int
    auc: float
    """Probability that a malicious row scores above an honest one; 0.5 is chance."""
    low: float
    """Lower end of the 95 % interval, resampling sources and rows within them."""
    high: float
    recall: Mapping[float, float]
    """Share of malicious rows found at each false-positive rate of `FALSE_POSITIVE_RATES`."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one label that have something in common."""

    label: str
    name: str
    rows: int
    bands: Mapping[str, int]
    median: float
    """Of the scores."""
    separation: Separation | None
    """None for honest and ambiguous rows."""


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Rows whose score lies in one tenth: what was promised and what came."""

    low: float
    rows: int
    mean_score: float
    malicious: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything measured on some rows."""

    rows: int
    """Ambiguous ones not counted."""
    separation: Mapping[str, Separation]
    """By positive label, and `all` for both together; a label without rows, or without honest rows, is absent."""
    bands: Mapping[str, Mapping[str, int]]
    """Label to band to count."""
    bands_by_source: Mapping[str, Mapping[str, int]]
    """`label source` to band to count."""
    kinds: Mapping[str, Mapping[str, int]]
    """Label to assessed kind to count."""
    calibration: tuple[CalibrationBin, ...]
    calibration_error: float
    """Mean distance between promised and observed share, weighted by rows (expected calibration error)."""
    brier: float
    """Mean squared distance between score and truth (Brier 1950); 0.25 for a coin."""
    groups: Mapping[str, tuple[Group, ...]]
    """By each of `GROUPINGS`."""
    ambiguous: tuple[Group, ...]
    """By source; in no other figure."""


def measure(rows: Sequence[Scored]) -> Figures:
    """Return the figures of assessed rows."""
    clear = [row for row in rows if row.label is not Label.AMBIGUOUS]
    unclear = [row for row in rows if row.label is Label.AMBIGUOUS]
    calibration = _calibrate(clear)
    groups = {name: _grouped(clear, key) for name, key in GROUPINGS.items()}
    separations = _separations(clear, groups)
    return Figures(
        rows=len(clear),
        separation={name: separations[name] for name in _WHOLE if name in separations},
        bands=_count(clear, lambda row: row.label, lambda row: row.band),
        bands_by_source=_count(clear, lambda row: f"{row.label} {row.source}", lambda row: row.band),
        kinds=_count(clear, lambda row: row.label, lambda row: row.kind),
        calibration=calibration,
        calibration_error=sum(item.rows * abs(item.mean_score - item.malicious) for item in calibration)
        / max(1, len(clear)),
        brier=float(np.mean([(row.score - _malicious(row)) ** 2 for row in clear])) if clear else 0.0,
        groups={
            grouping: tuple(
                _group(*key, members, separations.get(_id(grouping, *key))) for key, members in made.items()
            )
            for grouping, made in groups.items()
        },
        ambiguous=tuple(_group(*key, members, None) for key, members in _grouped(unclear, GROUPINGS["source"]).items()),
    )


_WHOLE = ("all", "lure", "scam")
_Key = tuple[Label, str]


def _grouped(rows: Iterable[Scored], key: Callable[[Scored], str]) -> dict[_Key, list[Scored]]:
    """Rows by label and name, in that order."""
    groups: dict[_Key, list[Scored]] = {}
    for row in rows:
        name = key(row) or (UNTOLD if key is GROUPINGS["genre_read"] else "")
        if name:
            groups.setdefault((row.label, name), []).append(row)
    return dict(sorted(groups.items()))


def _id(grouping: str, label: Label, name: str) -> str:
    return f"{grouping} {label} {name}"


def _separations(
    rows: Sequence[Scored], groups: Mapping[str, Mapping[_Key, Sequence[Scored]]]
) -> dict[str, Separation]:
    honest = [row for row in rows if row.label is Label.BENIGN]
    malicious: dict[str, Sequence[Scored]] = {
        "all": [row for row in rows if row.label is not Label.BENIGN],
        **{label.value: [row for row in rows if row.label is label] for label in (Label.LURE, Label.SCAM)},
    }
    for grouping, made in groups.items():
        malicious |= {_id(grouping, *key): found for key, found in made.items() if key[0] is not Label.BENIGN}
    if not honest:
        return {}
    filled = {name: found for name, found in malicious.items() if found}
    areas = areas_drawn_again({name: _sources(found) for name, found in filled.items()}, _sources(honest))
    return {name: _separate(found, honest, middle(areas[name])) for name, found in filled.items()}


def _separate(malicious: Sequence[Scored], honest: Sequence[Scored], interval: tuple[float, float]) -> Separation:
    positive, negative = _scores(malicious), _scores(honest)
    return Separation(
        rows=len(malicious),
        honest=len(honest),
        auc=area_under_curve(positive, negative),
        low=interval[0],
        high=interval[1],
        recall={rate: recall_at(positive, negative, rate) for rate in FALSE_POSITIVE_RATES},
    )


def _group(label: Label, name: str, rows: Sequence[Scored], separation: Separation | None) -> Group:
    bands = dict(Counter(row.band for row in rows))
    return Group(label.value, name, len(rows), bands, float(np.median(_scores(rows))), separation)


def _sources(rows: Iterable[Scored]) -> Sources:
    return Sources((row.source, row.score) for row in rows)


def _scores(rows: Iterable[Scored]) -> NDArray[np.float64]:
    return np.array([row.score for row in rows], dtype=np.float64)


def _malicious(row: Scored) -> bool:
    return row.label is not Label.BENIGN


def _count(
    rows: Iterable[Scored], outer: Callable[[Scored], str], inner: Callable[[Scored], str]
) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(outer(row), Counter())[inner(row)] += 1
    return {name: dict(counter) for name, counter in counts.items()}


def _calibrate(rows: Sequence[Scored]) -> tuple[CalibrationBin, ...]:
    bins: list[CalibrationBin] = []
    for index in range(CALIBRATION_BINS):
        inside = [row for row in rows if min(int(row.score * CALIBRATION_BINS), CALIBRATION_BINS - 1) == index]
        if inside:
            mean, share = float(np.mean(_scores(inside))), float(np.mean([_malicious(row) for row in inside]))
            bins.append(CalibrationBin(index / CALIBRATION_BINS, len(inside), mean, share))
    return tuple(bins)
