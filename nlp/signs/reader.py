"""Reads a text for the signs of a rulebook: which rule, on which words, denied or not."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from threading import Lock
from typing import Protocol

from nlp.pipeline import build_pipeline
from nlp.signs.bits import span_bits
from nlp.signs.lexicon import Lexicon
from nlp.signs.negation import DENIALS, Denials, Denied
from nlp.signs.notation import parse
from nlp.signs.page import Page, page_of
from nlp.signs.query import Compiler, Query
from nlp.signs.search import Hit, Span, candidates, follow, search
from nlp.signs.spotter import Sights, Spotter

MOST_WORDS = 60_000
"""Different words after which the tokenizer starts afresh: spaCy never forgets one by itself."""
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

    order: int
    rule: int
    query: Query


class SignReader:
    """Rules ready to be looked for. May be shared by threads: texts are read one at a time."""

    def __init__(self, rules: Sequence[Patterned], lexicon: Lexicon) -> None:
        """Compile the rules' patterns.

        Raises:
            NotationError: a pattern cannot be read, or names a list that does not exist.
        """
        self._pipeline = build_pipeline()
        self._spotter = Spotter(self._pipeline, lexicon)
        denying = lexicon.atoms([f"@{DENIALS}"]) | {f"@{DENIALS}"}
        self._compiler = Compiler(self._spotter, lexicon, denying)
        self._by_slot: dict[int, list[tuple[tuple[int, ...], _Line]]] = defaultdict(list)
        order = count()
        for index, rule in enumerate(rules):
            for query in self._queries(rule.pattern_lines):
                line = _Line(next(order), index, query)
                for slot in query.anchors:
                    self._by_slot[slot].append((query.needed, line))
        self._unless = [self._queries(rule.unless_lines) for rule in rules]
        self._denials = Denials(self._spotter, self._queries(LOOKALIKES))
        self._turn = Lock()

    def _queries(self, lines: Sequence[str]) -> tuple[Query, ...]:
        return tuple(self._compiler.query(parse(line)) for line in lines)

    def read(self, text: str) -> tuple[Page, list[Found]]:
        """Give the words of the text and every sign on them, rule by rule. Deterministic; linear in the text."""
        with self._turn:
            if len(self._pipeline.vocab) > MOST_WORDS:
                self._pipeline = build_pipeline()
            page = page_of(text, self._pipeline)
        sights = self._spotter.spot(page)
        return page, list(self._signs(page, sights))

    def _signs(self, page: Page, sights: Sights) -> Iterator[Found]:
        denied = self._denials.on(page, sights)
        excused: dict[int, int] = {}
        for line in self._possible(sights):
            lasts = candidates(line.query, page, sights)
            if not lasts:
                continue
            if line.rule not in excused:
                excused[line.rule] = _sentences_of(self._unless[line.rule], page, sights)
            for hit in _worth_following(line.query, lasts & ~excused[line.rule], denied, page, sights):
                if not excused[line.rule] & span_bits(hit.start, hit.end):
                    negated = denied.covers(hit)
                    yield Found(line.rule, line.query.pattern.line, hit.start, hit.end, negated, hit.parts)

    def _possible(self, sights: Sights) -> list[_Line]:
        """The patterns whose words the text has, rule by rule."""
        present = sights.present
        found = {
            line.order: line
            for slot in present & self._by_slot.keys()
            for needed, line in self._by_slot[slot]
            if present.issuperset(needed)
        }
        return [found[order] for order in sorted(found)]


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
