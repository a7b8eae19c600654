"""Picks the passage of a long text in which most signs stand together: a lure in the middle of honest pages."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from nlp.clean import Cleaned
from nlp.model import Evidence, Tactic
from nlp.segments.readable import sentences
from nlp.segments.sections import Part, part_of

LONG = 100
"""Words from which on a text has a passage that is judged by itself."""
PASSAGE = 80
"""Words of the passage; a longer sentence is one by itself."""
PARAGRAPH = 2
"""Line breaks between two paragraphs."""

Span = tuple[int, int]
Shown = Mapping[int, Sequence[Evidence]]
"""Number of a sentence to the signs that begin in it."""


class _Passage(NamedTuple):
    first: int
    """Number of its first sentence."""
    last: int
    weight: float
    """Of its tactics, each counted once."""


def densest(told: Cleaned, evidence: Iterable[Evidence]) -> Iterator[Part]:
    """Yield the passage of a long text whose tactics weigh most together, and the same with the rest of its paragraph.

    No more, since of many passages some would look odd by chance.
    """
    if len(told.text.split()) < LONG:
        return
    places = list(sentences(told.text))
    firsts = [told.original_span(*place)[0] for place in places]
    shown: dict[int, list[Evidence]] = {}
    for item in evidence:
        if not item.negated:
            shown.setdefault(max(0, bisect_right(firsts, item.start) - 1), []).append(item)
    if not shown:
        return
    sizes = [len(told.text[start:end].split()) for start, end in places]
    best = max((_from(first, sizes, shown) for first in sorted(shown)), key=attrgetter("weight"))
    tight = best.first, best.last
    for first, last in dict.fromkeys((tight, _filled(told.text, places, sizes, tight))):
        yield part_of(told, places[first][0], places[last][1])


def _from(first: int, sizes: Sequence[int], shown: Shown) -> _Passage:
    """Read on from one sentence; the passage ends with the last sentence that shows something."""
    words, last = 0, first
    weights: dict[Tactic, float] = {}
    for number in range(first, len(sizes)):
        words += sizes[number]
        if words > PASSAGE and number > first:
            break
        for item in shown.get(number, ()):
            last = number
            weights[item.tactic] = max(item.weight, weights.get(item.tactic, 0.0))
    return _Passage(first, last, sum(weights.values()))


def _filled(text: str, places: Sequence[Span], sizes: Sequence[int], within: Span) -> Span:
    """Take in what stands before and after in the same paragraph, up to the length of a passage."""

    def joined(before: int) -> bool:
        return text.count("\n", places[before][1], places[before + 1][0]) < PARAGRAPH

    first, last = within
    words = sum(sizes[first : last + 1])
    while first > 0 and words + sizes[first - 1] <= PASSAGE and joined(first - 1):
        first -= 1
        words += sizes[first]
    while last + 1 < len(sizes) and words + sizes[last + 1] <= PASSAGE and joined(last):
        last += 1
        words += sizes[last]
    return first, last
