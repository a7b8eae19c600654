"""The dialogs: check a message, add a later one, review a profile. Each asks with labels, and says what happens."""

from collections.abc import Mapping

from bot.outgoing import ButtonAction
from bot.profile_form import ReviewForm
from handlers.teams.card_parts import (
    Element,
    box,
    choices,
    field,
    fold,
    heading,
    opens_dialog,
    paragraph,
    required,
    tame,
    tick,
    whole_card,
)
from handlers.teams.cards import fitting
from handlers.teams.passages import Room, cut, label
from nlp.defang import defang
from nlp.model import MAX_CHARACTERS

TEXT, OWN, INSIST = "text", "own", "insist"
URL, WORDS, ANSWER = "profile_url", "profile_text", "answer_"
"""Ids of inputs; an answer's id ends with its question's."""
SHARED = "shared"
"""Under this name a dialog carries the text it was opened on."""
MOST_CARRIED = 9_000
"""Bytes of such a text; a longer one is taken from the message itself again."""
CHECK, ADD, REVIEW = "hand_in_check", "hand_in_add", "hand_in_review"
"""Verbs that hand a dialog in."""
HAND_IN = frozenset({CHECK, ADD, REVIEW})
OPEN_REVIEW = "open_review"
OPEN = frozenset({ButtonAction.ADD.value, ButtonAction.REVIEW_PROFILE.value, OPEN_REVIEW})
"""Verbs that open a dialog."""
LONGEST_OWN = 2_000
ROOMS = (Room(60, 6_000), Room(60, 3_000), Room(60, 1_000), Room(60, 300))


def check_form(text: str = "", *, picture: bool = False, warning: str = "") -> Element:
    """Ask what to check, or show the message that was picked."""
    data: Element = {"verb": CHECK}
    if len(text.encode()) <= MOST_CARRIED:
        data[SHARED] = text
    submit: Element = {"type": "Action.Submit", "title": label("surfaces.check.submit"), "data": data}

    def make(room: Room) -> Element:
        body = [box([paragraph(warning, bold=True)], style="warning")] if warning else []
        body += _picked(text, room, picture=picture) if text else _text("surfaces.check")
        own, hint = label("surfaces.check.own_label"), label("surfaces.check.own_hint")
        body += field(OWN, own, hint=hint, longest=LONGEST_OWN, lines=True)
        body.append(tick(INSIST, label("surfaces.check.insist"), on=False))
        return whole_card(body, said=label("surfaces.check.title"), actions=[submit], wide=False)

    return fitting(make, ROOMS)


def add_form(report: Element, reference: str) -> Element:
    """Ask for the next message of the same sender."""
    body = [paragraph(label("surfaces.add.introduction", reference=reference))] if reference else []
    question = field(TEXT, label("surfaces.add.text_label"), longest=MAX_CHARACTERS, lines=True)
    body += required(question, label("surfaces.check.text_hint"))
    body += field(OWN, label("surfaces.check.own_label"), longest=LONGEST_OWN, lines=True)
    submit: Element = {
        "type": "Action.Submit",
        "title": label("surfaces.add.submit"),
        "data": {**report, "verb": ADD},
    }
    return whole_card(body, said=label("surfaces.add.title"), actions=[submit], wide=False)


def review_card(form: ReviewForm) -> Element:
    """Ask about a profile: address, words, and each question with the reason why it is asked."""
    body: list[Element] = [paragraph(form.introduction)]
    if form.profile:
        body.append(paragraph(form.profile, bold=True))
    else:
        body += field(URL, form.url_label, hint=form.url_hint, longest=2_000)
    body += field(WORDS, form.text_label, hint=form.text_hint, longest=MAX_CHARACTERS, lines=True)
    answers = [(answer.value, words) for answer, words in form.answer_labels.items()]
    for section, title in form.section_titles.items():
        body.append(heading(title))
        for question in form.questions:
            if question.section is section:
                body.append(choices(ANSWER + question.id, question.text, answers))
                body.append(paragraph(question.why, size="Small", spacing="None"))
    data: Element = {"verb": REVIEW}
    if form.about:
        data["report"] = str(form.about)
    submit: Element = {"type": "Action.Submit", "title": tame(form.submit_label), "data": data}
    return whole_card(body, said=form.title, actions=[submit], wide=False)


def review_offer() -> Element:
    """A message with the button that opens the profile review, for whoever typed the word."""
    body = [
        paragraph(label("teams.opened"), bold=True, size="Medium"),
        paragraph(label("teams.review_offer")),
    ]
    return whole_card(
        body, said=label("teams.opened"), actions=[opens_dialog(label("teams.opened"), OPEN_REVIEW, {})], wide=False
    )


def told(text: str) -> Element:
    """A message of one sentence."""
    return whole_card([paragraph(text)], said=cut(tame(text), 300), wide=False)


def _text(name: str) -> list[Element]:
    question = field(
        TEXT, label(f"{name}.text_label"), hint=label(f"{name}.text_hint"), longest=MAX_CHARACTERS, lines=True
    )
    return required(question, label("surfaces.check.text_hint"))


def _picked(text: str, room: Room, *, picture: bool) -> list[Element]:
    """The message, one paragraph a line, with its links made harmless."""
    lines = [paragraph(defang(line)) for line in room.cut(text).split("\n") if line.strip()]
    body = [heading(label("teams.shown_message"))]
    shown = 12
    body.append(box(lines[:shown], style="emphasis"))
    if len(lines) > shown:
        body += fold(label("surfaces.reply.everything"), "rest", lines[shown:])
    if picture:
        body.append(paragraph(label("teams.picture_beside"), italic=True))
    return body


def filled(card: Element, given: Mapping[str, object], warning: str) -> Element:
    """Show a form again, with what was filled in and why it could not be taken."""
    body = card["body"]
    again = [_kept(item, given) for item in body] if isinstance(body, list) else []
    return {**card, "body": [box([paragraph(warning, bold=True)], style="warning"), *again]}


def _kept(item: Element, given: Mapping[str, object]) -> Element:
    value = given.get(str(item.get("id", "")))
    return {**item, "value": value} if isinstance(value, str) and value else item
