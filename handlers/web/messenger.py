"""Delivery to the page: a message becomes a letter in one of the mailbox's conversations."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from bot.mailbox import Mailbox
from bot.messenger import Envelope, Posted, RefusedError, RetryLaterError
from bot.model import Address, Platform
from bot.store.database import DatabaseAwayError
from handlers.web.wire import letter

TENANT: Final = "local"


def direct(user: str) -> str:
    """Name the conversation of one person with the bot."""
    return f"direct:{user}"


def address(conversation: str) -> Address:
    """Give the address of a conversation on the page."""
    return Address(Platform.WEB, TENANT, json.dumps({"conversation": conversation}))


@dataclass(frozen=True, slots=True)
class WebMessenger:
    """Puts messages where the page reads them. Looking for one is exact: a letter keeps its delivery's id."""

    mailbox: Mailbox
    platform: Platform = Platform.WEB

    async def post(self, envelope: Envelope) -> Posted:
        """Put the letter there, once however often it is asked."""
        conversation = _conversation(envelope.to)
        body = letter(envelope.content, possible_repeat=envelope.possible_repeat)
        try:
            number = await self.mailbox.post(conversation, envelope.delivery_id, body)
        except DatabaseAwayError:
            raise RetryLaterError("database_away") from None
        return _posted(envelope.delivery_id, number)

    async def find(self, envelope: Envelope, since: datetime) -> Posted | None:  # noqa: ARG002  an exact look needs no time
        """Say whether the delivery's letter is there."""
        try:
            number = await self.mailbox.find(envelope.delivery_id)
        except DatabaseAwayError:
            raise RetryLaterError("database_away") from None
        return None if number is None else _posted(envelope.delivery_id, number)


def _posted(delivery_id: UUID, number: int) -> Posted:
    return Posted(f"{delivery_id}:{number}")


def _conversation(to: Address) -> str:
    try:
        conversation = json.loads(to.reference)["conversation"]
    except (ValueError, TypeError, KeyError):
        conversation = None
    if not isinstance(conversation, str):
        raise RefusedError("no_such_conversation")
    return conversation
