from collections.abc import Sequence

import numpy as np
import pytest

from nlp.assessor import Assessor
from nlp.evaluation import heldout
from nlp.evaluation.heldout import HeldOut
from nlp.learned.gate import Figure, Measured
from nlp.learned.tactics import TacticHeads
from nlp.learned.texts import Text, training_texts

WRITERS = ("w01", "w02", "w05", "w08", "shared_scam")
PER_WRITER = 16


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    """Build a tiny corpus: a few texts of a few writers, among them every label."""
    every = training_texts()
    own = [[text for text in every if text.writer == writer] for writer in WRITERS]
    return [text for found in own for text in found[:: len(found) // PER_WRITER]]


@pytest.fixture(scope="module")
def held(texts: list[Text]) -> HeldOut:
    return HeldOut(texts, lambda _: None)


def test_every_text_is_read_once_by_heads_and_tactics_that_never_saw_its_writer(
    held: HeldOut, texts: list[Text], assessor: Assessor, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[set[str]] = []
    spans: list[set[str]] = []
    fit = heldout.fit

    def seen_fit(sample: heldout.Sample, rows: np.ndarray, *given: object) -> object:
        learned.append(set(sample.writers[rows].tolist()))
        return fit(sample, rows, *given)  # type: ignore[arg-type]  # passed on as it came

    def seen_tactics(found: Sequence[Text], *_: object) -> TacticHeads:
        spans.append({text.writer for text in found})
        return TacticHeads.load()

    monkeypatch.setattr(heldout, "fit", seen_fit)
    monkeypatch.setattr(heldout, "fit_tactics", seen_tactics)
    rows, scored = held.scored(assessor, texts)
    assert sorted(row.text for row in rows) == sorted(text.text for text in texts)
    assert [row.source for row in rows] == [item.source for item in scored]
    assert learned[2:] == [set(WRITERS) - {writer} for writer in held.writers]
    assert spans[0] | spans[1] == set(WRITERS)
    assert not spans[0] & spans[1]


def test_the_curve_ends_with_all_other_writers(held: HeldOut, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heldout, "VOICES", (3, 99))
    everyone = Measured("one", 1, 5, {"lure": Figure(0.9, 0.1), "scam": Figure(0.9, 0.1)})
    points = list(held.curve(everyone))
    assert [point.voices for point in points] == [3, len(WRITERS) - 1]
    assert points[-1].measured is everyone
    assert all(set(point.measured.labels) == {"lure", "scam"} for point in points)


def test_the_trained_baseline_never_saw_the_writer_it_reads(
    held: HeldOut, texts: list[Text], monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[set[str]] = []

    def words(found: Sequence[Text]) -> heldout.Score:
        learned.append({text.writer for text in found})
        return len

    monkeypatch.setattr(heldout, "trained_words", words)
    monkeypatch.setattr(heldout, "lurebench_heuristic", lambda: len)
    names = [baseline.name for baseline in held.baselines()]
    assert len(names) == 2
    assert sorted(map(len, learned)) == [len(WRITERS) - 1] * len({text.writer for text in texts})
