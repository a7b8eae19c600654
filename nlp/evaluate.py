"""Figures on labelled texts: how well scores separate, how often bands alarm, how honest the probabilities are.

`lure` and `scam` are positive, `benign` is negative. Rows of one source are correlated, so figures are also given by
source, and intervals are drawn by resampling whole sources.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

FALSE_POSITIVE_RATES = (0.01, 0.05, 0.10)
CALIBRATION_BINS = 10
BOOTSTRAP_ROUNDS = 500
_SEED = 20_251_118


class Label(StrEnum):
    """What a labelled row really is."""

    LURE = "lure"
    SCAM = "scam"
    BENIGN = "benign"


@dataclass(frozen=True, slots=True)
class Scored:
    """One labelled text after it was assessed; the text itself is not kept."""

    label: Label
    score: float
    band: str
    kind: str
    source: str
    tier: str
    """The row's own `kind` or `tier`; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Separation:
    """How well one group of malicious rows is told from honest ones."""

    rows: int
    honest: int
    auc: float
    """Probability that a malicious row scores above an honest one; 0.5 is chance."""
    low: float
    """Lower end of the 95 % interval, resampling sources."""
    high: float
    recall: Mapping[float, float]
    """Share of malicious rows found at each false-positive rate of `FALSE_POSITIVE_RATES`."""


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Rows whose score lies in one tenth: what was promised and what came."""

    low: float
    rows: int
    mean_score: float
    malicious: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything measured on one file."""

    rows: int
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


def area_under_curve(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
    """Return the probability that a positive outranks a negative, ties counting half."""
    order = np.sort(negative)
    below = np.searchsorted(order, positive, side="left")
    equal = np.searchsorted(order, positive, side="right") - below
    return float((below + equal / 2).mean() / len(negative))


def recall_at(positive: NDArray[np.float64], negative: NDArray[np.float64], rate: float) -> float:
    """Return the share of positives above the score that at most `rate` of the negatives exceed."""
    allowed = int(np.floor(rate * len(negative)))
    threshold = np.sort(negative)[::-1][allowed] if allowed < len(negative) else -np.inf
    return float((positive > threshold).mean())


def measure(rows: Sequence[Scored]) -> Figures:
    """Return the figures of assessed rows."""
    calibration = _calibrate(rows)
    return Figures(
        rows=len(rows),
        separation=_separations(rows),
        bands=_count(rows, lambda row: row.label, lambda row: row.band),
        bands_by_source=_count(rows, lambda row: f"{row.label} {row.source}", lambda row: row.band),
        kinds=_count(rows, lambda row: row.label, lambda row: row.kind),
        calibration=calibration,
        calibration_error=sum(item.rows * abs(item.mean_score - item.malicious) for item in calibration)
        / max(1, len(rows)),
    )


def _separations(rows: Sequence[Scored]) -> dict[str, Separation]:
    honest = [row for row in rows if row.label is Label.BENIGN]
    groups: dict[str, list[Scored]] = {
        "all": [row for row in rows if row.label is not Label.BENIGN],
        "lure": [row for row in rows if row.label is Label.LURE],
        "scam": [row for row in rows if row.label is Label.SCAM],
    }
    return {name: _separate(group, honest) for name, group in groups.items() if group and honest}


def _separate(malicious: Sequence[Scored], honest: Sequence[Scored]) -> Separation:
    positive, negative = _scores(malicious), _scores(honest)
    low, high = _interval(malicious, honest)
    return Separation(
        rows=len(malicious),
        honest=len(honest),
        auc=area_under_curve(positive, negative),
        low=low,
        high=high,
        recall={rate: recall_at(positive, negative, rate) for rate in FALSE_POSITIVE_RATES},
    )


def _interval(malicious: Sequence[Scored], honest: Sequence[Scored]) -> tuple[float, float]:
    """Resample sources, then rows within them, and return the middle 95 % of the AUCs."""
    random = np.random.default_rng(_SEED)
    groups = [_by_source(malicious), _by_source(honest)]
    values = [area_under_curve(*(_resample(group, random) for group in groups)) for _ in range(BOOTSTRAP_ROUNDS)]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def _by_source(rows: Sequence[Scored]) -> list[NDArray[np.float64]]:
    sources: dict[str, list[float]] = {}
    for row in rows:
        sources.setdefault(row.source, []).append(row.score)
    return [np.array(scores) for scores in sources.values()]


def _resample(sources: Sequence[NDArray[np.float64]], random: np.random.Generator) -> NDArray[np.float64]:
    chosen = random.integers(len(sources), size=len(sources))
    return np.concatenate([random.choice(sources[index], size=len(sources[index])) for index in chosen])


def _scores(rows: Sequence[Scored]) -> NDArray[np.float64]:
    return np.array([row.score for row in rows], dtype=np.float64)


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
            bins.append(
                CalibrationBin(
                    low=index / CALIBRATION_BINS,
                    rows=len(inside),
                    mean_score=float(np.mean([row.score for row in inside])),
                    malicious=float(np.mean([row.label is not Label.BENIGN for row in inside])),
                )
            )
    return tuple(bins)
