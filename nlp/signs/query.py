"""Patterns made ready to be searched for: words become slots, and equal parts become one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nlp.signs.lexicon import Lexicon
from nlp.signs.memo import Memo
from nlp.signs.notation import Part, Pattern, Phrase
from nlp.signs.spotter import Spotter


@dataclass(frozen=True, slots=True)
class Place:
    """An element, its words replaced by their slot."""

    slot: int
    gap: int
    optional: bool


@dataclass(frozen=True, slots=True)
class PhraseQuery:
    """A phrase ready to be searched for."""

    places: tuple[Place, ...]
    needed: int
    """Set of the slots that must stand somewhere in the text; a cheap first test."""
    rarest: int
    """The one of them that is met least often."""
    denies: bool
    """True where the phrase itself asks for a “not”, so that a “not” does not turn it around."""


@dataclass(frozen=True, slots=True)
class Sought:
    """One part of a pattern: any of its phrases will do."""

    number: int
    """Equal parts of different patterns share it."""
    phrases: tuple[PhraseQuery, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A pattern ready to be searched for."""

    pattern: Pattern
    parts: tuple[Sought, ...]
    """Several parts stand in the order in which they are best looked for: the rarest first."""
    needed: int
    """Set of the slots that must stand somewhere in the text."""
    clauses: tuple[tuple[int, ...], ...]
    """Slots of each of which at least one stands in every text with a hit."""


class Compiler:
    """Tells the spotter which words matter, and gives the queries."""

    def __init__(self, spotter: Spotter, lexicon: Lexicon, denials: frozenset[str]) -> None:
        self._spotter = spotter
        self._lexicon = lexicon
        self._denials = denials
        self._denies = Memo(self._holds_denial)
        self._parts: dict[tuple[PhraseQuery, ...], Sought] = {}

    def query(self, pattern: Pattern) -> Query:
        """Make a pattern ready.

        Raises:
            NotationError: a list, role or shape does not exist.
        """
        parts = tuple(sorted(map(self._part, pattern.parts), key=lambda part: (self._commonness(part), part.number)))
        clauses = dict.fromkeys(clause for part in parts for clause in _clauses(part))
        return Query(pattern, parts, _set(clause[0] for clause in clauses if len(clause) == 1), tuple(clauses))

    def _part(self, part: Part) -> Sought:
        phrases = tuple(map(self._phrase, self._lexicon.phrases(part)))
        return self._parts.setdefault(phrases, Sought(len(self._parts), phrases))

    def _phrase(self, phrase: Phrase) -> PhraseQuery:
        places = tuple(Place(self._spotter.slot(item.choices), item.gap, item.optional) for item in phrase)
        denies = any(self._denies[element.choices] for element in phrase)
        slots = {place.slot for place in places if not place.optional}
        rarest = min(slots, key=lambda slot: (self._spotter.commonness(slot), slot))
        return PhraseQuery(places, _set(slots), rarest, denies)

    def _holds_denial(self, choices: tuple[str, ...]) -> bool:
        plain = [choice.removeprefix("=") for choice in choices]
        return not self._denials.isdisjoint(word for choice in plain for word in (choice, *choice.split("_")))

    def _commonness(self, part: Sought) -> int:
        return sum(self._spotter.commonness(phrase.rarest) for phrase in part.phrases)


def _clauses(part: Sought) -> Iterator[tuple[int, ...]]:
    """What must hold for the part to stand anywhere: every slot of its only phrase, or one of several phrases."""
    if len(part.phrases) > 1:
        yield tuple(sorted({phrase.rarest for phrase in part.phrases}))
        return
    for place in part.phrases[0].places:
        if not place.optional:
            yield (place.slot,)


def _set(slots: Iterable[int]) -> int:
    found = 0
    for slot in slots:
        found |= 1 << slot
    return found
