"""A text as the search sees it: its words in order, where each stands, and where sentences and clauses begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from nlp.signs.bits import Ground, places
from nlp.tokenizer import Tokenizer, build_tokenizer, tokenizable

SENTENCE_ENDS = frozenset(".!?…;•·|")
"""Marks after which a new sentence begins; list marks count, since what stands in two bullets is two statements."""
SHORT_LINE = 48
"""A line of fewer characters was ended by its writer, not wrapped by a mail program: the next line begins anew."""
MOST_WORDS = 60_000
"""Different words after which the tokenizer starts afresh: spaCy never forgets one by itself."""
_CLAUSE_MARKS = frozenset(",:()\N{EN DASH}\N{EM DASH}")
_CLITICS = {"'d": "would", "'s": ""}
"""Clitics that spaCy leaves as they are; a possessive or short “is” says nothing and is dropped."""
_ENDS_SENTENCE = -1
_BEGINS_CLAUSE = -2
"""What follows is a clause of its own."""
_ATTRIBUTES: list[int | str] = ["ORTH", "NORM", "LENGTH", "SPACY"]


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """The words of a text, without its punctuation."""

    text: str
    words: Sequence[str]
    starts: Sequence[int]
    """Offset of each word's first character."""
    ends: Sequence[int]
    ground: Ground
    sentences: Sequence[int]
    """First word of each sentence, ascending."""
    clauses: int
    """Set of words that begin a clause (after a comma, a colon, a dash or a bracket)."""

    def __len__(self) -> int:
        return len(self.starts)


class _Token(NamedTuple):
    """What is worth knowing of all tokens that are written alike and mean the same."""

    word: str
    """Empty where it is none."""
    effect: int
    """How many lines end in it, or what else it does to the words after it; 0 for most tokens."""


class Pager:
    """Reads texts into pages, one at a time; what it learnt of a token it knows when it meets it again."""

    def __init__(self) -> None:
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._tokenizer = build_tokenizer()
        self._tokens: dict[tuple[int, int], _Token] = {}

    @property
    def tokenizer(self) -> Tokenizer:
        """What splits texts into words."""
        return self._tokenizer

    def page(self, text: str) -> Page:
        """Read `text` into words, in time linear in its length. Blank lines, short lines and list marks end sentences.

        Tokens are read as rows of numbers, all at once: spaCy would make an object of each.
        """
        if len(self._tokenizer.vocab) > MOST_WORDS:
            self._start_afresh()
        rows = self._tokenizer(tokenizable(text)).to_array(_ATTRIBUTES).tolist()
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        sentence_breaks = [0]
        clause_breaks: list[int] = []
        known = self._tokens
        place = line_start = 0
        begins = False
        for orth, norm, length, space in cast("list[list[int]]", rows):
            word, effect = known.get((orth, norm)) or self._learnt(orth, norm)
            if begins:
                sentence_breaks.append(len(words))
                begins = False
            end = place + length
            if word:
                words.append(word)
                starts.append(place)
                ends.append(end)
            if effect > 0:
                begins = effect > 1 or place - line_start < SHORT_LINE
                line_start = end
            elif effect == _ENDS_SENTENCE:
                begins = True
            elif effect:
                clause_breaks.append(len(words))
            place = end + space
        ground = Ground(len(words), places([*sentence_breaks, len(words)]))
        return Page(text, words, starts, ends, ground, sentence_breaks, places(clause_breaks))

    def _learnt(self, orth: int, norm: int) -> _Token:
        strings = self._tokenizer.vocab.strings
        written = strings[orth]
        word = _word(strings[norm])
        effect = 0
        if written.isspace():
            effect = written.count("\n")
        elif written[0] in SENTENCE_ENDS:
            effect = _ENDS_SENTENCE
        elif not word and written[0] in _CLAUSE_MARKS:
            effect = _BEGINS_CLAUSE
        token = self._tokens[orth, norm] = _Token(word, effect)
        return token


def words_of(phrase: str, tokenizer: Tokenizer) -> list[str]:
    """The words of a rule's phrase, split and normalised as those of a message are."""
    return [word for word in map(_word, (token.norm_ for token in tokenizer(phrase))) if word]


def _word(norm: str) -> str:
    """The normal form of a token, contractions undone; empty where it is no word."""
    if norm.isalnum():
        return norm
    return _CLITICS.get(norm, norm) if any(map(str.isalnum, norm)) else ""
