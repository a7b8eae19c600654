"""Reads a text for the signs of a rulebook: which rule, on which words, denied or not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from nlp.signs.bits import each, span_bits
from nlp.signs.lexicon import Lexicon
from nlp.signs.negation import DENIALS, Denials, Denied
from nlp.signs.notation import parse
from nlp.signs.page import Page, Pager
from nlp.signs.query import Compiler, Query
from nlp.signs.search import Hit, Span, candidates, follow, search
from nlp.signs.sieve import Sieve
from nlp.signs.sights import Sights
from nlp.signs.spotter import Spotter

LOOKALIKES = (
    "not|no =only|=just|doubt|problem|worry|matter|hesitate|forget|longer|later|mind",
    "not *1 =public|=published|=announced|=released|=printed",
    "never =met",
    "why not",
    "if not",
)
"""Phrases with a “not” that denies nothing."""


class Patterned(Protocol):
    """What a reader needs of a rule."""

    @property
    def pattern_lines(self) -> tuple[str, ...]:
        """The patterns, any of which is the sign."""

    @property
    def unless_lines(self) -> tuple[str, ...]:
        """Patterns that make it innocent when they stand in the same sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """One rule seen on some words of a page."""

    rule: int
    """Index of the rule in the order given to the reader."""
    pattern: str
    start: int
    """First word."""
    end: int
    """One past the last word."""
    negated: bool
    parts: tuple[Span, ...] = ()
    """The words of each part of the pattern."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One pattern of one rule."""

    rule: int
    query: Query


class SignReader:
    """Rules ready to be looked for. May be shared by threads: texts are read one at a time."""

    def __init__(self, rules: Sequence[Patterned], lexicon: Lexicon) -> None:
        """Compile the rules' patterns.

        Raises:
            NotationError: a pattern cannot be read, or names a list that does not exist.
        """
        self._pager = Pager()
        self._spotter = Spotter(self._pager.tokenizer, lexicon)
        denying = lexicon.atoms([f"@{DENIALS}"]) | {f"@{DENIALS}"}
        self._compiler = Compiler(self._spotter, lexicon, denying)
        self._lines = [_Line(at, query) for at, rule in enumerate(rules) for query in self._queries(rule.pattern_lines)]
        queries = [line.query for line in self._lines]
        across = [query.pattern.across for query in queries]
        self._sieve = Sieve([query.clauses for query in queries], across, self._spotter.slots_of)
        self._unless = [self._queries(rule.unless_lines) for rule in rules]
        self._denials = Denials(self._spotter, self._queries(LOOKALIKES))
        self._turn = Lock()

    def _queries(self, lines: Sequence[str]) -> tuple[Query, ...]:
        return tuple(self._compiler.query(parse(line)) for line in lines)

    def read(self, text: str) -> tuple[Page, list[Found]]:
        """Give the words of the text and every sign on them, rule by rule. Deterministic; linear in the text."""
        with self._turn:
            page = self._pager.page(text)
        sights = self._spotter.spot(page)
        return page, list(self._signs(page, sights))

    def _signs(self, page: Page, sights: Sights) -> Iterator[Found]:
        denied = self._denials.on(page, sights)
        excused: dict[int, int] = {}
        for number in each(self._sieve.passed(sights.stretches())):
            line = self._lines[number]
            lasts = candidates(line.query, page, sights)
            if not lasts:
                continue
            if line.rule not in excused:
                excused[line.rule] = _sentences_of(self._unless[line.rule], page, sights)
            for hit in _worth_following(line.query, lasts & ~excused[line.rule], denied, page, sights):
                if not excused[line.rule] & span_bits(hit.start, hit.end):
                    negated = denied.covers(hit)
                    yield Found(line.rule, line.query.pattern.line, hit.start, hit.end, negated, hit.parts)


def _worth_following(query: Query, lasts: int, denied: Denied, page: Page, sights: Sights) -> Iterator[Hit]:
    """Yield the first hits away from denials, then the first ones beside them: many denials cannot hide a claim."""
    yield from follow(query, lasts & ~denied.reach, page, sights)
    yield from follow(query, lasts & denied.reach, page, sights)


def _sentences_of(queries: Sequence[Query], page: Page, sights: Sights) -> int:
    """The set of all words of the sentences in which a query's hit begins."""
    begins = 0
    for query in queries:
        if len(query.parts) == 1:
            begins |= candidates(query, page, sights)
        else:
            for hit in search(query, page, sights):
                begins |= 1 << hit.start
    return page.ground.sentences(begins)
