"""Divides the lines of a text among the hands that wrote them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nlp.segments.lines import Line
from nlp.segments.marks import Mark

_UNKNOWN = -1


class Zone(NamedTuple):
    """A run of lines by one hand: one message, or one turn."""

    depth: int
    """How many quote marks stand before its lines."""
    author: str = ""
    turn: bool = False
    own: bool = False
    to_blank: bool = False


def zoned(lines: Sequence[Line], marks: Mapping[int, Mark]) -> tuple[list[Zone], list[tuple[int, Line]]]:
    """Return the zones, and each line with the number of its zone; a mark's own words are taken off its line.

    A zone begins with a mark, and where the depth of quoting changes.
    """
    zones = [Zone(_UNKNOWN)]
    placed: list[tuple[int, Line]] = []
    ended = False
    for number, line in enumerate(lines):
        mark = marks.get(number)
        if mark is not None:
            if mark.turn or not (mark.between or number - 1 in marks):
                zones.append(Zone(_UNKNOWN, mark.author, mark.turn, mark.own, mark.to_blank))
                ended = False
            line = line._replace(body=mark.body)  # noqa: PLW2901  what is left of it
        if line.blank:
            ended = ended or zones[-1].to_blank
        elif zones[-1].depth == _UNKNOWN:
            zones[-1] = zones[-1]._replace(depth=line.depth)
        elif ended or line.depth != zones[-1].depth:
            zones.append(Zone(line.depth))
            ended = False
        placed.append((len(zones) - 1, line))
    return zones, placed
