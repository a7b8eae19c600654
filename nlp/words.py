"""Tells common English words from other runs of letters, by the vocabulary that the word vectors come with."""

from functools import cache, lru_cache

import numpy as np

from nlp.learned.vectors import VECTORS

_SHORT = 3
"""Letters. The vocabulary knows almost every run of so few; only common ones count as words."""
_COMMON = 6_000
"""The vocabulary is in order of frequency: so many of its entries are common."""
_ENDINGS = ("'s", "s", "ed", "d", "ing", "ly", "er")
_STEM = 4
"""Letters that must be left before an ending."""
_CACHED = 16_384
_LONE = frozenset("ai")


def is_word(letters: str) -> bool:
    """Whether this is an English word, or one with a common ending."""
    return rarity(letters) is not None


@lru_cache(maxsize=_CACHED)
def rarity(letters: str) -> int | None:
    """Place of a word in the order of frequency, the commonest first; None for what is no word.

    A word that is known only without its ending is rarer than all known ones.
    """
    lower, known = letters.lower(), _words()
    if lower in known:
        return known[lower]
    stems = (lower.removesuffix(ending) for ending in _ENDINGS if lower.endswith(ending))
    return len(known) if any(len(stem) >= _STEM and stem in known for stem in stems) else None


@cache
def known_words() -> frozenset[str]:
    """Every word that is known without an ending taken off, in lower case."""
    return frozenset(_words())


@cache
def _words() -> dict[str, int]:
    with np.load(VECTORS, allow_pickle=False) as stored:
        names = stored["pieces"].tobytes().decode().split("\n")
    entries = [name for name in names if name.isascii() and name.isalpha()]
    return {name: place for place, name in enumerate(entries) if _counts(name, place)}


def _counts(name: str, place: int) -> bool:
    if len(name) == 1:
        return name in _LONE
    return len(name) > _SHORT or place < _COMMON
