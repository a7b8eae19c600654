"""One database for a whole process: connections, transactions, the tenants' vaults."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

import psycopg
import structlog
from procrastinate.exceptions import ConnectorException
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from bot.store.migrate import migrate
from bot.store.vault import Keyring, MasterKey, TenantVault, WrongMasterKeyError

log = structlog.get_logger(__name__)

Connection = psycopg.AsyncConnection[TupleRow]
Pool = AsyncConnectionPool[Connection]

POOL_SIZE: Final = 12
GIVE_UP_AFTER_SECONDS: Final = 2.0
"""A platform waits three seconds for an answer; within this time it gets an honest 5xx."""
IDLE_SECONDS: Final = 0.5
STATEMENT_LIMIT_MS: Final = 10_000
RETRY_PAUSE_SECONDS: Final = 0.5


_AWAY: Final = (
    psycopg.OperationalError,  # server gone, disk full, statement took too long; also no free connection in the pool
    psycopg.InterfaceError,  # connection broken on our side
    psycopg.InternalError,  # read-only server
    ConnectorException,  # any of these while ringing
    PoolTimeout,
    OSError,
)


class DatabaseAwayError(Exception):
    """The database cannot be reached, or does not do its work, just now."""


async def _configure(connection: Connection) -> None:
    await connection.execute(f"SET statement_timeout = {STATEMENT_LIMIT_MS}")
    await connection.execute(f"SET idle_in_transaction_session_timeout = {STATEMENT_LIMIT_MS}")
    await connection.commit()


class _Check:
    """Looks whether a lent connection is alive, but only after it lay idle: under load every round trip counts."""

    def __init__(self) -> None:
        self._used: WeakKeyDictionary[Connection, float] = WeakKeyDictionary()

    async def __call__(self, connection: Connection) -> None:
        now = time.monotonic()
        if now - self._used.get(connection, 0.0) > IDLE_SECONDS:
            await AsyncConnectionPool.check_connection(connection)
        self._used[connection] = now


@dataclass(frozen=True, slots=True)
class Database:
    """The open database."""

    pool: Pool
    keyring: Keyring

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """Lend a connection within one transaction: everything or nothing is kept.

        Raises:
            DatabaseAwayError: nothing was kept, or nobody can tell.
        """
        try:
            async with self.pool.connection() as connection, connection.transaction():
                yield connection
        except _AWAY as error:
            raise DatabaseAwayError(type(error).__name__) from None

    async def vault(self, tenant: str) -> TenantVault:
        """Give the tenant's vault; its key is made on first use, and kept before anything is sealed with it."""
        known = self.keyring.vaults.get(tenant)
        if known:
            return known
        async with self.transaction() as connection:
            await connection.execute(
                "INSERT INTO tenant_keys (tenant, key_id, wrapped) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                (tenant, self.keyring.master.key_id, self.keyring.new_wrapped_key(tenant)),
            )
            cursor = await connection.execute("SELECT wrapped FROM tenant_keys WHERE tenant = %s", (tenant,))
            row = await cursor.fetchone()
        if row is None:
            raise DatabaseAwayError("the tenant's key vanished")
        return self.keyring.unlock(tenant, row[0])

    async def check_master_key(self) -> None:
        """Make sure, before anything is written, that the master key fits the database.

        Raises:
            WrongMasterKeyError: it was written with another one.
        """
        async with self.transaction() as connection:
            cursor = await connection.execute(
                "SELECT 1 FROM tenant_keys WHERE key_id <> %s LIMIT 1", (self.keyring.master.key_id,)
            )
            if await cursor.fetchone():
                raise WrongMasterKeyError

    async def reachable(self) -> bool:
        """Tell whether the database answers."""
        try:
            async with self.transaction() as connection:
                await connection.execute("SELECT 1")
        except DatabaseAwayError:
            return False
        return True


@asynccontextmanager
async def open_database(url: str, master: MasterKey, *, patience: float = 60.0) -> AsyncIterator[Database]:
    """Connect, waiting up to `patience` seconds for a PostgreSQL that is just restarting; migrate; close at the end.

    Raises:
        DatabaseAwayError: it could not be reached in that time.
        MigrationError: it does not fit this version of the bot.
        WrongMasterKeyError: it was written with another master key.
    """
    await _migrate_patiently(url, patience)
    pool: Pool = AsyncConnectionPool(
        url,
        connection_class=psycopg.AsyncConnection[TupleRow],
        min_size=2,
        max_size=POOL_SIZE,
        timeout=GIVE_UP_AFTER_SECONDS,
        reconnect_timeout=GIVE_UP_AFTER_SECONDS * 2,
        configure=_configure,
        check=_Check(),
        open=False,
    )
    async with pool:
        database = Database(pool, Keyring(master))
        await database.check_master_key()
        yield database


async def _migrate_patiently(url: str, patience: float) -> None:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience
    while True:
        try:
            await migrate(url)
        except (psycopg.OperationalError, OSError) as error:
            if loop.time() > deadline:
                raise DatabaseAwayError(type(error).__name__) from None
            log.warning("database_away", reason=type(error).__name__)
            await asyncio.sleep(RETRY_PAUSE_SECONDS)
        else:
            return
