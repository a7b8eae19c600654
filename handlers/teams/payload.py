"""A Teams activity as it comes over the wire: the parts that are used, checked before anything trusts them."""

import json
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

Identifier = Annotated[str, Field(min_length=1, max_length=1024, pattern=r"^[^\x00-\x1f\x7f]+$")]


class MalformedActivityError(Exception):
    """The body is not an activity. Carries nothing of it."""


class _Wire(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel, extra="ignore", frozen=True, hide_input_in_errors=True, strict=True
    )


class Account(_Wire):
    """A person or a bot."""

    id: Identifier
    name: str | None = None
    aad_object_id: Identifier | None = None
    """The person's Entra object id; missing for bots and for anonymous meeting guests."""
    role: str | None = None
    user_role: str | None = None
    """`user`, `guest` or `anonymous`, where Teams says so."""
    user_principal_name: str | None = None
    tenant_id: Identifier | None = None


class Conversation(_Wire):
    """A personal chat, a group chat, or a thread in a channel."""

    id: Identifier
    conversation_type: str | None = None
    tenant_id: Identifier | None = None


class Named(_Wire):
    """Anything that is only referred to by its id."""

    id: Identifier


class ChannelData(_Wire):
    """What Teams adds to the common protocol."""

    tenant: Named | None = None
    team: Named | None = None
    channel: Named | None = None


class Attachment(_Wire):
    """A picture, a file, a card, a quoted message, or the message once more as HTML."""

    id: str | None = None
    content_type: str | None = None
    content: object = None


class QuotedReply(_Wire):
    """The message that is being replied to."""

    message_id: str | None = None
    sender_id: str | None = None
    sender_name: str | None = None
    preview: str | None = None
    time: str | None = None


class Entity(_Wire):
    """A fact about the text: a mention, or a quoted message."""

    type: str | None = None
    mentioned: Named | None = None
    text: str | None = None
    quoted_reply: QuotedReply | None = None


class Incoming(_Wire):
    """One activity from the Bot Connector."""

    type: Identifier
    id: Identifier | None = None
    name: str | None = None
    action: str | None = None
    channel_id: str | None = None
    service_url: Annotated[str, Field(min_length=1, max_length=2048)]
    sender: Account = Field(alias="from")
    recipient: Account
    conversation: Conversation
    channel_data: ChannelData | None = None
    reply_to_id: str | None = None
    """The message that it answers, or whose card was pressed."""
    locale: str | None = None
    text: str | None = None
    text_format: str | None = None
    attachments: list[Attachment] | None = None
    entities: list[Entity] | None = None
    value: object = None

    def __repr__(self) -> str:
        """Show no content, so that a log line or a traceback cannot carry any."""
        return f"Incoming(type={self.type!r})"

    __str__ = __repr__

    @property
    def language(self) -> str:
        """The language the person reads, as Teams names it (`en-GB`); empty where it does not say."""
        return (self.locale or "")[:35]

    @property
    def personal(self) -> bool:
        """Whether it came from the person's own chat with the bot."""
        return self.conversation.conversation_type in {None, "personal"}

    @property
    def tenants(self) -> tuple[str, ...]:
        """Every tenant that the activity names, in lower case, the person's own first."""
        data = self.channel_data
        named = (self.sender.tenant_id, data.tenant.id if data and data.tenant else None, self.conversation.tenant_id)
        return tuple(tenant.lower() for tenant in named if tenant)


def read_activity(body: bytes) -> Incoming:
    """Read an activity from a request's body. Lone surrogates become U+FFFD, as no encoding can carry them.

    Raises:
        MalformedActivityError: it is not one.
    """
    try:
        document = json.loads(body)
        if b"\\ud" in body or b"\\uD" in body:
            document = _mended(document)
        return Incoming.model_validate(document)
    except (ValidationError, ValueError, RecursionError):
        raise MalformedActivityError from None


def _mended(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}
    return value
