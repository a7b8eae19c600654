"""Where a message goes in Teams: the reference that the store keeps and only this folder reads."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.model import Address, Platform
from handlers.teams.payload import Incoming


class Place(BaseModel):
    """A conversation to write into, or a channel to begin a new thread in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    service_url: Annotated[str, Field(min_length=1)]
    conversation: Annotated[str, Field(min_length=1)]
    """Conversation id; for a channel, the channel's own id."""
    bot: Annotated[str, Field(min_length=1)]
    """The bot's account id, as Teams addressed it."""
    new_thread: bool = False
    """True for a channel: every message begins a thread of its own."""


def read_address(address: Address) -> Place:
    """Read back what `here` or `channel_of` wrote.

    Raises:
        ValueError: somebody else wrote it.
    """
    return Place.model_validate_json(address.reference)


def here(activity: Incoming, tenant: str) -> Address:
    """Address the conversation that the activity came from."""
    return _address(activity, tenant, activity.conversation.id, new_thread=False)


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
