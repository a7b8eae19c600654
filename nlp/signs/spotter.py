"""Finds the words and shapes that patterns ask for: one look-up a word, whatever the number of rules."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from spacy.language import Language

from nlp.signs.bits import Spans
from nlp.signs.lexicon import Lexicon
from nlp.signs.misread import Misreadings
from nlp.signs.page import Page, places, words_of
from nlp.signs.shapes import ShapeFinder

PAIR = 2
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
        self._ready: _Ready | None = None

    def slot(self, choices: Iterable[str]) -> int:
        """Give the number under which places of these choices will be found; equal choices share one.

        Raises:
            NotationError: a list or shape does not exist.
        """
        atoms = self._lexicon.atoms(choices)
        if atoms in self._slots:
            return self._slots[atoms]
        self._ready = None
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
        ready = self._ready = self._ready or self._made_ready()
        words = [word if word in ready.words else ready.misreadings.meant(word) or word for word in page.words]
        known = self._slots_of
        standing: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            if word in known:
                standing.setdefault(word, []).append(place)
        several = self._several(words)
        self._add_shapes(several, page, ready.shapes)
        return Sights(self._single, standing, several, set(several).union(*(known[word] for word in standing)))

    def _made_ready(self) -> "_Ready":
        words = {*self._slots_of, *(word for phrases in self._phrases.values() for words in phrases for word in words)}
        return _Ready(frozenset(words), Misreadings(words), ShapeFinder(self._lexicon.shapes, self._shapes))

    def _several(self, words: list[str]) -> dict[int, Spans]:
        """Where phrases stand, by slot."""
        found: dict[int, Spans] = {}
        phrases = self._phrases
        for place, pair in enumerate(pairwise(words)):
            if pair not in phrases:
                continue
            for phrase, slots in phrases[pair].items():
                size = len(phrase)
                if size == PAIR or tuple(words[place : place + size]) == phrase:
                    _add(found, slots, {size: 1 << place})
        return found

    def _add_shapes(self, found: dict[int, Spans], page: Page, finder: ShapeFinder) -> None:
        for shape, spans in finder.find(page.text):
            starts: dict[int, list[int]] = defaultdict(list)
            for start, end in _word_spans(page, spans):
                starts[end - start].append(start)
            if starts:
                _add(found, self._shapes[shape], {length: places(sorted(here)) for length, here in starts.items()})


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is made of the words once all of them are known."""

    words: frozenset[str]
    misreadings: Misreadings
    shapes: ShapeFinder


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
        self.ends: dict[int, int] = {}
        """Places right after each part of a pattern, by the part's number; filled by the search."""

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


def _word_spans(page: Page, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Word spans, each covering one span of characters."""
    for start, end in spans:
        first = bisect_right(page.ends, start)
        last = bisect_left(page.starts, end, first)
        if last > first:
            yield first, last
