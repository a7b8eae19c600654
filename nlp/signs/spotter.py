"""Finds the words and shapes that patterns ask for: one look-up a word, whatever the number of rules."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from spacy.language import Language

from nlp.signs.bits import Spans
from nlp.signs.lexicon import Lexicon
from nlp.signs.page import Page, places, words_of

if TYPE_CHECKING:
    import re2

PAIR = 2
MOST_MATCHES = 1_000
"""Numbers, links and the like of one shape that are told apart in one text; only a table holds more of them."""
ALWAYS_READ = 4_000
"""Characters at the end of a text in which every one is, however many stand before: a table hides no ending."""
NOWHERE: Final[Spans] = {}
"""The spans of a slot that does not occur; shared, never changed."""


class Spotter:
    """Knows every word of every pattern. Filled while rules load, then only read."""

    def __init__(self, pipeline: Language, lexicon: Lexicon) -> None:
        self._pipeline = pipeline
        self._lexicon = lexicon
        self._exceptions = frozenset[str](getattr(pipeline.tokenizer, "rules", None) or ())
        self._slots: dict[frozenset[str], int] = {}
        self._written: dict[str, frozenset[tuple[str, ...]]] = {}
        self._single: list[frozenset[str]] = []
        """For each slot its single words."""
        self._slots_of: dict[str, set[int]] = defaultdict(set)
        self._phrases: dict[tuple[str, str], dict[tuple[str, ...], list[int]]] = defaultdict(dict)
        self._shapes: dict[str, list[int]] = defaultdict(list)
        self._commonness: list[int] = []

    def slot(self, choices: Iterable[str]) -> int:
        """Give the number under which places of these choices will be found; equal choices share one.

        Raises:
            NotationError: a list or shape does not exist.
        """
        atoms = self._lexicon.atoms(choices)
        if atoms in self._slots:
            return self._slots[atoms]
        number = self._slots[atoms] = len(self._slots)
        written = frozenset().union(*(self._ways(atom) for atom in atoms if atom[0] != "#"))
        single = frozenset(words[0] for words in written if len(words) == 1)
        self._single.append(single)
        for word in single:
            self._slots_of[word].add(number)
        for words in written:
            if len(words) > 1:
                self._phrases[words[0], words[1]].setdefault(words, []).append(number)
        for atom in atoms:
            if atom[0] == "#":
                self._shapes[atom[1:]].append(number)
        self._commonness.append(len(written) + 1000 * len(self._lexicon.everyday & single))
        return number

    def commonness(self, slot: int) -> int:
        """A rough order of how often a slot is met: everyday words count most."""
        return self._commonness[slot]

    def _ways(self, atom: str) -> frozenset[tuple[str, ...]]:
        """Every way to write the atom, as sequences of the words that a page has."""
        if atom not in self._written:
            exceptions = self._exceptions
            found: set[tuple[str, ...]] = set()
            for form in self._lexicon.forms(atom):
                plain = tuple(form.split())
                if all(word.isalnum() for word in plain):
                    found.add(plain)
                if not found or any(not word.isalnum() or word in exceptions for word in plain):
                    found.add(tuple(words_of(form, self._pipeline)))
            self._written[atom] = frozenset(words for words in found if words)
        return self._written[atom]

    def spot(self, page: Page) -> "Sights":
        """Find the known words, phrases and shapes of a page."""
        known = self._slots_of
        standing: dict[str, list[int]] = {}
        for place, word in enumerate(page.words):
            if word in known:
                standing.setdefault(word, []).append(place)
        several = self._several(page)
        return Sights(self._single, standing, several, set(several).union(*(known[word] for word in standing)))

    def _several(self, page: Page) -> dict[int, Spans]:
        """Where phrases and shapes stand, by slot."""
        found: dict[int, Spans] = {}
        phrases = self._phrases
        for place, pair in enumerate(pairwise(page.words)):
            if pair not in phrases:
                continue
            for phrase, slots in phrases[pair].items():
                size = len(phrase)
                if size == PAIR or tuple(page.words[place : place + size]) == phrase:
                    _add(found, slots, {size: 1 << place})
        for shape, slots in self._shapes.items():
            starts: dict[int, list[int]] = defaultdict(list)
            for start, end in _word_spans(page, _matches(self._lexicon.shapes[shape], page.text)):
                starts[end - start].append(start)
            if starts:
                _add(found, slots, {length: places(sorted(here)) for length, here in starts.items()})
        return found


class Sights:
    """What was spotted on one page: for each slot, where its words stand. Worked out when first asked for."""

    def __init__(
        self,
        single: "list[frozenset[str]]",
        standing: Mapping[str, list[int]],
        several: Mapping[int, Spans],
        present: set[int],
    ) -> None:
        self._single = single
        self._standing = standing
        self._words = frozenset(standing)
        self._several = several
        self._places: dict[str, int] = {}
        self._spans: dict[int, Spans] = {}
        self.present = present
        """The slots that occur."""

    def __getitem__(self, slot: int) -> Spans:
        """Give where the slot's words stand; `NOWHERE` if they do not."""
        spans = self._spans.get(slot)
        if spans is None:
            spans = self._spans[slot] = self._found(slot)
        return spans

    def _found(self, slot: int) -> Spans:
        here = 0
        for word in self._single[slot] & self._words:
            if word not in self._places:
                self._places[word] = places(self._standing[word])
            here |= self._places[word]
        longer = self._several.get(slot)
        if not here:
            return longer or NOWHERE
        return {**longer, 1: here | longer.get(1, 0)} if longer else {1: here}


def _add(found: dict[int, Spans], slots: Iterable[int], here: Spans) -> None:
    for slot in slots:
        known = found.setdefault(slot, {})
        for length, starts in here.items():
            known[length] = known.get(length, 0) | starts


def _matches(shape: "re2._Regexp[str]", text: str) -> "Iterator[re2._Match[str]]":
    """Yield the first `MOST_MATCHES` of a shape, and all in the last `ALWAYS_READ` characters."""
    match = None
    for match in islice(shape.finditer(text), MOST_MATCHES):
        yield match
    if match:
        yield from shape.finditer(text, max(match.end(), len(text) - ALWAYS_READ))


def _word_spans(page: Page, matches: Iterable["re2._Match[str]"]) -> Iterator[tuple[int, int]]:
    """Word spans, each covering one match."""
    for match in matches:
        start, end = match.span()
        first = bisect_right(page.ends, start)
        last = bisect_left(page.starts, end, first)
        if last > first:
            yield first, last
