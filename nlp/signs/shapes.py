"""Finds amounts, links, numbers and the like: what a list of words cannot hold."""

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

import re2

if TYPE_CHECKING:
    from re2 import _Match, _Regexp

MOST_MATCHES = 1_000
"""Numbers, links and the like of one shape that are told apart in one text; only a table holds more of them."""
ALWAYS_READ = 4_000
"""Characters at the end of a text in which every one is, however many stand before: a table hides no ending."""
MEMORY = 64 << 20
"""Bytes that the joint expression may use, far more than it needs: without them it would see nothing."""


class ShapeFinder:
    """Some shapes, looked for all at once: most texts hold few of them."""

    def __init__(self, shapes: "Mapping[str, _Regexp[str]]", wanted: Collection[str]) -> None:
        self._shapes = [(name, shapes[name]) for name in sorted(wanted)]
        options = re2.Options()
        options.max_mem = MEMORY
        self._any = re2.Set.SearchSet(options)
        for _, shape in self._shapes:
            self._any.Add(shape.pattern)
        self._any.Compile()

    def find(self, text: str) -> Iterator[tuple[str, Iterator[tuple[int, int]]]]:
        """Yield each shape that the text holds, with the characters of its matches."""
        for number in self._any.Match(text) or () if self._shapes else ():
            name, shape = self._shapes[number]
            yield name, (match.span() for match in _matches(shape, text))


def _matches(shape: "_Regexp[str]", text: str) -> "Iterator[_Match[str]]":
    """Yield the first `MOST_MATCHES` of a shape, and all in the last `ALWAYS_READ` characters."""
    match = None
    for match in islice(shape.finditer(text), MOST_MATCHES):
        yield match
    if match:
        yield from shape.finditer(text, max(match.end(), len(text) - ALWAYS_READ))
