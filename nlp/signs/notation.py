"""The notation of rule patterns: one line of words becomes one frozen `Pattern`. See `nlp/rules/README.md`."""

from dataclasses import dataclass
from itertools import pairwise

WINDOW_IN_SENTENCE = 23
"""Words within which the parts of an `&` pattern must stand, in one sentence."""
WINDOW_ACROSS = 39
"""Words within which the parts of an `&&` pattern must stand; sentences may end between them."""
MOST_GAP = 12
"""Longest gap that `*N` may ask for, in words."""


class NotationError(ValueError):
    """A pattern that cannot be read. Its message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a pattern: any of several words, after a gap of at most `gap` free words."""

    choices: tuple[str, ...]
    gap: int = 0
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of a rule: a single phrase, or several parts that must stand near each other in any order."""

    line: str
    parts: tuple[tuple[Element, ...], ...]
    window: int = WINDOW_IN_SENTENCE
    across: bool = False
    """True where the parts may stand in different sentences."""


def parse(line: str) -> Pattern:
    """Read one pattern line.

    Raises:
        NotationError: says which piece is wrong and how to write it.
    """
    words = line.split()
    if "&" in words and "&&" in words:
        raise NotationError(f"“{line}” mixes & and &&: use one of them in a line")
    across = "&&" in words
    parts = tuple(_phrase(part, line) for part in _split(words, "&&" if across else "&"))
    return Pattern(line, parts, WINDOW_ACROSS if across else WINDOW_IN_SENTENCE, across)


def _split(words: list[str], separator: str) -> list[list[str]]:
    cuts = [-1, *(i for i, word in enumerate(words) if word == separator), len(words)]
    return [words[a + 1 : b] for a, b in pairwise(cuts)]


def _phrase(words: list[str], line: str) -> tuple[Element, ...]:
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
