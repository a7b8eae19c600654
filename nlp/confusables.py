"""Letters that pass for Latin ones, and the words in which they are meant to."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import cache
from importlib.resources import files

from nlp.draft import Draft, Edit

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00aa\u00ba\u00c0-\u02af\u1d00-\u1dbf\u1e00-\u1eff\ua720-\ua7ff\uab30-\uab6f]")


@cache
def _table(prefix: str) -> dict[int, int]:
    rows = (line.split() for line in files("nlp").joinpath("confusables.txt").read_text("utf-8").splitlines())
    return {
        ord(letter): ord(row[0][-1])
        for row in rows
        if len(row) == 2 and row[0][:-1] == prefix and row[0][-1].isalpha()  # noqa: PLR2004 - letter, lookalikes
        for letter in row[1]
    }


LOOKALIKES = _table("")
"""Letters that look like an ASCII letter anywhere."""
MIXED_LOOKALIKES = LOOKALIKES | _table("~")
"""The same, and letters that look like one only among Latin letters."""

_ANY = re.compile("[" + "".join(map(chr, MIXED_LOOKALIKES)) + "]")
_ONLY_LOOKALIKES = re.compile("[" + "".join(map(chr, LOOKALIKES)) + "]+")


class _Script(Enum):
    LATIN = auto()
    OTHER = auto()
    MIXED = auto()
    """Latin letters and lookalikes in one word."""
    EITHER = auto()
    """Lookalikes only: the words beside it decide."""


def fold_lookalikes(draft: Draft) -> Draft:
    """Turn lookalikes into the Latin letters they imitate, and leave words of other scripts as they are.

    A word is folded where it holds Latin letters as well, or where it consists of lookalikes alone and the nearest
    plain words beside it are Latin. So a Cyrillic "o" in `pay` or `account` is
    folded and a Russian sentence is not.
    """
    if draft.text.isascii() or not _ANY.search(draft.text) or not _LATIN.search(draft.text):
        return draft
    return draft.edited(_edits(draft.text))


def _edits(text: str) -> Iterator[Edit]:
    words = list(_WORD.finditer(text))
    script_of = {letters: _script(letters) for letters in {word.group() for word in words}}
    scripts = [script_of[word.group()] for word in words]
    before = _nearest(scripts)
    after = reversed(_nearest(scripts[::-1]))
    for word, script, sides in zip(words, scripts, zip(before, after, strict=True), strict=True):
        if script is _Script.MIXED:
            yield Edit(word.start(), word.end(), word.group().translate(MIXED_LOOKALIKES))
        elif script is _Script.EITHER and _Script.LATIN in sides and _Script.OTHER not in sides:
            yield Edit(word.start(), word.end(), word.group().translate(LOOKALIKES))


def _nearest(scripts: list[_Script]) -> list[_Script]:
    """For each word the script of the last word before it that shows one; EITHER where none does."""
    nearest = _Script.EITHER
    found = []
    for script in scripts:
        found.append(nearest)
        if script is not _Script.EITHER:
            nearest = _Script.LATIN if script is _Script.MIXED else script
    return found


def _script(letters: str) -> _Script:
    if letters.isascii():
        return _Script.LATIN
    if not _ANY.search(letters):
        return _Script.LATIN if _LATIN.search(letters) else _Script.OTHER
    latin = len(_LATIN.findall(letters))
    if not latin:
        return _Script.EITHER if _ONLY_LOOKALIKES.fullmatch(letters) else _Script.OTHER
    strangers = sum(ord(letter) not in MIXED_LOOKALIKES and not _LATIN.match(letter) for letter in letters)
    return _Script.MIXED if strangers == 0 or latin >= len(letters) - latin else _Script.OTHER
