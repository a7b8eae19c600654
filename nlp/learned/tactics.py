"""Finds the sentence in which each tactic shows, so that the trained part can quote what it saw."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Self

import numpy as np

from nlp.learned.features import WORD_BUCKETS, Floats, Message, Numbers, damped, dense, pair_buckets, word_hashes
from nlp.learned.masking import MARKS
from nlp.learned.vectors import WEIGHTS
from nlp.model import Tactic

TACTIC_WEIGHTS = WEIGHTS / "tactics.npz"
TACTICS = tuple(Tactic)
"""Order of the columns; one more column stands for "none of them"."""
_COLUMNS = {tactic: column for column, tactic in enumerate(TACTICS)}
BREAK = re.compile(r"(?<=[.!?;])\s+|\n\s*")
"""Between two sentences."""
LONGEST_SENTENCE = 600
"""Characters; a longer run without a full stop is read up to here."""
FEWEST_WORDS = 3
"""Words of a sentence that may be quoted, marks not counted."""
MOST_SENTENCES = 200
"""Of a very long text the first ones are searched for quotes; the judgement reads everything."""
_TINY = 1e-9

Span = tuple[int, int]
"""First word or character, and one past the last."""


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

    def probabilities(self, found: Message, spans: Sequence[Span], rows: Floats, rarity: Floats) -> Floats:
        """How likely each tactic is in some sentences of a message, none of which overlap: sentences x `TACTICS`.

        Args:
            found: the message.
            spans: first word and one past the last word of each sentence, in order.
            rows: the vectors of the message's word pieces.
            rarity: of each n-gram.
        """
        scores = self._meant(found, spans, rows) + self._worded(found, spans, rarity)
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely: Floats = odds[:, :-1] / odds.sum(axis=1, keepdims=True)
        return likely

    def _meant(self, found: Message, spans: Sequence[Span], rows: Floats) -> Floats:
        ends = (0, *found.ends)
        meanings = np.stack([dense(rows[ends[start] : ends[end]]) for start, end in spans])
        scores: Floats = meanings @ self.meaning + self.bias
        return scores

    def _worded(self, found: Message, spans: Sequence[Span], rarity: Floats) -> Floats:
        """All sentences at once: a bucket is counted together with the number of its sentence."""
        hashes = word_hashes(found.words)
        owners = np.full(len(hashes), -1)
        for number, (start, end) in enumerate(spans):
            owners[start:end] = number
        together = (owners[:-1] == owners[1:]) & (owners[:-1] >= 0)
        inside = owners >= 0
        owner = np.concatenate([owners[inside], owners[:-1][together]])
        bucket = np.concatenate([hashes[inside] % WORD_BUCKETS, pair_buckets(hashes)[together]])
        keys, counts = np.unique(owner * WORD_BUCKETS + bucket, return_counts=True)
        owner, bucket = np.divmod(keys, WORD_BUCKETS)
        values = damped(counts) * rarity[bucket]
        lengths = np.sqrt(np.bincount(owner, values**2, minlength=len(spans)))
        values = values / np.maximum(lengths, _TINY)[owner]
        return _sums(values[:, None].astype(np.float32) * self.wording[bucket], owner, len(spans))

    def read(self, text: str, found: Message, rows: Floats, rarity: Floats) -> "SentenceTactics":
        """Say of each of a message's first sentences how likely each tactic is."""
        wordy = np.cumsum([0, *(word.isalpha() and word not in MARKS for word in found.words)])
        placed = [item for item in sentences(text, found) if item[2] < item[3]]
        spans = [(first, last) for *_, first, last in placed]
        none = np.zeros((0, len(TACTICS)), dtype=np.float32)
        return SentenceTactics(
            places=[(start, end) for start, end, *_ in placed],
            likely=self.probabilities(found, spans, rows, rarity) if spans else none,
            telling=[bool(wordy[last] - wordy[first] >= FEWEST_WORDS) for first, last in spans],
            thresholds=self.thresholds,
        )


@dataclass(frozen=True, slots=True, repr=False)
class SentenceTactics:
    """How likely each tactic is in each sentence of a text."""

    places: Sequence[Span]
    """Offsets of the sentences into the cleaned text, in order."""
    likely: Floats
    """Sentences x `TACTICS`."""
    telling: Sequence[bool]
    """Whether a sentence has words enough for a reader to see a tactic: a bare link or figure explains nothing."""
    thresholds: Floats

    def candidates(self) -> Iterator[Candidate]:
        """Every telling sentence in which a tactic is clear enough, tactic by tactic, the clearest first."""
        for number, tactic in enumerate(TACTICS):
            column = self.likely[:, number]
            for row in np.argsort(-column, kind="stable").tolist():
                if column[row] < self.thresholds[number]:
                    break
                if self.telling[row]:
                    start, end = self.places[row]
                    yield Candidate(start, end, tactic, float(column[row]))

    def likelihood(self, sentence: int, tactic: Tactic) -> float:
        """How likely one tactic is in one sentence."""
        return float(self.likely[sentence, _COLUMNS[tactic]])


def sentences(text: str, found: Message) -> Iterator[tuple[int, int, int, int]]:
    """The first sentences of a message: offsets without trailing white space, first word, one past the last word."""
    breaks = ((match.start(), match.end()) for match in BREAK.finditer(text))
    start = 0
    for end, following in islice(chain(breaks, [(len(text), 0)]), MOST_SENTENCES):
        sentence = text[start : min(end, start + LONGEST_SENTENCE)].rstrip()
        if sentence:
            after = start + len(sentence)
            yield start, after, bisect_left(found.starts, start), bisect_left(found.starts, after)
        start = following


def _sums(rows: Floats, owner: Numbers, total: int) -> Floats:
    """Add up the rows of each owner; the owners ascend."""
    summed = np.zeros((total, rows.shape[1]), dtype=np.float32)
    if len(rows):
        firsts = np.flatnonzero(np.diff(owner, prepend=-1))
        summed[owner[firsts]] = np.add.reduceat(rows, firsts, axis=0)
    return summed
