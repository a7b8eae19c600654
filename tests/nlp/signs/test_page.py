"""A page has the words of a text with their places, and knows where sentences and clauses begin."""

import pytest

from nlp.signs import page as page_module
from nlp.signs.page import SHORT_LINE, Pager

PAGER = Pager()


def sentences(text: str) -> list[list[str]]:
    page = PAGER.page(text)
    ends = [*page.sentences[1:], len(page)]
    cut = [list(page.words[start:end]) for start, end in zip(page.sentences, ends, strict=True)]
    return [words for words in cut if words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One two. Three!", [["one", "two"], ["three"]]),
        ("One two\n\nthree", [["one", "two"], ["three"]]),
        ("One two\nthree", [["one", "two"], ["three"]]),
        ("One • two", [["one"], ["two"]]),
        (f"{'a' * SHORT_LINE} one\ntwo", [["a" * SHORT_LINE, "one", "two"]]),
        ("", []),
    ],
)
def test_marks_blank_lines_and_short_lines_end_sentences(text: str, expected: list[list[str]]) -> None:
    assert sentences(text) == expected


def test_each_word_has_its_place_and_contractions_are_undone() -> None:
    text = "We'd pay, if you won't."
    page = PAGER.page(text)
    assert list(page.words) == ["we", "would", "pay", "if", "you", "will", "not"]
    assert [text[start:end] for start, end in zip(page.starts, page.ends, strict=True)] == [
        "We", "'d", "pay", "if", "you", "wo", "n't",
    ]  # fmt: skip
    assert page.clauses == 1 << 3


def test_a_tokenizer_that_has_met_too_many_words_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    pager = Pager()
    before, old = pager.page("One two."), pager.tokenizer
    monkeypatch.setattr(page_module, "MOST_WORDS", 0)
    assert pager.page("One two.") == before
    assert pager.tokenizer is not old
