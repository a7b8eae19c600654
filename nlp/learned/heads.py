"""The trained numbers: what each direction of meaning and each n-gram says about malice and genre."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from nlp.learned.features import Floats, Numbers, weigh
from nlp.learned.vectors import WEIGHTS
from nlp.model import Genre

HEADS = WEIGHTS / "heads.npz"
LABELS = ("benign", "lure", "scam")
"""Order of the rows of every label head."""
GENRES = tuple(Genre)
"""Order of the rows of the genre head."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Linear heads over the features; every array is read only."""

    meaning: Floats
    """Labels x dimensions."""
    meaning_bias: Floats
    wording: NDArray[np.float16]
    """Buckets x labels: one short row is read for each n-gram that occurs."""
    wording_bias: Floats
    rarity: NDArray[np.float16]
    """Of each bucket; zero where training never saw it often enough."""
    genre: Floats
    """Genres x dimensions."""
    genre_bias: Floats
    calibration: Floats
    """Slope and offset that turn the mean log-odds into a probability."""
    version: str

    @classmethod
    def load(cls, path: Path = HEADS) -> Self:
        """Read the heads from disk."""
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files if name != "version"}
            return cls(**arrays, version=str(stored["version"]))

    def save(self, path: Path = HEADS) -> None:
        """Write them; the same heads give the same bytes."""
        np.savez_compressed(path, **{name: np.asarray(value) for name, value in asdict(self).items()})

    def labels(self, meaning: Floats, grams: tuple[Numbers, Floats]) -> Floats:
        """Log-probabilities of the labels, up to a constant: the mean of what the two heads say."""
        buckets, values = weigh(*grams, self.rarity)
        by_meaning = _log_softmax(self.meaning @ meaning + self.meaning_bias)
        by_wording = _log_softmax(values @ self.wording[buckets].astype(np.float32) + self.wording_bias)
        mean: Floats = (by_meaning + by_wording) / 2
        return mean

    def genres(self, meaning: Floats) -> Floats:
        """Probability of each genre, in the order of `GENRES`."""
        likely: Floats = np.exp(_log_softmax(self.genre @ meaning + self.genre_bias))
        return likely

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
