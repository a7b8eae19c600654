"""Fits the heads to the training texts, and judges them on writers they never saw. Training only."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from nlp.learned.features import BUCKETS, Floats, Numbers, dense, grams, message, weigh
from nlp.learned.heads import GENRES, LABELS, Heads, malice_log_odds
from nlp.learned.texts import Text
from nlp.learned.vectors import Vectors

MOST_STEPS = 400
TOLERANCE = 1e-3

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sample:
    """The training texts as features, row by row."""

    texts: Sequence[Text]
    meaning: Floats
    grams: Sequence[tuple[Numbers, Floats]]
    labels: NDArray[np.int64]
    genres: NDArray[np.int64]
    writers: NDArray[np.str_]

    @classmethod
    def of(cls, texts: Sequence[Text], vectors: Vectors) -> "Sample":
        """Read every text once."""
        found = [message(text.text, vectors.pieces.pieces) for text in texts]
        return cls(
            texts,
            np.stack([dense(vectors.rows(one.pieces)) for one in found]),
            [grams(one.words) for one in found],
            np.array([LABELS.index(text.label) for text in texts]),
            np.array([GENRES.index(text.genre) for text in texts]),
            np.array([text.writer for text in texts]),
        )


def fit(sample: Sample, rows: Flags, settings: dict[str, Any], version: str = "") -> Heads:
    """Train all heads on the flagged rows; calibration is left neutral."""
    chosen = np.flatnonzero(rows)
    weights = balance(sample.labels[rows], sample.writers[rows])
    meaning = _regress(sample.meaning[rows], sample.labels[rows], weights, settings["meaning"]["strength"], len(LABELS))
    rarity = rarities([sample.grams[row] for row in chosen], settings["wording"]["least_texts"])
    table = stack([weigh(*sample.grams[row], rarity) for row in chosen])
    wording = _regress(table, sample.labels[rows], weights, settings["wording"]["strength"], len(LABELS))
    genre_weights = balance(sample.genres[rows], sample.writers[rows])
    genre = _regress(
        sample.meaning[rows], sample.genres[rows], genre_weights, settings["genre"]["strength"], len(GENRES)
    )
    return Heads(
        *meaning,
        np.ascontiguousarray(wording[0].T).astype(np.float16),
        wording[1],
        rarity.astype(np.float16),
        *genre,
        np.array([1.0, 0.0], dtype=np.float32),
        version,
    )


def balance(labels: NDArray[Any], writers: NDArray[np.str_]) -> NDArray[np.float64]:
    """Weights under which each label counts the same, and within a label each writer."""
    cells = Counter(zip(labels.tolist(), writers.tolist(), strict=True))
    voices = Counter(label for label, _ in cells)
    share = len(labels) / len(voices)
    pairs = zip(labels.tolist(), writers.tolist(), strict=True)
    return np.array([share / voices[label] / cells[label, writer] for label, writer in pairs])


def rarities(counted: Sequence[tuple[Numbers, Floats]], least: int) -> Floats:
    """Inverse document frequency of every bucket; zero below `least` texts."""
    seen = np.bincount(np.concatenate([buckets for buckets, _ in counted]), minlength=BUCKETS)
    rarity = np.log((1 + len(counted)) / (1 + seen)) + 1
    result: Floats = np.where(seen >= least, rarity, 0).astype(np.float32)
    return result


def stack(weighed: Sequence[tuple[Numbers, Floats]]) -> csr_matrix:
    """Sparse rows as one matrix."""
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in weighed)])
    values = np.concatenate([value for _, value in weighed])
    buckets = np.concatenate([bucket for bucket, _ in weighed])
    return csr_matrix((values, buckets, ends), shape=(len(weighed), BUCKETS))


def held_out(sample: Sample, settings: dict[str, Any], tell: Callable[[str], None]) -> NDArray[np.float64]:
    """Uncalibrated log-odds of malice of each text, by heads trained on the other writers only."""
    scores = np.zeros(len(sample.texts))
    for writer in sorted(set(sample.writers.tolist())):
        out = sample.writers == writer
        heads = fit(sample, ~out, settings)
        for row in np.flatnonzero(out):
            scores[row] = malice_log_odds(heads.labels(sample.meaning[row], sample.grams[row]))
        tell(f"  without {writer}: read {int(out.sum())} texts")
    return scores


def calibrate(log_odds: NDArray[np.float64], malicious: Flags, weights: NDArray[np.float64]) -> Floats:
    """Slope and offset of a logistic curve through held-out log-odds (Platt 1999)."""
    model = LogisticRegression(C=1e6).fit(log_odds[:, None], malicious, sample_weight=weights)
    return np.array([model.coef_[0, 0], model.intercept_[0]], dtype=np.float32)


def _regress(
    rows: Any, classes: NDArray[np.int64], weights: NDArray[np.float64], strength: float, total: int
) -> tuple[Floats, Floats]:
    model = LogisticRegression(C=strength, max_iter=MOST_STEPS, tol=TOLERANCE)
    model.fit(rows, classes, sample_weight=weights)
    coefficients = np.zeros((total, rows.shape[1]), dtype=np.float32)
    bias = np.full(total, -20.0, dtype=np.float32)
    coefficients[model.classes_] = model.coef_
    bias[model.classes_] = model.intercept_
    return coefficients, bias
