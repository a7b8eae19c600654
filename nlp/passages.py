"""Cuts a long text into passages, so that a lure cannot hide behind pages of honest text."""

from collections.abc import Iterator

PASSAGE_CHARACTERS = 900
"""About 150 words: the length of a long message. Shorter texts are one passage."""
MAX_PASSAGES = 64


def passages(text: str) -> Iterator[str]:
    """Yield passages of about `PASSAGE_CHARACTERS`, cut at paragraph ends or else at spaces, covering the whole text.

    A text too long for `MAX_PASSAGES` is cut into that many larger ones, so that the cost stays bounded.
    """
    size = max(PASSAGE_CHARACTERS, -(-len(text) // MAX_PASSAGES))
    start = 0
    while start < len(text):
        end = _cut(text, start, start + size)
        if text[start:end].strip():
            yield text[start:end]
        start = end


def _cut(text: str, start: int, wanted: int) -> int:
    """Find the best place to cut in the second half of the passage that begins at `start`."""
    if wanted >= len(text):
        return len(text)
    earliest = start + (wanted - start) // 2
    for mark in ("\n\n", "\n", ". ", " "):
        place = text.rfind(mark, earliest, wanted)
        if place >= 0:
            return place + len(mark)
    return wanted
