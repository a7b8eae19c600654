"""Trains the learned part: `python -m nlp.learned.train`. Minutes on two cores; the same texts give the same bytes."""

import hashlib
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score

from nlp.learned.distil import CONFIG
from nlp.learned.fitting import Sample, balance, calibrate, fit, held_out
from nlp.learned.heads import HEADS, LABELS, Heads
from nlp.learned.texts import CORPUS, files, read_texts
from nlp.learned.vectors import VECTORS, Vectors

VERSION_DIGITS = 12


def main() -> None:
    """Train on the whole corpus, print the figures on held-out writers, write the weights."""
    train(CORPUS, CONFIG, VECTORS, print).save(HEADS)


def train(corpus: Path, config: Path, vectors: Path, tell: Callable[[str], None]) -> Heads:
    """Fit heads to every text of a folder; calibrate them on writers they had not seen."""
    settings: dict[str, Any] = tomllib.loads(config.read_text(encoding="utf-8"))
    texts = [text for text in read_texts(corpus) if text.use == "all"]
    sample = Sample.of(texts, Vectors.load(vectors))
    tell(f"{len(texts)} texts by {len(set(sample.writers.tolist()))} writers")
    scores = held_out(sample, settings, tell)
    malicious = sample.labels > 0
    for label in LABELS[1:]:
        chosen = (sample.labels == LABELS.index(label)) | ~malicious
        tell(f"held-out AUC, {label} against benign: {roc_auc_score(malicious[chosen], scores[chosen]):.3f}")
    calibration = calibrate(scores, malicious, balance(sample.labels, sample.writers))
    everything = np.ones(len(texts), dtype=np.bool_)
    return replace(fit(sample, everything, settings, version(corpus, config, vectors)), calibration=calibration)


def version(corpus: Path = CORPUS, config: Path = CONFIG, vectors: Path = VECTORS) -> str:
    """Hash of the texts, the settings and the word vectors: what the heads depend on."""
    digest = hashlib.sha256()
    for path in (*files(corpus), config, vectors):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:VERSION_DIGITS]


if __name__ == "__main__":
    main()
