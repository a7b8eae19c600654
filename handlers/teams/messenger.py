"""Delivery to Teams: one card a message, posted once."""

from datetime import datetime

from bot.messenger import CannotLookError, Envelope, Posted, RefusedError
from bot.model import Platform
from handlers.teams.cards import render, summary
from handlers.teams.chats import Chats, message
from handlers.teams.connector import Connector


class TeamsMessenger:
    """Puts replies, alerts and notices into chats and channels."""

    platform = Platform.TEAMS

    def __init__(self, connector: Connector, chats: Chats) -> None:
        self._connector = connector
        self._chats = chats

    async def post(self, envelope: Envelope) -> Posted:
        """Put the message there, once. Raises as `Messenger.post` says."""
        try:
            place = await self._chats.place(envelope.to)
        except ValueError:
            raise RefusedError("address") from None
        card = render(envelope.content, possible_repeat=envelope.possible_repeat)
        return Posted(await self._connector.send(place, message(place, card, summary(envelope.content))))

    async def find(self, envelope: Envelope, since: datetime) -> Posted | None:  # noqa: ARG002 - the Protocol's
        """Never tell: reading a chat would take permissions that the bot does without.

        Raises:
            CannotLookError: always.
        """
        raise CannotLookError
