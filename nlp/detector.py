"""Finds evidence of malice, and signs against it, in one text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Self

from nlp.clean import Cleaned
from nlp.model import Counter, Evidence
from nlp.rulebook import RULES, Rulebook, load_rulebook
from nlp.signs.page import Page
from nlp.signs.reader import Found, SignReader
from nlp.signs.rule import CounterRule, SignRule

LONGEST_QUOTE = 20
"""Words. A longer hit is quoted by its last words, where the asking mostly stands."""
SHORTEST_QUOTE = 4
"""Words. A shorter hit is quoted with its neighbours, so that a person can see what is meant."""
MOST_PER_TACTIC = 5
MOST_PER_COUNTER = 2
_SYMBOLS_BEFORE = "$£€@+"


@dataclass(frozen=True, slots=True)
class Signs:
    """What a text shows, strongest first."""

    evidence: tuple[Evidence, ...]
    """Counted evidence first; what the text itself denies comes last."""
    counters: tuple[Counter, ...]


@dataclass(frozen=True, slots=True)
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
        for best, start, end in _merged(found, lambda item: (rules[item.rule].tactic, item.negated), self._weight):
            rule = rules[best.rule]
            place = cleaned.original_span(*_quoted(page, start, end))
            quote = text[slice(*place)]
            yield Evidence(rule.id, rule.tactic, rule.weight, rule.says, rule.because, *place, quote, best.negated)

    def _counters(self, found: list[Found], page: Page, text: str, cleaned: Cleaned) -> Iterator[Counter]:
        rules = self._book.rules
        for best, start, end in _merged(found, attrgetter("rule"), self._weight, MOST_PER_COUNTER):
            rule = rules[best.rule]
            place = cleaned.original_span(*_quoted(page, start, end))
            yield Counter(rule.id, rule.says, rule.weight, *place, text[slice(*place)])

    def _weight(self, item: Found) -> float:
        return self._book.rules[item.rule].weight


def _evidence_order(item: Evidence) -> tuple[bool, float, int, str]:
    return item.negated, -item.weight, item.start, item.sign_id


def _counter_order(item: Counter) -> tuple[float, int, str]:
    return -item.weight, item.start, item.sign_id


def _merged(
    found: Sequence[Found],
    group: Callable[[Found], object],
    weight: Callable[[Found], float],
    most: int = MOST_PER_TACTIC,
) -> Iterator[tuple[Found, int, int]]:
    """Make one of what overlaps within a group: its heaviest member, and the words to quote. The heaviest `most`."""

    def key(item: Found) -> str:
        return str(group(item))

    for _, members in groupby(sorted(found, key=lambda item: (key(item), item.start, item.end)), key):
        merged = [_headed(cluster, weight) for cluster in _clusters(members)]
        yield from sorted(merged, key=lambda item: (-weight(item[0]), item[1]))[:most]


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


def _headed(cluster: list[Found], weight: Callable[[Found], float]) -> tuple[Found, int, int]:
    best = max(cluster, key=lambda item: (weight(item), item.end - item.start))
    start, end = cluster[0].start, max(item.end for item in cluster)
    return (best, start, end) if end - start <= LONGEST_QUOTE else (best, best.start, best.end)


def _quoted(page: Page, start: int, end: int) -> tuple[int, int]:
    """Character span to quote for these words: long enough to be understood, short enough to be read."""
    first, last = page.ground.sentence_of(start)
    start = max(start, end - LONGEST_QUOTE)
    while end - start < SHORTEST_QUOTE and (end < last or start > first):
        if end < last:
            end += 1
        if start > first and end - start < SHORTEST_QUOTE:
            start -= 1
    begin, stop = page.starts[start], page.ends[end - 1]
    while begin and page.text[begin - 1] in _SYMBOLS_BEFORE:
        begin -= 1
    return begin, stop
