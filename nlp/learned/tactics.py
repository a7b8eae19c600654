"""Finds the sentence in which each tactic shows, so that the trained part can quote what it saw."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Self

import numpy as np

from nlp.learned.features import WORD_BUCKETS, Floats, Message, dense, grams, message, weigh
from nlp.learned.masking import MARKS
from nlp.learned.vectors import WEIGHTS, Vectors
from nlp.model import Tactic

TACTIC_WEIGHTS = WEIGHTS / "tactics.npz"
TACTICS = tuple(Tactic)
"""Order of the columns; one more column stands for "none of them"."""
BREAK = re.compile(r"(?<=[.!?;])\s+|\n\s*")
"""Between two sentences."""
LONGEST_SENTENCE = 600
"""Characters; a longer run without a full stop is read up to here."""
FEWEST_WORDS = 3
"""Words of a sentence that may be quoted, marks not counted."""
MOST_SENTENCES = 200
"""Of a very long text the first ones are searched for quotes; the judgement reads everything."""


@dataclass(frozen=True, slots=True, repr=False)
class Candidate:
    """A sentence in which a tactic was recognised, with offsets into the cleaned text."""

    start: int
    end: int
    tactic: Tactic
    probability: float


@dataclass(frozen=True, slots=True)
class TacticHeads:
    """Linear heads over one sentence's meaning and wording."""

    meaning: Floats
    """Dimensions x tactics and none."""
    wording: Floats
    """Word buckets x tactics and none."""
    bias: Floats
    thresholds: Floats
    """Of each tactic: the probability from which on held-out sentences were right often enough; above 1 if never."""

    @classmethod
    def load(cls, path: Path = TACTIC_WEIGHTS) -> Self:
        """Read the heads from disk."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(**{name: stored[name].astype(np.float32) for name in stored.files})

    def save(self, path: Path = TACTIC_WEIGHTS) -> None:
        """Write them; the same heads give the same bytes."""
        np.savez_compressed(
            path,
            meaning=self.meaning.astype(np.float16),
            wording=self.wording.astype(np.float16),
            bias=self.bias,
            thresholds=self.thresholds,
        )

    def probabilities(self, sentence: Message, vectors: Vectors, rarity: Floats) -> Floats:
        """How likely each tactic is in a sentence, in the order of `TACTICS`; they share one with "none"."""
        buckets, values = weigh(*grams(sentence.words), rarity)
        split = int(np.searchsorted(buckets, WORD_BUCKETS))
        scores = dense(vectors.rows(sentence.pieces)) @ self.meaning + self.bias
        scores = scores + values[:split] @ self.wording[buckets[:split]]
        odds = np.exp(scores - scores.max())
        likely: Floats = odds[:-1] / odds.sum()
        return likely

    def candidates(self, text: str, vectors: Vectors, rarity: Floats) -> Iterator[Candidate]:
        """The best sentence of every tactic that is clear enough, in the order of the tactics."""
        first = islice(sentences(text, vectors.pieces.pieces), MOST_SENTENCES)
        found = [place for place in first if says_something(place[2])]
        if not found:
            return
        table = np.stack([self.probabilities(sentence, vectors, rarity) for _, _, sentence in found])
        for number, (tactic, best) in enumerate(zip(TACTICS, table.argmax(axis=0).tolist(), strict=True)):
            probability = float(table[best, number])
            if probability >= self.thresholds[number]:
                start, end, _ = found[best]
                yield Candidate(start, end, tactic, probability)


def says_something(sentence: Message) -> bool:
    """Tell whether there are words enough for a reader to see the tactic: a bare link or figure explains nothing."""
    return sum(word.isalpha() and word not in MARKS for word in sentence.words) >= FEWEST_WORDS


def sentences(text: str, pieces_of: Callable[[str], tuple[int, ...]]) -> Iterator[tuple[int, int, Message]]:
    """Each sentence of a text with its offsets, trailing white space left out."""
    start = 0
    for end, following in chain(((found.start(), found.end()) for found in BREAK.finditer(text)), [(len(text), 0)]):
        sentence = text[start : min(end, start + LONGEST_SENTENCE)].rstrip()
        if sentence:
            yield start, start + len(sentence), message(sentence, pieces_of)
        start = following
