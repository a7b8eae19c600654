"""How far a second reader agrees with the writers, and the detector with the second reader.

`python -m nlp.learned.agreement`. `second_reading/marks.jsonl` holds labels, genres and tactic spans of 420 messages of
the corpus, made by readers who saw texts and row names and neither labels nor marks. The writers kept apart marked
their own texts, which nothing was learned from. Measuring only.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import resources

from nlp.assessor import Assessor
from nlp.learned.texts import KEPT_APART, Text, read_texts
from nlp.model import Approach, Tactic

_WORD = re.compile(r"\w+")
FEWEST_TOKENS = 5
"""A tactic with fewer marked words has no line of its own."""

Quotes = Sequence[tuple[Tactic, str]]
"""Tactics, each with the words that show it."""
Places = dict[Tactic, set[int]]
"""Of each tactic, where its marked words begin."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the second reader made of one message."""

    id: str
    label: str
    genre: str
    spans: tuple[tuple[Tactic, str], ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Overlap:
    """Words that two sides marked with the same tactic."""

    both: int
    found: int
    marked: int

    @property
    def precision(self) -> float:
        """Share of what was found that was marked."""
        return self.both / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what was marked that was found."""
        return self.both / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 where nothing is shared."""
        return 2 * self.both / (self.found + self.marked) if self.both else 0.0


def marks() -> list[Mark]:
    """Read the second reading."""
    source = resources.files("nlp.learned") / "second_reading" / "marks.jsonl"
    rows = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    return [
        Mark(row["id"], row["label"], row["genre"], tuple((Tactic(t), q) for t, q in row["spans"]), row["sure"])
        for row in rows
    ]


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa: agreement beyond chance, 1 for all, 0 for none."""
    agreed = sum(one == other for one, other in pairs) / len(pairs)
    ours, theirs = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(ours[name] * theirs[name] for name in ours) / len(pairs) ** 2
    return (agreed - by_chance) / (1 - by_chance)


def places(text: str, spans: Iterable[tuple[Tactic, int, int]]) -> Places:
    """Give, of each tactic, where its marked words begin."""
    found: Places = defaultdict(set)
    for tactic, start, end in spans:
        found[tactic] |= {word.start() for word in _WORD.finditer(text) if start < word.end() and word.start() < end}
    return found


def quoted(text: str, spans: Iterable[tuple[Tactic, str]]) -> Places:
    """The same for spans that are given as quotes; the first place of each counts."""
    return places(text, ((tactic, text.index(quote), text.index(quote) + len(quote)) for tactic, quote in spans))


def overlap(pairs: Iterable[tuple[Places, Places]]) -> dict[Tactic, Overlap]:
    """Count, tactic by tactic, the words that one side found, the other marked, and both."""
    sums: dict[Tactic, list[int]] = defaultdict(lambda: [0, 0, 0])
    for found, marked in pairs:
        for tactic in found.keys() | marked.keys():
            ours, theirs = found.get(tactic, set()), marked.get(tactic, set())
            for place, count in enumerate((len(ours & theirs), len(ours), len(theirs))):
                sums[tactic][place] += count
    return {tactic: Overlap(*sums[tactic]) for tactic in Tactic if tactic in sums}


def together(overlaps: Iterable[Overlap]) -> Overlap:
    """Count all tactics as one."""
    counts = [(item.both, item.found, item.marked) for item in overlaps]
    return Overlap(*map(sum, zip(*counts, strict=True))) if counts else Overlap(0, 0, 0)


def main() -> None:
    """Print agreement on labels and genres, and span agreement by tactic for writers and detector."""
    texts = {text.id: text for text in read_texts()}
    read = [(texts[mark.id], mark) for mark in marks() if mark.id in texts]
    tell = sys.stdout.write
    tell(f"{len(read)} messages, {sum(mark.sure for _, mark in read)} of them judged without doubt\n")
    tell(f"kappa of labels {kappa([(text.label, mark.label) for text, mark in read]):.3f}\n")
    tell(f"kappa of genres {kappa([(text.genre.value, mark.genre) for text, mark in read]):.3f}\n")
    malicious = [(text, mark.spans) for text, mark in read if mark.label != "benign"]
    assessor = Assessor.load()
    _table("writers against second reader", malicious, lambda text: quoted(text.text, text.spans), tell)
    _table("detector against second reader", malicious, lambda text: detected(assessor, text.text), tell)
    apart = [(text, text.spans) for text in read_texts(KEPT_APART) if text.spans]
    _table("detector against writers kept apart", apart, lambda text: detected(assessor, text.text), tell)


def detected(assessor: Assessor, text: str) -> Places:
    """Give, of each tactic, where the words begin that the detector shows."""
    evidence = assessor.assess(Approach(text)).evidence
    return places(text, ((item.tactic, item.start, item.end) for item in evidence if not item.negated))


def _table(
    title: str,
    read: Sequence[tuple[Text, Quotes]],
    find: Callable[[Text], Places],
    tell: Callable[[str], object],
) -> None:
    sums = overlap((find(text), quoted(text.text, quotes)) for text, quotes in read)
    whole = together(sums.values())
    tell(f"\n{title}: F1 of words by tactic, over {len(read)} malicious messages\n")
    for tactic, item in sorted(sums.items(), key=lambda pair: -pair[1].f1):
        if item.marked >= FEWEST_TOKENS:
            tell(f"  {tactic.value:34} {item.f1:.2f}  (shared {item.both}, found {item.found}, marked {item.marked})\n")
    tell(f"  {'all':34} {whole.f1:.2f}\n")


if __name__ == "__main__":
    main()
