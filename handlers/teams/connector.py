"""Posting to the Bot Connector, with every way it can end told apart.

Own code on aiohttp, for the SDK's client can tell neither a refused connection from a broken one nor pass on
Retry-After, and fetches its token with blocking calls.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.messenger import OutcomeUnknownError, RefusedError, RetryLaterError
from handlers.teams.address import Place
from handlers.teams.config import TeamsConfig
from handlers.teams.retry_after import retry_after
from handlers.teams.session import Outbound, TooLargeError, read_bounded
from handlers.teams.tokens import AccessToken

LARGEST_ANSWER = 100_000
NOT_TAKEN = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
"""Answers after which the message certainly does not stand there and may be tried again."""

Activity = Mapping[str, object]


class Connector:
    """Writes activities into conversations; many may be on their way at once."""

    def __init__(self, config: TeamsConfig, outbound: Outbound, token: AccessToken) -> None:
        self._config = config
        self._outbound = outbound
        self._token = token

    async def send(self, place: Place, activity: Activity) -> str:
        """Post once and give the message's id.

        Raises:
            RetryLaterError, OutcomeUnknownError, RefusedError: as `Messenger.post` says.
        """
        base = self._base(place) + "/v3/conversations"
        if not place.new_thread:
            return await self._post(f"{base}/{quote(place.conversation, safe='')}/activities", activity)
        thread = {
            "isGroup": True,
            "bot": {"id": place.bot},
            "channelData": {"channel": {"id": place.conversation}},
            "activity": activity,
        }
        return await self._post(base, thread)

    async def update(self, place: Place, message_id: str, activity: Activity) -> None:
        """Put another content into a message of the bot's own.

        Raises:
            RetryLaterError, OutcomeUnknownError, RefusedError: as `Messenger.post` says.
        """
        path = f"/v3/conversations/{quote(place.conversation, safe='')}/activities/{quote(message_id, safe='')}"
        await self._post(self._base(place) + path, {**activity, "id": message_id}, "PUT")

    async def open_chat(self, place: Place, tenant: str) -> str:
        """Give the id of the chat with a person, which Teams makes where there is none yet.

        Raises:
            RetryLaterError: not just now.
            RefusedError: the person does not have the app (`http_403`), or there is no such person.
        """
        wanted = {
            "isGroup": False,
            "bot": {"id": place.bot},
            "members": [{"id": place.person}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        try:
            found = await self._post(f"{self._base(place)}/v3/conversations", wanted)
        except OutcomeUnknownError as error:  # nothing was said yet, so it may be asked again
            raise RetryLaterError(error.reason) from None
        if not found:
            raise RetryLaterError("no_chat")
        return found

    def _base(self, place: Place) -> str:
        if not self._config.may_write_to(place.service_url):
            raise RefusedError("service_host")
        return place.service_url.rstrip("/")

    async def _post(self, url: str, body: Mapping[str, object], method: str = "POST") -> str:
        token = await self._token.get()
        try:
            async with self._outbound.session.request(
                method,
                URL(url, encoded=True),
                data=json.dumps(body, ensure_ascii=False).encode(),
                headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json; charset=utf-8"},
                allow_redirects=False,
            ) as response:
                if response.status == HTTPStatus.UNAUTHORIZED:
                    self._token.forget(token)
                _check(response)
                return await _message_id(response)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise RetryLaterError("unreachable") from None
        except TimeoutError:
            raise OutcomeUnknownError("timeout") from None
        except aiohttp.ClientError:
            raise OutcomeUnknownError("connection") from None


def _check(response: aiohttp.ClientResponse) -> None:
    code = f"http_{response.status}"
    if response.status in NOT_TAKEN:
        raise RetryLaterError(code, retry_after(response.headers, 5.0))
    if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise OutcomeUnknownError(code)
    if response.status >= HTTPStatus.MULTIPLE_CHOICES:
        raise RefusedError(code)


async def _message_id(response: aiohttp.ClientResponse) -> str:
    """Read the id from the answer; an unreadable answer does not undo that the message stands there."""
    try:
        answer = json.loads(await read_bounded(response.content, LARGEST_ANSWER))
    except (ValueError, RecursionError, TooLargeError, aiohttp.ClientError, TimeoutError):
        return ""
    found = (answer.get("activityId") or answer.get("id")) if isinstance(answer, dict) else None
    return found if isinstance(found, str) else ""
