"""Text under revision that never forgets where each of its characters came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """Put `text` in the place of the draft's characters `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A text and, for each of its characters, the span of the original that it stands for.

    Both offset lists are monotone. They are None as long as the text is the original, letter for letter in place.
    """

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def translated(self, table: dict[int, int]) -> "Draft":
        """Replace single characters by single characters; offsets stay."""
        return Draft(self.text.translate(table), self.starts, self.ends)

    def edited(self, edits: Iterable[Edit]) -> "Draft":
        """Apply edits, given in ascending order without overlap; the time taken is linear in the text.

        An edit that keeps the length keeps each character's own place; any other makes each new character stand for
        the whole of what it replaced.
        """
        todo = [edit for edit in edits if self.text[edit.start : edit.end] != edit.text]
        if not todo:
            return self
        old_starts = self.starts if self.starts is not None else list(range(len(self.text)))
        old_ends = self.ends if self.ends is not None else list(range(1, len(self.text) + 1))
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end, text in todo:
            pieces += (self.text[done:start], text)
            if len(text) == end - start:
                starts += old_starts[done:end]
                ends += old_ends[done:end]
            else:
                starts += old_starts[done:start] + [old_starts[start]] * len(text)
                ends += old_ends[done:start] + [old_ends[end - 1]] * len(text)
            done = end
        pieces.append(self.text[done:])
        return Draft("".join(pieces), starts + old_starts[done:], ends + old_ends[done:])

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the original that the draft's `start` to `end`, not an empty one, stands for."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]
