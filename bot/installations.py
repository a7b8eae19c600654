"""Who installed the bot on Slack: their tokens, kept sealed, replaced in time and deleted when they leave."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.model import Address, Platform
from bot.store import installations as store
from bot.store.database import Database
from bot.store.installations import Installation, SealedInstallation
from bot.store.reports import scope
from bot.store.vault import TenantVault

STATE_LIVES: Final = timedelta(minutes=10)
"""Somebody who began an installation has so long to finish it."""
AT_ONCE: Final = 100

Renew = Callable[[Installation], Awaitable[Installation]]


@dataclass(frozen=True, slots=True)
class Installations:
    """The installations. Every method raises `DatabaseAwayError` where the database does not answer."""

    database: Database

    async def begin(self, state: str, now: datetime) -> None:
        """Remember that somebody begins an installation."""
        async with self.database.transaction() as connection:
            await store.keep_state(connection, state, now, now + STATE_LIVES)

    async def arrive(self, state: str, now: datetime) -> bool:
        """Tell whether this installation was begun here, not long ago, and has not arrived before."""
        async with self.database.transaction() as connection:
            return await store.use_state(connection, state, now)

    async def save(self, one: Installation) -> None:
        """Keep an installation, in place of an earlier one."""
        vault = await self._vault(one.id)
        async with self.database.transaction() as connection:
            await store.save(connection, vault, one)

    async def find(self, ids: Sequence[str]) -> Installation | None:
        """Find the installation with the first of these workspace or organisation ids that has one."""
        async with self.database.transaction() as connection:
            sealed = await store.find(connection, ids)
        return await self._opened(sealed) if sealed else None

    async def due(self, before: datetime) -> list[str]:
        """Name installations whose tokens expire before then."""
        async with self.database.transaction() as connection:
            return await store.due(connection, before, AT_ONCE)

    async def renew(self, id_: str, before: datetime, renew: Renew, *, wait: bool) -> Installation | None:
        """Have an installation's tokens replaced by one replica only, where they still expire before then.

        Until the new tokens are stored the old ones stay. Gives the installation as it stands; None where it is gone
        or, without `wait`, where another replica is at work on it. Raises what `renew` raises.
        """
        vault = await self._vault(id_)
        async with self.database.transaction() as connection:
            sealed = await store.hold(connection, id_, wait=wait)
            if sealed is None:
                return None
            found = sealed.opened(vault)
            if not found.refresh_token or found.expires_at is None or found.expires_at > before:
                return found
            renewed = await renew(found)
            await store.save(connection, vault, renewed)
            return renewed

    async def forget(self, one: Installation) -> bool:
        """Delete an installation and its tokens, unless it was installed anew meanwhile. Reports stay."""
        async with self.database.transaction() as connection:
            return await store.forget(connection, one.id, one.installed_at)

    async def _opened(self, sealed: SealedInstallation) -> Installation:
        return sealed.opened(await self._vault(sealed.id))

    async def _vault(self, id_: str) -> TenantVault:
        return await self.database.vault(scope(Address(Platform.SLACK, id_, "")))
