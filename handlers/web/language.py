"""Which language a browser asks for, and the page's own words in it."""

import re
from collections.abc import Iterator
from html import escape
from typing import Final

from aiohttp import web

from bot.wording import FALLBACK, WordingError, languages, speaking, words

_WISH: Final = re.compile(r"\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3})\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*")
MOST_WISHES: Final = 20
_ROOMS: Final = ("surfaces.", "web.")
"""Beginnings of the names of all words that the page's script may need."""
_PLACE: Final = re.compile(r"\{\{ ([a-z_.]+) \}\}")


def wish(request: web.Request, fallback: str) -> str:
    """Give the language that the browser asks for most and that is spoken here; else the fallback."""
    header = request.headers.get("Accept-Language", "")
    found = [match for item in header.split(",")[:MOST_WISHES] if (match := _WISH.fullmatch(item))]
    for match in sorted(found, key=lambda match: -float(match[2] or 1)):
        if match[1].partition("-")[0].lower() in languages():
            return match[1]
    return fallback


def page_words() -> dict[str, str]:
    """Give every text that the page's script may need, in the language that is spoken here."""
    return dict(_texts())


def _texts() -> Iterator[tuple[str, str]]:
    with speaking(FALLBACK):
        names = sorted(name for name in words().own if name.startswith(_ROOMS))
    for name in names:
        try:
            yield name, words().text(name)
        except WordingError:  # a list of lines, which only messages have
            continue


def filled(page: str) -> str:
    """Put words into a page's places such as `{{ web.skip }}`, in the language that is spoken here.

    Raises:
        WordingError: the page asks for words that are in no file.
    """
    return _PLACE.sub(lambda place: escape(_word(place[1])), page)


def _word(name: str) -> str:
    return words().language if name == "language" else words().text(name)
