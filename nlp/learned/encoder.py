"""The sentence encoder that the word vectors are taken from, in plain numpy. Training only.

all-MiniLM-L6-v2 is a six-layer BERT. One token alone needs three positions (start mark, token, end mark),
which numpy multiplies quickly enough that no deep-learning framework is needed.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from scipy.special import erf

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Digest of the official `model.safetensors` of sentence-transformers/all-MiniLM-L6-v2."""

LAYERS = 6
HEADS = 12
EPSILON = 1e-12
START_MARK = 101
END_MARK = 102

Floats = NDArray[np.float32]


class WrongEncoderError(Exception):
    """The encoder's weights are not the official ones: their SHA-256 differs. Reinstall the `train` group."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """Reads rows of equally many token ids; there is no padding."""

    tensors: dict[str, Floats]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the official weights; refuse any others with `WrongEncoderError`."""
        if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
            raise WrongEncoderError
        return cls(load_file(path))

    def vectors(self, ids: NDArray[np.int64], batch: int = 512) -> Floats:
        """Mean over the positions of the last layer, one row for each row of `ids` (shape rows x length)."""
        parts = [self._encode(ids[start : start + batch]) for start in range(0, len(ids), batch)]
        return np.concatenate(parts).astype(np.float32)

    def token_vectors(self, token_ids: NDArray[np.int64]) -> Floats:
        """The vector of each token when it stands alone."""
        marks = np.ones_like(token_ids)
        return self.vectors(np.stack([START_MARK * marks, token_ids, END_MARK * marks], axis=1))

    def _encode(self, ids: NDArray[np.int64]) -> Floats:
        hidden = self._embed(ids)
        for layer in range(LAYERS):
            hidden = self._layer(hidden, f"encoder.layer.{layer}.")
        mean: Floats = hidden.mean(axis=1)
        return mean

    def _embed(self, ids: NDArray[np.int64]) -> Floats:
        words = self.tensors["embeddings.word_embeddings.weight"][ids]
        places = self.tensors["embeddings.position_embeddings.weight"][: ids.shape[1]]
        kind = self.tensors["embeddings.token_type_embeddings.weight"][0]
        return self._normalise(words + places + kind, "embeddings.LayerNorm")

    def _layer(self, hidden: Floats, name: str) -> Floats:
        attended = self._dense(self._attend(hidden, name), name + "attention.output.dense")
        hidden = self._normalise(hidden + attended, name + "attention.output.LayerNorm")
        inner = self._dense(hidden, name + "intermediate.dense")
        inner = inner * 0.5 * (1.0 + erf(inner / np.sqrt(np.float32(2.0))))
        return self._normalise(hidden + self._dense(inner, name + "output.dense"), name + "output.LayerNorm")

    def _attend(self, hidden: Floats, name: str) -> Floats:
        query, key, value = self._heads(hidden, name)
        weights = query @ key.transpose(0, 1, 3, 2) / np.sqrt(np.float32(query.shape[-1]))
        weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed: Floats = (weights @ value).transpose(0, 2, 1, 3).reshape(hidden.shape)
        return mixed

    def _heads(self, hidden: Floats, name: str) -> Iterator[Floats]:
        rows, length, width = hidden.shape
        for part in ("query", "key", "value"):
            flat = self._dense(hidden, f"{name}attention.self.{part}")
            yield flat.reshape(rows, length, HEADS, width // HEADS).transpose(0, 2, 1, 3)

    def _dense(self, hidden: Floats, name: str) -> Floats:
        product: Floats = hidden @ self.tensors[name + ".weight"].T + self.tensors[name + ".bias"]
        return product

    def _normalise(self, hidden: Floats, name: str) -> Floats:
        centred = hidden - hidden.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + EPSILON)
        scaled: Floats = centred / spread * self.tensors[name + ".weight"] + self.tensors[name + ".bias"]
        return scaled
