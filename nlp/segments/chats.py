"""Finds the marks that chat programs, and people who copy by hand, put before each turn of a conversation."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import cache

from nlp.segments.lines import Line
from nlp.segments.markers import document, line_pattern
from nlp.segments.marks import Mark

LONGEST_MARK = 100
"""Characters in which a mark must be over."""
FEWEST_STAMPED = 2
MOST_SPEAKERS = 3
"""Names with a time of day that stand for more than so many speakers, none of them twice, are an agenda."""
FEWEST_NAMED = 3
MOST_NAME_WORDS = 5
_TWO = 2

_TIME = re.compile(r"\d[:.h]\d\d")
_ANNOUNCED = ("following message", "folgende Nachricht", "message suivant", "messages suivants")
_LABEL = re.compile(r"[^\n:]{1,60}:(?:\s|$)")

Numbered = Sequence[tuple[int, Line]]
Found = dict[int, Mark]


def chat_marks(text: str, lines: Sequence[Line], taken: Container[int]) -> Found:
    """Marks of turns, by the number of the line; empty where the text is no conversation. Linear in the text.

    Lines whose number is `taken` are left alone.
    """
    free = [(number, line) for number, line in enumerate(lines) if number not in taken and not line.blank]
    found: Found = {}
    if _may_hold_mark(text):
        found = dict(_sure(text, free))
        found |= _stamped(text, free, sure=bool(found))
    found = found or _named(text, free)
    return dict(_between(text, free)) | found if found else found


def _may_hold_mark(text: str) -> bool:
    return _TIME.search(text) is not None or any(words in text for words in _ANNOUNCED)


def _sure(text: str, lines: Numbered) -> Iterator[tuple[int, Mark]]:
    """Marks that nothing else looks like: a time in brackets with a name, or LinkedIn's own sentence."""
    inline, alone = line_pattern("chat", "inline"), line_pattern("chat", "alone")
    for number, line in lines:
        words = text[line.body : min(line.end, line.body + LONGEST_MARK)]
        if not _may_hold_mark(words):
            continue
        if found := inline.match(words):
            yield number, _turn(found, line.body + found.end())
        elif line.end - line.body < LONGEST_MARK and (found := alone.match(words)):
            yield number, _turn(found, line.end)


def _stamped(text: str, lines: Numbered, *, sure: bool) -> Found:
    """A name and a time of day, in one line or two; an agenda looks alike."""
    found: Found = {}
    above = ""
    for place, (number, line) in enumerate(lines):
        words = text[line.body : min(line.end, line.body + LONGEST_MARK)]
        if _TIME.search(words):
            if mark := _name_and_time(words, line.end):
                found[number] = mark
            elif place and (mark := _name_and_time(f"{above}  {words}", line.end)):
                upper, upper_line = lines[place - 1]
                found |= {upper: mark._replace(body=upper_line.end), number: mark}
        above = words
    return found if sure or _is_conversation(frozenset(number for number, _ in lines), found) else {}


def _name_and_time(words: str, end: int) -> Mark | None:
    found = line_pattern("chat", "stamped").match(words)
    return _turn(found, end) if found and len(found[1].split()) <= MOST_NAME_WORDS else None


def _is_conversation(said: Container[int], found: Found) -> bool:
    """Tell whether the marks are turns: there is something said below most, and somebody speaks again."""
    starts = [number for number in found if number + 1 not in found]
    speakers = Counter(found[number].author for number in starts)
    followed = sum(number + 1 in said for number in starts)
    again = len(speakers) <= MOST_SPEAKERS or max(speakers.values()) > 1
    return len(starts) >= FEWEST_STAMPED and followed * 2 >= len(starts) and again


def _named(text: str, lines: Numbered) -> Found:
    """Bare names with a colon: they are turns where somebody speaks again, or where "Me:" answers another."""
    found: Found = {}
    for number, line in lines:
        if _LABEL.match(text, line.body, line.end):
            label = line_pattern("chat", "named").match(text[line.body : min(line.end, line.body + LONGEST_MARK)])
            if label and _key(label[1]) not in _never_names():
                found[number] = Mark(line.body + label.end(), label[1], turn=True)
    speakers = Counter(_key(mark.author) for mark in found.values())
    own = {name for name in speakers if name in _own("always")}
    own |= {name for name in speakers if name in _own("where_two_speak") and speakers[name] > 1}
    again = len(found) >= FEWEST_NAMED and max(speakers.values()) > 1
    if len(speakers) < _TWO or not (own or again):
        return {}
    return {
        number: mark._replace(own=True, to_blank=True) if _key(mark.author) in own else mark
        for number, mark in found.items()
    }


def _between(text: str, lines: Numbered) -> Iterator[tuple[int, Mark]]:
    """What programs put between turns: dates, "Seen", a link to the profile."""
    pattern = line_pattern("chat", "between")
    for number, line in lines:
        if line.end - line.body < LONGEST_MARK and pattern.match(text[line.body : line.end]):
            yield number, Mark(line.end, between=True)


def _turn(found: re.Match[str], body: int) -> Mark:
    author = next(group for group in found.groups() if group).strip()
    return Mark(body, author, turn=True, own=_key(author) in _own("always") | _own("where_two_speak"))


def _key(author: str) -> str:
    return author.strip(" *_").lower()


@cache
def _own(when: str) -> frozenset[str]:
    return frozenset(document("chat")["own"][when])


@cache
def _never_names() -> frozenset[str]:
    return frozenset(document("chat")["labels"]["never_names"])
