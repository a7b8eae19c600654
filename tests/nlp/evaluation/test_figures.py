import pytest

from nlp.evaluation import Label, Scored, measure
from nlp.evaluation.figures import UNTOLD


def row(label: Label, score: float, band: str = "low", source: str = "a", **given: str) -> Scored:
    return Scored(label, score, band, "none", source, **given)


def test_lures_and_scams_are_each_set_against_the_honest_rows() -> None:
    rows = [row(Label.LURE, 0.9), row(Label.SCAM, 0.1), row(Label.BENIGN, 0.5), row(Label.BENIGN, 0.4)]
    separation = measure(rows).separation
    assert (separation["lure"].auc, separation["scam"].auc, separation["all"].auc) == (1.0, 0.0, 0.5)


def test_a_label_without_rows_has_no_figure() -> None:
    assert "scam" not in measure([row(Label.LURE, 0.9), row(Label.BENIGN, 0.1)]).separation


def test_bands_are_counted_by_label_and_by_source() -> None:
    figures = measure([row(Label.BENIGN, 0.1, "low", "x"), row(Label.BENIGN, 0.6, "medium", "y")])
    assert figures.bands == {"benign": {"low": 1, "medium": 1}}
    assert figures.bands_by_source == {"benign x": {"low": 1}, "benign y": {"medium": 1}}


def test_every_malicious_group_is_set_against_all_honest_rows() -> None:
    rows = [
        row(Label.LURE, 0.9, source="x", genre="account"),
        row(Label.LURE, 0.3, source="y", genre="turn"),
        row(Label.BENIGN, 0.2, source="x"),
        row(Label.BENIGN, 0.4, source="y"),
    ]
    groups = {(group.label, group.name): group for group in measure(rows).groups["source"]}
    assert [group.separation.auc for key, group in groups.items() if group.separation] == [1.0, 0.5]
    assert groups["benign", "x"].separation is None
    assert [group.name for group in measure(rows).groups["genre"]] == ["account", "turn"]


def test_a_genre_that_was_not_told_is_a_group_of_its_own() -> None:
    groups = measure([row(Label.BENIGN, 0.1), row(Label.BENIGN, 0.1, genre_read="account")]).groups["genre_read"]
    assert [group.name for group in groups] == ["account", UNTOLD]


def test_ambiguous_rows_are_counted_apart_and_change_nothing_else() -> None:
    clear = [row(Label.LURE, 0.9), row(Label.BENIGN, 0.5), row(Label.BENIGN, 0.4)]
    both = measure([*clear, row(Label.AMBIGUOUS, 0.99, "high", "z"), row(Label.AMBIGUOUS, 0.1, "low", "z")])
    assert [(group.name, group.rows, group.bands) for group in both.ambiguous] == [("z", 2, {"high": 1, "low": 1})]
    assert both.separation == measure(clear).separation
    assert both.rows == 3
    assert both.bands == measure(clear).bands


def test_an_interval_does_not_depend_on_the_other_groups() -> None:
    lures = [row(Label.LURE, score / 10, source=str(score % 3)) for score in range(2, 10)]
    honest = [row(Label.BENIGN, score / 12, source=str(score % 2)) for score in range(8)]
    alone = measure([*lures, *honest]).separation["lure"]
    beside = measure([*lures, *honest, row(Label.SCAM, 0.2, source="q")]).separation["lure"]
    assert (alone.low, alone.high) == (beside.low, beside.high)
    assert alone.low < alone.auc < alone.high


def test_honest_probabilities_have_no_calibration_error() -> None:
    rows = [row(Label.LURE, 0.75)] * 3 + [row(Label.BENIGN, 0.75)]
    assert measure(rows).calibration_error == pytest.approx(0.0)
    assert measure([row(Label.BENIGN, 1.0)]).calibration_error == pytest.approx(1.0)


def test_a_coin_has_a_brier_score_of_a_quarter() -> None:
    assert measure([row(Label.LURE, 0.5), row(Label.BENIGN, 0.5)]).brier == pytest.approx(0.25)


def test_nothing_to_measure_gives_no_figures_and_no_error() -> None:
    figures = measure([])
    assert (figures.rows, figures.separation, figures.calibration_error, figures.ambiguous) == (0, {}, 0.0, ())
