"""What was spotted on one page: which slots are filled, and where. Worked out when first asked for."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Final, NamedTuple

from nlp.signs.bits import Spans, places
from nlp.signs.memo import Memo
from nlp.signs.page import Page

NOWHERE: Final[Spans] = {}
"""The spans of a slot that does not occur; shared, never changed."""
STRETCH = 8
"""Words from which on sentences are looked at by themselves; shorter ones are taken together."""

Phrase = tuple[str, ...]
Atom = str | Phrase
"""What fills a slot: one word, several words in a row, or `#` and the name of a shape."""


class Longer(NamedTuple):
    """Where a phrase or shape stands."""

    slots: int
    """The set of slots that it fills."""
    firsts: Mapping[int, Sequence[int]]
    """For each length in words the first words, ascending."""


class Spotted(NamedTuple):
    """The known words, phrases and shapes of one page."""

    words: Sequence[str]
    """All words of the page, misread ones corrected."""
    standing: Mapping[str, Sequence[int]]
    """Where each known word stands."""
    longer: Mapping[Atom, Longer]


class Sights:
    """What stands on one page."""

    def __init__(
        self, page: Page, spotted: Spotted, single: Sequence[frozenset[str]], sets: Mapping[Atom, int]
    ) -> None:
        """Take what was spotted on a page, for each slot the words that fill it, and for each word the set of slots."""
        words, standing, longer = spotted
        self._long = 0
        for found in longer.values():
            self._long |= found.slots
        self.present = self._long
        """The set of slots that are filled."""
        for word in standing:
            self.present |= sets[word]
        self.ends: dict[int, int] = {}
        """Places right after each part of a pattern, by the part's number; filled by the search."""
        self._page = page
        self._words = words
        self._known = frozenset(standing)
        self._places = Memo[str, int](lambda word: places(standing[word]))
        self._longer = longer
        self._single = single
        self.spans = Memo(self._found)
        """For each slot, where its words stand; `NOWHERE` if they do not."""

    def _found(self, slot: int) -> Spans:
        here = 0
        for word in self._single[slot] & self._known:
            here |= self._places[word]
        if not self._long >> slot & 1:
            return {1: here} if here else NOWHERE
        spans = {1: here} if here else {}
        for found in self._longer.values():
            if found.slots >> slot & 1:
                for length, firsts in found.firsts.items():
                    spans[length] = spans.get(length, 0) | places(firsts)
        return spans

    def stretches(self) -> Iterator[Iterable[Atom]]:
        """Yield the known words of each stretch of the text: whole sentences, and nothing known runs out of them."""
        cuts = self._cuts()
        begun: dict[int, list[Atom]] = defaultdict(list)
        for atom, found in self._longer.items():
            for place in chain.from_iterable(found.firsts.values()):
                begun[bisect_right(cuts, place) - 1].append(atom)
        for number, (start, end) in enumerate(pairwise(cuts)):
            yield chain(self._known.intersection(self._words[start:end]), begun.get(number, ()))

    def _cuts(self) -> list[int]:
        """The first words of the stretches, and the place after the last word."""
        inside: set[int] = set()
        for found in self._longer.values():
            for length, firsts in found.firsts.items():
                inside.update(chain.from_iterable(range(first + 1, first + length) for first in firsts))
        cuts = [0]
        for place in self._page.sentences:
            if place - cuts[-1] >= STRETCH and place not in inside:
                cuts.append(place)
        return [*cuts, len(self._words)]
