"""Searches a page for patterns: phrases with gaps, and parts that stand near each other in any order."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from nlp.signs.bits import Ground, each, step, step_back
from nlp.signs.page import Page
from nlp.signs.query import PhraseQuery, Query, Sought
from nlp.signs.sights import Sights

MOST_HITS = 6
"""Hits that are followed up per pattern. The same words again say nothing new."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a pattern stands: word spans of its parts, in the order of the text."""

    parts: tuple[Span, ...]
    denies: bool = False
    """True where the words found hold a “not” that the pattern asks for, so that it does not turn the sign around."""

    @property
    def start(self) -> int:
        """The first word."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """One past the last word."""
        return max(end for _, end in self.parts)


def candidates(query: Query, page: Page, sights: Sights) -> int:
    """The set of last words of all hits; of a pattern with several parts, some may turn out to be none."""
    if query.needed & sights.present != query.needed:
        return 0
    if len(query.parts) == 1:
        return ends(query.parts[0], page.ground, sights) >> 1
    return _joint(query, page.ground, sights)


def follow(query: Query, places: int, page: Page, sights: Sights) -> Iterator[Hit]:
    """Yield the first hits whose last words are among `places`, which `candidates` gave, in the order of the text."""
    if len(query.parts) == 1:
        for last in islice(each(places), MOST_HITS):
            start, denies = _start(query.parts[0], last + 1, page.ground, sights)
            yield Hit(((start, last + 1),), denies)
    elif places:
        field = page.ground.unbroken if query.pattern.across else page.ground
        lasts = [ends(part, page.ground, sights) >> 1 for part in query.parts]
        for place in islice(each(places), 2 * MOST_HITS):
            near = field.backward(1 << place, query.pattern.window)
            hit = _choose(query, [last & near for last in lasts], page.ground, sights)
            if hit:
                yield hit


def search(query: Query, page: Page, sights: Sights) -> Iterator[Hit]:
    """Yield the first hits of the query, in the order of their ends."""
    yield from follow(query, candidates(query, page, sights), page, sights)


def ends(part: Sought, ground: Ground, sights: Sights) -> int:
    """The set of places right after a match of the part; worked out once a page, however many patterns ask."""
    known = sights.ends.get(part.number)
    if known is None:
        known = 0
        for phrase in part.phrases:
            if phrase.needed & sights.present == phrase.needed:
                known |= _ends(phrase, ground, sights)
        sights.ends[part.number] = known
    return known


def _ends(phrase: PhraseQuery, ground: Ground, sights: Sights) -> int:
    first, *others = phrase.places
    at = step(-1, sights.spans[first.slot])
    for place in others:
        at = ground.within(at)
        if place.gap:
            at = ground.forward(at, place.gap)
        after = step(at, sights.spans[place.slot])
        at = (at | after) if place.optional else after
        if not at:
            return 0
    return at


def _start(part: Sought, end: int, ground: Ground, sights: Sights) -> tuple[int, bool]:
    """Where the shortest match begins that ends right before `end`, and whether it holds a “not” of its own."""
    found = (
        (_begins(phrase, end, ground, sights), phrase.denies)
        for phrase in part.phrases
        if phrase.needed & sights.present == phrase.needed
    )
    return max(found)


def _begins(phrase: PhraseQuery, end: int, ground: Ground, sights: Sights) -> int:
    """The last word at which a match of the phrase begins that ends right before `end`; -1 where none does."""
    at = 1 << end
    for index in range(len(phrase.places) - 1, -1, -1):
        place = phrase.places[index]
        before = step_back(at, sights.spans[place.slot])
        at = (at | before) if place.optional else before
        if index:
            at = ground.backward(ground.within(at), place.gap)
    return at.bit_length() - 1


def _joint(query: Query, ground: Ground, sights: Sights) -> int:
    """The places where all parts have their last words near each other."""
    field = ground.unbroken if query.pattern.across else ground
    lasts: list[int] = []
    for part in query.parts:
        last = ends(part, ground, sights) >> 1
        if not last:
            return 0
        lasts.append(last)
    together = -1
    anywhere = 0
    for last in lasts:
        together &= field.forward(last, query.pattern.window)
        anywhere |= last
    return together & anywhere


def _choose(query: Query, lasts: list[int], ground: Ground, sights: Sights) -> Hit | None:
    """Pick for each part its latest match that shares no word with the others; parts with few matches choose first."""
    chosen: list[Span] = []
    denies = False
    for index in sorted(range(len(lasts)), key=lambda i: lasts[i].bit_count()):
        left = lasts[index]
        while left:
            last = left.bit_length() - 1
            left ^= 1 << last
            start, denied = _start(query.parts[index], last + 1, ground, sights)
            if all(last + 1 <= other or end <= start for other, end in chosen):
                chosen.append((start, last + 1))
                denies |= denied
                break
        else:
            return None
    return Hit(tuple(sorted(chosen)), denies)
