"""Examples to learn from, in direct messages or in a window. Nothing is stored; where it stands is in the buttons."""

import re
from collections.abc import Iterator

from bot import learning
from bot.learning import Feedback, Lesson, UnknownChoiceError
from bot.wording import words
from handlers.slack.blocks import compose
from handlers.slack.parts import Aside, Part, Press, Presses, Title, Words
from handlers.slack.render import Rendered, fallback
from handlers.slack.views import JsonView, window

ACTION = re.compile(r"learn_(?:[a-z]|next)$")
NEXT = "learn_next"


def lesson_parts(number: int = 0) -> tuple[Part, ...]:
    """Lay an example out.

    Raises:
        UnknownLessonError: there is none of this number.
    """
    return tuple(_lesson(learning.lesson(number)))


def chosen_parts(value: str) -> tuple[Part, ...]:
    """Lay out what follows a press: what is said about a choice, or the next example.

    Raises:
        UnknownLessonError, UnknownChoiceError: the button is not one of ours.
    """
    number, _, choice = value.partition(":")
    if not (number.isascii() and number.isdigit()):
        raise UnknownChoiceError
    if not choice:
        return lesson_parts(int(number))
    return tuple(_feedback(learning.lesson(int(number)), learning.answer(int(number), choice)))


def as_message(parts: tuple[Part, ...]) -> Rendered:
    """Show it in direct messages."""
    said = tuple(part.text for part in parts if isinstance(part, Title | Words))
    return Rendered(fallback(said), compose(parts))


def as_window(parts: tuple[Part, ...]) -> JsonView:
    """Show it in a window."""
    return window(words().text("surfaces.learn.title"), parts)


def _lesson(lesson: Lesson) -> Iterator[Part]:
    yield Title(lesson.title)
    yield Aside(words().text("surfaces.learn.number", number=str(lesson.number + 1), of=str(lesson.of)))
    yield Words(lesson.introduction)
    yield Words(lesson.story)
    yield Words(lesson.question)
    yield Presses(
        tuple(Press(f"learn_{choice.key}", choice.label, f"{lesson.number}:{choice.key}") for choice in lesson.choices)
    )


def _feedback(lesson: Lesson, feedback: Feedback) -> Iterator[Part]:
    yield Title(lesson.title)
    yield Aside(words().text("surfaces.learn.number", number=str(lesson.number + 1), of=str(lesson.of)))
    yield Words(feedback.text)
    if feedback.next is None:
        yield Presses((Press(NEXT, words().text("surfaces.learn.again"), "0"),))
    else:
        yield Presses((Press(NEXT, feedback.next_label, str(feedback.next)),))
