import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nlp.evaluate import Label, Scored, area_under_curve, measure, recall_at

SCORES = arrays(np.float64, st.integers(1, 30), elements=st.floats(0, 1).map(lambda score: round(score, 2)))


def row(label: Label, score: float, band: str = "low", source: str = "a") -> Scored:
    return Scored(label, score, band, "none", source, "")


@settings(deadline=None)
@given(SCORES, SCORES)
def test_the_area_is_the_share_of_pairs_in_the_right_order(positive: np.ndarray, negative: np.ndarray) -> None:
    pairs = [(p > n) + (p == n) / 2 for p in positive for n in negative]
    assert area_under_curve(positive, negative) == pytest.approx(np.mean(pairs))


def test_recall_counts_only_what_lies_above_the_tolerated_honest_rows() -> None:
    positive, negative = np.array([0.9, 0.6, 0.2]), np.array([0.7, 0.5, 0.4, 0.3])
    assert recall_at(positive, negative, 0.0) == pytest.approx(1 / 3)
    assert recall_at(positive, negative, 0.25) == pytest.approx(2 / 3)
    assert recall_at(positive, negative, 1.0) == 1.0


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


def test_honest_probabilities_have_no_calibration_error() -> None:
    rows = [row(Label.LURE, 0.75)] * 3 + [row(Label.BENIGN, 0.75)]
    assert measure(rows).calibration_error == pytest.approx(0.0)
    assert measure([row(Label.BENIGN, 1.0)]).calibration_error == pytest.approx(1.0)


def test_nothing_to_measure_gives_no_figures_and_no_error() -> None:
    figures = measure([])
    assert (figures.rows, figures.separation, figures.calibration_error) == (0, {}, 0.0)
