"""The shipped word vectors: one small signed integer a dimension, one scale a piece."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from nlp.learned.wordpiece import WordPiece

WEIGHTS = Path(__file__).parent / "weights"
VECTORS = WEIGHTS / "vectors.npz"
STEPS = 127
"""Largest absolute value of a stored component."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """Word pieces with their vectors. A common piece has a short vector: its weight is in its scale."""

    pieces: WordPiece
    components: NDArray[np.int8]
    scales: NDArray[np.float32]

    @classmethod
    def load(cls, path: Path = VECTORS) -> Self:
        """Read the vectors from disk, a few milliseconds."""
        with np.load(path, allow_pickle=False) as stored:
            names = stored["pieces"].tobytes().decode().split("\n")
            return cls(WordPiece(tuple(names)), stored["components"], stored["scales"])

    def rows(self, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        """One vector for each piece, in order."""
        found: NDArray[np.float32] = self.components[pieces] * self.scales[pieces, None]
        return found


def save_vectors(path: Path, names: Iterable[str], table: NDArray[np.float32]) -> None:
    """Store a table of vectors in eight bits a component; the same table gives the same bytes."""
    scales = np.abs(table).max(axis=1).astype(np.float32) / STEPS
    components = np.rint(table / np.maximum(scales, np.float32(1e-12))[:, None]).astype(np.int8)
    text = np.frombuffer("\n".join(names).encode(), dtype=np.uint8)
    np.savez_compressed(path, pieces=text, components=components, scales=scales)
