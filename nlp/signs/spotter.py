"""Finds the words and shapes that patterns ask for: one look-up a word, whatever the number of rules."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from nlp.signs.bits import places
from nlp.signs.lexicon import Lexicon
from nlp.signs.memo import Memo
from nlp.signs.misread import Misreadings
from nlp.signs.page import Page, words_of
from nlp.signs.shapes import ShapeFinder
from nlp.signs.sights import Atom, Longer, Phrase, Sights, Spotted
from nlp.tokenizer import Tokenizer

PAIR = 2
SHAPE_MARK = "#"


class _Ways(NamedTuple):
    """Every way to write what a pattern asks for, in the words that a page has."""

    words: frozenset[str]
    phrases: frozenset[Phrase]


class Spotter:
    """Knows every word of every pattern. Filled while rules load, then only read."""

    def __init__(self, tokenizer: Tokenizer, lexicon: Lexicon) -> None:
        self._tokenizer = tokenizer
        self._lexicon = lexicon
        self._exceptions = frozenset[str](tokenizer.rules or ())
        self._slots: dict[frozenset[str], int] = {}
        self._ways = Memo[str, _Ways](self._written)
        self._single: list[frozenset[str]] = []
        """For each slot its single words."""
        self._slots_by: dict[str, list[int]] = {}
        """The slots that a choice of a pattern fills, a word or a whole list of them."""
        self._choices_of: dict[Atom, tuple[str, ...]] = {}
        """The choices that an atom is one of: fewer by far than its slots. Most share one tuple."""
        self._sets = Memo[Atom, int](lambda atom: places(self.slots_of(atom)))
        """For each atom its slots as a set, one integer."""
        self._phrases: dict[str, dict[str, tuple[Phrase, ...]]] = {}
        """The phrases that begin with a word, by their second word."""
        self._commonness: list[int] = []
        self._ready: _Ready | None = None

    def slot(self, choices: Iterable[str]) -> int:
        """Give the number under which places of these choices will be found; equal choices share one.

        Raises:
            NotationError: a list or shape does not exist.
        """
        choices = tuple(choices)
        atoms = self._lexicon.atoms(choices)
        if atoms in self._slots:
            return self._slots[atoms]
        self._ready = None
        number = self._slots[atoms] = len(self._slots)
        ways = [self._ways[choice] for choice in choices]
        words = frozenset[str]().union(*(way.words for way in ways))
        phrases = frozenset[Phrase]().union(*(way.phrases for way in ways))
        self._single.append(words)
        for choice, way in zip(choices, ways, strict=True):
            if choice not in self._slots_by:
                self._slots_by[choice] = []
                alone = (choice,)
                for atom in self._atoms_of(choice, way):
                    others = self._choices_of.get(atom)
                    self._choices_of[atom] = others + alone if others else alone
            self._slots_by[choice].append(number)
        self._commonness.append(len(words) + len(phrases) + 1000 * len(self._lexicon.everyday & words))
        return number

    def slots_of(self, atom: Atom) -> Sequence[int]:
        """The slots that a word, phrase or shape fills, some perhaps more than once."""
        return [slot for choice in self._choices_of.get(atom, ()) for slot in self._slots_by[choice]]

    def _atoms_of(self, choice: str, ways: _Ways) -> Iterator[Atom]:
        yield from ways.words
        yield from ways.phrases
        yield from filter(_is_shape, self._lexicon.atoms([choice]))

    def commonness(self, slot: int) -> int:
        """A rough order of how often a slot is met: everyday words count most."""
        return self._commonness[slot]

    def _written(self, choice: str) -> _Ways:
        """Every way to write one choice of a pattern, a word or a whole list of them."""
        if not choice.startswith("@"):
            return self._forms(choice)
        ways = [self._ways[atom] for atom in self._lexicon.atoms([choice])]
        words = frozenset[str]().union(*(way.words for way in ways))
        return _Ways(words, frozenset[Phrase]().union(*(way.phrases for way in ways)))

    def _forms(self, atom: str) -> _Ways:
        words: set[str] = set()
        phrases: set[Phrase] = set()
        for form in () if _is_shape(atom) else self._lexicon.forms(atom):
            if form.isalnum():
                words.add(form)
                if form not in self._exceptions:
                    continue
            for way in self._split(form):
                if len(way) > 1:
                    phrases.add(way)
                else:
                    words.update(way)
        for phrase in phrases:
            begun = self._phrases.setdefault(phrase[0], {})
            others = begun.get(phrase[1], ())
            begun[phrase[1]] = others if phrase in others else (*others, phrase)
        return _Ways(frozenset(words), frozenset(phrases))

    def _split(self, form: str) -> Iterator[Phrase]:
        """The words of a form: as they stand where nothing else is in them, and as the tokenizer would split them."""
        plain = tuple(form.split())
        readable = all(map(str.isalnum, plain))
        if readable:
            yield plain
        if not readable or not self._exceptions.isdisjoint(plain):
            yield tuple(words_of(form, self._tokenizer))

    def spot(self, page: Page) -> Sights:
        """Find the known words, phrases and shapes of a page."""
        ready = self._ready = self._ready or self._made_ready()
        words = [word if word in ready.words else ready.misreadings.meant(word) or word for word in page.words]
        known = self._choices_of
        standing: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            if word in standing:
                standing[word].append(place)
            elif word in known:
                standing[word] = [place]
        longer = dict(self._longer(words, page, ready.shapes))
        return Sights(page, Spotted(words, standing, longer), self._single, self._sets)

    def _made_ready(self) -> "_Ready":
        shapes = [atom for atom in self._choices_of if isinstance(atom, str) and _is_shape(atom)]
        words = {word for atom in self._choices_of for word in ([atom] if isinstance(atom, str) else atom)}
        words.difference_update(shapes)
        wanted = [shape.removeprefix(SHAPE_MARK) for shape in shapes]
        return _Ready(frozenset(words), Misreadings(words), ShapeFinder(self._lexicon.shapes, wanted))

    def _longer(self, words: list[str], page: Page, finder: ShapeFinder) -> Iterator[tuple[Atom, Longer]]:
        """Where phrases and shapes stand."""
        found: dict[Phrase, list[int]] = defaultdict(list)
        phrases = self._phrases
        for place, (word, following) in enumerate(pairwise(words)):
            begun = phrases.get(word)
            if begun and following in begun:
                for phrase in begun[following]:
                    size = len(phrase)
                    if size == PAIR or tuple(words[place : place + size]) == phrase:
                        found[phrase].append(place)
        for phrase, here in found.items():
            yield phrase, Longer(self._sets[phrase], {len(phrase): here})
        for shape, spans in finder.find(page.text):
            starts: dict[int, list[int]] = defaultdict(list)
            for start, end in _word_spans(page, spans):
                starts[end - start].append(start)
            if starts:
                yield SHAPE_MARK + shape, Longer(self._sets[SHAPE_MARK + shape], starts)


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is made of the words once all of them are known."""

    words: frozenset[str]
    misreadings: Misreadings
    shapes: ShapeFinder


def _is_shape(atom: str) -> bool:
    return atom.startswith(SHAPE_MARK)


def _word_spans(page: Page, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Word spans, each covering one span of characters."""
    for start, end in spans:
        first = bisect_right(page.ends, start)
        last = bisect_left(page.starts, end, first)
        if last > first:
            yield first, last
