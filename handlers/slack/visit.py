"""One request of one person: who asks, in which workspace, in which language."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from slack_bolt.async_app import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.model import Address, Platform, Reporter
from bot.wording import speaking
from handlers.slack.api import SlackApi
from handlers.slack.messenger import channel_address, person_address

CONTEXT_KEY = "visit"
"""Where bolt's context carries it."""

# Bolt hands over the parsed JSON of a request as it is; pydantic reads it where it is used.
Body: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks."""

    api: SlackApi
    tenant: str
    user: str
    bot_user: str
    language: str = ""

    @property
    def reporter(self) -> Reporter:
        """The person, as the bot knows them."""
        return Reporter(Platform.SLACK, self.tenant, self.user)

    @property
    def direct(self) -> Address:
        """Their direct messages with the bot."""
        return person_address(self.tenant, self.user)

    def conversation(self, channel: str, thread: str = "") -> Address:
        """A conversation, or a thread in it."""
        return channel_address(self.tenant, channel, thread)


Deed: TypeAlias = Callable[[AsyncAck, Body, Visit], Awaitable[None]]


def listener(deed: Deed) -> Callable[[AsyncAck, Body, AsyncBoltContext], Awaitable[None]]:
    """Make a listener of bolt's: it speaks the person's language and knows who they are."""

    async def listen(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        visit = context[CONTEXT_KEY]
        if not isinstance(visit, Visit):
            raise TypeError("the gate puts a visit into each request")
        with speaking(visit.language):
            await deed(ack, body, visit)

    return listen
