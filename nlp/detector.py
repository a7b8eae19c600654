"""Finds evidence of malice, and signs against it, in one text."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Self

from nlp.clean import Cleaned
from nlp.model import Counter, Evidence
from nlp.rulebook import RULES, Rulebook, load_rulebook
from nlp.signs.page import Page
from nlp.signs.quote import quote_span
from nlp.signs.reader import Found, SignReader
from nlp.signs.rule import CounterRule, SignRule

MOST_PER_TACTIC = 5
MOST_PER_COUNTER = 2
LONGEST_TELLING = 10
"""Words. Of equal hits on the same words the longest up to this is shown, since it says more."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a text shows, strongest first."""

    evidence: tuple[Evidence, ...]
    """Counted evidence first; what the text itself denies comes last."""
    counters: tuple[Counter, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Detector:
    """Knows the rulebook. Made once (a second), used from any thread (a millisecond a text)."""

    _book: Rulebook
    _reader: SignReader

    @classmethod
    def load(cls, folder: Path = RULES) -> Self:
        """Load the rules of a folder.

        Raises:
            RulebookError: a rule cannot be used.
        """
        with _kept_for_good():
            book = load_rulebook(folder)
            return cls(book, SignReader(book.rules, book.lexicon))

    @property
    def version(self) -> str:
        """Hash of the rule files."""
        return self._book.version

    def detect(self, text: str, cleaned: Cleaned) -> Signs:
        """Find the signs of the cleaned text; offsets and quotes are those of `text`. Deterministic."""
        page, found = self._reader.read(cleaned.text)
        rules = self._book.rules
        signs = [item for item in found if isinstance(rules[item.rule], SignRule)]
        against = [item for item in found if isinstance(rules[item.rule], CounterRule) and not item.negated]
        return Signs(
            tuple(sorted(self._evidence(signs, page, text, cleaned), key=_evidence_order)),
            tuple(sorted(self._counters(against, page, text, cleaned), key=_counter_order)),
        )

    def _evidence(self, found: list[Found], page: Page, text: str, cleaned: Cleaned) -> Iterator[Evidence]:
        rules = self._book.signs
        for best, place in _quoted(found, lambda item: (rules[item.rule].tactic, item.negated), self._weight, page):
            rule = rules[best.rule]
            start, end = cleaned.original_span(*place)
            quote = text[start:end]
            yield Evidence(rule.id, rule.tactic, rule.weight, rule.says, rule.because, start, end, quote, best.negated)

    def _counters(self, found: list[Found], page: Page, text: str, cleaned: Cleaned) -> Iterator[Counter]:
        rules = self._book.rules
        for best, place in _quoted(found, attrgetter("rule"), self._weight, page, MOST_PER_COUNTER):
            rule = rules[best.rule]
            start, end = cleaned.original_span(*place)
            yield Counter(rule.id, rule.says, rule.weight, start, end, text[start:end])

    def _weight(self, item: Found) -> float:
        return self._book.rules[item.rule].weight


@contextmanager
def _kept_for_good() -> Iterator[None]:
    """Keep what is made here out of the garbage collector's rounds: they would cost 0.1 s each, while texts are read.

    It takes in whatever else lives at that moment; nothing but unreachable cycles could be kept too long, and these
    are collected first.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.collect()
        gc.freeze()
    finally:
        if enabled:
            gc.enable()


def _evidence_order(item: Evidence) -> tuple[bool, float, int, str]:
    return item.negated, -item.weight, item.start, item.sign_id


def _counter_order(item: Counter) -> tuple[float, int, str]:
    return -item.weight, item.start, item.sign_id


def _quoted(
    found: Sequence[Found],
    group: Callable[[Found], object],
    weight: Callable[[Found], float],
    page: Page,
    most: int = MOST_PER_TACTIC,
) -> Iterator[tuple[Found, tuple[int, int]]]:
    """Yield for each group the heaviest `most` hits, with characters to quote that do not overlap."""

    def key(item: Found) -> str:
        return str(group(item))

    for _, members in groupby(sorted(found, key=lambda item: (key(item), item.start, item.end)), key):
        heads = [_headed(cluster, weight) for cluster in _clusters(members)]
        taken: list[tuple[int, int]] = []
        for head in sorted(heads, key=lambda item: (-weight(item), item.start))[: 2 * most]:
            place = quote_span(page, head.start, head.end, head.parts)
            if len(taken) < most and all(place[1] <= start or end <= place[0] for start, end in taken):
                taken.append(place)
                yield head, place


def _clusters(members: Iterable[Found]) -> Iterator[list[Found]]:
    cluster: list[Found] = []
    end = 0
    for item in members:
        if cluster and item.start >= end:
            yield cluster
            cluster = []
        cluster.append(item)
        end = max(end, item.end) if len(cluster) > 1 else item.end
    if cluster:
        yield cluster


def _headed(cluster: list[Found], weight: Callable[[Found], float]) -> Found:
    def rank(item: Found) -> tuple[float, int]:
        length = item.end - item.start
        return weight(item), length if length <= LONGEST_TELLING else -length

    return max(cluster, key=rank)
