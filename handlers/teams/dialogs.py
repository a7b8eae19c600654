"""Opens the dialogs and takes in what is handed in there: a message, a later one, a profile review."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.front import Front
from bot.model import BotError, Receipt, ReviewSubmission, Submission
from bot.outgoing import ButtonAction
from bot.profile_form import Answer, ProfileReview, review_form
from handlers.teams import forms
from handlers.teams.address import MESSAGE_EXTENSION
from handlers.teams.card_parts import Element
from handlers.teams.chats import CARD_TYPE
from handlers.teams.courtesy import Courtesy
from handlers.teams.passages import label
from handlers.teams.people import Visit
from handlers.teams.press import Press
from handlers.teams.quoted import Identity, MessagePayload, has_picture, payload_turns, read_payload
from handlers.teams.reply_card import carried
from handlers.teams.turns import as_text

CHECK_MESSAGE: Final = "checkMessage"
"""Command on a message; its name stands in the manifest."""
CHECK_TEXT: Final = "checkText"
REVIEW_PROFILE: Final = "reviewProfile"
COMMANDS: Final = frozenset({CHECK_MESSAGE, CHECK_TEXT, REVIEW_PROFILE})
ID: Final = "id"


@dataclass(frozen=True, slots=True, repr=False)
class Picked:
    """What a command was called on."""

    command: str
    payload: MessagePayload | None
    data: Mapping[str, object]

    @classmethod
    def of(cls, value: object) -> "Picked":
        """Read the value of a message extension's activity."""
        value = value if isinstance(value, dict) else {}
        data, command = value.get("data"), value.get("commandId")
        return cls(
            command if isinstance(command, str) else "",
            read_payload(value.get("messagePayload")),
            data if isinstance(data, dict) else {},
        )

    def text(self, visit: Visit) -> str:
        """What the picked message says; empty where none was picked or it has no words."""
        return as_text(payload_turns(self.payload, visit.reporter.user)) if self.payload else ""

    def is_mine(self, visit: Visit) -> bool:
        """Whether the picked message is the bot's own."""
        author = (self.payload.author if self.payload else None) or None
        app = (author.application if author else None) or Identity()
        return bool(app.id) and visit.activity.recipient.id.endswith(app.id or "")


@dataclass(frozen=True, slots=True)
class Dialogs:
    """Everything that opens in a window of its own."""

    front: Front
    courtesy: Courtesy

    async def picked(self, visit: Visit) -> Element:
        """Open the dialog of a command, with the message that it was called on."""
        found = Picked.of(visit.activity.value)
        if found.command == REVIEW_PROFILE:
            return _review(visit.language)
        warning = "" if await self.courtesy.reachable(visit.private) else label("teams.unreachable")
        if found.is_mine(visit):
            return message(label("teams.mine"))
        text = found.text(visit)
        if found.payload and not text:
            warning = label("teams.no_words")
        picture = found.payload is not None and has_picture(found.payload)
        card = forms.check_form(text, picture=picture, warning=warning)
        return window(label("surfaces.check.title"), card)

    async def opened(self, press: Press, visit: Visit) -> Element:
        """Open the dialog of a button.

        Raises:
            BotError: the report is not the person's, or could not be looked up.
        """
        if press.verb == ButtonAction.ADD.value and press.report_id:
            reply = await self.front.desk.show(press.report_id, visit.reporter)
            card = forms.add_form(carried(press.report_id), reply.reference)
            return window(label("surfaces.add.title"), card)
        if press.verb == ButtonAction.REVIEW_PROFILE.value and press.report_id:
            form = await self.front.intake.review_form(press.report_id, visit.reporter, visit.language)
            return window(form.title, forms.review_card(form))
        return _review(visit.language)

    async def handed_in(self, press: Press, visit: Visit) -> Element:
        """Store what a dialog hands in, and say so; where it cannot be stored, show it again with the reason."""
        try:
            receipt = await self._store(press, visit)
        except BotError as error:
            return window(_title(press), _again(press, error.user_message()))
        if receipt.repeat:
            return message(label("surfaces.already", reference=receipt.reference))
        reachable = await self.courtesy.reachable(visit.private)
        return message(label("teams.filed" if reachable else "teams.filed_unreachable", reference=receipt.reference))

    async def in_chat(self, press: Press, visit: Visit) -> Element:
        """Do the same with cards in the chat, for clients that have no dialogs.

        Raises:
            BotError: as `opened`.
        """
        opening = press.verb in forms.OPEN
        task = await (self.opened if opening else self.handed_in)(press, visit)
        return card_of(task)

    async def _store(self, press: Press, visit: Visit) -> Receipt:
        if press.verb == forms.REVIEW:
            return await self.front.intake.take_review(_reviewed(press, visit))
        return await self.front.intake.take(_submission(press, visit))


def window(title: str, card: Element, height: str = "large") -> Element:
    """Answer with a dialog."""
    value = {"title": title, "height": height, "width": "medium", "card": {"contentType": CARD_TYPE, "content": card}}
    return {"task": {"type": "continue", "value": value}}


def message(text: str) -> Element:
    """Answer with a sentence."""
    return {"task": {"type": "message", "value": text}}


def card_of(answer: Element) -> Element:
    """Take the card out of an answer, or make one of its sentence."""
    task = answer["task"]
    value = task["value"] if isinstance(task, dict) else ""
    return value["card"]["content"] if isinstance(value, dict) else forms.told(str(value))


def _review(language: str) -> Element:
    form = review_form(language)
    return window(form.title, forms.review_card(form))


def _submission(press: Press, visit: Visit) -> Submission:
    found = Picked.of(visit.activity.value) if _from_extension(visit) else Picked("", None, {})
    text = press.text(forms.TEXT) or found.text(visit) or press.text(forms.SHARED)
    return Submission(
        reporter=visit.reporter,
        text=text,
        event_keys=(*visit.keys, *_message_key(found, visit)),
        reply_to=visit.private,
        insisted=press.text(forms.INSIST) == "true",
        context=press.text(forms.OWN),
        about=press.report_id,
        language=visit.language,
    )


def _message_key(found: Picked, visit: Visit) -> tuple[str, ...]:
    """Name the message that was picked, so that a second check of it is known as such."""
    if not (found.payload and found.payload.id):
        return ()
    return (f"message:{visit.activity.conversation.id}:{found.payload.id}:{visit.reporter.user}",)


def _reviewed(press: Press, visit: Visit) -> ReviewSubmission:
    known = {answer.value: answer for answer in Answer}
    answers = {
        name.removeprefix(forms.ANSWER): known[value]
        for name, value in press.given.items()
        if name.startswith(forms.ANSWER) and isinstance(value, str) and value in known
    }
    review = ProfileReview(press.text(forms.URL), press.text(forms.WORDS), answers)
    return ReviewSubmission(
        reporter=visit.reporter,
        review=review,
        event_keys=visit.keys,
        reply_to=visit.private,
        about=press.report_id,
        language=visit.language,
    )


def _again(press: Press, warning: str) -> Element:
    """Make the form once more, with what was filled in."""
    if press.verb == forms.REVIEW:
        card = forms.review_card(review_form(about=press.report_id))
    elif press.verb == forms.ADD and press.report_id:
        card = forms.add_form(carried(press.report_id), "")
    else:
        card = forms.check_form(press.text(forms.SHARED))
    return forms.filled(card, press.given, warning)


def _title(press: Press) -> str:
    name = {forms.REVIEW: "profile.form.title", forms.ADD: "surfaces.add.title"}.get(press.verb, "surfaces.check.title")
    return label(name)


def _from_extension(visit: Visit) -> bool:
    return (visit.activity.name or "").startswith(MESSAGE_EXTENSION)
