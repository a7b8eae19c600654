"""Words as text recognition misreads them: *rn* for *m*, *l* for *I*, *1* for *l* (“payrnent”, “c1ient”)."""

from collections.abc import Iterable
from functools import lru_cache

SHORTEST = 5
"""Letters. Shorter words look like too many others."""
_ALIKE = str.maketrans("l1|0", "iiio")
_REMEMBERED = 1 << 13


class Misreadings:
    """Knows some words, and recognises them where they were misread."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = {outline(word): word for word in sorted(words, reverse=True) if len(word) >= SHORTEST}

    def meant(self, word: str) -> str | None:
        """The known word that looks like `word`; None if there is none."""
        return self._words.get(outline(word)) if len(word) >= SHORTEST else None


@lru_cache(_REMEMBERED)
def outline(word: str) -> str:
    """What is left of a word when letters that look alike are made the same; equal for words that look alike."""
    return word.translate(_ALIKE).replace("rn", "m").replace("vv", "w")
