"""Messages that were quoted, forwarded or picked: from HTML, from attachments, and from a message action. Pure."""

import json
from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from handlers.teams.html_text import LONGEST_HTML, MessageText, Part, Source, html_to_text
from handlers.teams.turns import ME, Turn, read_time, time_of

REFERENCES = frozenset({"messageReference", "forwardedMessageReference"})
"""Kinds of attachments that hold a message."""
MOST_TURNS = 200
_PLAIN = "text"


class _Wire(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="ignore", frozen=True, hide_input_in_errors=True)


class Identity(_Wire):
    """A person or an app, as Microsoft Graph names it."""

    id: str | None = None
    display_name: str | None = None


class Author(_Wire):
    """Who wrote a message: one of these."""

    user: Identity | None = None
    application: Identity | None = None

    @property
    def identity(self) -> Identity:
        """The one that is given."""
        return self.user or self.application or Identity()


class Body(_Wire):
    """The words of a message."""

    content_type: str | None = None
    content: str | None = None


class Held(_Wire):
    """An attachment of a picked message."""

    id: str | None = None
    content_type: str | None = None
    content: object = None


class _Reference(_Wire):
    """What an attachment says of the message that it holds."""

    message_preview: str | None = None
    message_sender: Author | None = None
    created_date_time: str | None = None
    original_message_content: str | None = None
    original_message_sender: Author | None = None
    original_sent_date_time: str | None = None

    def turn(self, me: str) -> Turn:
        author = (self.original_message_sender or self.message_sender or Author()).identity
        said = self.original_message_content or self.message_preview or ""
        at = read_time(self.original_sent_date_time or self.created_date_time)
        return Turn(read_words(said).text, _called(author, me), at)


class MessagePayload(_Wire):
    """The message that a message action was pressed on, shaped as Microsoft Graph does."""

    id: str | None = None
    created_date_time: str | None = None
    subject: str | None = None
    author: Annotated[Author | None, Field(alias="from")] = None
    body: Body | None = None
    attachments: list[Held] | None = None


def read_payload(value: object) -> MessagePayload | None:
    """Read what a message action was pressed on; None where there is none."""
    try:
        return MessagePayload.model_validate(value) if isinstance(value, dict) else None
    except ValidationError:
        return None


def payload_turns(payload: MessagePayload, me: str) -> tuple[Turn, ...]:
    """Give the conversation in a picked message, what it quotes first. `me` is the person's Entra object id."""
    author = _called((payload.author or Author()).identity, me)
    at = read_time(payload.created_date_time)
    body = payload.body or Body()
    content = body.content or ""
    read = (
        MessageText((Part(Source.OWN, content.strip()),), has_picture=False)
        if body.content_type == _PLAIN
        else read_words(content)
    )
    held = {item.id or "": item for item in payload.attachments or () if item.content_type in REFERENCES}
    turns: list[Turn] = []
    for part in read.parts:
        if part.source is Source.OWN:
            turns.append(Turn(part.text, author, at))
        elif part.source is Source.PLACEHOLDER:
            turns += held_turns([held.pop(part.id)], me) if part.id in held else ()
        else:
            turns.append(part_turn(part, me))
    subject = (payload.subject or "").strip()
    first = (Turn(subject, author, at),) if subject else ()
    return (*first, *held_turns(held.values(), me), *turns)[:MOST_TURNS]


def has_picture(payload: MessagePayload) -> bool:
    """Tell whether there is a picture or file in a picked message, which nobody reads."""
    others = any(item.content_type not in REFERENCES for item in payload.attachments or ())
    return others or read_words((payload.body or Body()).content or "").has_picture


def held_turns(attachments: Iterable[Held], me: str) -> list[Turn]:
    """Give the messages that attachments hold."""
    return list(_held_turns(attachments, me))


def _held_turns(attachments: Iterable[Held], me: str) -> Iterator[Turn]:
    for item in attachments:
        try:
            content = json.loads(item.content) if isinstance(item.content, str) else item.content
            turn = _Reference.model_validate(content).turn(me)
        except (ValidationError, ValueError, RecursionError):
            continue
        if turn.text:
            yield turn


def part_turn(part: Part, me: str) -> Turn:
    """Give a quoted part as a turn."""
    mine = is_me(part.author_id, me)
    return Turn(part.text, ME if mine else part.author, time_of(part.id))


def is_me(account: str, me: str) -> bool:
    """Tell whether a Teams id (`8:orgid:<object id>`) or an Entra object id is the person's own."""
    return bool(me) and account.lower().endswith(me.lower())


def read_words(html: str) -> MessageText:
    """Read HTML, or what is too long for that as it stands."""
    if len(html) > LONGEST_HTML:
        return MessageText((Part(Source.OWN, html),), has_picture=False)
    return html_to_text(html)


def _called(author: Identity, me: str) -> str:
    return ME if author.id and is_me(author.id, me) else author.display_name or ""
