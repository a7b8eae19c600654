"""Puts words together again that were spelled out, wrapped or split, so that they can be read as words."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter

from nlp.draft import Draft, Edit
from nlp.words import is_word, known_words, rarity

_SPACED = re.compile(r"(?<![^\W_])([^\W\d_])([ \-._*|~\u00b7\u2022])[^\W\d_](?:\2[^\W\d_]){2,}(?![^\W_])")
_SPACED_SHORT = re.compile(r"(?<![^\W_])([^\W\d_])([ \-._*|~\u00b7\u2022])[^\W\d_](?:\2[^\W\d_])*(?![^\W_])")
"""The same from two letters on."""
_MIN_DIFFERENT = 3
"""A spaced word spells something; `x x x x` does not."""
_GIVEAWAYS = 3
"""From so many words in one disguise on, the doubtful ones are taken for disguised too."""
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_WRAPPING = re.compile(r"-[ \t]*\n")
_WRAPPED = re.compile(r"(?<![^\W\d_])([A-Za-z]{2,30})-[ \t]*\n[ \t]*([a-z]{2,30})(?![^\W\d_])")
_SPLIT = re.compile(r"(?<![\w'.@/-])([A-Za-z]{1,20}) ([a-z]{1,20})(?![\w'@/-]|\.\w)")
_MIN_SPLIT = 5
"""Letters of a word that a space may stand in."""
_FEW_SPLITS = 2
_LONG_ODD = 4
"""Letters of a run that is no word, from which on it is not an abbreviation beside a common word."""
_SENTENCE_MARKS = ".,;:!?\n"
_COMMON = 300
"""Place in the order of frequency up to which a word stands beside anything."""


def join_spaced_words(draft: Draft) -> Draft:
    """Join `W h a t s` and `l-e-t-t-e-r`: four or more single letters with one and the same separator.

    Where that is a habit, two letters are enough.
    """
    spelled = [match for match in _SPACED.finditer(draft.text) if _spells(match.group()[::2])]
    found = spelled if len(spelled) < _GIVEAWAYS else _SPACED_SHORT.finditer(draft.text)
    return draft.edited(
        Edit(place, place + 1, "")
        for match in found
        if _joins(match.group()[::2])
        for place in range(match.start() + 1, match.end(), 2)
    )


def _spells(letters: str) -> bool:
    return letters.lower() not in _ALPHABET and len(set(letters)) >= _MIN_DIFFERENT and _joins(letters)


def join_wrapped_words(draft: Draft) -> Draft:
    """Join words that a line's end cut in two with a hyphen; a hyphen between two whole words stays."""
    if not _WRAPPING.search(draft.text):
        return draft
    return draft.edited(
        Edit(match.end(1), match.start(2), "-" if not is_word(match[1] + match[2]) and _both(match) else "")
        for match in _WRAPPED.finditer(draft.text)
    )


def join_split_words(draft: Draft) -> Draft:
    """Join `ve rify`: two runs of letters that are a word together and none each, or where it is a habit, not both.

    Where it is a strong habit, `in vest` is joined too.
    """
    if not _may_be_split(draft.text):
        return draft
    pairs = [_Pair(match) for match in _pairs(draft.text)]
    sure = _apart(pair for pair in pairs if pair.odd)
    if len(sure) < _FEW_SPLITS and not any(pair.odd > 1 for pair in sure):
        return draft
    chosen = sure if len(sure) < _GIVEAWAYS else _apart((*sure, *pairs))
    return draft.edited(Edit(pair.match.end(1), pair.match.start(2), "") for pair in chosen)


class _Pair:
    """Two runs of letters that are a word together; `odd` of them show that they belong together."""

    def __init__(self, match: re.Match[str]) -> None:
        self.match = match
        odd = [part for part in match.groups() if not is_word(part)]
        self.odd = 0 if _common(match) and max(map(len, odd), default=0) < _LONG_ODD else len(odd)


def _apart(pairs: Iterable[_Pair]) -> list[_Pair]:
    """Of pairs that share a run the first given, in the order of the text."""
    chosen: dict[int, _Pair] = {}
    for pair in pairs:
        start, middle = pair.match.start(1), pair.match.start(2)
        if not {start, middle} & chosen.keys():
            chosen |= {start: pair, middle: pair}
    return [pair for start, pair in sorted(chosen.items(), key=itemgetter(0)) if start == pair.match.start(1)]


def _may_be_split(text: str) -> bool:
    """Whether a quick look finds a pair to join: few texts have one."""
    runs = text.split(" ")
    odd = {run for run in set(runs) - known_words() if run.isalpha() and run.islower()}
    if not odd:
        return False
    pairs = ((one, two.rstrip(_SENTENCE_MARKS)) for one, two in pairwise(runs) if one in odd or two in odd)
    return any(one.isalpha() and two.isalpha() and is_word(one + two) for one, two in pairs)


def _pairs(text: str) -> Iterator[re.Match[str]]:
    """Neighbours that are a word together; one run may be in two of them."""
    place = 0
    while match := _SPLIT.search(text, place):
        place = match.start(2)
        if len(match[1] + match[2]) >= _MIN_SPLIT and is_word(match[1] + match[2]):
            yield match


def _both(match: re.Match[str]) -> bool:
    return is_word(match[1]) and is_word(match[2])


def _common(match: re.Match[str]) -> bool:
    """Whether one of them is a word like `and` or `is`, which stands beside anything."""
    return any((place := rarity(part)) is not None and place < _COMMON for part in match.groups())


def _joins(letters: str) -> bool:
    """Whether the letters belong to an alphabet that writes words without gaps and with cases."""
    return all(letter.lower() != letter.upper() for letter in letters)
