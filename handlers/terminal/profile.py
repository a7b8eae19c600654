"""`tbyl profile`: the guided profile review in a terminal, asked one question at a time or given all at once."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.outgoing import Reason
from bot.profile_form import POINTS, Answer, ProfileReview, Question, ReviewForm, Section
from bot.profile_review import ReviewResult, review
from bot.shown import shown
from handlers.terminal.contract import JsonObject
from nlp.model import Approach, Assessment, RiskBand
from nlp.profile.result import ProfileReading

WIDTH: Final = 100
_STYLES: Final = {
    RiskBand.HIGH: "bold red",
    RiskBand.MEDIUM: "bold yellow",
    RiskBand.LOW: "bold",
    RiskBand.INSUFFICIENT: "bold",
}
_KEYS: Final = {"y": Answer.YES, "n": Answer.NO}

ReadLine = Callable[[str], str]
"""Shows a prompt and gives the line that was typed. Raises EOFError at the end of the input."""


class AnswersError(Exception):
    """The answers cannot be used. Its argument says why, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads a review."""

    assess: Callable[[Approach], Assessment]
    read_profile: Callable[[str], ProfileReading]


def parse_answers(text: str) -> dict[str, Answer]:
    """Read the answers from a JSON object, or from a file that holds one.

    Raises:
        AnswersError: it is no such object, or names an unknown question or answer.
        OSError: the file cannot be opened.
    """
    content = text if text.lstrip().startswith("{") else Path(text).read_text("utf-8")
    try:
        given = json.loads(content)
    except ValueError:
        raise AnswersError('The answers are not JSON. Write {"known": "no", "offer": "yes"}.') from None
    if not isinstance(given, dict):
        raise AnswersError('The answers are no JSON object. Write {"known": "no", "offer": "yes"}.')
    return {str(name): _answer(str(name), answer) for name, answer in given.items()}


def _answer(name: str, answer: object) -> Answer:
    if name not in POINTS:
        raise AnswersError(f"There is no such question. The questions are {', '.join(POINTS)}.")
    try:
        return Answer(str(answer))
    except ValueError:
        raise AnswersError(f"The answer to {name} is none of {', '.join(Answer)}.") from None


def ask(form: ReviewForm, given: ProfileReview, console: Console, read_line: ReadLine) -> ProfileReview:
    """Ask for what was not given; the end of the input ends the asking."""
    console.print(Text(form.title, style="bold"))
    console.print(Text(form.introduction))
    url, answers, text = given.profile_url, dict(given.answers), given.profile_text
    try:
        if not url:
            console.print(Text(f"\n{form.url_label}", style="bold"), Text(form.url_hint, style="dim"), sep="\n")
            url = read_line("> ")
        for section in Section:
            console.print(Text(f"\n{form.section_titles[section]}", style="bold"))
            asked = [item for item in form.questions if item.section is section and item.id not in answers]
            answers.update((item.id, _asked(item, form, console, read_line)) for item in asked)
        if not text:
            text = _pasted(form, console, read_line)
    except EOFError:
        console.print()
    return ProfileReview(url, text, answers)


def _asked(question: Question, form: ReviewForm, console: Console, read_line: ReadLine) -> Answer:
    labels = form.answer_labels
    hint = f"[y] {labels[Answer.YES]}  [n] {labels[Answer.NO]}  [Enter] {labels[Answer.DONT_KNOW]}"
    console.print()
    console.print(Text(question.text))
    console.print(Text(question.why, style="dim"))
    while True:
        typed = read_line(f"{hint} > ").strip().lower()
        if not typed:
            return Answer.DONT_KNOW
        if typed[0] in _KEYS:
            return _KEYS[typed[0]]


def _pasted(form: ReviewForm, console: Console, read_line: ReadLine) -> str:
    console.print()
    console.print(Text(form.text_label, style="bold"))
    console.print(Text(f"{form.text_hint} Ctrl-D", style="dim"))
    lines: list[str] = []
    try:
        while True:
            lines.append(read_line(""))
    except EOFError:
        return "\n".join(lines)


def result_of(given: ProfileReview, readers: Readers) -> ReviewResult:
    """Read and judge what was given. Earlier reports are not looked at: that takes the running bot.

    Raises:
        ReadingError: it is too long to read.
    """
    return review(given, readers.assess(Approach(given.text)), readers.read_profile(given.words), compared=False)


def as_json(result: ReviewResult) -> JsonObject:
    """Return the result as one object."""
    made = asdict(result)
    made.update(
        band=result.band.label,
        kind=result.kind.value,
        score=round(result.score, 6),
        tactics=[tactic.value for tactic in result.tactics],
    )
    return made


def render(result: ReviewResult) -> Group:
    """Return the whole view for people."""
    parts: list[RenderableType] = [
        Text(result.headline, style=_STYLES[result.band]),
        Padding(Text(result.summary), (0, 0, 0, 2)),
        *_section("Reported before", _bullets(result.reported_before)),
        *_section("Why", map(_reason, result.reasons)),
        *_section("Signs against", map(_reason, result.against)),
        *_section("Link (never opened)", _links(result)),
        *_section("Not checked", _bullets(result.not_checked)),
        *_section("What to do next", _numbered(result.next_steps)),
    ]
    return Group(*parts)


def _section(title: str, lines: Iterator[Text]) -> list[RenderableType]:
    body = list(lines)
    return [Text(f"\n{title}", style="bold"), *(Padding(line, (0, 0, 0, 2)) for line in body)] if body else []


def _reason(reason: Reason) -> Text:
    quote = f" “{reason.quote}”" if reason.quote else ""
    return Text.assemble(("• ", "bold"), f"{reason.sentence}{quote}", (f" {reason.because}", "dim"))


def _links(result: ReviewResult) -> Iterator[Text]:
    for link in result.links:
        yield Text.assemble((shown(link.defanged), "bold"), "  ", " ".join(link.sentences))


def _bullets(lines: Sequence[str]) -> Iterator[Text]:
    for line in lines:
        yield Text.assemble(("• ", "bold"), line)


def _numbered(lines: Sequence[str]) -> Iterator[Text]:
    for number, line in enumerate(lines, start=1):
        yield Text.assemble((f"{number}. ", "bold"), line)


def has_anything(given: ProfileReview) -> bool:
    """Tell whether there is something to review."""
    told: Mapping[str, Answer] = given.answers
    return bool(given.text) or any(answer is not Answer.DONT_KNOW for answer in told.values())
