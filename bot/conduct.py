"""Telling a concern about a colleague from an approach from outside: the former does not belong into a channel.

Words and not a model: there are no texts to learn from, and there must not be any. They stand in `conduct.yml`, in
English only, like the reading's; in every language the person can say "This is about a colleague".
"""

import re
from importlib import resources
from typing import Final

import yaml

LOOKED_AT: Final = 4_000
"""A concern is said early; a long text is somebody else's."""
NEAR: Final = 240
"""Characters after a suspicion within which its deed is named."""

_PLACE: Final = re.compile(r"\{([a-z]+)\}")
_GAP: Final = r"(?:(?!\b(?:says?|said|thinks?|wrote|and I)\b)[^.!?\n]){0,60}?"
"""Between a colleague and what they do; what a colleague says is somebody else's deed."""
_BEFORE: Final = r"(?<!which of )(?<!former )(?<!old )"
_AFTER: Final = r"\b(?!['\u2019]s? (?:account|screen|e-?mail|phone number|name))"


def _read() -> dict[str, str]:
    """Give each list of the file as one expression."""
    loaded = yaml.safe_load((resources.files("bot") / "conduct.yml").read_text("utf-8"))
    words = loaded.pop("words")

    def filled(line: str) -> str:
        return _PLACE.sub(lambda found: filled(words[found.group(1)]), line)

    return {name: rf"\b(?:{'|'.join(map(filled, lines))})" for name, lines in loaded.items()}


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_SIGNS: Final = _read()
_COLLEAGUE: Final = f"{_BEFORE}{_SIGNS['colleagues']}{_AFTER}"
_DOES: Final = _compiled(_COLLEAGUE + _GAP + _SIGNS["deeds"])
_REPORTED: Final = _compiled(f"{_SIGNS['reports']} {_COLLEAGUE}")
_SUSPECTED: Final = _compiled(rf"{_SIGNS['suspects']}[^.!?\n]{{0,40}}?{_COLLEAGUE}")
_THEY_DO: Final = _compiled(rf"\b(?:he|she|they)\b{_GAP}{_SIGNS['deeds']}")
_FROM_OUTSIDE: Final = _compiled(_SIGNS["from_outside"])
_IN_GENERAL: Final = _compiled(_SIGNS["in_general"])


def about_colleague(text: str) -> bool:
    """Tell whether a text in the person's own words is about what a colleague does, and not about an approach.

    Errs towards no: whoever was approached is a victim and not a suspect, and the person can still say
    "This is about a colleague".
    """
    said = text[:LOOKED_AT]
    if _FROM_OUTSIDE.search(said) or _IN_GENERAL.search(said):
        return False
    return bool(_DOES.search(said) or _REPORTED.search(said)) or _suspected(said)


def _suspected(said: str) -> bool:
    """Tell whether a suspicion of a colleague is followed by a deed: "I am worried about my boss. He sells …"."""
    return any(_THEY_DO.search(said, found.end(), found.end() + NEAR) for found in _SUSPECTED.finditer(said))
