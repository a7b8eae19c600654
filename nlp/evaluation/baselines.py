"""Other people's way of doing it, on the same rows: what the effort here has to beat.

Needs the `evaluation` dependency group; nothing of it runs when the bot reads.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from time import perf_counter
from typing import Self

import numpy as np

from nlp.evaluation.figures import Separation, measure
from nlp.evaluation.rows import Label, Row, Scored
from nlp.learned.texts import Text, training_texts

Score = Callable[[str], float]
"""Anything that grows with the suspicion that a text is malicious."""


class BaselineMissingError(Exception):
    """The baselines need scikit-learn, lurebench and the training texts. From a source tree, install the group: `uv sync --group evaluation`."""  # noqa: E501 - one sentence for the person

    @classmethod
    def sentence(cls) -> str:
        """The sentence for the person."""
        return (cls.__doc__ or "").strip()


@dataclass(frozen=True, slots=True)
class Baseline:
    """How one other method does on the rows."""

    name: str
    separation: Mapping[str, Separation]
    milliseconds: float
    """A message, on average."""

    @classmethod
    def of(cls, name: str, rows: Sequence[Row], score: Score, clock: Callable[[], float] = perf_counter) -> Self:
        """Score every row and measure like the detector."""
        scored, durations = [], []
        for row in rows:
            begin = clock()
            found = score(row.text)
            durations.append((clock() - begin) * 1_000)
            scored.append(Scored(row.truth, found, "", "", row.source))
        return cls(name, measure(scored).separation, fmean(durations) if durations else 0.0)


def baselines(rows: Sequence[Row]) -> tuple[Baseline, ...]:
    """Measure every baseline; the trained one learns from this repository's texts.

    Raises:
        BaselineMissingError: a package or the training texts are not there.
    """
    texts = training_texts()
    if not texts:
        raise BaselineMissingError
    return (
        Baseline.of("TF-IDF + logistic regression", rows, trained_words(texts)),
        Baseline.of("lurebench heuristic", rows, lurebench_heuristic()),
    )


def trained_words(texts: Sequence[Text]) -> Score:
    """Fit words and word pairs, TF-IDF, logistic regression with balanced classes: malicious or honest.

    Raises:
        BaselineMissingError: scikit-learn is not installed.
    """
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - an optional group
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
        from sklearn.pipeline import make_pipeline  # noqa: PLC0415
    except ImportError:
        raise BaselineMissingError from None
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(class_weight="balanced", max_iter=1_000),
    )
    model.fit([text.text for text in texts], np.array([text.label != Label.BENIGN for text in texts]))
    return lambda text: float(model.predict_proba([text])[0, 1])


def lurebench_heuristic() -> Score:
    """The hand-weighed word lists that LureBench sets as the floor for fraud detectors (package `lurebench`).

    Raises:
        BaselineMissingError: it is not installed.
    """
    try:
        from lurebench import Lure  # noqa: PLC0415 - an optional group
        from lurebench.detectors import HeuristicDetector  # noqa: PLC0415
    except ImportError:
        raise BaselineMissingError from None
    detector = HeuristicDetector()
    return lambda text: float(detector.score(Lure("", text, 0, "human", "benign")) or 0.0)
