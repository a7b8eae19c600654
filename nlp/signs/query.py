"""Patterns made ready to be searched for: words become slots, and equal parts become one."""

from collections.abc import Iterator
from dataclasses import dataclass

from nlp.signs.lexicon import Lexicon
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
    needed: tuple[int, ...]
    """Slots that must stand somewhere in the text, the rarest first; a cheap first test."""
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
    needed: tuple[int, ...]
    """Slots that must stand somewhere in the text, the rarest first."""
    anchors: tuple[int, ...]
    """Slots of which at least one stands in every text with a hit."""


class Compiler:
    """Tells the spotter which words matter, and gives the queries."""

    def __init__(self, spotter: Spotter, lexicon: Lexicon, denials: frozenset[str]) -> None:
        self._spotter = spotter
        self._lexicon = lexicon
        self._denials = denials
        self._parts: dict[tuple[PhraseQuery, ...], Sought] = {}

    def query(self, pattern: Pattern) -> Query:
        """Make a pattern ready.

        Raises:
            NotationError: a list, role or shape does not exist.
        """
        parts = tuple(sorted(map(self._part, pattern.parts), key=lambda part: (self._commonness(part), part.number)))
        needed = {slot for part in parts if len(part.phrases) == 1 for slot in part.phrases[0].needed}
        return Query(pattern, parts, self._rarest_first(needed), tuple(sorted(set(_anchors(parts[0])))))

    def _part(self, part: Part) -> Sought:
        phrases = tuple(map(self._phrase, self._lexicon.phrases(part)))
        return self._parts.setdefault(phrases, Sought(len(self._parts), phrases))

    def _phrase(self, phrase: Phrase) -> PhraseQuery:
        places = tuple(Place(self._spotter.slot(item.choices), item.gap, item.optional) for item in phrase)
        choices = (choice.removeprefix("=") for element in phrase for choice in element.choices)
        written = {word for choice in choices for word in (choice, *choice.split("_"))}
        needed = self._rarest_first({place.slot for place in places if not place.optional})
        return PhraseQuery(places, needed, not self._denials.isdisjoint(written))

    def _rarest_first(self, slots: set[int]) -> tuple[int, ...]:
        return tuple(sorted(slots, key=lambda slot: (self._spotter.commonness(slot), slot)))

    def _commonness(self, part: Sought) -> int:
        return sum(self._spotter.commonness(slot) for slot in _anchors(part))


def _anchors(part: Sought) -> Iterator[int]:
    """The rarest slot of each phrase."""
    return (phrase.needed[0] for phrase in part.phrases)
