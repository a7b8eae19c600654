"""Queries about Slack installations and about installations that somebody has begun."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from bot.store.database import Connection
from bot.store.vault import TenantVault

_ROW = "slack installation"
_COLUMNS = "id, enterprise_id, team_id, bot_user, bot_id, token, refresh_token, expires_at, installed_at"


@dataclass(frozen=True, slots=True, repr=False)
class Installation:
    """One workspace's or organisation's installation, opened. It never shows itself: it holds tokens."""

    enterprise: str
    team: str
    """Empty: one token for the whole organisation."""
    bot_user: str
    bot_id: str
    token: str
    refresh_token: str
    """Empty: the token does not expire."""
    expires_at: datetime | None
    installed_at: datetime

    @property
    def id(self) -> str:
        """The tenant that its people and places belong to."""
        return self.team or self.enterprise


@dataclass(frozen=True, slots=True, repr=False)
class SealedInstallation:
    """An installation as it stands in the table."""

    id: str
    enterprise_id: str | None
    team_id: str | None
    bot_user: str
    bot_id: str
    token: bytes
    refresh_token: bytes | None
    expires_at: datetime | None
    installed_at: datetime

    def opened(self, vault: TenantVault) -> Installation:
        """Open the tokens with the tenant's vault."""
        return Installation(
            enterprise=self.enterprise_id or "",
            team=self.team_id or "",
            bot_user=self.bot_user,
            bot_id=self.bot_id,
            token=vault.open_text(_ROW, "token", self.token),
            refresh_token=vault.open_text(_ROW, "refresh_token", self.refresh_token) if self.refresh_token else "",
            expires_at=self.expires_at,
            installed_at=self.installed_at,
        )


async def save(connection: Connection, vault: TenantVault, one: Installation) -> None:
    """Keep an installation, in place of an earlier one of the same workspace or organisation."""
    refresh_token = vault.seal_text(_ROW, "refresh_token", one.refresh_token) if one.refresh_token else None
    await connection.execute(
        f"INSERT INTO slack_installations ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608
        " ON CONFLICT (id) DO UPDATE SET enterprise_id = excluded.enterprise_id, bot_user = excluded.bot_user,"
        " bot_id = excluded.bot_id, token = excluded.token, refresh_token = excluded.refresh_token,"
        " expires_at = excluded.expires_at, installed_at = excluded.installed_at",
        (
            one.id,
            one.enterprise or None,
            one.team or None,
            one.bot_user,
            one.bot_id,
            vault.seal_text(_ROW, "token", one.token),
            refresh_token,
            one.expires_at,
            one.installed_at,
        ),
    )


async def find(connection: Connection, ids: Sequence[str]) -> SealedInstallation | None:
    """Find the installation with the first of these ids that has one."""
    async with connection.cursor(row_factory=class_row(SealedInstallation)) as cursor:
        await cursor.execute(
            f"SELECT {_COLUMNS} FROM slack_installations WHERE id = ANY(%s::text[])"  # noqa: S608
            " ORDER BY array_position(%s::text[], id) LIMIT 1",
            (list(ids), list(ids)),
        )
        return await cursor.fetchone()


async def hold(connection: Connection, id_: str, *, wait: bool) -> SealedInstallation | None:
    """Lock an installation until the transaction ends; without `wait`, None where somebody else holds it."""
    lock = "FOR UPDATE" if wait else "FOR UPDATE SKIP LOCKED"
    async with connection.cursor(row_factory=class_row(SealedInstallation)) as cursor:
        await cursor.execute(f"SELECT {_COLUMNS} FROM slack_installations WHERE id = %s {lock}", (id_,))  # noqa: S608
        return await cursor.fetchone()


async def due(connection: Connection, before: datetime, limit: int) -> list[str]:
    """Name installations whose tokens expire before then, the soonest first."""
    cursor = await connection.execute(
        "SELECT id FROM slack_installations WHERE refresh_token IS NOT NULL AND expires_at <= %s"
        " ORDER BY expires_at LIMIT %s",
        (before, limit),
    )
    return [row[0] for row in await cursor.fetchall()]


async def forget(connection: Connection, id_: str, installed_at: datetime) -> bool:
    """Delete an installation with its tokens, unless it was installed anew meanwhile."""
    cursor = await connection.execute(
        "DELETE FROM slack_installations WHERE id = %s AND installed_at = %s", (id_, installed_at)
    )
    return cursor.rowcount > 0


async def keep_state(connection: Connection, state: str, now: datetime, expires_at: datetime) -> None:
    """Remember that somebody has begun an installation; forget those that are too old."""
    await connection.execute("DELETE FROM slack_install_states WHERE expires_at <= %s", (now,))
    await connection.execute(
        "INSERT INTO slack_install_states (state, expires_at) VALUES (%s, %s)", (_digest(state), expires_at)
    )


async def use_state(connection: Connection, state: str, now: datetime) -> bool:
    """Use a state up; tell whether it was good, which it is once and not for long."""
    cursor = await connection.execute(
        "DELETE FROM slack_install_states WHERE state = %s RETURNING expires_at > %s", (_digest(state), now)
    )
    row = await cursor.fetchone()
    return row is not None and bool(row[0])


def _digest(state: str) -> bytes:
    return hashlib.sha256(state.encode("utf-8", "surrogatepass")).digest()
