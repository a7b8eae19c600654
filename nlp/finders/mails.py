"""E-mail addresses in text, defanged ones too."""

import re
from collections.abc import Iterator

import re2

from nlp.finders.found import Found
from nlp.finders.linear import WORD, linear
from nlp.finders.urls import DOT, HOST, refanged
from nlp.model import ObservableKind
from nlp.suffixes import is_top_level

_LOCAL = rf"[{WORD}][{WORD}.%+'-]*"
_AT = r"\s?[\[({]\s?(?:@|at)\s?[\])}]\s?"
_ADDRESS = linear(rf"{_LOCAL}(?:@|{_AT}){HOST}")
_SPELLED = linear(rf"\b([{WORD}.%+-]+)(?: at |@)([{WORD}-]+(?: dot [{WORD}-]+)* dot [a-z][a-z]+)\b")
_SPELLED_AT = linear(rf"\b{_LOCAL}(?: dot {_LOCAL})? at [{WORD}-]+{DOT}(?:com|net|org|io|me|co\.uk|de|fr|ru|cn)\b")


def find_mails(text: str) -> Iterator[Found]:
    """Find e-mail addresses: `a@b.com`, `a[at]b[.]com`, `a at b dot com`."""
    for match in _ADDRESS.finditer(text):
        yield from _found(re.sub(r"\s?[\[({]\s?(?:@|at)\s?[\])}]\s?", "@", match.group(), flags=re.IGNORECASE), match)
    if " dot " in text.lower():
        for match in _SPELLED.finditer(text):
            yield from _found(f"{match.group(1)}@{match.group(2).lower().replace(' dot ', '.')}", match)
    if " at " in text.lower():
        for match in _SPELLED_AT.finditer(text):
            yield from _found(match.group().replace(" dot ", ".").replace(" at ", "@"), match)


def _found(value: str, match: re2._Match) -> Iterator[Found]:
    value = refanged(value)
    if is_top_level(re.split("[.\u3002\uff0e\uff61]", value)[-1]):
        yield Found(ObservableKind.EMAIL, value, match.start(), match.end())
