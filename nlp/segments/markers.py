"""The wordings by which the parts of a text are told apart, as patterns made from the data files beside this one."""

import re
import tomllib
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Self
from unicodedata import combining, normalize

import re2

_FOLDER = Path(__file__).parent
_WORD = re.compile(r"\{([a-z]+)\}")
_TOKEN = re.compile(r"\\.|\[\^|[\^$]")
_DEEPEST = 8
"""Words may be put into words, no deeper than this."""
_MEMORY = 64 << 20
"""Bytes that RE2 may take for one pattern before it grows slow."""
_ON_ONE_LINE = {"[^": r"[^\n", r"\W": r"[^\w\n]", "^": "(?m:^)", "$": "(?m:$)"}


@dataclass(frozen=True, slots=True)
class Page:
    """Sentences as the wordings expect them: one a line, lower case, no accents, no apostrophes, no quote marks."""

    text: str
    starts: tuple[int, ...]
    """Where in the text each sentence begins."""

    @classmethod
    def of(cls, sentences: Iterable[str]) -> Self:
        """Write sentences down."""
        written = [_plain(sentence) for sentence in sentences]
        starts = accumulate((len(line) + 1 for line in written), initial=0)
        return cls("\n".join(written), tuple(starts)[: len(written)])

    def line(self, number: int) -> str:
        """One of the sentences."""
        following = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : following]

    def words(self, number: int) -> int:
        """How many words one of them has."""
        return self.line(number).count(" ") + 1


@dataclass(frozen=True, slots=True)
class Wording:
    """One sort of wording: any of several patterns, found by RE2 in time linear in what is looked at."""

    _pattern: "re2._Regexp"

    def on(self, page: Page) -> frozenset[int]:
        """Numbers of the sentences in which the wording occurs."""
        return frozenset(bisect(page.starts, found.start()) - 1 for found in self._pattern.finditer(page.text))


def _plain(sentence: str) -> str:
    words = _unaccented(sentence).replace("'", "").replace("\u2019", "").lower().split()
    return " ".join(words if ">" not in sentence else (word.lstrip(">") for word in words if word.strip(">")))


def _unaccented(text: str) -> str:
    """Take the accents off: RE2 counts only ASCII letters as parts of words."""
    if text.isascii():
        return text
    return "".join(letter for letter in normalize("NFD", text) if not combining(letter))


@cache
def document(name: str) -> dict[str, Any]:
    """Read one data file of this package."""
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def wording(*sections: str) -> Wording:
    """Make one wording of some sections, each named `file/section`."""
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    patterns = (pattern for section in sections for pattern in _patterns(*section.split("/")))
    on_one_line = (
        _TOKEN.sub(lambda found: _ON_ONE_LINE.get(found[0], found[0]), pattern)
        for pattern in map(_unaccented, patterns)
    )
    return Wording(re2.compile("|".join(on_one_line), options))


@cache
def line_pattern(name: str, section: str) -> re.Pattern[str]:
    """Make one pattern for the beginning of a line; its repetitions are bounded, so that it costs little anywhere."""
    return re.compile("|".join(_patterns(name, section)), re.IGNORECASE)


def _patterns(name: str, section: str) -> list[str]:
    data = document(name)
    return [_filled(sentence, data.get("words", {})) for sentence in data[section]["patterns"]]


def _filled(pattern: str, words: dict[str, str]) -> str:
    for _ in range(_DEEPEST):
        if not _WORD.search(pattern):
            return pattern
        pattern = _WORD.sub(lambda found: words[found[1]], pattern)
    raise ValueError(f"words put into each other in a circle: {pattern}")
