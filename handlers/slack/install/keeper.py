"""Keeps the tokens of installations fresh. Slack's expire after twelve hours and are exchanged two hours before.

Slack takes each refresh token once. So one replica at a time exchanges, under a lock on the installation's row, and
what it got is kept in memory until it is stored.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from pydantic import SecretStr

from bot.installations import Installations
from bot.settings import Settings
from bot.store.database import DatabaseAwayError
from bot.store.installations import Installation
from bot.store.vault import SealedError
from handlers.slack.api import CallFailedError, Fate, SlackApi
from handlers.slack.install.oauth_client import credentials

log = structlog.get_logger(__name__)

AHEAD: Final = timedelta(hours=2)
LAST_MINUTE: Final = timedelta(minutes=1)
"""A token with less than this left is exchanged before it is used."""
LOOK_EVERY_SECONDS: Final = 300.0
EXCHANGE_SECONDS: Final = 5.0
"""Shorter than the database lets a transaction stand idle."""
PAUSE: Final = timedelta(minutes=1)
"""After a failed exchange, so that requests with an expired token do not storm Slack."""


class TokenKeeper:
    """Exchanges tokens in time, once, however many replicas and requests there are."""

    def __init__(self, installations: Installations, settings: Settings, now: Callable[[], float]) -> None:
        self._installations = installations
        secret = settings.slack_client_secret
        self._credentials = credentials(settings.slack_client_id, secret.get_secret_value() if secret else "")
        self._api = SlackApi(SecretStr(""), settings.slack_api_url, total_seconds=EXCHANGE_SECONDS)
        self._now = now
        self._working: dict[str, asyncio.Task[Installation | None]] = {}
        self._unstored: dict[str, Installation] = {}
        self._not_before: dict[str, datetime] = {}
        self._looking: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Begin to look after the tokens."""
        self._looking = asyncio.create_task(self._look())

    async def close(self) -> None:
        """Stop; an exchange that has begun is finished first."""
        if self._looking:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking
        if self._working:
            await asyncio.wait(set(self._working.values()))
        await self._api.close()

    async def fresh(self, found: Installation) -> Installation:
        """Give the installation with a token that can be used now; with the old one where Slack gives no new one."""
        now = self._time()
        if found.expires_at is None or found.expires_at > now + LAST_MINUTE:
            return found
        if now < self._not_before.get(found.id, now):
            return found
        return await self._renewed(found.id, LAST_MINUTE, wait=True) or found

    async def renew_due(self) -> None:
        """Exchange every token that expires within two hours, unless another replica is at it."""
        for id_ in await self._installations.due(self._time() + AHEAD):
            await self._renewed(id_, AHEAD, wait=False)

    async def _look(self) -> None:
        while True:
            try:
                await self.renew_due()
            except DatabaseAwayError as error:
                log.warning("slack_renewal_postponed", reason=str(error))
            except Exception as error:  # noqa: BLE001  the others' tokens must be looked after all the same
                log.error("slack_renewal_failed", error=type(error).__name__)  # noqa: TRY400  a traceback may quote
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def _renewed(self, id_: str, ahead: timedelta, *, wait: bool) -> Installation | None:
        """Join the exchange that is under way in this process, or begin one that no cancellation interrupts."""
        if id_ not in self._working:
            task = asyncio.create_task(self._renew(id_, ahead, wait=wait))
            self._working[id_] = task
            task.add_done_callback(lambda _: self._working.pop(id_, None))
        return await asyncio.shield(self._working[id_])

    async def _renew(self, id_: str, ahead: timedelta, *, wait: bool) -> Installation | None:
        try:
            renewed = await self._installations.renew(id_, self._time() + ahead, self._exchange, wait=wait)
        except CallFailedError as error:
            self._not_before[id_] = self._time() + PAUSE
            say = log.error if error.fate is Fate.REFUSED else log.warning
            say("slack_token_not_renewed", team=id_, reason=error.code)
            return None
        except SealedError:
            log.error("slack_token_not_opened", team=id_)  # noqa: TRY400  nothing more is known
            return None
        except DatabaseAwayError as error:  # what Slack gave is in memory; the next try stores it
            log.warning("slack_renewal_postponed", reason=str(error))
            return None
        self._unstored.pop(id_, None)
        return renewed

    async def _exchange(self, old: Installation) -> Installation:
        kept = self._unstored.get(old.id)
        if kept and kept.installed_at == old.installed_at:
            return kept
        answer = await self._api.call(
            self._api.client.api_call(
                "oauth.v2.access",
                data={"grant_type": "refresh_token", "refresh_token": old.refresh_token},
                headers=self._credentials,
            )
        )
        token, refresh_token, seconds = (answer.get(key) for key in ("access_token", "refresh_token", "expires_in"))
        if not (isinstance(token, str) and isinstance(refresh_token, str) and isinstance(seconds, int)):
            raise CallFailedError(Fate.UNCLEAR, "unreadable_answer")
        expires_at = self._time() + timedelta(seconds=seconds)
        new = replace(old, token=token, refresh_token=refresh_token, expires_at=expires_at)
        self._unstored[old.id] = new
        log.info("slack_token_renewed", team=old.id)
        return new

    def _time(self) -> datetime:
        return datetime.fromtimestamp(self._now(), UTC)
