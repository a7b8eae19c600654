"""Reads a text for the signs of a rulebook: which rule, on which words, denied or not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Protocol, Self

from spacy.language import Language

from nlp.pipeline import build_pipeline
from nlp.signs.bits import Spans
from nlp.signs.lexicon import Lexicon
from nlp.signs.negation import DENIALS, Denials
from nlp.signs.notation import parse
from nlp.signs.page import Page, page_of
from nlp.signs.search import Hit, Query, compile_pattern, search
from nlp.signs.spotter import Spotter

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


@dataclass(frozen=True, slots=True)
class _Compiled:
    queries: tuple[Query, ...]
    unless: tuple[Query, ...]


class SignReader:
    """Rules ready to be looked for. May be shared by threads: texts are read one at a time."""

    def __init__(self, pipeline: Language, spotter: Spotter, compiled: Sequence[_Compiled], denials: Denials) -> None:
        self._pipeline = pipeline
        self._spotter = spotter
        self._compiled = compiled
        self._denials = denials
        self._turn = Lock()

    @classmethod
    def of(cls, rules: Sequence[Patterned], lexicon: Lexicon, pipeline: Language | None = None) -> Self:
        """Compile the rules' patterns.

        Raises:
            NotationError: a pattern cannot be read, or names a list that does not exist.
        """
        pipeline = pipeline or build_pipeline()
        spotter = Spotter(pipeline, lexicon)
        denying = lexicon.atoms([f"@{DENIALS}"]) | {f"@{DENIALS}"}

        def compiled(lines: Sequence[str]) -> tuple[Query, ...]:
            return tuple(compile_pattern(parse(line), spotter, denying) for line in lines)

        ready = [_Compiled(compiled(rule.pattern_lines), compiled(rule.unless_lines)) for rule in rules]
        return cls(pipeline, spotter, ready, Denials(spotter, compiled(LOOKALIKES)))

    def read(self, text: str) -> tuple[Page, list[Found]]:
        """Give the words of the text and every sign on them, rule by rule. Deterministic; linear in the text."""
        with self._turn, self._pipeline.memory_zone():
            page = page_of(text, self._pipeline)
            spans = self._spotter.spot(page)
        return page, list(self._signs(page, spans))

    def _signs(self, page: Page, spans: Sequence[Spans]) -> Iterator[Found]:
        denied = self._denials.on(page, spans)
        for index, rule in enumerate(self._compiled):
            for query in rule.queries:
                for hit in search(query, page, spans):
                    if not _excused(rule.unless, hit, page, spans):
                        negated = denied.covers(query, hit)
                        yield Found(index, query.pattern.line, hit.start, hit.end, negated)


def _excused(unless: Sequence[Query], hit: Hit, page: Page, spans: Sequence[Spans]) -> bool:
    """True where an `unless` pattern begins in the sentences that the hit stands in."""
    if not unless:
        return False
    start, _ = page.ground.sentence_of(hit.start)
    _, end = page.ground.sentence_of(hit.end - 1)
    return any(start <= other.start < end for query in unless for other in search(query, page, spans))
