"""Slack's way of putting a message somewhere, and of finding one that may have arrived.

Each post carries its delivery id as message metadata, which people do not see and history returns.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import NoReturn

from bot.messenger import CannotLookError, Envelope, OutcomeUnknownError, Posted, RefusedError, RetryLaterError
from bot.model import Address, Platform
from handlers.slack.api import CallFailedError, Fate, SlackApi
from handlers.slack.render import render

EVENT_TYPE = "tbyl_delivery"
PAGE = 200
"""Messages a page of history; what Slack recommends at most."""
MAX_PAGES = 20


def channel_address(tenant: str, channel: str) -> Address:
    """Say "this conversation"."""
    return Address(Platform.SLACK, tenant, json.dumps({"channel": channel}))


def person_address(tenant: str, user: str) -> Address:
    """Say "the direct messages between this person and the bot", wherever they are."""
    return Address(Platform.SLACK, tenant, json.dumps({"user": user}))


class SlackMessenger:
    """Posts with chat.postMessage, finds with conversations.history."""

    platform = Platform.SLACK

    def __init__(self, api: SlackApi) -> None:
        self._api = api
        self._conversations: dict[str, str] = {}

    async def post(self, envelope: Envelope) -> Posted:
        """Put the message there, once."""
        channel = await self._channel(envelope.to)
        message = render(envelope.content, possible_repeat=envelope.possible_repeat)
        request = self._api.client.chat_postMessage(
            channel=channel,
            text=message.text,
            blocks=message.blocks,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"delivery_id": str(envelope.delivery_id)}},
            mrkdwn=False,
            parse="none",
            link_names=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        try:
            answer = await self._api.call(request)
        except CallFailedError as error:
            _raise(error)
        return Posted(f"{answer.get('channel', channel)}:{answer.get('ts', '')}")

    async def find(self, envelope: Envelope, since: datetime) -> Posted | None:
        """Look through the conversation's messages since then for the delivery id."""
        try:
            channel = await self._channel(envelope.to)
        except RefusedError as error:
            raise CannotLookError(error.reason) from None
        oldest, cursor = f"{since.timestamp():.6f}", ""
        for _ in range(MAX_PAGES):
            page = await self._page(channel, oldest, cursor)
            for message in _list(page.get("messages")):
                if _delivery(message) == str(envelope.delivery_id):
                    return Posted(f"{channel}:{message.get('ts', '')}")
            cursor = str(_mapping(page.get("response_metadata")).get("next_cursor") or "")
            if not cursor:
                return None
        raise CannotLookError("too_many_messages")

    async def _page(self, channel: str, oldest: str, cursor: str) -> Mapping[str, object]:
        request = self._api.client.conversations_history(
            channel=channel, oldest=oldest, cursor=cursor or None, limit=PAGE, include_all_metadata=True
        )
        try:
            return await self._api.call(request)
        except CallFailedError as error:
            if error.fate is Fate.REFUSED:
                raise CannotLookError(error.code) from None
            raise RetryLaterError(error.code, error.seconds) from None

    async def _channel(self, address: Address) -> str:
        """Find the conversation's id, opening direct messages where only the person is known."""
        where = _where(address.reference)
        if channel := where.get("channel"):
            return channel
        user = where.get("user", "")
        if user not in self._conversations:
            self._conversations[user] = await self._opened(user)
        return self._conversations[user]

    async def _opened(self, user: str) -> str:
        try:
            answer = await self._api.call(self._api.client.conversations_open(users=user))
        except CallFailedError as error:
            if error.fate is Fate.REFUSED:
                raise RefusedError(error.code) from None
            raise RetryLaterError(error.code, error.seconds) from None  # opening twice is harmless
        return str(_mapping(answer.get("channel")).get("id", ""))


def _where(reference: str) -> dict[str, str]:
    """Read an address; a bare word is a channel's id, as it stands in SECURITY_CHANNEL."""
    if not reference.startswith("{"):
        return {"channel": reference}
    return {str(key): str(value) for key, value in json.loads(reference).items()}


def _delivery(message: Mapping[str, object]) -> str:
    metadata = _mapping(message.get("metadata"))
    if metadata.get("event_type") != EVENT_TYPE:
        return ""
    return str(_mapping(metadata.get("event_payload")).get("delivery_id", ""))


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Mapping[str, object]]:
    return [_mapping(item) for item in value] if isinstance(value, list) else []


def _raise(error: CallFailedError) -> NoReturn:
    match error.fate:
        case Fate.NOT_DONE:
            raise RetryLaterError(error.code, error.seconds) from None
        case Fate.UNCLEAR:
            raise OutcomeUnknownError(error.code) from None
        case Fate.REFUSED:
            raise RefusedError(error.code) from None
