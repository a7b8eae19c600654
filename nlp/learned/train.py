"""Trains the learned part: `python -m nlp.learned.train`. Minutes on two cores; the same texts give the same bytes."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from nlp.learned.fitting import Sample, balance, calibrate, fit, held_out, separation
from nlp.learned.gate import Measured, save_figures
from nlp.learned.heads import HEADS, LABELS, Heads
from nlp.learned.tactic_fitting import describe, fit_tactics
from nlp.learned.tactics import TACTIC_WEIGHTS, TacticHeads
from nlp.learned.texts import CORPUS, read_texts, training_texts
from nlp.learned.vectors import VECTORS, Vectors
from nlp.learned.version import CONFIG, version


def main() -> None:
    """Train on the whole corpus, print the figures on held-out writers, write the weights."""
    heads = train(CORPUS, CONFIG, VECTORS, print, save_figures)
    heads.save(HEADS)
    train_tactics(CORPUS, CONFIG, VECTORS, heads, print).save(TACTIC_WEIGHTS)


def train(
    corpus: Path,
    config: Path,
    vectors: Path,
    tell: Callable[[str], None],
    keep: Callable[[Measured], None] = lambda _: None,
) -> Heads:
    """Fit heads to every text of a folder; calibrate them, and measure them, on writers they had not seen.

    Args:
        corpus: folder of texts.
        config: settings.
        vectors: word vectors.
        tell: gets a line for people now and then.
        keep: gets the figures on writers not seen, for `nlp.learned.gate`.
    """
    settings: dict[str, Any] = tomllib.loads(config.read_text(encoding="utf-8"))
    texts = training_texts(corpus)
    sample = Sample.of(texts, Vectors.load(vectors))
    tell(f"{len(texts)} texts by {len(set(sample.writers.tolist()))} writers")
    scores = held_out(sample, settings, tell)
    malicious = sample.labels > 0
    for label in LABELS[1:]:
        tell(f"held-out AUC, {label} against benign: {separation(sample, scores, label):.3f}")
    calibration = calibrate(scores, malicious, balance(malicious, sample.writers))
    everything = np.ones(len(texts), dtype=np.bool_)
    heads = replace(fit(sample, everything, settings, version(corpus, config, vectors)), calibration=calibration)
    keep(Measured.of(sample, scores, heads.version))
    return heads


def train_tactics(corpus: Path, config: Path, vectors: Path, heads: Heads, tell: Callable[[str], None]) -> TacticHeads:
    """Fit the tactic heads to the marked spans, those of texts that are no good as messages included."""
    settings: dict[str, Any] = tomllib.loads(config.read_text(encoding="utf-8"))["tactics"]
    texts = [text for text in read_texts(corpus) if text.use != "apart"]
    tactics = fit_tactics(texts, Vectors.load(vectors), heads.rarity, settings)
    describe(tactics, tell)
    return tactics


if __name__ == "__main__":
    main()
