from pathlib import Path

import numpy as np

from nlp.learned.vectors import Vectors, save_vectors

NAMES = ["pay", "you", "##ing"]
TABLE = np.array([[0.5, -0.25], [0.01, 0.02], [-3.0, 1.0]], dtype=np.float32)


def test_vectors_come_back_within_one_step_of_their_size(tmp_path: Path) -> None:
    save_vectors(tmp_path / "v.npz", NAMES, TABLE)
    vectors = Vectors.load(tmp_path / "v.npz")
    rows = vectors.rows(np.array(vectors.pieces.pieces("paying")))
    assert np.allclose(rows, TABLE[[0, 2]], atol=3.0 / 127)
    assert np.allclose(vectors.rows(np.array([1])), TABLE[[1]], atol=0.02 / 127)


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.npz", "b.npz"):
        save_vectors(tmp_path / name, NAMES, TABLE)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_shipped_vectors_put_kindred_words_together() -> None:
    vectors = Vectors.load()

    def likeness(one: str, other: str) -> float:
        first, second = (vectors.rows(np.array(vectors.pieces.pieces(word))).mean(axis=0) for word in (one, other))
        return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))

    assert likeness("recruiter", "headhunter") > likeness("recruiter", "potato") + 0.2
    assert likeness("confidential", "secret") > likeness("confidential", "bicycle") + 0.2
