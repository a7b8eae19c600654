"""What reading costs as texts grow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import median
from time import process_time

from nlp.evaluation.rows import Assess
from nlp.model import MAX_CHARACTERS, Approach

LENGTHS = (100, 300, 1_000, 3_000, 10_000, 20_000, MAX_CHARACTERS)
"""Characters."""
REPEATS = 7


@dataclass(frozen=True, slots=True)
class Cost:
    """Reading one text of that length."""

    characters: int
    milliseconds: float
    """Median of several readings, in time of the processor."""


def costs(texts: Sequence[str], assess: Assess, clock: Callable[[], float] = process_time) -> tuple[Cost, ...]:
    """Read texts of every length, made of the given ones one after another."""
    return tuple(Cost(length, _time(Approach(_grown(texts, length)), assess, clock)) for length in LENGTHS)


def _grown(texts: Sequence[str], length: int) -> str:
    parts: list[str] = []
    size = 0
    for text in cycle(texts):
        if size >= length:
            return "\n\n".join(parts)[:length]
        parts.append(text)
        size += len(text) + 2
    raise ValueError("no texts to grow from")


def _time(approach: Approach, assess: Assess, clock: Callable[[], float]) -> float:
    durations = []
    for _ in range(REPEATS):
        begin = clock()
        assess(approach)
        durations.append((clock() - begin) * 1_000)
    return median(durations)
