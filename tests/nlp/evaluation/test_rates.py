import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nlp.evaluation.rates import Sources, area_under_curve, areas_drawn_again, middle, recall_at, roc

SCORES = arrays(np.float64, st.integers(1, 30), elements=st.floats(0, 1).map(lambda score: round(score, 2)))


@settings(deadline=None)
@given(SCORES, SCORES)
def test_the_area_is_the_share_of_pairs_in_the_right_order(positive: np.ndarray, negative: np.ndarray) -> None:
    pairs = [(p > n) + (p == n) / 2 for p in positive for n in negative]
    assert area_under_curve(positive, negative) == pytest.approx(np.mean(pairs))


@settings(deadline=None)
@given(SCORES, SCORES)
def test_the_curve_encloses_the_area(positive: np.ndarray, negative: np.ndarray) -> None:
    false, true = roc(positive, negative)
    assert (false[0], true[0], false[-1], true[-1]) == (0, 0, 1, 1)
    assert np.trapezoid(true, false) == pytest.approx(area_under_curve(positive, negative))


def test_recall_counts_only_what_lies_above_the_tolerated_honest_rows() -> None:
    positive, negative = np.array([0.9, 0.6, 0.2]), np.array([0.7, 0.5, 0.4, 0.3])
    assert recall_at(positive, negative, 0.0) == pytest.approx(1 / 3)
    assert recall_at(positive, negative, 0.25) == pytest.approx(2 / 3)
    assert recall_at(positive, negative, 1.0) == 1.0


def test_whole_sources_are_drawn_and_rows_within_them() -> None:
    sources = Sources([("a", 0.0), ("a", 0.1), ("a", 0.2), ("b", 5.0)])
    drawn = [sources.draw(np.random.default_rng(seed)) for seed in range(200)]
    assert {len(scores) for scores in drawn} == {2, 4, 6}
    assert any(set(scores) == {5.0} for scores in drawn)
    assert any(len(scores) == 4 and len(set(scores[scores < 1])) < 3 for scores in drawn)


def test_few_sources_make_a_wide_interval_where_rows_alone_would_not() -> None:
    honest = Sources(("h", score / 100) for score in range(100))
    alike = Sources((source, score) for source, score in (("x", 0.9), ("y", 0.1)) for _ in range(100))
    apart = Sources((str(place), 0.9 if place % 2 else 0.1) for place in range(200))
    areas = areas_drawn_again({"alike": alike, "apart": apart}, honest)
    widths = {name: np.diff(middle(values))[0] for name, values in areas.items()}
    assert widths["alike"] > 3 * widths["apart"]
