"""Folding a text for reading, with the way back to what was really written."""

from collections.abc import Iterable
from dataclasses import dataclass

from nlp.confusables import fold_lookalikes
from nlp.draft import Draft, Edit
from nlp.folds import FOLDS
from nlp.leet import fold_leet

MAX_PASSES = 8
"""How many layers of disguise are taken off; each pass is linear in the text."""


@dataclass(frozen=True, slots=True, repr=False)
class Cleaned:
    """A text as a person reads it: one alphabet a word, nothing invisible, no markup.

    Its `repr` shows only the length, so that a log line or a traceback cannot carry the text.
    """

    text: str
    _draft: Draft
    _original_length: int

    def __repr__(self) -> str:
        return f"Cleaned(<{len(self.text)} characters>)"

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the code-point span of the original that `text[start:end]` was read from.

        Quoting the original at that span covers all of it. Later spans never begin or end earlier. An empty span
        gives an empty one. Raises IndexError where the span does not lie in the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError("span outside the cleaned text")
        starts, ends = self._draft.starts, self._draft.ends
        if starts is None or ends is None:
            return start, end
        first = starts[start] if start < len(starts) else self._original_length
        return first, (ends[end - 1] if end > start else first)

    def edited(self, edits: Iterable[Edit]) -> "Cleaned":
        """Apply edits, given in ascending order without overlap; what remains keeps its place in the original."""
        draft = self._draft.edited(edits)
        return Cleaned(draft.text, draft, self._original_length)


def clean(text: str) -> Cleaned:
    """Fold a text for reading; never raises, and cleaning twice is cleaning once.

    Plain text comes back as it is. Letters of other scripts stay, unless they pose as Latin ones within a Latin word.
    """
    draft = Draft(text)
    for _ in range(MAX_PASSES):
        before = draft.text
        for fold in (*FOLDS, fold_lookalikes, fold_leet):
            draft = fold(draft)
        if draft.text == before:
            break
    return Cleaned(draft.text, draft, len(text))
