"""Windows: what they ask and what they show. What a window belongs to travels in its metadata."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from bot.outgoing import ExposureForm, Notice, Reply
from bot.profile_form import Question, ReviewForm, Section
from bot.wording import words
from handlers.slack.blocks import compose_view
from handlers.slack.elements import plain
from handlers.slack.parts import Aside, ChecksField, Choice, Heading, Part, RadiosField, TextField, Words
from handlers.slack.render import notice_parts
from handlers.slack.replies import advice, whole_reply

CHECK, ADD, EXPOSURE, REVIEW = "check_view", "add_view", "exposure_view", "review_view"
"""Callback ids of the windows that are sent back."""
TEXT, OWN, INSIST, HAPPENED, URL, PROFILE = "text", "own", "insist", "happened", "url", "profile"
"""Names of fields."""
QUESTION = "question-"
MAX_TITLE = 24
"""Characters of a window's title and of its buttons."""

JsonView: TypeAlias = dict[str, object]


def window(
    title: str,
    parts: Sequence[Part],
    *,
    callback: str = "",
    submit: str = "",
    remember: Mapping[str, str] | None = None,
) -> JsonView:
    """Make a window; with `submit`, one that is sent back."""
    view: JsonView = {
        "type": "modal",
        "title": plain(title, MAX_TITLE).to_dict(),
        "close": plain(words().text("surfaces.cancel" if submit else "surfaces.close"), MAX_TITLE).to_dict(),
        "blocks": compose_view(parts),
    }
    if submit:
        view["submit"] = plain(submit, MAX_TITLE).to_dict()
        view["callback_id"] = callback
    if remember:
        view["private_metadata"] = json.dumps(remember)
    return view


def check_window() -> JsonView:
    """Ask for a message."""
    said = words()
    parts = (
        TextField(TEXT, said.text("surfaces.check.text_label"), said.text("surfaces.check.text_hint")),
        Aside(said.text("slack.too_long_here")),
        TextField(OWN, said.text("slack.own_label"), said.text("surfaces.check.own_hint"), optional=True),
        ChecksField(
            INSIST, said.text("surfaces.check.insist_label"), (Choice(INSIST, said.text("surfaces.check.insist")),)
        ),
    )
    return window(said.text("surfaces.check.title"), parts, callback=CHECK, submit=said.text("surfaces.check.submit"))


def add_window(reply: Reply, remember: Mapping[str, str]) -> JsonView:
    """Ask for the next message of the same sender."""
    said = words()
    parts = (
        Words(said.text("surfaces.add.introduction", reference=reply.reference)),
        TextField(TEXT, said.text("surfaces.add.text_label"), said.text("surfaces.check.text_hint")),
        TextField(OWN, said.text("slack.own_label"), said.text("surfaces.check.own_hint"), optional=True),
        Aside(said.text("slack.too_long_here")),
    )
    submit = said.text("surfaces.add.submit")
    return window(said.text("surfaces.add.title"), parts, callback=ADD, submit=submit, remember=remember)


def exposure_window(form: ExposureForm, remember: Mapping[str, str]) -> JsonView:
    """Ask what has happened so far, without blame."""
    choices = tuple(Choice(choice.key, choice.label, choice.chosen) for choice in form.choices)
    parts = (Words(form.reassurance), ChecksField(HAPPENED, form.question, choices))
    title, submit = words().text("surfaces.exposure.title"), words().text("surfaces.exposure.submit")
    return window(title, parts, callback=EXPOSURE, submit=submit, remember=remember)


def advice_window(reply: Reply) -> JsonView:
    """Say what helps now."""
    return window(words().text("surfaces.exposure.saved"), [Words(reply.note), *advice(reply.exposure)])


def review_window(form: ReviewForm) -> JsonView:
    """Ask the questions of the profile review."""
    parts: list[Part] = [Words(form.introduction)]
    if form.profile:
        parts.append(Words(form.profile))
    else:
        parts.append(TextField(URL, form.url_label, form.url_hint, optional=True, lines=False))
    parts.append(TextField(PROFILE, form.text_label, form.text_hint, optional=True))
    labels = tuple(Choice(answer, label) for answer, label in form.answer_labels.items())
    for section in Section:
        parts.append(Heading(form.section_titles[section]))
        parts.extend(_question(item, labels) for item in form.questions if item.section is section)
    remember = {"report": str(form.about)} if form.about else None
    return window(form.title, parts, callback=REVIEW, submit=form.submit_label, remember=remember)


def whole_window(reply: Reply) -> JsonView:
    """Show an answer whole."""
    return window(words().text("surfaces.everything.title"), [*whole_reply(reply)])


def reading_window() -> JsonView:
    """Say that it is stored and being read."""
    return window(words().text("surfaces.reading.title"), [Words(words().text("surfaces.reading.text"))])


def notice_window(notice: Notice) -> JsonView:
    """Show a notice."""
    return window(words().text("surfaces.home.title"), [*notice_parts(notice)])


def _question(question: Question, labels: tuple[Choice, ...]) -> RadiosField:
    return RadiosField(f"{QUESTION}{question.id}", question.text, question.why, labels)
