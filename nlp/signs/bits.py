"""Search in whole texts at once: one Python integer stands for a set of places in the text.

Bit *i* means “at word *i*”. Gaps are shifts, sentence ends are cleared bits, and a step over the whole text costs
a few machine operations a 64 words, whatever the text. No input can make the search slower than linear.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

Spans = dict[int, int]
"""Where one class of words stands: length in words → set of first words."""
FEW = 4
"""Places up to which shifting is faster than filling bytes."""


@lru_cache(maxsize=128)
def _doublings(steps: int) -> tuple[int, ...]:
    """Powers of two whose successive smears reach exactly `steps` places."""
    shifts: list[int] = []
    reach = 0
    while reach < steps:
        shift = 1 << min((reach + 1).bit_length(), (steps - reach).bit_length()) - 1
        shifts.append(shift)
        reach += shift
    return tuple(shifts)


@dataclass(frozen=True)
class Ground:
    """The text as places: how many words it has and where its sentences begin."""

    size: int
    breaks: int
    """Set of words that begin a sentence, and the place after the last word."""

    @cached_property
    def _open(self) -> dict[int, int]:
        """For each power of two *k*: the places that can be reached by *k* steps inside one sentence."""
        passable = ((2 << self.size) - 1) & ~self.breaks
        table = {1: passable}
        half = 1
        while half <= self.size:
            table[2 * half] = table[half] & (table[half] << half)
            half *= 2
        return table

    @cached_property
    def unbroken(self) -> "Ground":
        """The same text as if it were one sentence."""
        return Ground(self.size, 1)

    def within(self, places: int) -> int:
        """The places that do not begin a sentence."""
        return places & self._open[1]

    def forward(self, places: int, steps: int) -> int:
        """The places and everything up to `steps` words after them in the same sentence."""
        for shift in _doublings(min(steps, self.size)):
            places |= (places << shift) & self._open[shift]
        return places

    def backward(self, places: int, steps: int) -> int:
        """The places and everything up to `steps` words before them in the same sentence."""
        for shift in _doublings(min(steps, self.size)):
            places |= (places & self._open[shift]) >> shift
        return places

    def sentences(self, places: int) -> int:
        """All places of the sentences in which one of `places` lies."""
        return self.forward(self.backward(places, self.size), self.size) if places else 0

    def sentence_of(self, place: int) -> tuple[int, int]:
        """First word of the sentence around `place`, and the place after its last word."""
        before = self.breaks & ((2 << place) - 1)
        after = self.breaks >> (place + 1)
        start = max(before.bit_length() - 1, 0)
        return start, place + 1 + lowest(after) if after else self.size


def lowest(places: int) -> int:
    """The first place of a set that is not empty."""
    return (places & -places).bit_length() - 1


def span_bits(start: int, end: int) -> int:
    """The set of places from `start` to before `end`."""
    return (1 << end) - (1 << start)


def each(places: int) -> Iterator[int]:
    """The places of a set, first to last."""
    while places:
        yield lowest(places)
        places &= places - 1


def step(places: int, spans: Spans) -> int:
    """The places right after a member of `spans` that begins at one of `places`."""
    after = 0
    for length, starts in spans.items():
        after |= (places & starts) << length
    return after


def step_back(places: int, spans: Spans) -> int:
    """The places at which a member of `spans` begins that ends right before one of `places`."""
    before = 0
    for length, starts in spans.items():
        before |= (places >> length) & starts
    return before


def places(positions: Sequence[int]) -> int:
    """The set of these places, in time linear in the text."""
    if len(positions) <= FEW:
        few = 0
        for position in positions:
            few |= 1 << position
        return few
    bits = bytearray(max(positions) // 8 + 1)
    for position in positions:
        bits[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(bits, "little")
