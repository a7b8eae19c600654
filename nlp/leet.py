"""Digits and signs that stand for letters inside a word (`T3legram`, `p@yment`)."""

import re
from collections.abc import Iterator
from importlib.resources import files

from nlp.draft import Draft, Edit

_LETTER_OF = str.maketrans("01345789@$!|", "oieastbgasil")
_TOKEN = re.compile(r"(?<![^\s(\"'*_,;])[A-Za-z@$][A-Za-z]*[013457@$!|][A-Za-z013457@$!|]*(?![^\s).,;:!?\"'*_-])")
_DIGITS_INSIDE = re.compile(r"[A-Za-z]?[a-z]*(?:[013457][a-z]+)+")
_STAND_IN = re.compile(r"[A-Za-z][013457@$!|]|[@$][A-Za-z]")
_MIN_LETTERS = 5
"""Below that, names of things look the same (`log4j`, `h264`): only listed words are folded."""
_LISTED = frozenset(files("nlp").joinpath("leet_words.txt").read_text("utf-8").split())


def fold_leet(draft: Draft) -> Draft:
    """Read digits and signs inside a word as letters, where the word has five letters or is on a short list.

    Addresses, links and codes in capitals are left as they are.
    """
    return draft.edited(_edits(draft.text)) if _STAND_IN.search(draft.text) else draft


def _edits(text: str) -> Iterator[Edit]:
    for match in _TOKEN.finditer(text):
        token = match.group().rstrip("!|")
        read = token.translate(_LETTER_OF)
        if read != token and (read.lower() in _LISTED or _digits_inside(token)):
            yield Edit(match.start(), match.start() + len(token), read)


def _digits_inside(token: str) -> bool:
    return bool(_DIGITS_INSIDE.fullmatch(token)) and sum(map(str.isalpha, token)) >= _MIN_LETTERS
