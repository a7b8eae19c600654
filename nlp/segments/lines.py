"""Cuts a text into lines and sentences, with the quote marks before a line set apart."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

WRAPPED = 48
"""A line of fewer characters was ended by its writer; a longer one may go on in the next line."""

_QUOTE_MARKS = re.compile(r"[ \t]*(?:>[ \t]?)+")
_ENDS = ".!?:;…"
_END = re.compile(rf"[{_ENDS}][\"')\]”]{{0,3}}(\s+)")


class Line(NamedTuple):
    """One line. `start` to `body` are its quote marks; `body` to `end` its words, without white space around them."""

    start: int
    body: int
    end: int
    depth: int
    """How many quote marks stand before it."""

    @property
    def blank(self) -> bool:
        """Whether there are no words in it."""
        return self.body >= self.end


class Sentence(NamedTuple):
    """One sentence, or a line that is none; it may run over several lines."""

    start: int
    end: int
    zone: int
    """Number of the zone that it belongs to."""
    first: bool
    """Whether it begins a line."""
    opens: bool
    """Whether it begins a paragraph."""


def lines(text: str) -> Iterator[Line]:
    """Every line of the text, blank ones too."""
    start = 0
    for words in text.split("\n"):
        marks = _QUOTE_MARKS.match(words)
        prefix = marks.end() if marks else 0
        after = words[prefix:]
        body = start + prefix + len(after) - len(after.lstrip())
        yield Line(start, body, max(body, start + len(words.rstrip())), words.count(">", 0, prefix))
        start += len(words) + 1


def sentences(text: str, zoned: Iterable[tuple[int, Line]]) -> Iterator[Sentence]:
    """Cut lines, each given with the number of its zone, into sentences."""
    for zone, after_blank, group in _groups(text, zoned):
        start, first, opens = group[0].body, True, after_blank
        for line in group:
            for found in _END.finditer(text, line.body, line.end):
                yield Sentence(start, found.start(1), zone, first, opens)
                start, first, opens = found.end(), False, False
        yield Sentence(start, group[-1].end, zone, first, opens)


def _groups(text: str, zoned: Iterable[tuple[int, Line]]) -> Iterator[tuple[int, bool, list[Line]]]:
    """Lines that may share a sentence, with their zone, and whether they open a paragraph."""
    group: list[Line] = []
    current, after_blank = -1, True
    for zone, line in zoned:
        if group and (line.blank or zone != current or not _goes_on(text, group[-1])):
            yield current, after_blank, group
            group, after_blank = [], False
        if line.blank or zone != current:
            after_blank = True
        if not line.blank:
            group.append(line)
        current = zone
    if group:
        yield current, after_blank, group


def _goes_on(text: str, line: Line) -> bool:
    return line.end - line.body >= WRAPPED and text[line.end - 1] not in _ENDS
