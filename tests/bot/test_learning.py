"""The short examples on the four Rs: one after the other, nothing kept, nobody blamed."""

import pytest

from bot.learning import CHOICES, UnknownChoiceError, UnknownLessonError, answer, lesson
from bot.wording import languages

NUMBERS = range(lesson().of)


def test_the_examples_follow_each_other_to_the_end() -> None:
    seen: list[str] = []
    number: int | None = 0
    while number is not None:
        shown = lesson(number)
        seen.append(shown.title)
        number = answer(number, shown.choices[0].key).next
    assert len(seen) == len(set(seen)) == lesson().of == 6


def test_all_four_rs_are_there_and_an_honest_contact_ends_it() -> None:
    titles = [lesson(number).title for number in NUMBERS]
    assert [title.split(":")[0] for title in titles[:-1]] == ["Recognise", "Recognise", "Realise", "Report", "Remove"]
    assert "honest" in titles[-1]
    honest = answer(len(titles) - 1, "b")
    assert (honest.right, honest.next, honest.next_label) == (True, None, "")
    assert honest.text.endswith("When a real message leaves you unsure, send it to me.")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("number", NUMBERS)
def test_one_choice_is_right_and_every_choice_is_answered_differently(number: int, language: str) -> None:
    shown = lesson(number, language)
    feedback = [answer(number, choice.key, language) for choice in shown.choices]
    assert [item.right for item in feedback].count(True) == 1
    assert len({item.text for item in feedback}) == len(shown.choices) == 3
    assert [choice.key for choice in shown.choices] == list(CHOICES)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("number", NUMBERS)
def test_everything_fits_where_it_is_shown(number: int, language: str) -> None:
    shown = lesson(number, language)
    assert len(shown.title) <= 40
    assert all(len(choice.label) <= 70 for choice in shown.choices)
    assert len(shown.story) <= 400
    assert len(answer(number, "a", language).next_label) <= 40


def test_only_the_first_says_what_this_is_and_that_nothing_is_kept() -> None:
    assert "nothing is kept" in lesson(0).introduction
    assert [lesson(number).introduction for number in NUMBERS if number] == [""] * 5


def test_asking_twice_gives_the_same_again() -> None:
    assert lesson(3) == lesson(3)
    assert answer(3, "a") == answer(3, "a")


@pytest.mark.parametrize("number", [-1, 6, 10_000])
def test_an_unknown_example_is_refused_with_a_sentence(number: int) -> None:
    with pytest.raises(UnknownLessonError):
        lesson(number)
    with pytest.raises(UnknownLessonError) as error:
        answer(number, "a")
    assert "begin again" in error.value.user_message()


@pytest.mark.parametrize("choice", ["", "d", "A", "ab"])
def test_an_unknown_choice_is_refused_with_a_sentence(choice: str) -> None:
    with pytest.raises(UnknownChoiceError) as error:
        answer(0, choice)
    assert "choose one" in error.value.user_message()


def test_an_unknown_language_is_answered_in_english() -> None:
    assert lesson(0, "xx-YY") == lesson(0, "en")
