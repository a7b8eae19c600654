import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nlp.learned.features import BUCKETS, WORD_BUCKETS, dense, grams, weigh

WORDS = st.lists(st.text(alphabet="abcdeé£", min_size=1, max_size=6), max_size=20).map(tuple)


def test_the_meaning_of_a_text_does_not_grow_with_its_length() -> None:
    rows = np.array([[1.0, 2.0], [3.0, -1.0]], dtype=np.float32)
    assert np.allclose(dense(rows), dense(np.tile(rows, (50, 1))), atol=1e-6)
    assert np.isclose(np.linalg.norm(dense(rows)), 1.0)


def test_a_text_without_pieces_means_nothing() -> None:
    assert not dense(np.zeros((0, 4), dtype=np.float32)).any()


@given(WORDS)
def test_buckets_ascend_without_repeats_and_stay_in_range(found: tuple[str, ...]) -> None:
    buckets, counts = grams(found)
    assert (np.diff(buckets) > 0).all()
    assert (buckets >= 0).all()
    assert (buckets < BUCKETS).all()
    assert len(buckets) == len(counts)


def test_the_order_of_words_shows() -> None:
    first, second = grams(("pay", "you"))[0], grams(("you", "pay"))[0]
    assert set(first.tolist()) != set(second.tolist())


@given(WORDS)
def test_words_and_characters_each_come_to_length_one(found: tuple[str, ...]) -> None:
    buckets, values = weigh(*grams(found), np.ones(BUCKETS, dtype=np.float32))
    for part in (values[buckets < WORD_BUCKETS], values[buckets >= WORD_BUCKETS]):
        assert not len(part) or np.isclose(np.linalg.norm(part), 1.0, atol=1e-4)


def test_what_training_never_saw_does_not_count() -> None:
    buckets, values = weigh(*grams(("pay", "you")), np.zeros(BUCKETS, dtype=np.float32))
    assert len(buckets) == len(values) == 0
