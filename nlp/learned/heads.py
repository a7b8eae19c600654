"""The trained numbers: what each direction of meaning and each n-gram says about malice and genre."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import numpy as np

from nlp.learned.features import Floats, Numbers, weigh
from nlp.learned.vectors import WEIGHTS
from nlp.model import Genre

HEADS = WEIGHTS / "heads.npz"
LABELS = ("benign", "lure", "scam")
"""Order of the rows of every label head."""
GENRES = tuple(Genre)
"""Order of the rows of the genre head."""


PERSONAL_GENRES = (Genre.PERSONAL_CONTACT, Genre.CONVERSATION_TURN, Genre.ACCOUNT)
PERSONAL = [GENRES.index(genre) for genre in PERSONAL_GENRES]
PERSONAL_ENOUGH = 0.5
"""Probability of the personal genres together from which on a text counts as personal: a passage of it may decide."""
MARGIN = np.array([1.0, 0.0, 0.0], dtype=np.float32)
"""Log-odds in favour of honest that a passage starts with."""
HALVED = ("wording", "rarity")
"""Arrays stored with half the digits."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Linear heads over the features; every array is read only."""

    meaning: Floats
    """Dimensions x labels."""
    meaning_bias: Floats
    wording: Floats
    """Buckets x labels: one short row is read for each n-gram that occurs."""
    wording_bias: Floats
    rarity: Floats
    """Of each bucket; zero where training never saw it often enough."""
    shares: Floats
    """How much of what meaning, and what wording, says of the labels counts."""
    genre: Floats
    """Dimensions x genres."""
    genre_bias: Floats
    calibration: Floats
    """Slope and offset that turn log-odds into a probability."""
    version: str

    @classmethod
    def load(cls, path: Path = HEADS) -> Self:
        """Read the heads from disk."""
        with np.load(path, allow_pickle=False) as stored:
            version = str(stored["version"])
            arrays = {name: stored[name].astype(np.float32) for name in stored.files if name != "version"}
            return cls(**arrays, version=version)

    def save(self, path: Path = HEADS) -> None:
        """Write them; the same heads give the same bytes."""
        arrays = {name: np.asarray(value) for name, value in asdict(self).items()}
        halved = {name: arrays[name].astype(np.float16) for name in HALVED}
        np.savez_compressed(path, allow_pickle=False, **arrays | halved)

    def labels(self, meaning: Floats, grams: tuple[Numbers, Floats]) -> Floats:
        """Log-odds of the labels, up to a constant: what the two heads say, each with its share."""
        buckets, values = weigh(*grams, self.rarity)
        by_meaning = _log_softmax(meaning @ self.meaning + self.meaning_bias)
        by_wording = _log_softmax(values @ self.wording[buckets] + self.wording_bias)
        both: Floats = self.shares[0] * by_meaning + self.shares[1] * by_wording
        return both

    def genres(self, meaning: Floats) -> Floats:
        """Probability of each genre, in the order of `GENRES`."""
        likely: Floats = np.exp(_log_softmax(meaning @ self.genre + self.genre_bias))
        return likely

    def gravest(self, whole: tuple[Floats, Floats], passages: Iterable[tuple[Floats, Floats]]) -> Floats:
        """Labels of the whole text, or of its gravest personal passage if that is clearly graver.

        What is added to a message must not water it down. But a long honest text has many passages, one of which may
        look odd: a passage must be graver by a margin, and read like something written to a person.
        """
        labels = [whole[1]]
        for meaning, found in passages:
            if self.genres(meaning)[PERSONAL].sum() >= PERSONAL_ENOUGH:
                labels.append(found + MARGIN)
        return max(labels, key=malice_log_odds)

    def malice(self, labels: Floats) -> float:
        """Calibrated probability that the text is malicious, from what `labels` returned."""
        slope, offset = self.calibration
        return float(1.0 / (1.0 + np.exp(-(slope * malice_log_odds(labels) + offset))))


def malice_log_odds(labels: Floats) -> float:
    """How much more likely malicious than honest, in log-odds."""
    return float(np.logaddexp(labels[1], labels[2]) - labels[0])


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max()
    result: Floats = (shifted - np.log(np.exp(shifted).sum())).astype(np.float32)
    return result
