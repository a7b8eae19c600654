import pytest

from nlp.learned.agreement import Overlap, kappa, marks, overlap, places, quoted, together
from nlp.learned.texts import read_texts
from nlp.model import Tactic

TEXT = "He pays well, but keep it quiet. He pays again."


def test_kappa_is_one_for_all_alike_and_nothing_for_what_chance_brings() -> None:
    assert kappa([("lure", "lure"), ("benign", "benign")]) == 1.0
    assert kappa([(one, other) for one in "ab" for other in "ab"]) == pytest.approx(0.0)


def test_a_quote_is_the_words_that_it_touches_at_its_first_place() -> None:
    assert quoted(TEXT, [(Tactic.MONEY_OR_GIFT, "pays")]) == {Tactic.MONEY_OR_GIFT: {3}}
    assert places(TEXT, [(Tactic.SECRECY, 20, 25)]) == {Tactic.SECRECY: {18, 23}}


def test_only_words_with_the_same_tactic_are_shared() -> None:
    found = quoted(TEXT, [(Tactic.MONEY_OR_GIFT, "pays well"), (Tactic.SECRECY, "quiet")])
    marked = quoted(TEXT, [(Tactic.MONEY_OR_GIFT, "pays"), (Tactic.COERCION, "quiet")])
    sums = overlap([(found, marked)])
    assert sums[Tactic.MONEY_OR_GIFT] == Overlap(both=1, found=2, marked=1)
    assert sums[Tactic.SECRECY] == Overlap(0, 1, 0)
    whole = together(sums.values())
    assert (whole.precision, whole.recall, whole.f1) == (pytest.approx(1 / 3), 0.5, pytest.approx(0.4))


def test_nothing_found_is_no_agreement() -> None:
    assert together([]) == Overlap(0, 0, 0)
    assert Overlap(0, 0, 0).precision == Overlap(0, 0, 0).recall == Overlap(0, 0, 0).f1 == 0.0


def test_the_second_reading_is_of_texts_that_are_there() -> None:
    assert {mark.id for mark in marks()} <= {text.id for text in read_texts()}
    assert len(marks()) >= 400
