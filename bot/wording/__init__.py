"""The bot's words: data files, each with a version, looked up by a dotted name."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Self

import yaml


class WordingError(KeyError):
    """A wording that the code asks for is missing from the data file."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words. Every look-up that is not in the file is an error, never an empty message."""

    version: str
    _entries: dict[str, str | list[str]]

    @classmethod
    def load(cls, language: str) -> Self:
        """Read a language's file from the package."""
        content = yaml.safe_load((resources.files("bot.wording") / f"{language}.yml").read_text("utf-8"))
        entries = dict(_flat("", content))
        return cls(str(entries["version"]), entries)

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


def _flat(prefix: str, value: object) -> list[tuple[str, str | list[str]]]:
    if isinstance(value, dict):
        return [pair for key, entry in value.items() for pair in _flat(f"{prefix}.{key}" if prefix else key, entry)]
    return [(prefix, [str(line) for line in value] if isinstance(value, list) else str(value))]


@cache
def words() -> Wording:
    """Give the words of the bot's language."""
    return Wording.load("en")
