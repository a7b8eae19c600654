"""What Slack sends, as far as it is read. Unknown fields are ignored; the shapes follow Slack's documentation."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator


def _or_empty(value: object) -> object:
    return "" if value is None else value


def _as_text(value: object) -> object:
    return "" if value is None else str(value) if isinstance(value, int | float) else value


def _or_none_listed(value: object) -> object:
    return [] if value is None else value


Text = Annotated[str, BeforeValidator(_or_empty)]
Listed = Annotated[list[object], BeforeValidator(_or_none_listed)]
Timestamp = Annotated[str, BeforeValidator(_as_text)]
"""Slack writes the time of a shared message as text, and at times as a number."""


class NotUnderstoodError(Exception):
    """A request does not have the shape that Slack documents. Names the places that did not fit, not their values."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(*fields)
        self.fields = fields


class Payload(BaseModel):
    """A part of what Slack sends. Its `repr` never shows content."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    @classmethod
    def read(cls, body: Mapping[str, object]) -> Self:
        """Read a request.

        Raises:
            NotUnderstoodError: it does not have this shape.
        """
        try:
            return cls.model_validate(body)
        except ValidationError as error:
            found = error.errors(include_input=False, include_context=False)
            raise NotUnderstoodError(sorted({".".join(map(str, item["loc"])) for item in found})) from None

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    __str__ = __repr__


class OuterView(Payload):
    """A view, as far as bolt trips over it."""

    type: str


class Outer(Payload):
    """The shape that every request has, checked before bolt reads it: bolt trips over what is missing or odd."""

    type: str = ""
    team_id: str | None = None
    team: str | dict[str, object] | None = None
    enterprise: str | dict[str, object] | None = None
    user: str | dict[str, object] = ""
    channel: str | dict[str, object] | None = None
    event: dict[str, object] = Field(default_factory=dict)
    authorizations: list[dict[str, object]] | None = None
    actions: list[dict[str, object]] | None = Field(default=None, min_length=1)
    view: OuterView | None = None

    @field_validator("event")
    @classmethod
    def _named(cls, event: dict[str, object]) -> dict[str, object]:
        if not isinstance(event.get("type", ""), str):
            raise ValueError("an event's type is a word")  # noqa: TRY004  pydantic's protocol
        return event


class Wrapped(Payload):
    """The message inside an attachment's `message_blocks`."""

    blocks: Listed = Field(default_factory=list)


class MessageBlocks(Payload):
    """One entry of an attachment's `message_blocks`."""

    message: Wrapped = Wrapped()


class Attachment(Payload):
    """A shared or forwarded message, or a preview of a link."""

    text: Text = ""
    from_url: Text = ""
    title_link: Text = ""
    author_name: Text = ""
    author_subname: Text = ""
    author_id: Text = ""
    channel_id: Text = ""
    ts: Timestamp = ""
    is_share: bool | None = None
    is_msg_unfurl: bool | None = None
    message_blocks: Annotated[list[MessageBlocks], BeforeValidator(_or_none_listed)] = Field(default_factory=list)
    files: Listed = Field(default_factory=list)

    @property
    def is_message(self) -> bool:
        """Whether it is somebody's message, not a preview that Slack made of a link."""
        return bool(
            self.is_share or self.is_msg_unfurl or self.message_blocks or not (self.from_url or self.title_link)
        )


class Spoken(Payload):
    """What every message has, wherever it stands."""

    ts: str = ""
    user: Text = ""
    bot_id: Text = ""
    text: Text = ""
    blocks: Listed = Field(default_factory=list)
    attachments: Annotated[list[Attachment], BeforeValidator(_or_none_listed)] = Field(default_factory=list)
    files: Listed = Field(default_factory=list)


class Message(Spoken):
    """The `message` event: https://docs.slack.dev/reference/events/message.im."""

    channel: str
    ts: str
    channel_type: Text = ""
    subtype: Text = ""
    thread_ts: Text = ""
    message: Spoken | None = None
    """With `message_changed`: as it is now."""
    previous_message: Spoken | None = None


class MessageEvent(Payload):
    """The envelope that a `message` event comes in."""

    event_id: str
    event: Message


class HomeOpened(Payload):
    """The `app_home_opened` event: https://docs.slack.dev/reference/events/app_home_opened."""

    user: str
    tab: Text = ""


class HomeEvent(Payload):
    """The envelope that an `app_home_opened` event comes in."""

    event: HomeOpened


class Command(Payload):
    """A slash command: https://docs.slack.dev/interactivity/implementing-slash-commands."""

    user_id: str
    trigger_id: str
    text: Text = ""
