"""Delivery to Teams: one card a message, posted once."""

from datetime import datetime

from bot.messenger import CannotLookError, Envelope, Posted, RefusedError
from bot.model import Platform
from handlers.teams.address import Place, read_address
from handlers.teams.cards import render, summary
from handlers.teams.connector import Activity, Connector

CARD_TYPE = "application/vnd.microsoft.card.adaptive"


class TeamsMessenger:
    """Puts replies, alerts and notices into chats and channels."""

    platform = Platform.TEAMS

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def post(self, envelope: Envelope) -> Posted:
        """Put the message there, once. Raises as `Messenger.post` says."""
        try:
            place = read_address(envelope.to)
        except ValueError:
            raise RefusedError("address") from None
        return Posted(await self._connector.send(place, _activity(place, envelope)))

    async def find(self, envelope: Envelope, since: datetime) -> Posted | None:  # noqa: ARG002 - the Protocol's
        """Never tell: reading a chat would take permissions that the bot does without.

        Raises:
            CannotLookError: always.
        """
        raise CannotLookError


def _activity(place: Place, envelope: Envelope) -> Activity:
    card = render(envelope.content, possible_repeat=envelope.possible_repeat)
    return {
        "type": "message",
        "from": {"id": place.bot},
        "conversation": {"id": place.conversation},
        "summary": summary(envelope.content),
        "attachments": [{"contentType": CARD_TYPE, "content": card}],
    }
