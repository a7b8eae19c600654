"""Reads a text for the signs of a rulebook: which rule, on which words, denied or not."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from threading import Lock
from typing import Protocol

from nlp.pipeline import build_pipeline
from nlp.signs.bits import span_bits
from nlp.signs.lexicon import Lexicon
from nlp.signs.negation import DENIALS, Denials, Denied
from nlp.signs.notation import parse
from nlp.signs.page import Page, page_of
from nlp.signs.search import Hit, Query, Span, candidates, compile_pattern, follow, search
from nlp.signs.spotter import Sights, Spotter

MOST_WORDS = 60_000
"""Different words after which the tokenizer starts afresh: spaCy never forgets one by itself."""
LOOKALIKES = ("not|no =only|=just|doubt|problem|worry|matter|hesitate|forget|longer|later|mind", "why not", "if not")
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
class _Sought:
    """One pattern of one rule."""

    rule: int
    line: int
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
        self._denying = lexicon.atoms([f"@{DENIALS}"]) | {f"@{DENIALS}"}
        self._by_slot: dict[int, list[_Sought]] = defaultdict(list)
        for index, rule in enumerate(rules):
            for line, query in enumerate(self._queries(rule.pattern_lines)):
                self._by_slot[query.needed[0]].append(_Sought(index, line, query))
        self._unless = [self._queries(rule.unless_lines) for rule in rules]
        self._denials = Denials(self._spotter, self._queries(LOOKALIKES))
        self._turn = Lock()

    def _queries(self, lines: Sequence[str]) -> tuple[Query, ...]:
        return tuple(compile_pattern(parse(line), self._spotter, self._denying) for line in lines)

    def read(self, text: str) -> tuple[Page, list[Found]]:
        """Give the words of the text and every sign on them, rule by rule. Deterministic; linear in the text."""
        with self._turn:
            if len(self._pipeline.vocab) > MOST_WORDS:
                self._pipeline = build_pipeline()
            page = page_of(text, self._pipeline)
        spans = self._spotter.spot(page)
        return page, list(self._signs(page, spans))

    def _signs(self, page: Page, spans: Sights) -> Iterator[Found]:
        denied = self._denials.on(page, spans)
        excused: dict[int, int] = {}
        slots = spans.present & self._by_slot.keys()
        sought = [item for slot in slots for item in self._by_slot[slot] if spans.present.issuperset(item.query.needed)]
        for item in sorted(sought, key=attrgetter("rule", "line")):
            lasts = candidates(item.query, page, spans)
            if not lasts:
                continue
            if item.rule not in excused:
                excused[item.rule] = _sentences_of(self._unless[item.rule], page, spans)
            for hit in _worth_following(item.query, lasts & ~excused[item.rule], denied, page, spans):
                if not excused[item.rule] & span_bits(hit.start, hit.end):
                    negated = denied.covers(item.query, hit)
                    yield Found(item.rule, item.query.pattern.line, hit.start, hit.end, negated, hit.parts)


def _worth_following(query: Query, lasts: int, denied: Denied, page: Page, spans: Sights) -> Iterator[Hit]:
    """Yield the first hits away from denials, then the first ones beside them: many denials cannot hide a claim."""
    yield from follow(query, lasts & ~denied.reach, page, spans)
    yield from follow(query, lasts & denied.reach, page, spans)


def _sentences_of(queries: Sequence[Query], page: Page, spans: Sights) -> int:
    """The set of all words of the sentences in which a query's hit begins."""
    begins = 0
    for query in queries:
        if len(query.parts) == 1:
            begins |= candidates(query, page, spans)
        else:
            for hit in search(query, page, spans):
                begins |= 1 << hit.start
    return page.ground.sentences(begins)
