"""Picks the parts of a text that deserve to be judged by themselves, so that what stands around them clears nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from nlp.clean import Cleaned
from nlp.model import Segment
from nlp.segments.readable import concise, excerpt

FEWEST_WORDS = 12
"""A part of fewer words says too little to be judged by itself."""
MOST_SEGMENTS = 16
"""So many messages or turns, the longest ones, are judged one by one: the cost stays bounded."""
LONG = 50
"""From so many words on, the beginning and the end of what was received are judged by themselves as well."""
LEAST_LEFT_OUT = 20
"""Words that a beginning or an end leaves out at least: fewer do not drown anything."""
MOST_CUTS = 4
"""Beginnings and ends that are tried, the shortest ones: each ends, or begins, with a paragraph."""

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """A part of the text that is judged by itself."""

    cleaned: Cleaned
    start: int
    """Offset in the original."""
    end: int

    def holds(self, place: int) -> bool:
        """Whether an offset in the original lies in it."""
        return self.start <= place < self.end


def parts(cleaned: Cleaned, segments: Sequence[Segment], told: Cleaned) -> Iterator[Part]:
    """Messages and turns, where there are several, and beginnings and ends of a long text.

    `segments` are those of `cleaned`, and `told` is what is judged of it.
    """
    several = [item for item in segments if item.judged]
    if len(several) > 1:
        yield from _single(cleaned, several)
    yield from _ends(told)


def _single(cleaned: Cleaned, segments: Iterable[Segment]) -> Iterator[Part]:
    longest = sorted(segments, key=lambda item: item.start - item.end)[:MOST_SEGMENTS]
    for item in sorted(longest, key=lambda item: item.start):
        if _words(cleaned.text[item.start : item.end]) >= FEWEST_WORDS:
            yield part_of(cleaned, item.start, item.end)


def _ends(told: Cleaned) -> Iterator[Part]:
    """Somebody who adds an honest page to a lure puts it below or above, as paragraphs of its own."""
    text = told.text
    breaks = [found.span() for found in _BLANK_LINE.finditer(text)]
    total = _words(text)
    if not breaks or total < LONG:
        return
    most = total - LEAST_LEFT_OUT
    beginnings = ((0, start) for start, _ in breaks)
    ends = ((end, len(text)) for _, end in reversed(breaks))
    for spans in (beginnings, ends):
        enough = (span for span in spans if FEWEST_WORDS <= _words(text[slice(*span)]) <= most)
        for start, end in islice(enough, MOST_CUTS):
            yield part_of(told, start, end)


def part_of(cleaned: Cleaned, start: int, end: int) -> Part:
    """The part between two offsets of the cleaned text, what adds nothing left out."""
    return Part(concise(excerpt(cleaned, start, end)), *cleaned.original_span(start, end))


def _words(text: str) -> int:
    return len(text.split())
