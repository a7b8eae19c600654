"""Two-minute examples on the four Rs, for whoever asks. Invented, stateless: nothing is stored and nobody is told.

Words live in `bot/wording/<language>/learning.yml`. Which answer is right is the same in every language and stands
here. A platform shows `lesson()`, hands the choice to `answer()`, and goes on with `Feedback.next`.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final

from bot.model import BotError
from bot.wording import speaking, words


class UnknownLessonError(BotError):
    """I do not know that example. Please begin again with “learn”."""


class UnknownChoiceError(BotError):
    """That is none of the answers to this example. Please choose one of those shown."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose from."""

    key: str
    """What `answer` takes; the same in every language."""
    label: str
    """At most 70 characters."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One short example with a question. Every string is plain text, ready to show."""

    number: int
    """Counted from 0: people read "1 of 6"."""
    of: int
    title: str
    """At most 40 characters."""
    story: str
    question: str
    choices: tuple[Choice, ...]
    introduction: str = ""
    """What this is, and that nobody sees the answers; with the first example only."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is said about a choice; a wrong one is explained and never blamed."""

    right: bool
    text: str
    next: int | None
    """Number of the next example; None after the last."""
    next_label: str = ""
    """Label of the button to the next example, at most 40 characters; empty after the last."""


CHOICES: Final = ("a", "b", "c")
_RIGHT: Final = {"profile": "b", "opener": "c", "friend": "a", "report": "c", "remove": "a", "honest": "b"}
"""The examples in the order in which they are shown, each with its right choice."""
_NAMES: Final = tuple(_RIGHT)


def lesson(number: int = 0, language: str = "") -> Lesson:
    """Give an example, in the nearest language to the wish; empty: the one that is spoken here.

    Raises:
        UnknownLessonError: there is none of this number.
    """
    name = _name(number)
    with speaking(language) if language else nullcontext():
        return Lesson(
            number=number,
            of=len(_NAMES),
            title=words().text(f"{name}.title"),
            story=words().text(f"{name}.story"),
            question=words().text(f"{name}.question"),
            choices=tuple(Choice(key, words().text(f"{name}.choices.{key}")) for key in CHOICES),
            introduction="" if number else words().text("learning.introduction"),
        )


def answer(number: int, choice: str, language: str = "") -> Feedback:
    """Say what there is to say about a choice.

    Raises:
        UnknownLessonError: there is no example of this number.
        UnknownChoiceError: the example has no such choice.
    """
    name = _name(number)
    if choice not in CHOICES:
        raise UnknownChoiceError
    right = choice == _RIGHT[_NAMES[number]]
    last = number == len(_NAMES) - 1
    with speaking(language) if language else nullcontext():
        said = words().text(f"{name}.feedback.{choice}")
        if last:
            return Feedback(right, f"{said} {words().text('learning.done')}", None)
        return Feedback(right, said, number + 1, words().text("learning.next"))


def _name(number: int) -> str:
    if not 0 <= number < len(_NAMES):
        raise UnknownLessonError
    return f"learning.lessons.{_NAMES[number]}"
