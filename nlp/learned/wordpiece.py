"""Cuts words into the pieces that have vectors, the way the encoder's own vocabulary was meant to be used."""

from functools import lru_cache

_LONGEST_WORD = 60
"""Longer runs of letters are no words; they get no pieces. Keeps the search linear."""
_CACHED_WORDS = 65_536


class WordPiece:
    """Greedy longest match from the left; a word that cannot be cut entirely has no pieces."""

    def __init__(self, vocabulary: tuple[str, ...]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.pieces = lru_cache(maxsize=_CACHED_WORDS)(self._cut)

    def _cut(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST_WORD:
            return ()
        found: list[int] = []
        start = 0
        while start < len(word):
            piece = self._longest(word, start)
            if piece is None:
                return ()
            start = piece[1]
            found.append(piece[0])
        return tuple(found)

    def _longest(self, word: str, start: int) -> tuple[int, int] | None:
        lead = "##" if start else ""
        for end in range(len(word), start, -1):
            number = self._ids.get(lead + word[start:end])
            if number is not None:
                return number, end
        return None
