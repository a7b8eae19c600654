import asyncio
from collections.abc import Iterator

import psycopg
import pytest

from bot.store import migrate as module
from bot.store.database import DatabaseAwayError, open_database
from bot.store.embedded import EmbeddedPostgres
from bot.store.migrate import Migration, MigrationError, migrate, own_migrations, queue_migrations
from bot.store.vault import MasterKey, WrongMasterKeyError
from tests.conftest import MASTER_KEY, url_of


@pytest.fixture
def empty_url(postgres: EmbeddedPostgres) -> Iterator[str]:
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE empty_one")
    yield url_of(postgres, "empty_one")
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute("DROP DATABASE empty_one WITH (FORCE)")


def applied(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM applied_migrations")}


async def test_replicas_that_start_together_migrate_once(empty_url: str) -> None:
    await asyncio.gather(*(migrate(empty_url) for _ in range(4)))
    await migrate(empty_url)
    assert applied(empty_url) == {item.name for item in (*own_migrations(), *queue_migrations())}


async def test_a_later_queue_version_brings_its_own_migrations(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = Migration("procrastinate", "99.00.00_01_later.sql", "CREATE TABLE came_later ()")
    monkeypatch.setattr(module, "queue_migrations", lambda: [*queue_migrations(), later])
    await migrate(database_url)
    await migrate(database_url)
    assert later.name in applied(database_url)


async def test_a_migration_that_fails_leaves_nothing_behind(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Migration("bot", "9999_broken.sql", "CREATE TABLE half_made (); SELECT 1/0")
    monkeypatch.setattr(module, "own_migrations", lambda: [*own_migrations(), broken])
    with pytest.raises(psycopg.errors.DivisionByZero):
        await migrate(database_url)
    assert broken.name not in applied(database_url)
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT to_regclass('half_made')").fetchone() == (None,)


async def test_a_changed_migration_is_refused(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *rest = own_migrations()
    changed = Migration(first.source, first.name, first.sql + "-- edited")
    monkeypatch.setattr(module, "own_migrations", lambda: [changed, *rest])
    with pytest.raises(MigrationError, match=first.name):
        await migrate(database_url)


async def test_a_newer_versions_database_is_refused(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "own_migrations", list)
    with pytest.raises(MigrationError, match="newer version"):
        await migrate(database_url)


async def test_another_master_key_is_refused_before_anything_is_written(database_url: str) -> None:
    async with open_database(database_url, MASTER_KEY) as database:
        await database.vault("slack:T1")
    with pytest.raises(WrongMasterKeyError):
        async with open_database(database_url, MasterKey(bytes(32))):
            pytest.fail("opened with the wrong key")


async def test_a_database_that_stays_away_is_given_up_with_a_clear_error() -> None:
    with pytest.raises(DatabaseAwayError):
        async with open_database("postgresql://postgres@127.0.0.1:1/none", MASTER_KEY, patience=0.0):
            pytest.fail("opened nothing")
