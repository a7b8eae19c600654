import pytest

from nlp.words import is_word, rarity


@pytest.mark.parametrize("word", ["a", "the", "Report", "confidential", "recruited", "clearances", "interested"])
def test_words_are_known_with_their_endings_and_capitals(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize("run", ["", "x", "rify", "acc", "zzgh", "reportingssss", "3"])
def test_other_runs_of_letters_are_no_words(run: str) -> None:
    assert not is_word(run)


def test_common_words_come_before_rare_ones() -> None:
    places = [rarity(word) for word in ("the", "money", "clearance", "clearances")]
    assert all(place is not None for place in places)
    assert places == sorted(place for place in places if place is not None)
