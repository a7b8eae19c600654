"""The arithmetic of telling malicious from honest: areas, recalls, curves, and how sure they are."""

from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

FALSE_POSITIVE_RATES = (0.01, 0.05, 0.10)
BOOTSTRAP_ROUNDS = 500
_SEED = 20_251_118

Scores = NDArray[np.float64]


def area_under_curve(positive: Scores, negative: Scores) -> float:
    """Return the probability that a positive outranks a negative, ties counting half."""
    return _area(positive, np.sort(negative))


def recall_at(positive: Scores, negative: Scores, rate: float) -> float:
    """Return the share of positives above the score that at most `rate` of the negatives exceed."""
    allowed = int(np.floor(rate * len(negative)))
    threshold = np.sort(negative)[::-1][allowed] if allowed < len(negative) else -np.inf
    return float((positive > threshold).mean())


def roc(positive: Scores, negative: Scores) -> tuple[Scores, Scores]:
    """Return false and true positive rates at every score, from none to all."""
    thresholds = np.unique(np.concatenate([positive, negative]))[::-1]
    false = 1 - np.searchsorted(np.sort(negative), thresholds, side="left") / len(negative)
    true = 1 - np.searchsorted(np.sort(positive), thresholds, side="left") / len(positive)
    return np.concatenate([[0.0], false]), np.concatenate([[0.0], true])


class Sources:
    """Scores by source, to be drawn again: rows of one source are alike, so whole sources are drawn, then rows."""

    def __init__(self, rows: Iterable[tuple[str, float]]) -> None:
        grouped: dict[str, list[float]] = {}
        for source, score in rows:
            grouped.setdefault(source, []).append(score)
        self._scores = np.array([score for scores in grouped.values() for score in scores], dtype=np.float64)
        self._sizes = np.array([len(scores) for scores in grouped.values()], dtype=np.int64)
        self._starts = np.cumsum(self._sizes) - self._sizes

    def draw(self, chance: np.random.Generator) -> Scores:
        """As many sources as there are, with repetition; of each as many rows as it has, with repetition."""
        chosen = chance.integers(len(self._sizes), size=len(self._sizes))
        sizes = self._sizes[chosen]
        within = (chance.random(int(sizes.sum())) * np.repeat(sizes, sizes)).astype(np.int64)
        drawn: Scores = self._scores[np.repeat(self._starts[chosen], sizes) + within]
        return drawn


def areas_drawn_again(
    groups: Mapping[str, Sources], honest: Sources, rounds: int = BOOTSTRAP_ROUNDS
) -> dict[str, Scores]:
    """Return for each group the areas against the honest rows, both drawn again so many times.

    A group's areas do not depend on which other groups there are.
    """
    chance = np.random.default_rng(_SEED)
    chances = {name: np.random.default_rng([_SEED, crc32(name.encode())]) for name in groups}
    areas = {name: np.empty(rounds) for name in groups}
    for turn in range(rounds):
        negative = np.sort(honest.draw(chance))
        for name, group in groups.items():
            areas[name][turn] = _area(group.draw(chances[name]), negative)
    return areas


def middle(values: Sequence[float] | Scores) -> tuple[float, float]:
    """Return the ends of the middle 95 %."""
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def _area(positive: Scores, ordered: Scores) -> float:
    below = np.searchsorted(ordered, positive, side="left")
    equal = np.searchsorted(ordered, positive, side="right") - below
    return float((below + equal / 2).mean() / len(ordered))
