"""The repository's own texts, each read by a detector that never saw its writer. Needs scikit-learn.

The label and genre heads learn from all other writers. The tactic heads, which take longest to train, learn from one
half of the writers to read the other: a little less than what ships knows. Rules are what they are: their authors
wrote some of the texts.
"""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nlp.assessor import Assessor
from nlp.evaluation.baselines import Baseline, Score, lurebench_heuristic, trained_words
from nlp.evaluation.rows import Label, Row, Scored, scored_row
from nlp.learned.fitting import Sample, fit, held_out
from nlp.learned.gate import Measured
from nlp.learned.heads import Heads
from nlp.learned.reader import Reader
from nlp.learned.tactic_fitting import fit_tactics
from nlp.learned.tactics import TacticHeads
from nlp.learned.texts import Text
from nlp.learned.vectors import Vectors
from nlp.learned.version import CONFIG
from nlp.model import Approach

VOICES = (4, 8, 16, 24)
"""Numbers of writers to learn from, in the learning curve; its last point is all others."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the learning curve."""

    voices: int
    measured: Measured


class HeldOut:
    """Trains without a writer and reads that writer."""

    def __init__(self, texts: Sequence[Text], tell: Tell) -> None:
        self.texts = texts
        self._tell = tell
        self._vectors = Vectors.load()
        self._sample = Sample.of(texts, self._vectors)
        self._settings: dict[str, Any] = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
        self.writers: list[str] = sorted({text.writer for text in texts})

    def scored(self, assessor: Assessor, spans: Sequence[Text]) -> tuple[list[Row], list[Scored]]:
        """Assess every text by a detector that never saw its writer.

        Args:
            assessor: gives everything but the trained part, and the trained part's calibration.
            spans: the texts that tactics are learned from; more than those that are judged.
        """
        shipped = Heads.load()
        halves = [self._tactics([text for text in spans if self._half(text.writer) != half]) for half in range(2)]
        rows: list[Row] = []
        scored: list[Scored] = []
        for writer in self.writers:
            heads = fit(self._sample, self._sample.writers != writer, self._settings, shipped.version)
            heads = replace(heads, calibration=shipped.calibration)
            reader = Reader(self._vectors, heads, halves[self._half(writer)])
            assess = replace(assessor, _reader=reader).assess
            found = [row_of(text) for text in self.texts if text.writer == writer]
            rows += found
            scored += [scored_row(row, assess(Approach(row.text))) for row in found]
            self._tell(f"read {writer}: {len(found)} texts")
        return rows, scored

    def baselines(self) -> Iterator[Baseline]:
        """Other methods on the same texts; the trained one never saw the writer either."""
        rows = [row_of(text) for text in self.texts]
        writer_of = {text.text: text.writer for text in self.texts}
        models: dict[str, Score] = {}

        def score(text: str) -> float:
            writer = writer_of[text]
            if writer not in models:
                models[writer] = trained_words([other for other in self.texts if other.writer != writer])
                self._tell(f"word counts without {writer}")
            return models[writer](text)

        for row in rows:
            score(row.text)
        yield Baseline.of("TF-IDF + logistic regression", rows, score)
        yield Baseline.of("lurebench heuristic", rows, lurebench_heuristic())

    def curve(self, everyone: Measured) -> Iterator[Point]:
        """How the label heads alone do on unseen writers, by how many others they learned from.

        Args:
            everyone: the same with all other writers, as training measured it: the last point.
        """
        last = len(self.writers) - 1
        for voices in (few for few in VOICES if few < last):
            scores = held_out(self._sample, self._settings, lambda _: None, voices)
            yield Point(voices, Measured.of(self._sample, scores, everyone.version))
            self._tell(f"learning curve: {voices} writers")
        yield Point(last, everyone)

    def _half(self, writer: str) -> int:
        return self.writers.index(writer) % 2 if writer in self.writers else 0

    def _tactics(self, texts: Sequence[Text]) -> TacticHeads:
        rarity = fit(
            self._sample, np.isin(self._sample.writers, [text.writer for text in texts]), self._settings
        ).rarity
        found = fit_tactics(texts, self._vectors, rarity, self._settings["tactics"])
        self._tell(f"tactics of half the writers, from {len(texts)} texts")
        return found


def row_of(text: Text) -> Row:
    """A training text as a labelled row."""
    return Row(text=text.text, label=Label(text.label), source=text.writer, genre=text.genre.value)
