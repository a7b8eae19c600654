"""Fits the tactic heads to the spans that the writers marked. Training only."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from nlp.learned.features import WORD_BUCKETS, Floats, Message, dense, grams, message, weigh
from nlp.learned.fitting import MOST_STEPS, TOLERANCE, stack
from nlp.learned.tactics import TACTICS, TacticHeads, sentences
from nlp.learned.texts import Text
from nlp.learned.vectors import Vectors

NONE = len(TACTICS)
FOLDS = 5
NEVER = 2.0
"""A threshold that no probability reaches."""
LEAST_THRESHOLD = 0.3
"""Nothing less likely is shown, however right the few held-out sentences were."""
FEWEST_RIGHT = 5
"""A tactic is shown only if at least so many held-out sentences were recognised."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Sentences as features, with the tactics marked in each."""

    table: csr_matrix
    width: int
    """Columns that are meaning; the others are wording."""
    buckets: NDArray[np.int64]
    """Word bucket of each column of wording."""
    tactics: Sequence[frozenset[int]]
    writers: NDArray[np.str_]
    honest: NDArray[np.bool_]


def marked(texts: Sequence[Text], vectors: Vectors, rarity: Floats) -> Marked:
    """Every sentence of texts with spans, and of honest ones."""
    rows = [row for text in texts if text.spans or text.label == "benign" for row in _sentences(text, vectors)]
    meaning = np.stack([dense(vectors.rows(found.pieces)) for found, _, _ in rows])
    known = np.flatnonzero(rarity[:WORD_BUCKETS])
    wording = stack([weigh(*grams(found.words), rarity) for found, _, _ in rows])[:, known]
    table = hstack([csr_matrix(meaning), wording]).tocsr()
    writers = np.array([text.writer for _, _, text in rows])
    honest = np.array([text.label == "benign" for _, _, text in rows])
    return Marked(table, meaning.shape[1], known, [tactics for _, tactics, _ in rows], writers, honest)


def fit_tactics(texts: Sequence[Text], vectors: Vectors, rarity: Floats, settings: dict[str, Any]) -> TacticHeads:
    """Heads over all sentences, with thresholds from writers that were held out."""
    data = marked(texts, vectors, rarity)
    held = np.zeros((len(data.tactics), NONE), dtype=np.float32)
    folds = min(FOLDS, len(set(data.writers.tolist())))
    for train, test in GroupKFold(folds).split(data.table, groups=data.writers):
        model = _fit(data, train, settings)
        held[test] = _all_classes(model.predict_proba(data.table[test]), model.classes_, 0.0)[:, :NONE]
    model = _fit(data, np.arange(len(data.tactics)), settings)
    coefficients = _all_classes(model.coef_.T, model.classes_, 0.0)
    wording = np.zeros((WORD_BUCKETS, NONE + 1), dtype=np.float32)
    wording[data.buckets] = coefficients[data.width :]
    return TacticHeads(
        meaning=coefficients[: data.width],
        wording=wording,
        bias=_all_classes(model.intercept_[None], model.classes_, -20.0)[0],
        thresholds=np.array([_threshold(held, data, tactic, settings) for tactic in range(NONE)], np.float32),
    )


def describe(heads: TacticHeads, tell: Callable[[str], None]) -> None:
    """Say from which probability each tactic is shown."""
    for tactic, threshold in zip(TACTICS, heads.thresholds.tolist(), strict=True):
        tell(f"  {tactic.value}: " + (f"shown from {threshold:.2f}" if threshold < NEVER else "never sure enough"))


def _sentences(text: Text, vectors: Vectors) -> Iterator[tuple[Message, frozenset[int], Text]]:
    places = [(text.text.index(quote), len(quote), TACTICS.index(tactic)) for tactic, quote in text.spans]
    whole = message(text.text, vectors.pieces.pieces)
    for start, end, first, last in sentences(text.text, whole):
        inside = (tactic for at, size, tactic in places if min(end, at + size) - max(start, at) >= size / 2)
        if first < last:
            yield whole.part(first, last), frozenset(inside), text


def _fit(data: Marked, rows: NDArray[np.int64], settings: dict[str, Any]) -> LogisticRegression:
    """A sentence with two tactics is shown twice, once for each."""
    pairs = [(row, tactic) for row in rows.tolist() for tactic in data.tactics[row] or {NONE}]
    chosen, classes = np.array(pairs).T
    weights = np.where(classes == NONE, settings["none_weight"], 1.0)
    model = LogisticRegression(C=settings["strength"], max_iter=MOST_STEPS, tol=TOLERANCE)
    return model.fit(data.table[chosen], classes, sample_weight=weights)


def _all_classes(columns: NDArray[Any], classes: NDArray[np.int64], missing: float) -> Floats:
    full = np.full((len(columns), NONE + 1), missing, dtype=np.float32)
    full[:, classes] = columns
    return full


def _threshold(held: Floats, data: Marked, tactic: int, settings: dict[str, Any]) -> float:
    """The lowest probability above which held-out sentences carry the mark often enough."""
    order = np.argsort(-held[:, tactic], kind="stable")
    right = np.cumsum([tactic in data.tactics[row] for row in order.tolist()])
    shown = np.cumsum(np.where(data.honest[order], settings["honest_share"], 1.0))
    precise = np.flatnonzero(right >= settings["precision"] * shown)
    if not len(precise) or right[precise[-1]] < FEWEST_RIGHT:
        return NEVER
    return max(LEAST_THRESHOLD, float(held[order[precise[-1]], tactic]))
