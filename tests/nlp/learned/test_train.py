import json
from pathlib import Path

import numpy as np
import pytest

from nlp.learned.features import grams, message
from nlp.learned.fitting import balance, calibrate
from nlp.learned.heads import GENRES, LABELS, Heads
from nlp.learned.texts import CORPUS
from nlp.learned.train import train, train_tactics
from nlp.learned.vectors import VECTORS
from nlp.learned.version import CONFIG, version

PER_WRITER = 40


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a tiny corpus: the first texts of a few of the writers, among them every label."""
    folder = tmp_path_factory.mktemp("corpus")
    for name in ("w01", "w02", "w05", "w08", "shared_scam"):
        lines = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        step = len(lines) // PER_WRITER
        (folder / f"{name}.jsonl").write_text("\n".join(lines[::step]) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def heads(corpus: Path, told: list[str]) -> Heads:
    return train(corpus, CONFIG, VECTORS, told.append)


def test_training_twice_gives_the_same_bytes(corpus: Path, heads: Heads, tmp_path: Path) -> None:
    heads.save(tmp_path / "one.npz")
    train(corpus, CONFIG, VECTORS, lambda _: None).save(tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_what_is_stored_reads_like_what_was_trained(heads: Heads, tmp_path: Path) -> None:
    heads.save(tmp_path / "heads.npz")
    loaded = Heads.load(tmp_path / "heads.npz")
    meaning = heads.meaning[:, 0] / np.linalg.norm(heads.meaning[:, 0])
    found = grams(message("Please send a short report about the tender", lambda _: ()).words)
    assert np.allclose(loaded.labels(meaning, found), heads.labels(meaning, found), atol=0.02)
    assert loaded.version == heads.version


def test_training_says_how_it_does_on_every_held_out_writer(heads: Heads, told: list[str]) -> None:
    assert heads.version
    assert sum("without" in line for line in told) == 5
    assert sum("held-out AUC" in line for line in told) == 2


def test_the_heads_have_a_row_or_column_for_every_class(heads: Heads) -> None:
    assert heads.meaning.shape[1] == heads.wording.shape[1] == len(LABELS)
    assert heads.genre.shape[1] == len(GENRES)


def test_the_version_follows_the_texts_and_the_settings(corpus: Path, heads: Heads, tmp_path: Path) -> None:
    assert heads.version == version(corpus, CONFIG, VECTORS)
    changed = tmp_path / "config.toml"
    changed.write_text(CONFIG.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert version(corpus, changed, VECTORS) != heads.version
    row = json.loads((corpus / "shared_scam.jsonl").read_text(encoding="utf-8").splitlines()[0])
    (tmp_path / "more.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert version(tmp_path, CONFIG, VECTORS) != heads.version


def test_labels_and_writers_are_weighed_alike() -> None:
    labels = np.array([0, 0, 0, 1])
    writers = np.array(["a", "a", "b", "a"])
    weights = balance(labels, writers)
    assert weights[labels == 0].sum() == pytest.approx(weights[labels == 1].sum())
    assert weights[:2].sum() == pytest.approx(weights[2])


def test_calibration_turns_a_useless_score_into_even_odds() -> None:
    slope, offset = calibrate(np.array([1.0, 1.0, 2.0, 2.0]), np.array([True, False, True, False]), np.ones(4))
    assert slope == pytest.approx(0.0, abs=1e-3)
    assert offset == pytest.approx(0.0, abs=1e-3)


def test_training_tactics_twice_gives_the_same_bytes(corpus: Path, heads: Heads, tmp_path: Path) -> None:
    for name in ("one.npz", "two.npz"):
        train_tactics(corpus, CONFIG, VECTORS, heads, lambda _: None).save(tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
