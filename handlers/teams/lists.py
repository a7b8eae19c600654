"""A person's own reports, and the two-minute examples, as cards that answer in place."""

from bot.learning import Feedback, Lesson
from bot.outgoing import Button, ButtonAction, MyReports, ReportEntry
from handlers.teams.card_parts import (
    Element,
    box,
    button_row,
    choices,
    execute,
    line,
    opens_dialog,
    paragraph,
    run,
    whole_card,
)
from handlers.teams.cards import fitting
from handlers.teams.passages import Room, label
from handlers.teams.reply_card import carried, confirmed

FROM = "from"
"""Where a button stands, if the answer depends on it."""
REPORTS, LESSON, NEXT = "reports", "lesson", "next_lesson"
"""Verbs: back to the list, an answer to an example, on to the next one."""
NUMBER, CHOICE = "number", "choice"
LENGTHS = (20, 15, 10, 7, 5, 3)
"""So many reports are tried to be shown; the others are counted."""


def reports_card(mine: MyReports, note: str = "") -> Element:
    """The list of a person's reports, each with what can still be done."""

    def make(room: Room) -> Element:
        body = [box([paragraph(note, bold=True)], style="good")] if note else []
        body += [paragraph(mine.title, bold=True, size="Large"), paragraph(mine.introduction)]
        shown = mine.entries[: room.reasons]
        body += [_entry(entry) for entry in shown]
        left = len(mine.entries) - len(shown)
        if left:
            body.append(paragraph(label("teams.older", count=str(left)), italic=True))
        return whole_card(body, said=mine.title)

    return fitting(make, [Room(length, 400) for length in LENGTHS])


def _entry(entry: ReportEntry) -> Element:
    items = [
        line(run(f"{entry.reference} ", bold=True), run(f"· {entry.date} · {entry.band}")),
        paragraph(entry.standing, spacing="Small"),
    ]
    if entry.buttons:
        items.append(button_row(*(_button(button, entry) for button in entry.buttons)))
    return {**box(items), "separator": True}


def _button(button: Button, entry: ReportEntry) -> Element:
    data: Element = {**carried(entry.report_id), FROM: REPORTS}
    if button.action is ButtonAction.ADD:
        return opens_dialog(button.label, button.action.value, data)
    if button.action in {ButtonAction.DELETE, ButtonAction.WITHDRAW}:
        return confirmed(button, data)
    return execute(button.label, button.action.value, data, inputs=False)


def from_list(card: Element) -> Element:
    """Put a button above a report that turns it back into the list it was opened from."""
    back = button_row(execute(label("teams.all_reports"), REPORTS, {}, inputs=False))
    body = card["body"]
    return {**card, "body": [back, *(body if isinstance(body, list) else [])]}


def lesson_card(lesson: Lesson) -> Element:
    """An example with its question."""
    question = choices(CHOICE, lesson.question, [(choice.key, choice.label) for choice in lesson.choices])
    body = [paragraph(lesson.introduction)] if lesson.introduction else []
    body += [*_story(lesson), question | {"isRequired": True, "errorMessage": label("teams.choose_answer")}]
    submit = execute(label("teams.learn_submit"), LESSON, {NUMBER: lesson.number})
    return whole_card(body, said=lesson.title, actions=[submit], wide=False)


def feedback_card(lesson: Lesson, choice: str, feedback: Feedback) -> Element:
    """What there is to say about a choice, and the way on."""
    chosen = next((item.label for item in lesson.choices if item.key == choice), "")
    body = [
        *_story(lesson),
        paragraph(lesson.question, bold=True),
        paragraph(f"“{chosen}”", italic=True),
        box([paragraph(feedback.text)], style="good" if feedback.right else "emphasis"),
    ]
    to = 0 if feedback.next is None else feedback.next
    title = label("surfaces.learn.again") if feedback.next is None else feedback.next_label
    return whole_card(body, said=feedback.text, actions=[execute(title, NEXT, {NUMBER: to}, inputs=False)], wide=False)


def _story(lesson: Lesson) -> list[Element]:
    number = label("surfaces.learn.number", number=str(lesson.number + 1), of=str(lesson.of))
    return [
        paragraph(number, size="Small"),
        paragraph(lesson.title, bold=True, size="Large", spacing="None"),
        paragraph(lesson.story),
    ]
