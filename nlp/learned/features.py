"""Turns a message into numbers: what it is about (word vectors) and how it is worded (hashed n-grams)."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from nlp.learned.masking import MARKS, placed_words

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

WORD_BUCKETS = 1 << 16
CHARACTER_BUCKETS = 1 << 16
BUCKETS = WORD_BUCKETS + CHARACTER_BUCKETS
CHARACTER_LENGTHS = (3, 4, 5)
LONGEST_GRAM_WORD = 40
"""Characters of a word that n-grams are taken from; the rest of a longer run is no wording."""
PASSAGE = 60
"""Words in a passage of a long message, marks included. Passages overlap by half."""
MOST_PASSAGES = 64
"""A text too long for so many passages is read in longer ones: the cost stays bounded."""
SHORT = 120
"""Up to so many words, marks included, a message is read as one."""
_CACHED_WORDS = 65_536
_PAIR_FACTOR = 2_654_435_761
"""Knuth's multiplier: spreads the hash of a word's left neighbour."""
_TINY = np.float32(1e-9)


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """One text as its words, masked, and as the numbers of its word pieces."""

    words: Sequence[str]
    starts: Sequence[int]
    """Offset of each word in the text."""
    pieces: Numbers
    ends: Sequence[int]
    """How many pieces there are up to and with each word."""

    def part(self, start: int, end: int) -> "Message":
        """Some of the words, with their pieces."""
        first = self.ends[start - 1] if start else 0
        ends = self.ends[start:end]
        pieces = self.pieces[first : ends[-1]]
        return Message(self.words[start:end], self.starts[start:end], pieces, [place - first for place in ends])

    def passages(self) -> Iterator["Message"]:
        """Overlapping parts of a long message; none of a short one."""
        if len(self.words) > SHORT:
            step = max(PASSAGE // 2, -(-len(self.words) // MOST_PASSAGES))
            for start in range(0, len(self.words) - step, step):
                yield self.part(start, start + 2 * step)


def message(text: str, pieces_of: Callable[[str], tuple[int, ...]]) -> Message:
    """Mask a cleaned text and cut it."""
    found, starts = placed_words(text)
    pieces = [pieces_of(MARKS.get(word, word)) for word in found]
    joined = np.fromiter(chain.from_iterable(pieces), dtype=np.int64)
    return Message(found, starts, joined, list(accumulate(map(len, pieces))))


def dense(rows: Floats) -> Floats:
    """Sum of the pieces' vectors, brought to length one; zero for a text without pieces."""
    if not len(rows):
        return np.zeros(rows.shape[1], dtype=np.float32)
    total = np.add.reduce(rows, axis=0)
    scaled: Floats = total / (np.sqrt(total @ total) + _TINY)
    return scaled


def grams(found: Sequence[str]) -> tuple[Numbers, Floats]:
    """Buckets and damped counts of words, word pairs and the characters inside words; buckets ascend."""
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    single = word_hashes(found)
    parts = [single % WORD_BUCKETS, pair_buckets(single), *map(_character_buckets, found)]
    buckets, counts = np.unique(np.concatenate(parts), return_counts=True)
    return buckets, damped(counts)


def word_hashes(found: Sequence[str]) -> Numbers:
    """A number for each word; its remainder by `WORD_BUCKETS` is the word's bucket."""
    return np.fromiter(map(_word_hash, found), dtype=np.int64, count=len(found))


def pair_buckets(hashes: Numbers) -> Numbers:
    """The bucket of each word together with the next one."""
    pairs: Numbers = (hashes[:-1] * _PAIR_FACTOR + hashes[1:]) % WORD_BUCKETS
    return pairs


def damped(counts: Numbers) -> Floats:
    """Counts whose growth slows down: ten times the same word is not ten times the sign."""
    slowed: Floats = (1.0 + np.log(counts)).astype(np.float32)
    return slowed


def weigh(buckets: Numbers, counts: Floats, rarity: Floats) -> tuple[Numbers, Floats]:
    """Multiply by rarity, drop what training never saw, and bring words and characters each to length one."""
    values = counts * rarity[buckets]
    known = values > 0
    buckets, values = buckets[known], values[known]
    split = int(np.searchsorted(buckets, WORD_BUCKETS))
    parts = [part / (np.sqrt(part @ part) + _TINY) for part in (values[:split], values[split:])]
    return buckets, np.concatenate(parts)


@lru_cache(maxsize=_CACHED_WORDS)
def _word_hash(word: str) -> int:
    return zlib.crc32(word.encode())


@lru_cache(maxsize=_CACHED_WORDS)
def _character_buckets(word: str) -> Numbers:
    padded = f" {word[:LONGEST_GRAM_WORD]} "
    hashes = [
        zlib.crc32(padded[start : start + length].encode()) % CHARACTER_BUCKETS
        for length in CHARACTER_LENGTHS
        for start in range(max(1, len(padded) - length + 1))
    ]
    return np.array(hashes, dtype=np.int64) + WORD_BUCKETS
