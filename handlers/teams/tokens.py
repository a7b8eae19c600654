"""The bot's own token, which every message to Teams carries."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

import aiohttp
from pydantic import BaseModel, Field, ValidationError

from bot.messenger import RetryLaterError
from handlers.teams.certificate import CertificateError
from handlers.teams.config import TeamsConfig
from handlers.teams.retry_after import retry_after
from handlers.teams.session import Outbound, TooLargeError, read_bounded

MARGIN_SECONDS = 300.0
"""A token this close to its end is replaced."""
LARGEST_ANSWER = 100_000
REFUSED_SECONDS = 60.0
"""Wait after the credential was refused. Messages are kept meanwhile, for a new one cures it."""

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class _Answer(BaseModel):
    access_token: str = Field(min_length=1)
    expires_in: float = Field(gt=0)


class AccessToken:
    """Asks for the bot's token, keeps it while it is fresh, and asks once however many wait for it."""

    def __init__(
        self,
        config: TeamsConfig,
        outbound: Outbound,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._now = now
        self._config = config
        self._outbound = outbound
        self._clock = clock
        self._lock = asyncio.Lock()
        self._token = ""
        self._fresh_until = float("-inf")

    async def get(self) -> str:
        """Give a token that is good for some minutes.

        Raises:
            RetryLaterError: none can be had just now.
        """
        if self._clock() < self._fresh_until:
            return self._token
        async with self._lock:
            if self._clock() >= self._fresh_until:
                answer = await self._ask()
                self._token = answer.access_token
                self._fresh_until = self._clock() + max(answer.expires_in - MARGIN_SECONDS, answer.expires_in / 2)
            return self._token

    def forget(self, token: str) -> None:
        """Drop a token that Teams refused, unless a newer one has taken its place."""
        if token == self._token:
            self._fresh_until = float("-inf")

    def _credential(self) -> dict[str, str]:
        """Prove who asks, by the secret or by what only the certificate's key can sign."""
        config = self._config
        if config.certificate is None:
            return {"client_secret": config.app_password.get_secret_value() if config.app_password else ""}
        try:
            signed = config.certificate.assertion(config.app_id, config.token_url, self._now())
        except CertificateError:
            raise RetryLaterError("certificate_unusable", REFUSED_SECONDS) from None
        return {"client_assertion_type": ASSERTION_TYPE, "client_assertion": signed}

    async def _ask(self) -> _Answer:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._config.app_id,
            "scope": self._config.scope,
            **self._credential(),
        }
        try:
            async with self._outbound.session.post(
                self._config.token_url, data=form, allow_redirects=False
            ) as response:
                if response.status != HTTPStatus.OK:
                    raise RetryLaterError(f"token_http_{response.status}", _wait(response))
                return _Answer.model_validate_json(await read_bounded(response.content, LARGEST_ANSWER))
        except (aiohttp.ClientError, TimeoutError):
            raise RetryLaterError("token_unreachable") from None
        except (ValidationError, TooLargeError):
            raise RetryLaterError("token_unreadable", REFUSED_SECONDS) from None


def _wait(response: aiohttp.ClientResponse) -> float:
    refused = HTTPStatus.BAD_REQUEST <= response.status < HTTPStatus.TOO_MANY_REQUESTS
    return retry_after(response.headers, REFUSED_SECONDS if refused else 5.0)
