"""Searches a page for patterns: phrases with gaps, and parts that stand near each other in any order."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from nlp.signs.bits import Ground, each, step, step_back
from nlp.signs.notation import Element, Pattern
from nlp.signs.page import Page
from nlp.signs.spotter import Sights, Spotter

MOST_HITS = 6
"""Hits that are followed up per pattern. The same words again say nothing new."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """An element, its words replaced by their slot."""

    slot: int
    gap: int
    optional: bool


@dataclass(frozen=True, slots=True)
class Query:
    """A pattern ready to be searched for."""

    pattern: Pattern
    parts: tuple[tuple[Place, ...], ...]
    needed: tuple[int, ...]
    """Slots that must stand somewhere in the text, the rarest first; a cheap first test."""
    denies: bool
    """True where the pattern itself asks for a “not”, so that a “not” does not turn it around."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a pattern stands: word spans of its parts, in the order of the text."""

    parts: tuple[Span, ...]

    @property
    def start(self) -> int:
        """The first word."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """One past the last word."""
        return max(end for _, end in self.parts)


def compile_pattern(pattern: Pattern, spotter: Spotter, denials: frozenset[str]) -> Query:
    """Tell the spotter which words matter and give the query.

    Raises:
        NotationError: a list or shape does not exist.
    """
    parts = tuple(tuple(_place(element, spotter) for element in part) for part in pattern.parts)
    wanted = {place.slot for part in parts for place in part if not place.optional}
    needed = tuple(sorted(wanted, key=lambda slot: (spotter.commonness(slot), slot)))
    written = {choice.removeprefix("=") for part in pattern.parts for element in part for choice in element.choices}
    denies = not denials.isdisjoint(written)
    return Query(pattern, parts, needed, denies)


def _place(element: Element, spotter: Spotter) -> Place:
    return Place(spotter.slot(element.choices), element.gap, element.optional)


def candidates(query: Query, page: Page, spans: Sights) -> int:
    """The set of last words of all hits; of a pattern with several parts, some may turn out to be none."""
    if not spans.present.issuperset(query.needed):
        return 0
    if len(query.parts) == 1:
        return _ends(query.parts[0], page.ground, spans) >> 1
    return _joint(query, page.ground, spans)


def follow(query: Query, places: int, page: Page, spans: Sights) -> Iterator[Hit]:
    """Yield the first hits whose last words are among `places`, which `candidates` gave, in the order of the text."""
    if len(query.parts) == 1:
        for last in islice(each(places), MOST_HITS):
            yield Hit(((_start(query.parts[0], last + 1, page.ground, spans), last + 1),))
    elif places:
        field = page.ground.unbroken if query.pattern.across else page.ground
        lasts = [_ends(part, page.ground, spans) >> 1 for part in query.parts]
        for place in islice(each(places), 2 * MOST_HITS):
            near = field.backward(1 << place, query.pattern.window)
            hit = _choose(query, [last & near for last in lasts], page.ground, spans)
            if hit:
                yield hit


def search(query: Query, page: Page, spans: Sights) -> Iterator[Hit]:
    """Yield the first hits of the query, in the order of their ends."""
    yield from follow(query, candidates(query, page, spans), page, spans)


def _ends(part: tuple[Place, ...], ground: Ground, spans: Sights) -> int:
    """The set of places right after a match of the phrase."""
    at = (1 << ground.size) - 1
    for index, place in enumerate(part):
        if index:
            at = ground.forward(ground.within(at), place.gap)
        after = step(at, spans[place.slot])
        at = (at | after) if place.optional else after
        if not at:
            return 0
    return at


def _start(part: tuple[Place, ...], end: int, ground: Ground, spans: Sights) -> int:
    """Where the shortest match begins that ends right before `end`."""
    at = 1 << end
    for index in range(len(part) - 1, -1, -1):
        place = part[index]
        before = step_back(at, spans[place.slot])
        at = (at | before) if place.optional else before
        if index:
            at = ground.backward(ground.within(at), place.gap)
    return at.bit_length() - 1


def _joint(query: Query, ground: Ground, spans: Sights) -> int:
    """The places where all parts have their last words near each other."""
    field = ground.unbroken if query.pattern.across else ground
    lasts = [_ends(part, ground, spans) >> 1 for part in query.parts]
    if not all(lasts):
        return 0
    together = -1
    anywhere = 0
    for last in lasts:
        together &= field.forward(last, query.pattern.window)
        anywhere |= last
    return together & anywhere


def _choose(query: Query, lasts: list[int], ground: Ground, spans: Sights) -> Hit | None:
    """Pick for each part its latest match that shares no word with the others; parts with few matches choose first."""
    chosen: list[Span] = []
    for index in sorted(range(len(lasts)), key=lambda i: lasts[i].bit_count()):
        left = lasts[index]
        while left:
            last = left.bit_length() - 1
            left ^= 1 << last
            span = _start(query.parts[index], last + 1, ground, spans), last + 1
            if all(span[1] <= start or end <= span[0] for start, end in chosen):
                chosen.append(span)
                break
        else:
            return None
    return Hit(tuple(sorted(chosen)))
