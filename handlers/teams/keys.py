"""The public keys that the Bot Connector signs with, fetched without ever blocking the event loop."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import aiohttp
import jwt
from pydantic import BaseModel, ConfigDict, ValidationError

from handlers.teams.session import Outbound, TooLargeError, read_bounded

FRESH_SECONDS = 24 * 3600.0
"""Age after which the keys are fetched again, as Microsoft asks."""
KEPT_SECONDS = 5 * 24 * 3600.0
"""Age after which keys are no longer trusted, should fetching fail all that time."""
RETRY_SECONDS = 60.0
"""Least time between two fetches while keys are at hand: unknown key ids in forged tokens must not cause a flood."""
FIRST_RETRY_SECONDS = 2.0
"""The same while there are no keys at all."""
LARGEST_DOCUMENT = 1_000_000
FETCH_TIMEOUT = aiohttp.ClientTimeout(total=5.0)


class KeysUnavailableError(Exception):
    """The signing keys cannot be had just now, so nothing can be verified."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One public key and the channels that it may vouch for."""

    key: jwt.PyJWK
    endorsements: frozenset[str]


class _Metadata(BaseModel):
    jwks_uri: str


class _Key(BaseModel):
    model_config = ConfigDict(extra="allow")

    kid: str
    kty: str
    endorsements: tuple[str, ...] = ()


class _KeySet(BaseModel):
    keys: list[dict[str, object]]


class SigningKeys:
    """A cache of the keys behind one OpenID metadata address."""

    def __init__(self, openid_url: str, outbound: Outbound, clock: Callable[[], float] = time.monotonic) -> None:
        self._url = openid_url
        self._outbound = outbound
        self._clock = clock
        self._lock = asyncio.Lock()
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched_at = float("-inf")
        self._tried_at = float("-inf")

    async def find(self, kid: str) -> SigningKey | None:
        """Find the key with this id, fetching anew where it is unknown or the keys have grown old.

        Raises:
            KeysUnavailableError: there are no keys to trust.
        """
        if self._lacking(kid):
            async with self._lock:  # whoever comes while keys are being fetched waits for them
                if self._lacking(kid) and self._may_ask():
                    await self._refresh()
        if self._clock() - self._fetched_at > KEPT_SECONDS:
            raise KeysUnavailableError
        return self._keys.get(kid)

    def _lacking(self, kid: str) -> bool:
        return kid not in self._keys or self._clock() - self._fetched_at > FRESH_SECONDS

    def _may_ask(self) -> bool:
        return self._clock() - self._tried_at >= (RETRY_SECONDS if self._keys else FIRST_RETRY_SECONDS)

    async def _refresh(self) -> None:
        self._tried_at = self._clock()
        try:
            metadata = _Metadata.model_validate_json(await self._fetch(self._url))
            keys = _readable(_KeySet.model_validate_json(await self._fetch(metadata.jwks_uri)))
        except (aiohttp.ClientError, TimeoutError, TooLargeError, ValueError):
            return  # the keys at hand serve until they are too old
        if keys:
            self._keys = keys
            self._fetched_at = self._clock()

    async def _fetch(self, url: str) -> bytes:
        async with self._outbound.session.get(
            url, timeout=FETCH_TIMEOUT, allow_redirects=False, raise_for_status=True
        ) as response:
            return await read_bounded(response.content, LARGEST_DOCUMENT)


def _readable(key_set: _KeySet) -> dict[str, SigningKey]:
    """Take the RSA keys that can be read; one odd key does not spoil the set."""
    found: dict[str, SigningKey] = {}
    for item in key_set.keys:
        try:
            described = _Key.model_validate(item)
            if described.kty != "RSA":
                continue
            key = jwt.PyJWK(dict(item), algorithm="RS256")
        except (ValidationError, jwt.PyJWTError, ValueError):
            continue
        found[described.kid] = SigningKey(key, frozenset(described.endorsements))
    return found
