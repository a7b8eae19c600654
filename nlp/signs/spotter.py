"""Finds the words and shapes that patterns ask for: one pass of spaCy's `PhraseMatcher` over a text."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import re2
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from nlp.signs.bits import Spans
from nlp.signs.lexicon import Lexicon
from nlp.signs.page import Page, places, words_of

NOWHERE: Final[Spans] = {}


class Spotter:
    """Knows every word of every pattern. Filled while rules load, then only read."""

    def __init__(self, pipeline: Language, lexicon: Lexicon) -> None:
        self._pipeline = pipeline
        self._lexicon = lexicon
        self._slots: dict[frozenset[str], int] = {}
        self._slots_of_atom: dict[str, list[int]] = defaultdict(list)
        self._shapes: dict[str, tuple[re2._Regexp[str], str]] = {}
        self._matcher = PhraseMatcher(pipeline.vocab, attr="ORTH")
        self._atom_of_key: dict[int, str] = {}

    def slot(self, choices: Iterable[str]) -> int:
        """Give the number under which places of these choices will be found; equal choices share one.

        Raises:
            NotationError: a list or shape does not exist.
        """
        atoms = self._lexicon.atoms(choices)
        if atoms in self._slots:
            return self._slots[atoms]
        number = self._slots[atoms] = len(self._slots)
        for atom in sorted(atoms):
            if atom not in self._slots_of_atom:
                self._learn(atom)
            self._slots_of_atom[atom].append(number)
        return number

    def _learn(self, atom: str) -> None:
        if atom.startswith("#"):
            self._shapes[atom] = re2.compile(self._lexicon.shapes[atom[1:]]), atom
            return
        vocab = self._pipeline.vocab
        forms = self._lexicon.forms(atom)
        written = {tuple(words_of(form, self._pipeline)) for form in forms}
        written |= {tuple(form.split()) for form in forms if form.replace(" ", "").isalnum()}  # “ID” is not “I'd”
        self._matcher.add(atom, [Doc(vocab, words=list(words)) for words in sorted(written) if words])
        self._atom_of_key[vocab.strings[atom]] = atom

    def spot(self, page: Page) -> list[Spans]:
        """Find where each slot's words stand; the list is indexed by slot number."""
        found: dict[tuple[str, int], list[int]] = defaultdict(list)
        for key, start, end in self._matcher(Doc(self._pipeline.vocab, words=list(page.words))):
            found[self._atom_of_key[key], end - start].append(start)
        for expression, atom in self._shapes.values():
            for start, end in _word_spans(page, expression):
                found[atom, end - start].append(start)
        spans: list[Spans] = [NOWHERE] * len(self._slots)
        for (atom, length), starts in found.items():
            here = places(starts)
            for slot in self._slots_of_atom[atom]:
                known = spans[slot]
                if known is NOWHERE:
                    spans[slot] = {length: here}
                else:
                    known[length] = known.get(length, 0) | here
        return spans


def _word_spans(page: Page, expression: "re2._Regexp[str]") -> Iterable[tuple[int, int]]:
    """Word spans, each covering one match of the expression."""
    first = 0
    for match in expression.finditer(page.text):
        start, end = match.span()
        while first < len(page) and page.ends[first] <= start:
            first += 1
        last = first
        while last < len(page) and page.starts[last] < end:
            last += 1
        if last > first:
            yield first, last
