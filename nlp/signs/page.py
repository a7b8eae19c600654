"""A text as the search sees it: its words in order, where each stands, and where sentences and clauses begin."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Token

from nlp.pipeline import tokenizable
from nlp.signs.bits import Ground

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
    for token in doc:
        if token.is_sent_start:
            sentence_breaks.append(len(words))
        word = _word(token)
        if not word:
            if token.text[0] in _CLAUSE_MARKS:
                clause_breaks.append(len(words))
            continue
        words.append(word)
        starts.append(token.idx)
        ends.append(token.idx + len(token))
    sentence_breaks.append(len(words))
    ground = Ground(len(words), places(sentence_breaks))
    return Page(text, words, starts, ends, ground, places(clause_breaks))


def words_of(phrase: str, pipeline: Language) -> list[str]:
    """The words of a rule's phrase, split and normalised as those of a message are."""
    return [word for word in map(_word, pipeline.make_doc(phrase)) if word]


def _word(token: Token) -> str:
    """The token in lower case, contractions undone; empty where it is no word."""
    norm = token.norm_
    if norm.isalnum():
        return norm
    return _CLITICS.get(norm, norm) if any(map(str.isalnum, norm)) else ""


def places(positions: Sequence[int]) -> int:
    """The set of these places, in time linear in the text."""
    if not positions:
        return 0
    bits = bytearray(max(positions) // 8 + 1)
    for position in positions:
        bits[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(bits, "little")
