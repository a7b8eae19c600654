"""Tells what a text denies: “we will never ask for your CV” is not a request for a CV."""

from collections.abc import Sequence

from nlp.signs.bits import span_bits
from nlp.signs.page import Page
from nlp.signs.query import Query
from nlp.signs.search import Hit, search
from nlp.signs.sights import Sights
from nlp.signs.spotter import Spotter

SCOPE = 6
"""Words that a denial reaches, up to the end of its clause."""
DENIALS = "NOT"
"""The word list that holds the denials."""
CLAUSE_STARTERS = "CLAUSE"
"""Words that end the reach of a denial."""


class Denials:
    """Finds the words of a page that stand under a denial."""

    def __init__(self, spotter: Spotter, lookalikes: Sequence[Query]) -> None:
        self._denials = spotter.slot([f"@{DENIALS}"])
        self._starters = spotter.slot([f"@{CLAUSE_STARTERS}"])
        self._lookalikes = lookalikes

    def on(self, page: Page, sights: Sights) -> "Denied":
        """Give what is denied on this page."""
        words = sum(starts for length, starts in sights.spans[self._denials].items() if length == 1)
        for query in self._lookalikes if words else ():
            for hit in search(query, page, sights):
                words &= ~span_bits(hit.start, hit.end)
        if not words:
            return Denied(0, 0)
        stops = page.clauses
        for starts in sights.spans[self._starters].values():
            stops |= starts
        reach = words
        for _ in range(SCOPE):
            reach |= page.ground.within(reach << 1) & ~stops
        return Denied(words, reach)


class Denied:
    """The denying words of a page and the words that they reach."""

    def __init__(self, words: int, reach: int) -> None:
        self._words = words
        self._reach = reach

    @property
    def reach(self) -> int:
        """Set of the words under a denial."""
        return self._reach

    def covers(self, hit: Hit) -> bool:
        """True where the text denies the hit: a denial reaches every part of it, or stands inside it."""
        if hit.denies or not self._words:
            return False
        if all(self._reach >> start & 1 for start, _ in hit.parts):
            return True
        return len(hit.parts) == 1 and bool(self._words & span_bits(hit.start, hit.end))
