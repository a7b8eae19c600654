"""Counts how often each rule sees its sign in a file of texts: which sees nothing, which sees everything."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from nlp.clean import clean
from nlp.rulebook import Rulebook
from nlp.signs.reader import SignReader
from nlp.signs.rule import AGAINST, Rule

HONEST = "benign"
MALICIOUS = frozenset({"lure", "scam"})
UNLABELLED = "unlabelled"
SMOOTHING = 0.5
"""Texts added to each side of the lift, so that a rule seen three times does not look infinitely good."""
LEAST_TOGETHER = 3
"""Texts that two rules must share before it means anything that they do."""


@dataclass(frozen=True, slots=True)
class RuleTally:
    """How often one rule saw its sign. A text counts once, however often the sign stands in it."""

    id: str
    folder: str
    weight: float
    texts: Mapping[str, int]
    """Label → texts in which the sign was seen and not denied."""
    denied: int
    """Texts in which every sign was denied by the text itself."""
    honest_share: float | None
    """Share of the honest texts in which it was seen; None where there are none."""
    precision: float | None
    """Of the labelled texts in which it was seen, the share that is what it speaks for; None where it saw none."""
    lift: float | None
    """How many times more often it sees the texts that it speaks for; smoothed. None without both sorts of text."""

    @property
    def seen(self) -> int:
        """Texts of any label in which the sign was seen."""
        return sum(self.texts.values())


@dataclass(frozen=True, slots=True)
class Together:
    """A rule that is never seen without another rule of its folder."""

    rule: str
    never_without: str
    texts: int
    """Texts in which the first was seen."""
    other_texts: int
    """Texts in which the other was seen."""


@dataclass(frozen=True, slots=True)
class Tally:
    """All rules over one set of texts."""

    texts: Mapping[str, int]
    """Label → number of texts."""
    rules: tuple[RuleTally, ...]
    together: tuple[Together, ...]

    @property
    def silent(self) -> tuple[RuleTally, ...]:
        """The rules that saw nothing."""
        return tuple(rule for rule in self.rules if not rule.seen)

    def talkative(self, share: float) -> tuple[RuleTally, ...]:
        """The rules, those against aside, that saw more than `share` of the honest texts; the worst first.

        Where no text is labelled, of all texts.
        """
        total = self.texts.get(HONEST, 0)
        found = [(_share(rule, self.texts, total), rule) for rule in self.rules if rule.folder != AGAINST]
        ordered = sorted(found, key=lambda item: (-item[0], item[1].id))
        return tuple(rule for seen, rule in ordered if seen > share)


def _share(rule: RuleTally, texts: Mapping[str, int], honest: int) -> float:
    return rule.texts.get(HONEST, 0) / honest if honest else rule.seen / max(1, sum(texts.values()))


def tally(book: Rulebook, rows: Iterable[tuple[str, str]]) -> Tally:
    """Read every text and count.

    Args:
        book: the rules.
        rows: label and text; any label but `lure`, `scam` and `benign` counts as none.
    """
    reader = SignReader(book.rules, book.lexicon)
    texts: Counter[str] = Counter()
    seen: dict[int, Counter[str]] = defaultdict(Counter)
    denied: Counter[int] = Counter()
    pairs: Counter[tuple[int, int]] = Counter()
    for given, text in rows:
        label = given if given in MALICIOUS or given == HONEST else UNLABELLED
        texts[label] += 1
        found = reader.read(clean(text).text)[1]
        counted = {item.rule for item in found if not item.negated}
        denied.update({item.rule for item in found} - counted)
        pairs.update(combinations(sorted(counted), 2))
        for rule in counted:
            seen[rule][label] += 1
    rules = tuple(_tallied(rule, seen[index], denied[index], texts) for index, rule in enumerate(book.rules))
    return Tally(dict(texts), rules, tuple(_together(rules, pairs)))


def _tallied(rule: Rule, seen: Counter[str], denied: int, texts: Counter[str]) -> RuleTally:
    malicious, honest = sum(seen[label] for label in MALICIOUS), seen[HONEST]
    all_malicious, all_honest = sum(texts[label] for label in MALICIOUS), texts[HONEST]
    right, wrong = (malicious, all_malicious), (honest, all_honest)
    if rule.folder == AGAINST:
        right, wrong = wrong, right
    return RuleTally(
        id=rule.id,
        folder=rule.folder,
        weight=rule.weight,
        texts=dict(seen),
        denied=denied,
        honest_share=honest / all_honest if all_honest else None,
        precision=right[0] / (right[0] + wrong[0]) if right[0] + wrong[0] else None,
        lift=_rate(*right) / _rate(*wrong) if all_malicious and all_honest and malicious + honest else None,
    )


def _rate(seen: int, texts: int) -> float:
    return (seen + SMOOTHING) / (texts + 2 * SMOOTHING)


def _together(rules: tuple[RuleTally, ...], pairs: Counter[tuple[int, int]]) -> Iterator[Together]:
    """Pairs of one folder in which one is never seen without the other."""
    for (first, second), shared in sorted(pairs.items()):
        fewer, more = sorted((rules[first], rules[second]), key=lambda rule: rule.seen)
        if shared == fewer.seen >= LEAST_TOGETHER and fewer.folder == more.folder:
            yield Together(fewer.id, more.id, fewer.seen, more.seen)
