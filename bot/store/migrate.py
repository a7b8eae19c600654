"""Bringing a database to this version's tables: numbered files, each once, each in one transaction.

The job queue's own tables come from the installed procrastinate: its schema on an empty database, and whichever of
its migration files are new on a later start.
"""

import hashlib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

import psycopg
from procrastinate.schema import SchemaManager

LOCK: Final = 0x7462796C  # "tbyl"

_LEDGER: Final = """
CREATE TABLE IF NOT EXISTS applied_migrations (
    source text NOT NULL, name text NOT NULL, checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (source, name))
"""


class MigrationError(Exception):
    """The database does not fit this version of the bot."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of SQL, applied once."""

    source: str
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """Digest of the file, by which a later change to it is noticed."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def own_migrations() -> list[Migration]:
    """Give the bot's migrations in order."""
    folder = resources.files("bot.store") / "migrations"
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=lambda entry: entry.name)
    return [Migration("bot", entry.name, entry.read_text("utf-8")) for entry in files]


def queue_migrations() -> list[Migration]:
    """Give the installed job queue's migrations in order."""
    files = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    return [Migration("procrastinate", file.name, file.read_text("utf-8")) for file in files]


async def migrate(url: str) -> None:
    """Apply what is missing. Replicas that start together wait for each other.

    Raises:
        MigrationError: an applied file was changed, or the database belongs to a newer version.
    """
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        await connection.execute(_LEDGER)
        applied = await _applied(connection)
        await _migrate_queue(connection, {name for source, name in applied if source == "procrastinate"})
        await _migrate_own(connection, {name: sum_ for (source, name), sum_ in applied.items() if source == "bot"})


async def _applied(connection: psycopg.AsyncConnection) -> dict[tuple[str, str], str]:
    rows = await (await connection.execute("SELECT source, name, checksum FROM applied_migrations")).fetchall()
    return {(source, name): checksum for source, name, checksum in rows}


async def _migrate_queue(connection: psycopg.AsyncConnection, applied: set[str]) -> None:
    files = queue_migrations()
    if applied:
        for migration in (file for file in files if file.name not in applied):
            await _apply(connection, migration.sql, [migration])
    else:
        await _apply(connection, SchemaManager.get_schema(), files)


async def _migrate_own(connection: psycopg.AsyncConnection, applied: dict[str, str]) -> None:
    files = own_migrations()
    if newer := applied.keys() - {file.name for file in files}:
        raise MigrationError(
            f"The database belongs to a newer version of the bot (it knows {max(newer)}). Install that version."
        )
    for migration in files:
        if migration.name not in applied:
            await _apply(connection, migration.sql, [migration])
        elif applied[migration.name] != migration.checksum:
            raise MigrationError(
                f"The migration {migration.name} was changed after it had been applied. Install the released version."
            )


async def _apply(connection: psycopg.AsyncConnection, sql: str, record: list[Migration]) -> None:
    async with connection.transaction():
        await connection.execute(sql.encode())  # files of this package and of procrastinate only
        for item in record:
            await connection.execute(
                "INSERT INTO applied_migrations (source, name, checksum) VALUES (%s, %s, %s)",
                (item.source, item.name, item.checksum),
            )
