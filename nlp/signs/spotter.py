"""Finds the words and shapes that patterns ask for: one look-up a word, whatever the number of rules."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from spacy.language import Language

from nlp.signs.bits import Spans
from nlp.signs.lexicon import Lexicon
from nlp.signs.page import Page, places, words_of

if TYPE_CHECKING:
    import re2

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
        self._words: dict[str, list[int]] = defaultdict(list)
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
        for words in written:
            if len(words) == 1:
                self._words[words[0]].append(number)
            else:
                self._phrases[words[0], words[1]].setdefault(words, []).append(number)
        for atom in atoms:
            if atom[0] == "#":
                self._shapes[atom[1:]].append(number)
        everyday = self._lexicon.everyday.intersection(words[0] for words in written if len(words) == 1)
        self._commonness.append(len(written) + 1000 * len(everyday))
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

    def spot(self, page: Page) -> list[Spans]:
        """Find where each slot's words stand; the list is indexed by slot number."""
        spans: list[Spans] = [NOWHERE] * len(self._slots)
        standing: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(page.words):
            standing[word].append(place)
        for word, starts in standing.items():
            if word in self._words:
                _add(spans, self._words[word], 1, places(starts))
        for place, pair in enumerate(pairwise(page.words)):
            for phrase, slots in self._phrases[pair].items() if pair in self._phrases else ():
                size = len(phrase)
                if size == PAIR or tuple(page.words[place : place + size]) == phrase:
                    _add(spans, slots, size, 1 << place)
        for shape, slots in self._shapes.items():
            for start, end in _word_spans(page, self._lexicon.shapes[shape].finditer(page.text)):
                _add(spans, slots, end - start, 1 << start)
        return spans


def _add(spans: list[Spans], slots: Iterable[int], length: int, here: int) -> None:
    for slot in slots:
        known = spans[slot]
        if known is NOWHERE:
            spans[slot] = {length: here}
        else:
            known[length] = known.get(length, 0) | here


def _word_spans(page: Page, matches: Iterable["re2._Match[str]"]) -> Iterator[tuple[int, int]]:
    """Word spans, each covering one match."""
    first = 0
    for match in matches:
        start, end = match.span()
        while first < len(page) and page.ends[first] <= start:
            first += 1
        last = first
        while last < len(page) and page.starts[last] < end:
            last += 1
        if last > first:
            yield first, last
