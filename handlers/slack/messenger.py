"""Slack's way of putting a message somewhere, and of finding one that may have arrived.

Each post carries its delivery id as message metadata, which people do not see and history returns.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import NoReturn

from bot.messenger import CannotLookError, Envelope, OutcomeUnknownError, Posted, RefusedError, RetryLaterError
from bot.model import Address, Platform
from bot.wording import speaking
from handlers.slack.api import LITERAL, CallFailedError, Fate, SlackApi
from handlers.slack.render import render
from handlers.slack.workspace import Workspaces

EVENT_TYPE = "tbyl_delivery"
PAGE = 200
"""Messages a page of history; what Slack recommends at most."""
MAX_PAGES = 20


def channel_address(tenant: str, channel: str, thread: str = "") -> Address:
    """Say "this conversation", or "this thread of it"."""
    where = {"channel": channel, "thread": thread} if thread else {"channel": channel}
    return Address(Platform.SLACK, tenant, json.dumps(where))


def person_address(tenant: str, user: str) -> Address:
    """Say "the direct messages between this person and the bot", wherever they are."""
    return Address(Platform.SLACK, tenant, json.dumps({"user": user}))


class SlackMessenger:
    """Posts with chat.postMessage, finds with conversations.history."""

    platform = Platform.SLACK

    def __init__(self, workspaces: Workspaces, language: str = "") -> None:
        self._workspaces = workspaces
        self._language = language
        self._conversations: dict[tuple[str, str], str] = {}

    async def post(self, envelope: Envelope) -> Posted:
        """Put the message there, once."""
        api = await self._api(envelope.to)
        channel = await self._channel(api, envelope.to)
        with speaking(self._language):
            message = render(envelope.content, possible_repeat=envelope.possible_repeat)
        request = api.client.chat_postMessage(
            channel=channel,
            thread_ts=_where(envelope.to.reference).get("thread"),
            text=message.text,
            blocks=message.blocks,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"delivery_id": str(envelope.delivery_id)}},
            **LITERAL,
            unfurl_links=False,
            unfurl_media=False,
        )
        try:
            answer = await api.call(request)
        except CallFailedError as error:
            _raise(error)
        return Posted(f"{answer.get('channel', channel)}:{answer.get('ts', '')}")

    async def find(self, envelope: Envelope, since: datetime) -> Posted | None:
        """Look through the conversation's messages since then for the delivery id."""
        try:
            api = await self._api(envelope.to)
            channel = await self._channel(api, envelope.to)
        except RefusedError as error:
            raise CannotLookError(error.reason) from None
        oldest, cursor = f"{since.timestamp():.6f}", ""
        thread = _where(envelope.to.reference).get("thread", "")
        for _ in range(MAX_PAGES):
            page = await self._page(api, (channel, thread), oldest, cursor)
            for message in _list(page.get("messages")):
                if _delivery(message) == str(envelope.delivery_id):
                    return Posted(f"{channel}:{message.get('ts', '')}")
            cursor = str(_mapping(page.get("response_metadata")).get("next_cursor") or "")
            if not cursor:
                return None
        raise CannotLookError("too_many_messages")

    async def _page(self, api: SlackApi, place: tuple[str, str], oldest: str, cursor: str) -> Mapping[str, object]:
        channel, thread = place
        more = cursor or None
        if thread:
            request = api.client.conversations_replies(
                channel=channel, ts=thread, oldest=oldest, cursor=more, limit=PAGE, include_all_metadata=True
            )
        else:
            request = api.client.conversations_history(
                channel=channel, oldest=oldest, cursor=more, limit=PAGE, include_all_metadata=True
            )
        try:
            return await api.call(request)
        except CallFailedError as error:
            if error.fate is Fate.REFUSED:
                raise CannotLookError(error.code) from None
            raise RetryLaterError(error.code, error.seconds) from None

    async def _api(self, address: Address) -> SlackApi:
        api = await self._workspaces.posting(address.tenant)
        if api is None:
            raise RefusedError("workspace_not_installed")
        return api

    async def _channel(self, api: SlackApi, address: Address) -> str:
        """Find the conversation's id, opening direct messages where only the person is known."""
        where = _where(address.reference)
        if channel := where.get("channel"):
            return channel
        key = (address.tenant, where.get("user", ""))
        if key not in self._conversations:
            self._conversations[key] = await self._opened(api, key[1])
        return self._conversations[key]

    async def _opened(self, api: SlackApi, user: str) -> str:
        try:
            answer = await api.call(api.client.conversations_open(users=user))
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
