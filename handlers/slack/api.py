"""Slack's Web API with one time limit, no retries of its own, and failures sorted by what may have happened."""

import re
from collections.abc import Awaitable, Mapping
from enum import Enum
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from pydantic import SecretStr
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.slack.quiet import sdk_logger

TOTAL_SECONDS = 10.0
"""For one call, from the first byte to the last."""
CONNECT_SECONDS = 4.0
DEFAULT_RETRY_SECONDS = 30.0
"""Where Slack asks to wait without saying how long."""
TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500
OK = 200

RETRYABLE = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
        "request_timeout",
        "team_added_to_org",
        "org_login_required",
    }
)
"""Slack did nothing and may do it later."""
UNCLEAR = frozenset({"internal_error", "fatal_error", "service_unavailable"})
"""Slack's own words on these: some aspect of the operation may have succeeded."""

LITERAL: Final[dict[str, Any]] = {"mrkdwn": False, "parse": "none", "link_names": False}
"""Nothing in a message's text is markup."""

SAFE_CODE = re.compile(r"[a-z0-9_]{1,64}")


class Fate(Enum):
    """What became of a call that failed."""

    NOT_DONE = "not done; later may help"
    UNCLEAR = "done or not, nobody can tell"
    REFUSED = "not done, and asking again changes nothing"


class CallFailedError(Exception):
    """A call of Slack's Web API failed. Carries a short code and never a word of the message."""

    def __init__(self, fate: Fate, code: str, seconds: float = 5.0) -> None:
        super().__init__(code)
        self.fate = fate
        self.code = code
        self.seconds = seconds
        """How long to wait before asking again."""


class SlackApi:
    """One workspace's Web API. `call` awaits a method of `client` and sorts its failures."""

    def __init__(self, token: SecretStr, base_url: str, *, total_seconds: float = TOTAL_SECONDS) -> None:
        self.client = AsyncWebClient(
            token=token.get_secret_value(),
            base_url=base_url,
            logger=sdk_logger(),
            retry_handlers=[],  # the library's default repeats a post whose connection broke
        )
        self._host = urlsplit(base_url).netloc
        self._timeout = aiohttp.ClientTimeout(total=total_seconds, connect=min(CONNECT_SECONDS, total_seconds))
        self._session: aiohttp.ClientSession | None = None

    async def call(self, request: Awaitable[AsyncSlackResponse]) -> Mapping[str, object]:
        """Await one of the client's methods and return Slack's answer.

        Raises:
            CallFailedError: with the call's fate.
        """
        self._connect()
        try:
            response = await request
        except SlackApiError as error:
            raise _failure(error) from None
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise CallFailedError(Fate.NOT_DONE, "no_connection") from None
        except TimeoutError:
            raise CallFailedError(Fate.UNCLEAR, "timeout") from None
        except (aiohttp.ClientError, OSError):
            raise CallFailedError(Fate.UNCLEAR, "broken_connection") from None
        except (AttributeError, ValueError):  # an answer that is no JSON object, from a proxy in between
            raise CallFailedError(Fate.UNCLEAR, "unreadable_answer") from None
        return response.data if isinstance(response.data, dict) else {}

    async def respond(self, url: str, message: Mapping[str, object]) -> None:
        """Post to the address that came with a press: Slack takes five answers there, for half an hour.

        Raises:
            CallFailedError: Slack did not take it, or the address is not Slack's.
        """
        if urlsplit(url).netloc not in {self._host, f"hooks.{self._host}"}:
            raise CallFailedError(Fate.REFUSED, "foreign_response_url")
        self._connect()
        session = self._session
        if session is None:
            raise CallFailedError(Fate.NOT_DONE, "closed")
        try:
            async with session.post(url, json=message, allow_redirects=False) as answer:
                if answer.status != OK:
                    raise CallFailedError(Fate.REFUSED, f"http_{answer.status}")
        except (TimeoutError, aiohttp.ClientError, OSError):
            raise CallFailedError(Fate.UNCLEAR, "broken_connection") from None

    async def close(self) -> None:
        """Drop the connections."""
        if self._session:
            await self._session.close()

    def _connect(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
            self.client.session = self._session


def _failure(error: SlackApiError) -> CallFailedError:
    response = error.response
    status: int = response.status_code if isinstance(response, AsyncSlackResponse) else response.status
    data = response.data if isinstance(response, AsyncSlackResponse) else {}
    code = _code(data)
    if status == TOO_MANY_REQUESTS or code in RETRYABLE:
        return CallFailedError(Fate.NOT_DONE, code or "ratelimited", _wait(response.headers))
    if status >= SERVER_ERROR or code in UNCLEAR or (status == OK and not code):
        return CallFailedError(Fate.UNCLEAR, code or f"http_{status}")
    return CallFailedError(Fate.REFUSED, code or f"http_{status}")


def _code(data: object) -> str:
    code = data.get("error") if isinstance(data, dict) else None
    if not isinstance(code, str):
        return ""
    return code if SAFE_CODE.fullmatch(code) else "unknown_error"


def _wait(headers: Mapping[str, str]) -> float:
    value = headers.get("Retry-After", "")
    return float(value) if value.isascii() and value.isdigit() else DEFAULT_RETRY_SECONDS
