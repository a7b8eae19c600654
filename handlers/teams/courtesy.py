"""What is shown directly, without the ledger: lists, examples, refusals, and cards that have changed."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable

import structlog

from bot.messenger import DeliveryError, OutcomeUnknownError
from bot.model import Address
from handlers.teams.address import Place
from handlers.teams.card_parts import Element
from handlers.teams.chats import Chats, message
from handlers.teams.connector import Connector
from handlers.teams.payload import Incoming

NOT_AGAIN_SECONDS = 3600.0
REMEMBERED = 1_000
"""Conversations whose last refusal is remembered; more than ever write in an hour."""
log = structlog.get_logger(__name__)


class Courtesy:
    """Says things that are not worth storing: nobody loses anything where they do not arrive."""

    def __init__(self, connector: Connector, chats: Chats, now: Callable[[], float] = time.monotonic) -> None:
        self._connector = connector
        self._chats = chats
        self._now = now
        self._declined: OrderedDict[str, float] = OrderedDict()
        self._under_way: set[asyncio.Task[None]] = set()

    async def say(self, to: Address, card: Element) -> bool:
        """Show a card once; False where it certainly does not stand there."""
        try:
            place = await self._chats.place(to)
            await self._connector.send(place, message(place, card, str(card["fallbackText"])))
        except OutcomeUnknownError:
            return True
        except (DeliveryError, ValueError) as error:
            log.info("teams_courtesy_not_said", reason=getattr(error, "reason", "address"))
            return False
        return True

    async def reachable(self, to: Address) -> bool:
        """Tell whether the bot may write to a person; True where it cannot be found out just now."""
        try:
            await self._chats.place(to)
        except DeliveryError as error:
            return getattr(error, "reason", "") != "http_403"
        return True

    def renew(self, activity: Incoming, card: Element) -> None:
        """Put a changed card in the place of the one that was pressed, for everybody who sees it."""
        if not activity.reply_to_id:
            return
        place = Place(
            service_url=activity.service_url, conversation=activity.conversation.id, bot=activity.recipient.id
        )
        task = asyncio.create_task(self._renew(place, activity.reply_to_id, card))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _renew(self, place: Place, message_id: str, card: Element) -> None:
        try:
            await self._connector.update(place, message_id, message(place, card, str(card["fallbackText"])))
        except DeliveryError as error:
            log.info("teams_card_not_renewed", reason=getattr(error, "reason", ""))

    def declined_lately(self, conversation: str) -> bool:
        """Tell whether somebody was refused here within the last hour, and remember that they are now."""
        now = self._now()
        before = self._declined.get(conversation)
        self._declined[conversation] = now
        self._declined.move_to_end(conversation)
        if len(self._declined) > REMEMBERED:
            self._declined.popitem(last=False)
        return before is not None and now - before < NOT_AGAIN_SECONDS

    async def close(self) -> None:
        """Wait for what is under way."""
        await asyncio.gather(*self._under_way)
