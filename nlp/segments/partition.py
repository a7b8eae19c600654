"""Cuts a text into its parts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from nlp.model import Role, Segment
from nlp.segments.boilerplate import boilerplate, signatures
from nlp.segments.chats import chat_marks
from nlp.segments.forwarder import forwarder
from nlp.segments.lines import Sentence, lines, sentences
from nlp.segments.mails import mail_marks
from nlp.segments.markers import Page, wording
from nlp.segments.zones import Zone, zoned

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Lone ones, which RE2 does not take. Offsets stay."""
_SPECIAL = (
    "boilerplate/footer",
    "boilerplate/disclaimer",
    "boilerplate/closing",
    "boilerplate/hyphens",
    "forwarder/verdict",
    "forwarder/receipt",
    "forwarder/aside",
)
"""Where none of these wordings occurs, all sentences are somebody's message."""


class _Piece(NamedTuple):
    start: int
    end: int
    role: Role
    zone: int


def segment(text: str) -> tuple[Segment, ...]:
    """Say what each part of a text is: in order, not overlapping, and covering all that can be seen.

    A plain message is one segment; a blank text has none. Never raises; the time taken is linear in the text.
    """
    text = text if text.isascii() else _SURROGATE.sub("\ufffd", text)
    cut = list(lines(text))
    marks = mail_marks(text, cut)
    marks |= chat_marks(text, cut, marks)
    zones, placed = zoned(cut, marks)
    found = list(sentences(text, placed))
    roles = _roles(text, found, zones)
    pieces = [_Piece(item.start, item.end, role, item.zone) for item, role in zip(found, roles, strict=True)]
    for number, mark in marks.items():
        start = cut[number].body
        pieces.append(_Piece(start, start + len(text[start : mark.body].rstrip()), Role.HEADER, -1))
    pieces.sort()
    return tuple(_segment(piece, zones) for piece in _covering(text, _merged(pieces)))


def _roles(text: str, found: Sequence[Sentence], zones: Sequence[Zone]) -> list[Role]:
    """The role of each sentence."""
    page = Page.of(text[item.start : item.end] for item in found)
    special = _special(page, found, zones) if wording(*_SPECIAL).on(page) else {}
    return [
        special.get(number) or (Role.TURN if zones[item.zone].turn else Role.MESSAGE)
        for number, item in enumerate(found)
    ]


def _special(page: Page, found: Sequence[Sentence], zones: Sequence[Zone]) -> dict[int, Role]:
    """The role of each sentence that is no message."""
    special = boilerplate(page)
    by_zone = {
        zone: [number for number, _ in members if number not in special]
        for zone, members in groupby(enumerate(found), key=lambda pair: pair[1].zone)
    }
    ended = chain.from_iterable(map(_runs, by_zone.values()))
    special |= dict.fromkeys(signatures(page, found, ended), Role.SIGNATURE)
    above = [number for number in by_zone.get(0, ()) if number not in special] if zones[0].depth == 0 else []
    below = [number for number in _last_words(found, zones, by_zone) if number not in special]
    remarks = forwarder(page, found, above, below, forwarded=len(zones) > 1)
    return special | dict.fromkeys(remarks, Role.FORWARDER)


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Split numbers where some are missing: a legal notice ends a message as the end of the text does."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        yield [number for _, number in run]


def _last_words(found: Sequence[Sentence], zones: Sequence[Zone], by_zone: dict[int, list[int]]) -> list[int]:
    """Sentences that may be remarks below the message: below a turn, only those of a paragraph of their own."""
    if not found or zones[found[-1].zone].depth > 0:
        return []
    last = by_zone[found[-1].zone]
    if not zones[found[-1].zone].turn:
        return last
    opening = max((place for place, number in enumerate(last) if found[number].opens), default=0)
    return last[opening:] if opening else []


def _merged(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Join neighbours of one role and one hand."""
    for _, members in groupby(pieces, key=lambda piece: (piece.role, piece.zone)):
        first, *others = members
        yield first._replace(end=others[-1].end) if others else first


def _covering(text: str, pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Give what stands between two pieces, such as quote marks, to the second."""
    done = 0
    last: _Piece | None = None
    for piece in pieces:
        if last:
            yield last
        between = text[done : piece.start]
        last = piece._replace(start=piece.start - len(between.lstrip()))
        done = piece.end
    rest = text[done:].rstrip()
    if last:
        yield last._replace(end=done + len(rest)) if rest else last
    elif rest:
        yield _Piece(len(rest) - len(rest.lstrip()), len(rest), Role.MESSAGE, 0)


def _segment(piece: _Piece, zones: Sequence[Zone]) -> Segment:
    if piece.role is not Role.TURN:
        return Segment(piece.role, piece.start, piece.end, own=piece.role is Role.FORWARDER)
    zone = zones[piece.zone]
    return Segment(piece.role, piece.start, piece.end, zone.author, zone.own)
