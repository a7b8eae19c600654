"""The notation of rule patterns: one line of words becomes one frozen `Pattern`. See `nlp/rules/README.md`."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

WINDOW_IN_SENTENCE = 23
"""Words within which the parts of an `&` pattern must stand, in one sentence."""
WINDOW_ACROSS = 39
"""Words within which the parts of an `&&` pattern must stand; sentences may end between them."""
LONGEST_WINDOW = 60
"""Widest window that `&N` or `&&N` may ask for, in words."""
MOST_GAP = 12
"""Longest gap that `*N` may ask for, in words."""

_REMEMBERED = 4_096
_SEPARATOR = re.compile(r"(&+)(\d*)")


class NotationError(ValueError):
    """A pattern that cannot be read. Its message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a pattern: any of several words, after a gap of at most `gap` free words."""

    choices: tuple[str, ...]
    gap: int = 0
    optional: bool = False


Phrase = tuple[Element, ...]
"""Words that stand one after the other in one sentence."""


@dataclass(frozen=True, slots=True)
class Role:
    """A part that any phrase of some roles (`words/roles.yml`) may fill, or one of some words."""

    names: tuple[str, ...]
    choices: tuple[str, ...] = ()


Part = Phrase | Role


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of a rule: a single part, or several that must stand near each other in any order."""

    line: str
    parts: tuple[Part, ...]
    window: int = WINDOW_IN_SENTENCE
    across: bool = False
    """True where the parts may stand in different sentences."""


@lru_cache(_REMEMBERED)
def parse(line: str) -> Pattern:
    """Read one pattern line. A line is read when its file is checked, and again when it is made ready.

    Raises:
        NotationError: says which piece is wrong and how to write it.
    """
    words = line.split()
    joints = {word for word in words if word.startswith("&")}
    if len(joints) > 1:
        raise NotationError(f"“{line}” mixes {' and '.join(sorted(joints))}: use one of them throughout a line")
    across, window = _joint(min(joints), line) if joints else (False, WINDOW_IN_SENTENCE)
    return Pattern(line, tuple(_part(part, line) for part in _split(words)), window, across)


def parse_phrase(line: str) -> Phrase:
    """Read one line of a role: a phrase without `&` and without roles.

    Raises:
        NotationError: says which piece is wrong and how to write it.
    """
    words = line.split()
    if any(word.startswith("&") or "%" in word for word in words):
        raise NotationError(f"“{line}”: a role is made of plain phrases; write & and %ROLE in a rule's pattern instead")
    return _phrase(words, line)


def _joint(mark: str, line: str) -> tuple[bool, int]:
    """Whether sentences may end between the parts, and the window in words."""
    read = _SEPARATOR.fullmatch(mark)
    across = read is not None and read[1] == "&&"
    if not read or len(read[1]) > len("&&"):
        raise NotationError(f"“{line}”: join parts with &, &&, &N or &&N, not “{mark}”")
    if not read[2]:
        return across, WINDOW_ACROSS if across else WINDOW_IN_SENTENCE
    if not 1 <= int(read[2]) <= LONGEST_WINDOW:
        raise NotationError(f"“{line}”: write a window as &1 to &{LONGEST_WINDOW} words, not “{mark}”")
    return across, int(read[2])


def _split(words: list[str]) -> list[list[str]]:
    cuts = [-1, *(i for i, word in enumerate(words) if word.startswith("&")), len(words)]
    return [words[a + 1 : b] for a, b in pairwise(cuts)]


def _part(words: list[str], line: str) -> Part:
    if not any("%" in word for word in words):
        return _phrase(words, line)
    if len(words) > 1:
        raise NotationError(f"“{line}”: a %ROLE stands alone between two &; set it apart from the other words with &")
    choices = _element(words[0], 0, line).choices
    names = tuple(choice[1:] for choice in choices if choice.startswith("%"))
    return Role(names, tuple(choice for choice in choices if not choice.startswith("%")))


def _phrase(words: list[str], line: str) -> Phrase:
    elements: list[Element] = []
    gap = 0
    for word in words:
        if word.startswith("*"):
            gap = _gap(word, line)
            continue
        elements.append(_element(word, gap, line))
        gap = 0
    if gap or not elements or all(element.optional for element in elements):
        raise NotationError(f"“{line}”: each part needs a word that is not optional, and must not end in a gap")
    if elements[0].gap or elements[0].optional or elements[-1].optional:
        raise NotationError(f"“{line}”: a part must begin and end with a word that is needed; drop the gap or the ?")
    return tuple(elements)


def _gap(word: str, line: str) -> int:
    digits = word[1:]
    if not digits.isdecimal() or not 1 <= int(digits) <= MOST_GAP:
        raise NotationError(f"“{line}”: write a gap as *1 to *{MOST_GAP}, not “{word}”")
    return int(digits)


def _element(word: str, gap: int, line: str) -> Element:
    optional = word.endswith("?")
    choices = tuple(word.removesuffix("?").split("|"))
    if not all(choices):
        raise NotationError(f"“{line}”: “{word}” has an empty choice; remove the stray |")
    return Element(choices, gap, optional)
