"""What can be learned of a database without changing anything in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import psycopg

from bot.store.database import DatabaseAwayError
from bot.store.migrate import own_migrations

CONNECT_SECONDS: Final = 5


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """How a database stands."""

    version: str
    """Of PostgreSQL, as in `16.4`."""
    ahead_seconds: float
    """This machine's time less the database's."""
    missing: tuple[str, ...]
    """Migrations that are still to be applied."""
    unfit: tuple[str, ...]
    """Applied migrations that this version does not know, or knows otherwise."""
    key_fits: bool
    """Whether nothing in it was written with another master key."""
    channels: int = 0
    """Security channels that were registered by mentioning the bot."""
    undelivered: int = 0
    refused: int = 0
    """Messages that a platform would not take, and that are tried again."""


async def facts_of(url: str, key_id: str, clock: Callable[[], datetime]) -> DatabaseFacts:
    """Look at a database.

    Raises:
        DatabaseAwayError: it cannot be reached, or does not let us in; carries the kind of error only.
    """
    try:
        async with await psycopg.AsyncConnection.connect(
            url, autocommit=True, connect_timeout=CONNECT_SECONDS, options="-c default_transaction_read_only=on"
        ) as connection:
            return await _look(connection, key_id, clock)
    except (psycopg.Error, OSError) as error:
        raise DatabaseAwayError(type(error).__name__) from None


async def _look(connection: psycopg.AsyncConnection, key_id: str, clock: Callable[[], datetime]) -> DatabaseFacts:
    (there,) = await _row(connection, "SELECT clock_timestamp()")
    ahead = (clock() - there).total_seconds()
    major, minor = divmod(connection.info.server_version, 10_000)
    own = {item.name: item.checksum for item in own_migrations()}
    applied = await _applied(connection)
    missing = tuple(sorted(own.keys() - applied.keys()))
    unfit = tuple(sorted(name for name, checksum in applied.items() if own.get(name) != checksum))
    version = f"{major}.{minor}"
    if missing:
        return DatabaseFacts(version, ahead, missing, unfit, key_fits=True)
    (keys,) = await _row(connection, "SELECT count(*) FROM tenant_keys WHERE key_id <> %s", key_id)
    (channels,) = await _row(connection, "SELECT count(*) FROM security_channels WHERE platform = 'teams'")
    undelivered, refused = await _row(
        connection, "SELECT count(*), count(*) FILTER (WHERE refused) FROM deliveries WHERE state <> 'delivered'"
    )
    return DatabaseFacts(version, ahead, missing, unfit, keys == 0, channels, undelivered, refused)


async def _applied(connection: psycopg.AsyncConnection) -> dict[str, str]:
    (ledger,) = await _row(connection, "SELECT to_regclass('applied_migrations')")
    if ledger is None:
        return {}
    cursor = await connection.execute("SELECT name, checksum FROM applied_migrations WHERE source = 'bot'")
    return dict(await cursor.fetchall())


async def _row(connection: psycopg.AsyncConnection, query: str, *values: str) -> tuple:  # type: ignore[type-arg]  # columns vary
    cursor = await connection.execute(query.encode(), values)
    return await cursor.fetchone() or ()
