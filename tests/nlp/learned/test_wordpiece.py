from hypothesis import given
from hypothesis import strategies as st

from nlp.learned.wordpiece import WordPiece

VOCABULARY = ("un", "##do", "##able", "do", "##ing", "unable")


def test_the_longest_piece_is_taken_first() -> None:
    assert WordPiece(VOCABULARY).pieces("unable") == (5,)


def test_a_word_is_cut_into_its_pieces() -> None:
    assert WordPiece(VOCABULARY).pieces("undoing") == (0, 1, 4)


def test_a_word_that_cannot_be_cut_entirely_has_no_pieces() -> None:
    assert WordPiece(VOCABULARY).pieces("undone") == ()


def test_an_endless_word_has_no_pieces() -> None:
    assert WordPiece(VOCABULARY).pieces("do" + "ing" * 40) == ()


@given(st.text(alphabet="undoigabl", min_size=1, max_size=20))
def test_pieces_put_together_are_the_word(word: str) -> None:
    pieces = WordPiece(VOCABULARY).pieces(word)
    assert not pieces or "".join(VOCABULARY[piece].removeprefix("##") for piece in pieces) == word
