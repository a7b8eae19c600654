"""The bot's words: data files, a folder a language, looked up by a dotted name.

English is whole. What another language lacks is said in English rather than not at all.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Self

import yaml

FALLBACK: Final = "en"


class WordingError(KeyError):
    """A wording that the code asks for is missing from the data files."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words. Every look-up that is in no file is an error, never an empty message."""

    language: str
    version: str
    own: frozenset[str]
    """Names of the wordings that are in this language and not only in the fallback."""
    _entries: Mapping[str, str | list[str]]

    @classmethod
    def load(cls, language: str) -> Self:
        """Read a language's files from the package.

        Raises:
            WordingError: there is no such language.
        """
        own = _read(language)
        entries = own if language == FALLBACK else {**_read(FALLBACK), **own}
        return cls(language, str(entries["version"]), frozenset(own), entries)

    def has(self, name: str) -> bool:
        """Tell whether there is a wording of this name."""
        return name in self._entries

    def text(self, name: str, **values: str) -> str:
        """Give one text with its placeholders filled."""
        entry = self._entries.get(name)
        if not isinstance(entry, str):
            raise WordingError(name)
        return entry.format(**values) if values else entry

    def lines(self, name: str, **values: str) -> tuple[str, ...]:
        """Give a list of texts with their placeholders filled."""
        entry = self._entries.get(name)
        if not isinstance(entry, list):
            raise WordingError(name)
        return tuple(line.format(**values) if values else line for line in entry)


@cache
def languages() -> tuple[str, ...]:
    """Name the languages that have words, as in `en`."""
    folders = (entry for entry in resources.files("bot.wording").iterdir() if entry.is_dir())
    return tuple(sorted(folder.name for folder in folders if not folder.name.startswith("_")))


def nearest(wish: str) -> str:
    """Give the language that is spoken for a wish such as `fr-CA`; English where there is none."""
    language = wish.replace("_", "-").partition("-")[0].lower()
    return language if language in languages() else FALLBACK


def words() -> Wording:
    """Give the words of the language that is spoken here."""
    return _loaded(_spoken.get())


@contextmanager
def speaking(wish: str) -> Iterator[None]:
    """Speak the nearest language to the wish within the block, in this task only."""
    token = _spoken.set(nearest(wish))
    try:
        yield
    finally:
        _spoken.reset(token)


_spoken: ContextVar[str] = ContextVar("language", default=FALLBACK)
_loaded = cache(Wording.load)


def _read(language: str) -> dict[str, str | list[str]]:
    folder = resources.files("bot.wording") / language
    if language not in languages():
        raise WordingError(language)
    entries: dict[str, str | list[str]] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        entries.update(_flat("", yaml.safe_load(file.read_text("utf-8"))))
    return entries


def _flat(prefix: str, value: object) -> list[tuple[str, str | list[str]]]:
    if isinstance(value, dict):
        return [pair for key, entry in value.items() for pair in _flat(f"{prefix}.{key}" if prefix else key, entry)]
    return [(prefix, [str(line) for line in value] if isinstance(value, list) else str(value))]
