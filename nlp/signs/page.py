"""A text as the search sees it: its words in order, where each stands, and where sentences and clauses begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from spacy.language import Language

from nlp.pipeline import tokenizable
from nlp.signs.bits import Ground

FEW = 4
"""Places up to which shifting is faster than filling bytes."""
_CLAUSE_MARKS = frozenset(",:()\N{EN DASH}\N{EM DASH}")
_CLITICS = {"'d": "would", "'s": ""}
"""Clitics that spaCy leaves as they are; a possessive or short “is” says nothing and is dropped."""


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a text, without its punctuation."""

    text: str
    words: Sequence[str]
    starts: Sequence[int]
    """Offset of each word's first character."""
    ends: Sequence[int]
    ground: Ground
    clauses: int
    """Set of words that begin a clause (after a comma, a colon, a dash or a bracket)."""

    def __len__(self) -> int:
        return len(self.starts)


def page_of(text: str, pipeline: Language) -> Page:
    """Read `text` into words, in time linear in its length."""
    doc = pipeline(tokenizable(text))
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentence_breaks = [0]
    clause_breaks: list[int] = []
    # numbers for all tokens at once: spaCy makes an object a token, which takes longer than all else
    rows = cast("list[list[int]]", doc.to_array(["NORM", "ORTH", "LENGTH", "SPACY", "SENT_START"]).tolist())
    read: dict[int, str] = {}
    place = 0
    for norm, orth, length, space, begins in rows:
        if begins == 1:
            sentence_breaks.append(len(words))
        word = read.get(norm)
        if word is None:
            word = read[norm] = _word(doc.vocab.strings[norm])
        if word:
            words.append(word)
            starts.append(place)
            ends.append(place + length)
        elif doc.vocab.strings[orth][0] in _CLAUSE_MARKS:
            clause_breaks.append(len(words))
        place += length + space
    sentence_breaks.append(len(words))
    ground = Ground(len(words), places(sentence_breaks))
    return Page(text, words, starts, ends, ground, places(clause_breaks))


def words_of(phrase: str, pipeline: Language) -> list[str]:
    """The words of a rule's phrase, split and normalised as those of a message are."""
    return [word for word in map(_word, (token.norm_ for token in pipeline.make_doc(phrase))) if word]


def _word(norm: str) -> str:
    """The normal form of a token, contractions undone; empty where it is no word."""
    if norm.isalnum():
        return norm
    return _CLITICS.get(norm, norm) if any(map(str.isalnum, norm)) else ""


def places(positions: Sequence[int]) -> int:
    """The set of these places, in time linear in the text."""
    if len(positions) <= FEW:
        few = 0
        for position in positions:
            few |= 1 << position
        return few
    bits = bytearray(max(positions) // 8 + 1)
    for position in positions:
        bits[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(bits, "little")
