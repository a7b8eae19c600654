"""Where a message goes in Teams: the reference that the store keeps and only this folder reads."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.model import Address, Platform
from handlers.teams.payload import Incoming

MESSAGE_EXTENSION = "composeExtension/"
"""Begins the names of activities that come from other people's conversations: their chat is not the bot's."""


class Place(BaseModel):
    """A conversation to write into, or a channel to begin a new thread in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    service_url: Annotated[str, Field(min_length=1)]
    conversation: str = ""
    """Conversation id; for a channel, the channel's own id. Empty where `person` is given."""
    person: str = ""
    """Teams id of the person whose chat with the bot it is, where nobody has told that chat's id yet."""
    bot: Annotated[str, Field(min_length=1)]
    """The bot's account id, as Teams addressed it."""
    new_thread: bool = False
    """True for a channel: every message begins a thread of its own."""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if bool(self.conversation) == bool(self.person):
            raise ValueError("either a conversation or a person")
        return self


def read_address(address: Address) -> Place:
    """Read back what `here` or `channel_of` wrote.

    Raises:
        ValueError: somebody else wrote it.
    """
    return Place.model_validate_json(address.reference)


def here(activity: Incoming, tenant: str) -> Address:
    """Address the conversation that the activity came from."""
    return _address(activity, tenant, activity.conversation.id, new_thread=False)


def private_to(activity: Incoming, tenant: str) -> Address:
    """Address the chat of the bot with the person behind the activity, wherever that came from."""
    if activity.personal and not (activity.name or "").startswith(MESSAGE_EXTENSION):
        return here(activity, tenant)
    place = Place(service_url=activity.service_url, person=activity.sender.id, bot=activity.recipient.id)
    return Address(Platform.TEAMS, tenant, place.model_dump_json(exclude_defaults=True))


def channel_of(activity: Incoming, tenant: str) -> Address | None:
    """Address the channel that the activity was written in; None where it was not a channel of a team."""
    data = activity.channel_data
    if activity.conversation.conversation_type != "channel" or data is None or data.team is None:
        return None
    channel = data.channel.id if data.channel else activity.conversation.id.partition(";")[0]
    return _address(activity, tenant, channel, new_thread=True)


def _address(activity: Incoming, tenant: str, conversation: str, *, new_thread: bool) -> Address:
    place = Place(
        service_url=activity.service_url, conversation=conversation, bot=activity.recipient.id, new_thread=new_thread
    )
    return Address(Platform.TEAMS, tenant, place.model_dump_json(exclude_defaults=True))
