import pytest

from nlp.evaluation import Label, Row
from nlp.evaluation.baselines import Baseline, lurebench_heuristic, trained_words
from nlp.learned.texts import Text
from nlp.model import Genre

WORDS = {"lure": "pay you for insider knowledge", "benign": "lunch in the canteen"}


def text(label: str, number: int) -> Text:
    return Text(str(number), "w", label, Genre.WORKPLACE, f"{WORDS[label]} {number}", (), "all")


def test_counting_words_tells_apart_what_words_tell_apart() -> None:
    score = trained_words([text(label, number) for number in range(5) for label in WORDS])
    assert score("insider knowledge") > 0.5 > score("canteen lunch")


def test_a_baseline_is_measured_like_the_detector() -> None:
    rows = [Row(text="9", label=Label.LURE), Row(text="1", label=Label.BENIGN), Row(text="5", label=Label.BENIGN)]
    ticks = iter(range(100))
    found = Baseline.of("digits", rows, float, clock=lambda: next(ticks))
    assert found.separation["lure"].auc == 1.0
    assert found.milliseconds == 1_000.0


def test_lurebench_scores_plain_fraud_above_plain_talk() -> None:
    pytest.importorskip("lurebench", reason="the evaluation group is not installed")
    score = lurebench_heuristic()
    assert score("Urgent: verify your account within 24 hours, https://x.example") > score("Lunch at noon?")
