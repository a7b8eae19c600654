import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.learned.masking import MARKS, placed_words, words


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("see https://a.example/b?c=1 please", "linkmark"),
        ("see hxxps://a.example/b please", "linkmark"),
        ("see www.firm.org/jobs please", "linkmark"),
        ("see firm-jobs.example/x please", "linkmark"),
        ("write to a.b+c@mail.firm.example please", "mailmark"),
        ("ask @coinlion_real please", "handlemark"),
        ("they pay £1,500 please", "moneymark"),
        ("they pay USD 300.50 please", "moneymark"),
        ("they pay 2 million dollars please", "moneymark"),
        ("they pay 900 euros please", "moneymark"),
        ("ring +44 7700 900123 please", "phonemark"),
        ("quote BT-4471 please", "numbermark"),
        ("be at 10:30 please", "numbermark"),
        ("ask Dr Okafor please", "namemark"),
    ],
)
def test_what_identifies_a_corpus_becomes_a_mark(text: str, mark: str) -> None:
    found = words(text)
    assert mark in found
    assert found[-1] == "please"
    assert len(found) <= 4


def test_greeting_and_signature_lose_their_names() -> None:
    found = words("Dear Professor Lindqvist,\n\nThe note is ready.\n\nKind regards,\nMina Rao\nHarrow Consulting")
    assert found == ["dear", "namemark", ",", "the", "note", "is", "ready", ".", "kind", "regards", ",", "namemark"]


def test_a_one_word_signature_is_masked_but_a_last_sentence_is_not() -> None:
    assert words("Shall we talk on Tuesday? Priya")[-1] == "namemark"
    assert words("Shall we talk? Tell me which day suits you")[-1] == "you"


def test_two_messages_that_differ_in_names_and_figures_only_read_the_same() -> None:
    first = words("Hi Anna, we pay £900 for a note. Write to x@a.example. Lee")
    second = words("Hi Boris, we pay $1200 for a note. Write to office@b.example. Olga")
    assert first == second


def test_accents_and_case_do_not_matter() -> None:
    assert words("The Café closed") == words("the cafe CLOSED")


@given(st.text(max_size=300))
def test_any_text_is_cut_into_words_without_white_space(text: str) -> None:
    assert all(word and not word.isspace() for word in words(text))


def test_every_mark_has_an_ordinary_word_to_stand_in_for_it() -> None:
    assert all(word.isalpha() and not word.endswith("mark") for word in MARKS.values())


@given(st.text(alphabet="Dear AnaBo,.\n é£1@x", max_size=120))
def test_every_word_is_placed_where_it_stands(text: str) -> None:
    found, starts = placed_words(text)
    assert starts == sorted(set(starts))
    for word, start in zip(found, starts, strict=True):
        assert word in MARKS or words(text[start : start + len(word)]) == [word]
