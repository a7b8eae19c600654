"""The trained part's front door: a cleaned text in, what the models make of it out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Self

import numpy as np

from nlp.learned.features import Floats, Message, dense, grams, message
from nlp.learned.heads import GENRES, PERSONAL_ENOUGH, PERSONAL_GENRES, Heads
from nlp.learned.tactics import Candidate, SentenceTactics, TacticHeads
from nlp.learned.vectors import Vectors
from nlp.model import Genre

__all__ = ["Candidate", "Reader", "Reading", "SentenceTactics", "weights_version"]

CLEAR_GENRE = 0.4
"""From this probability on a genre is named; below it stays untold."""
WORTH_QUOTING = 0.3
"""From this malice on, a text is searched for sentences to quote; below it there is nothing to explain."""


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """What the trained part makes of one text."""

    malice: float
    """Calibrated probability that the text is a malicious approach or fraud."""
    lure: float
    """Part of `malice` that is an approach; `lure + scam == malice`."""
    scam: float
    """Part of `malice` that is ordinary fraud."""
    genre: Genre | None
    """The likeliest genre; None where none is clear."""
    genre_probabilities: Mapping[Genre, float]
    message: Message = field(compare=False)
    """The text, cut and masked."""

    @property
    def worth_quoting(self) -> bool:
        """Whether there may be anything to explain."""
        return self.malice >= WORTH_QUOTING


class Reader:
    """Reads texts. It holds no state but the weights and word caches, so threads may share one."""

    def __init__(self, vectors: Vectors, heads: Heads, tactics: TacticHeads) -> None:
        self._vectors = vectors
        self._heads = heads
        self._tactics = tactics

    @classmethod
    def load(cls) -> Self:
        """Read the shipped weights, well under half a second."""
        return cls(Vectors.load(), Heads.load(), TacticHeads.load())

    def read(self, cleaned_text: str) -> Reading:
        """Judge one text. The same text gives the same reading, whatever was read before."""
        found = message(cleaned_text, self._vectors.pieces.pieces)
        meaning, whole = self._judge(found)
        labels = self._heads.gravest((meaning, whole), map(self._judge, found.passages()))
        malice = self._heads.malice(labels)
        share = float(1.0 / (1.0 + np.exp(labels[2] - labels[1])))
        genres = dict(zip(GENRES, self._heads.genres(meaning).tolist(), strict=True))
        return Reading(malice, malice * share, malice * (1 - share), _named(genres), genres, found)

    def sentences(self, cleaned_text: str, reading: Reading) -> SentenceTactics:
        """Say how likely each tactic is in each sentence of a text that was read."""
        rows = self._vectors.rows(reading.message.pieces)
        return self._tactics.read(cleaned_text, reading.message, rows, self._heads.rarity)

    def _judge(self, found: Message) -> tuple[Floats, Floats]:
        """Meaning, and what that and the wording say of the labels."""
        meaning = dense(self._vectors.rows(found.pieces))
        return meaning, self._heads.labels(meaning, grams(found.words))


def _named(genres: Mapping[Genre, float]) -> Genre | None:
    """The likeliest genre, if it is clear. Personal genres are much alike: together they may be clear enough."""
    likeliest = max(GENRES, key=genres.__getitem__)
    kin = PERSONAL_GENRES if likeliest in PERSONAL_GENRES else (likeliest,)
    clear = genres[likeliest] >= CLEAR_GENRE or sum(genres[one] for one in kin) >= PERSONAL_ENOUGH
    return likeliest if clear else None


@cache
def weights_version() -> str:
    """Hash of the data and settings that the shipped weights were trained with."""
    return Heads.load().version
