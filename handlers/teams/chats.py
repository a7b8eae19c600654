"""The bot's chats with people: found once, and then known."""

from collections import OrderedDict

from bot.model import Address
from handlers.teams.address import Place, read_address
from handlers.teams.connector import Activity, Connector

REMEMBERED = 5_000
"""Chats whose ids are kept; finding one again costs a request."""
CARD_TYPE = "application/vnd.microsoft.card.adaptive"


class Chats:
    """Turns the address of a person into a conversation that can be written into."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._known: OrderedDict[tuple[str, str], str] = OrderedDict()

    async def place(self, address: Address) -> Place:
        """Give a place with a conversation.

        Raises:
            ValueError: it is no address of this platform.
            RetryLaterError, RefusedError: as `Connector.open_chat` says.
        """
        place = read_address(address)
        if place.conversation:
            return place
        key = (place.service_url, place.person)
        if key not in self._known:
            self._known[key] = await self._connector.open_chat(place, address.tenant)
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return Place(service_url=place.service_url, conversation=self._known[key], bot=place.bot)


def message(place: Place, card: object, summary: str) -> Activity:
    """Make the activity that puts a card there."""
    return {
        "type": "message",
        "from": {"id": place.bot},
        "conversation": {"id": place.conversation},
        "summary": summary,
        "attachments": [{"contentType": CARD_TYPE, "content": card}],
    }
