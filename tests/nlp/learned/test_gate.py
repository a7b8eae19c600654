from dataclasses import replace
from pathlib import Path

import pytest

from nlp.assessor import Assessor
from nlp.learned.gate import (
    QUICK_TEXTS,
    QUICK_WRITERS,
    Figure,
    Measured,
    Standing,
    apart_run,
    complaints,
    load_figures,
    load_floor,
    main,
    quick_run,
    save_figures,
    save_floor,
)
from nlp.learned.reader import weights_version
from nlp.learned.texts import KEPT_APART, read_texts, training_texts

FEWEST_APART = 400

FLOOR = Standing(
    Measured("one", 10, 2, {"lure": Figure(0.85, 0.02), "scam": Figure(0.90, 0.01)}),
    Measured("quick", 10, 2, {"lure": Figure(0.80, 0.03)}),
    Measured("apart", 10, 2, {"lure": Figure(0.95, 0.01)}),
)


def spoiled(measured: Measured, label: str, by: float) -> Measured:
    figure = measured.labels[label]
    return replace(measured, labels={**measured.labels, label: replace(figure, auc=figure.auc - by)})


def test_what_ships_stands_on_its_floor() -> None:
    now = replace(load_floor(), trained=load_figures())
    assert list(complaints(now, load_floor(), weights_version())) == []


def test_the_quick_run_of_this_code_stands_on_the_floor() -> None:
    floor = load_floor()
    now = replace(floor, quick=quick_run())
    assert now.quick.texts <= len(QUICK_WRITERS) * QUICK_TEXTS
    assert list(complaints(now, floor, floor.trained.version)) == []


def test_writers_kept_apart_are_read_as_well_as_the_floor_asks(assessor: Assessor) -> None:
    floor = load_floor()
    now = replace(floor, apart=apart_run(assessor))
    assert now.apart.texts > FEWEST_APART
    assert list(complaints(now, floor, floor.trained.version)) == []


def test_nothing_is_learned_from_writers_kept_apart() -> None:
    assert not {text.writer for text in read_texts(KEPT_APART)} & {text.writer for text in read_texts()}


def test_a_spoiled_figure_is_named_with_what_it_dropped_to() -> None:
    sentences = list(complaints(replace(FLOOR, trained=spoiled(FLOOR.trained, "scam", 0.02)), FLOOR, "one"))
    assert len(sentences) == 1
    assert all(word in sentences[0] for word in ("scam", "all held-out writers", "0.880", "0.900"))


def test_the_quick_run_is_held_to_its_own_floor() -> None:
    sentences = list(complaints(replace(FLOOR, quick=spoiled(FLOOR.quick, "lure", 0.04)), FLOOR, "one"))
    assert len(sentences) == 1
    assert "quick run" in sentences[0]


def test_noise_is_no_drop_and_a_rise_is_none_either() -> None:
    for by in (0.019, -0.1):
        assert list(complaints(replace(FLOOR, trained=spoiled(FLOOR.trained, "lure", by)), FLOOR, "one")) == []


def test_a_noisier_run_may_not_drop_further() -> None:
    noisy = replace(FLOOR.trained, labels={**FLOOR.trained.labels, "lure": Figure(0.80, 0.5)})
    assert len(list(complaints(replace(FLOOR, trained=noisy), FLOOR, "one"))) == 1


@pytest.mark.parametrize("auc", [float("nan"), None])
def test_a_figure_that_is_missing_or_no_number_does_not_pass(auc: float | None) -> None:
    labels = {} if auc is None else {**FLOOR.trained.labels, "lure": Figure(auc, 0.02)}
    assert list(complaints(replace(FLOOR, trained=replace(FLOOR.trained, labels=labels)), FLOOR, "one"))


def test_figures_of_other_weights_do_not_pass() -> None:
    assert "make train" in next(complaints(FLOOR, FLOOR, "two"))


def test_figures_and_floor_are_read_as_they_were_written(tmp_path: Path) -> None:
    save_figures(FLOOR.trained, tmp_path / "figures.json")
    save_floor(FLOOR, tmp_path / "floor.json")
    assert load_figures(tmp_path / "figures.json") == FLOOR.trained
    assert load_floor(tmp_path / "floor.json") == FLOOR


def test_texts_that_come_later_change_nothing_in_the_quick_run(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[list[str]] = []

    class Stop(Exception):  # noqa: N818 - ends the run before the training
        pass

    def of(texts: list[object], _: object) -> None:
        read.append([getattr(text, "id", "") for text in texts])
        raise Stop

    monkeypatch.setattr("nlp.learned.gate.Sample.of", of)
    texts = training_texts()
    for given in (texts, [replace(texts[0], id="new", writer="w99"), *texts]):
        with pytest.raises(Stop):
            quick_run(given)
    assert read[0] == read[1]


def test_the_command_fails_with_the_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    low = spoiled(load_floor().quick, "lure", 0.3)
    monkeypatch.setattr("nlp.learned.gate.quick_run", lambda: low)
    assert main([]) == 1
    assert "dropped to" in capsys.readouterr().out
