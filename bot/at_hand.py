"""The bot's database as somebody at its machine reaches it, whether the bot is running or not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from bot.runtime import KEY_FILE
from bot.settings import Settings
from bot.store.database import Database, open_database
from bot.store.embedded import MARKER, EmbeddedPostgres
from bot.store.vault import MasterKey

PATIENCE_SECONDS: Final = 5.0


class NoDatabaseError(Exception):
    """There is no database yet. The bot makes one in DATA_DIR when it first starts: tbyl serve."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def master_key(settings: Settings) -> MasterKey:
    """Give the master key that the bot uses; never makes one.

    Raises:
        NoDatabaseError: no key was ever made.
    """
    if settings.master_key:
        return MasterKey.from_text(settings.master_key.get_secret_value())
    if not (settings.data_dir / KEY_FILE).exists():
        raise NoDatabaseError
    return MasterKey.from_file(settings.data_dir / KEY_FILE)


@asynccontextmanager
async def database_address(settings: Settings) -> AsyncIterator[str]:
    """Give the connection string; the bot's own PostgreSQL is joined where it runs and else started meanwhile.

    Raises:
        NoDatabaseError: the bot's own PostgreSQL was never made.
        EmbeddedDatabaseError: it does not start.
    """
    if settings.database_url:
        yield settings.database_url.get_secret_value()
        return
    if not (settings.data_dir / MARKER).exists():
        raise NoDatabaseError
    postgres = await asyncio.to_thread(EmbeddedPostgres.start, settings.data_dir)
    try:
        yield postgres.url
    finally:
        await asyncio.to_thread(postgres.stop)


@asynccontextmanager
async def database_at_hand(settings: Settings) -> AsyncIterator[Database]:
    """Open the database.

    Raises:
        NoDatabaseError, EmbeddedDatabaseError: as for `database_address`.
        DatabaseAwayError, MigrationError, WrongMasterKeyError: as for `open_database`.
    """
    master = master_key(settings)
    async with (
        database_address(settings) as address,
        open_database(address, master, patience=PATIENCE_SECONDS) as opened,
    ):
        yield opened
