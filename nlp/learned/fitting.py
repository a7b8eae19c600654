"""Fits the heads to the training texts, and judges them on writers they never saw. Training only."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from nlp.learned.features import BUCKETS, Floats, Numbers, dense, grams, message, weigh
from nlp.learned.heads import GENRES, LABELS, Heads, malice_log_odds
from nlp.learned.texts import Text
from nlp.learned.vectors import Vectors

MOST_STEPS = 400
TOLERANCE = 1e-3
TWO = 2
"""Of two classes scikit-learn keeps one row; the other is its opposite."""
NEVER = -20.0
"""Log-odds of a class that training never saw."""
SELDOM = 1e-3
"""Added to the share of texts that have an n-gram: what hardly any text has says little."""

Flags = NDArray[np.bool_]
Features = tuple[Floats, tuple[Numbers, Floats]]
"""Meaning and n-grams of one passage."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The training texts as features, row by row."""

    texts: Sequence[Text]
    meaning: Floats
    grams: Sequence[tuple[Numbers, Floats]]
    passages: Sequence[Sequence[Features]]
    """Of the long texts, the parts they are read in as well."""
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
            [[(dense(vectors.rows(part.pieces)), grams(part.words)) for part in one.passages()] for one in found],
            np.array([LABELS.index(text.label) for text in texts]),
            np.array([GENRES.index(text.genre) for text in texts]),
            np.array([text.writer for text in texts]),
        )


def fit(sample: Sample, rows: Flags, settings: dict[str, Any], version: str = "") -> Heads:
    """Train all heads on the flagged rows; calibration is left neutral."""
    labels, writers = sample.labels[rows], sample.writers[rows]
    weights = balance(labels, writers)
    meant = sample.meaning[rows]
    meaning = _regress(meant, labels, weights, settings["meaning"]["strength"], len(LABELS))
    genres = sample.genres[rows]
    genre = _regress(meant, genres, balance(genres, writers), settings["genre"]["strength"], len(GENRES))
    rarity, wording = _wording(sample, np.flatnonzero(rows), weights, settings["wording"])
    return Heads(
        meaning=meaning[0].astype(np.float32),
        meaning_bias=meaning[1],
        wording=wording[0],
        wording_bias=wording[1],
        rarity=rarity,
        shares=np.array([settings["meaning"]["share"], settings["wording"]["share"]], dtype=np.float32),
        genre=genre[0].astype(np.float32),
        genre_bias=genre[1],
        calibration=np.array([1.0, 0.0], dtype=np.float32),
        version=version,
    )


def _wording(
    sample: Sample, rows: Numbers, weights: NDArray[np.float64], settings: dict[str, Any]
) -> tuple[Floats, tuple[Floats, Floats]]:
    """Rarities and label head of the n-grams. Only buckets that count are trained: a third of the time.

    The head is the mean of two regressions. One sees each n-gram weighed by its rarity alone; the other weighs it as
    well by how much oftener malicious texts use it (the log-count ratio of Wang and Manning, 2012).
    """
    chosen: list[int] = rows.tolist()
    rarity = rarities([sample.grams[row] for row in chosen], settings["least_texts"])
    known = np.flatnonzero(rarity)
    table = stack([weigh(*sample.grams[row], rarity) for row in chosen])[:, known]
    labels = sample.labels[rows]
    plain, plain_bias = _regress(table, labels, weights, settings["strength"], len(LABELS))
    ratios = log_count_ratios(table, labels > 0, weights)
    told, told_bias = _regress(table @ diags(ratios), labels, weights, settings["ratio_strength"], len(LABELS))
    coefficients = np.zeros((BUCKETS, len(LABELS)), dtype=np.float32)
    coefficients[known] = (plain + told * ratios[:, None]) / 2
    return rarity, (coefficients, ((plain_bias + told_bias) / 2).astype(np.float32))


def log_count_ratios(table: csr_matrix, malicious: Flags, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much oftener, in logarithms, a malicious text has each column than an honest one, texts being weighed."""
    occurs = (table > 0).T.astype(np.float64)
    shares = [occurs @ (weights * flags) / (weights @ flags) for flags in (malicious, ~malicious)]
    ratios: NDArray[np.float64] = np.log((shares[0] + SELDOM) / (shares[1] + SELDOM))
    return ratios


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


def held_out(
    sample: Sample, settings: dict[str, Any], tell: Callable[[str], None], voices: int | None = None
) -> NDArray[np.float64]:
    """Uncalibrated log-odds of malice of each text, by heads that learned from other writers: all, or `voices`."""
    scores = np.zeros(len(sample.texts))
    for writer in sorted(set(sample.writers.tolist())):
        out = sample.writers == writer
        heads = fit(sample, ~out if voices is None else some_writers(sample, ~out, voices), settings)
        for row in np.flatnonzero(out).tolist():
            judged = (
                _judge(heads, *part) for part in ((sample.meaning[row], sample.grams[row]), *sample.passages[row])
            )
            scores[row] = malice_log_odds(heads.gravest(next(judged), judged))
        tell(f"  without {writer}: read {int(out.sum())} texts")
    return scores


def some_writers(sample: Sample, rows: Flags, voices: int, seed: int = 1) -> Flags:
    """Keep the flagged rows of a few writers, drawn with a fixed seed so that every label occurs."""
    writers = sorted(set(sample.writers[rows].tolist()))
    drawing = np.random.default_rng(seed)
    while True:
        chosen: Flags = rows & np.isin(sample.writers, drawing.permutation(writers)[:voices])
        if len(set(sample.labels[chosen].tolist())) == len(LABELS):
            return chosen


def separation(sample: Sample, scores: NDArray[np.float64], label: str) -> float:
    """AUC of one malicious label against all honest texts."""
    rows = np.isin(sample.labels, [LABELS.index("benign"), LABELS.index(label)])
    return float(roc_auc_score(sample.labels[rows] > 0, scores[rows]))


def _judge(heads: Heads, meaning: Floats, counted: tuple[Numbers, Floats]) -> tuple[Floats, Floats]:
    return meaning, heads.labels(meaning, counted)


def calibrate(log_odds: NDArray[np.float64], malicious: Flags, weights: NDArray[np.float64]) -> Floats:
    """Slope and offset of a logistic curve through held-out log-odds (Platt 1999)."""
    model = LogisticRegression(C=1e6).fit(log_odds[:, None], malicious, sample_weight=weights)
    return np.array([model.coef_[0, 0], model.intercept_[0]], dtype=np.float32)


def _regress(
    rows: Any, classes: NDArray[np.int64], weights: NDArray[np.float64], strength: float, total: int
) -> tuple[NDArray[np.float64], Floats]:
    model = LogisticRegression(C=strength, max_iter=MOST_STEPS, tol=TOLERANCE)
    model.fit(rows, classes, sample_weight=weights)
    coefficients = np.zeros((rows.shape[1], total), dtype=np.float64)
    bias = np.full(total, NEVER, dtype=np.float32)
    two_sided = np.vstack([-model.coef_, model.coef_]) / 2 if len(model.classes_) == TWO else model.coef_
    lifts = (
        np.concatenate([-model.intercept_, model.intercept_]) / 2 if len(model.classes_) == TWO else model.intercept_
    )
    coefficients[:, model.classes_] = two_sided.T
    bias[model.classes_] = lifts
    return coefficients, bias
