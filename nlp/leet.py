"""Digits and signs that stand for letters inside a word (`T3legram`, `p@yment`)."""

import re
from collections.abc import Iterator
from enum import IntEnum
from importlib.resources import files
from itertools import islice, product
from typing import NamedTuple

from nlp.draft import Draft, Edit
from nlp.words import rarity

_LETTERS_OF = {
    "0": "o",
    "1": "li",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "8": "b",
    "@": "a",
    "$": "s",
    "!": "il",
    "|": "li",
}
"""What a sign can stand for, the likelier letter first."""
_LETTER_OF = str.maketrans({sign: min(letters) for sign, letters in _LETTERS_OF.items()})
_TOKEN = re.compile(r"(?<![^\s(\"'*_,;:>-])[A-Za-z]*[0134578@$!|][A-Za-z0134578@$!|]*(?![^\s).,;:!?\"'*_<-])")
_STAND_IN = re.compile(r"[A-Za-z][0134578@$!|]|[0134578@$!|][A-Za-z]")
_SIGN = re.compile(r"[0134578@$!|]")
_DIGITS_INSIDE = re.compile(r"[A-Za-z]?[a-z]*(?:[013457][a-z]+)+")
_NUMBER = re.compile(r"(?i:[$]?\d+(?:am|pm|k|m|bn|mn|kg|km|ml|mm|gb|mb|(?<=1)st|(?<=2)nd|(?<=3)rd|th)?)")
"""`10am`, `3rd`: never letters in disguise."""
_UNREAD = re.compile(r"\|(?!\w)|\d+[.,]\d")
"""A stroke between two things, and a number with a part behind a comma or point."""
_NAME = re.compile(r"[A-Z]{1,4}\d+|@.*")
"""`MI5`, `@name`: letters in disguise only where they make a word."""
_SENTENCE_END = re.compile(r"(?:[.!?]\s+|\n\s*)$")
_MIN_LETTERS = 5
"""Below that, names of things look the same (`log4j`, `h264`): only known words are folded."""
_MIN_WORD = 4
_SHORTEST = 3
_LONGEST_NUMBER = 2
_MOST_READINGS = 16
_GIVEAWAYS = 3
"""From so many words in disguise on, whatever can be read as a word is."""
_MANY_GIVEAWAYS = 6
"""From so many on, that holds for numbers too: `70` is *to*."""
_CONTRACTED = frozenset({"t", "s", "m", "d", "ll", "re", "ve"})
"""What stands behind an apostrophe."""
_COMMON = 300
_LISTED = frozenset(files("nlp").joinpath("leet_words.txt").read_text("utf-8").split())


class _Certainty(IntEnum):
    """How likely a token is a word in disguise; also how many sure ones it takes before it is read as one."""

    SURE = 0
    DOUBTFUL = _GIVEAWAYS
    NUMBER = _MANY_GIVEAWAYS


class _Reading(NamedTuple):
    start: int
    end: int
    word: str
    certainty: _Certainty


def fold_leet(draft: Draft) -> Draft:
    """Read digits and signs inside a word as letters, where that makes a known word or one of five letters.

    Addresses, links and codes in capitals are left as they are. A text with several such words is in disguise: there
    short words, and those that begin or end with a sign, are read as well, and in the end numbers.
    """
    if not _STAND_IN.search(draft.text):
        return draft
    readings = list(_readings(draft.text))
    sure = sum(reading.certainty is _Certainty.SURE for reading in readings)
    return draft.edited(Edit(*reading[:3]) for reading in readings if reading.certainty <= sure)


def _readings(text: str) -> Iterator[_Reading]:
    for match in _TOKEN.finditer(text):
        start, token = match.start(), match.group()
        token = token if len(token) == 1 else token.rstrip("!|")
        end = start + len(token)
        if not _SIGN.search(token) or _UNREAD.match(text, start, end + 2):
            continue
        contracted = text[max(0, start - 1) : start] == "'"
        word = _word(token, contracted=contracted)
        if word and (certainty := _certainty(token, word, contracted=contracted)) is not None:
            yield _Reading(start, end, _cased(word, token, text, start), certainty)
        elif not word and not _is_name(token):
            letters = f"{token[:-1]}l" if token[-1] in "1|" else token
            yield _Reading(start, end, letters.translate(_LETTER_OF), _run(token))


def _certainty(token: str, word: str, *, contracted: bool) -> _Certainty | None:
    if contracted and word in _CONTRACTED:
        return _Certainty.DOUBTFUL
    if _NUMBER.fullmatch(token):
        common = (rarity(word) or 0) < _COMMON
        return _Certainty.NUMBER if common and len(token) <= _LONGEST_NUMBER else None
    return _Certainty.SURE if word in _LISTED or _is_disguise(token) else _Certainty.DOUBTFUL


def _word(token: str, *, contracted: bool) -> str | None:
    """The listed or else the commonest word that the token can be read as, in lower case."""
    letters = [_LETTERS_OF.get(letter, letter) for letter in token.lower()]
    readings = list(map("".join, islice(product(*letters), _MOST_READINGS)))
    known = _LISTED | _CONTRACTED if contracted else _LISTED
    ranked = [(-1 if word in known else rarity(word), word) for word in readings]
    return min(((place, word) for place, word in ranked if place is not None), default=(0, None))[1]


def _is_name(token: str) -> bool:
    """Whether it looks like a code, an account's name, or a number, alone or grown together with its word."""
    rest = token.lstrip("0123456789$")
    few = sum(map(str.isalpha, token)) < _SHORTEST
    return few or bool(_NAME.fullmatch(token)) or bool(_NUMBER.fullmatch(token)) or rarity(rest) is not None


def _cased(word: str, token: str, text: str, place: int) -> str:
    """The word in the token's own capitals; where a sign stands for its first letter, as the place asks for."""
    if sum(map(str.isupper, token)) > 1 and not any(map(str.islower, token)):
        return word.upper()
    if token[0].isalpha():
        return "".join(
            new if old.islower() or not old.isalpha() else new.upper() for new, old in zip(word, token, strict=True)
        )
    starts = place == 0 or _SENTENCE_END.search(text, max(0, place - 3), place)
    return word[0].upper() + word[1:] if starts or word == "i" else word


def _is_disguise(token: str) -> bool:
    """Whether a sign stands where no number would: `team5` and `4star` are ordinary."""
    inside = _SIGN.search(token[1:-1])
    return len(token) >= _MIN_WORD and (bool(inside) or len(_SIGN.findall(token)) > 1) and not token[-2:].isdigit()


def _run(token: str) -> _Certainty:
    inside = bool(_DIGITS_INSIDE.fullmatch(token)) and sum(map(str.isalpha, token)) >= _MIN_LETTERS
    return _Certainty.SURE if inside else _Certainty.DOUBTFUL
