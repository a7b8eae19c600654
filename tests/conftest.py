"""What every room's tests share: a real PostgreSQL, a clean database for each test, and a running bot."""

import asyncio
import base64
import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import psycopg
import pytest

from bot.delivery import Pace
from bot.model import Platform
from bot.runtime import Bot, Messengers, Rhythm, running_bot
from bot.settings import Settings
from bot.store.database import Database, open_database
from bot.store.embedded import EmbeddedPostgres
from bot.store.migrate import migrate
from bot.store.vault import MasterKey
from tests.bot.fakes import NOW, FakeAssessor, FakeMessenger

MASTER_KEY = MasterKey(bytes(range(32)))
TEMPLATE = "tbyl_template"

QUICK = Rhythm(
    pace=Pace(
        lease=timedelta(seconds=2),
        call=timedelta(seconds=1),
        again=timedelta(milliseconds=20),
        unknown=timedelta(milliseconds=50),
        refused=timedelta(milliseconds=50),
        no_channel=timedelta(minutes=5),
    ),
    reading_lease=timedelta(seconds=2),
    reading_pause=timedelta(milliseconds=20),
)
"""The real rhythm, shortened."""

_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own environment out of the tests."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def data_folder() -> Iterator[Path]:
    """A folder for a PostgreSQL of the test's own.

    Not under pytest's folders: run as root, the server works as another user, and pytest keeps those to itself.
    """
    with tempfile.TemporaryDirectory(prefix="tbyl-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """One real server for the whole run, with a migrated template."""
    folder = Path(tempfile.mkdtemp(prefix="tbyl-"))
    server = EmbeddedPostgres.start(folder)
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(f"CREATE DATABASE {TEMPLATE}")
    asyncio.run(migrate(url_of(server, TEMPLATE)))
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def url_of(server: EmbeddedPostgres, name: str) -> str:
    """Give the connection string of one database of the server."""
    return server.server.get_uri(database=name)


@pytest.fixture
def database_url(postgres: EmbeddedPostgres) -> Iterator[str]:
    """A clean, migrated database of this test's own."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield url_of(postgres, name)
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The open database of this test."""
    async with open_database(database_url, MASTER_KEY) as opened:
        yield opened


class MakeSettings(Protocol):
    """Makes settings that use this test's database."""

    def __call__(self, **values: object) -> Settings:
        """Give settings with the given values."""


@pytest.fixture
def make_settings(database_url: str, tmp_path: Path) -> MakeSettings:
    """Settings on the test's database; values as keyword arguments."""

    def make(**values: object) -> Settings:
        given: dict[str, object] = {
            "database_url": database_url,
            "master_key": base64.b64encode(MASTER_KEY.secret).decode(),
            "data_dir": tmp_path / "data",
            **values,
        }
        return Settings(_env_file=None, **given)  # type: ignore[arg-type]  # checked by pydantic

    return make


class StartBot(Protocol):
    """Starts a bot on this test's database."""

    def __call__(
        self,
        messengers: Messengers,
        assessor: FakeAssessor | None = None,
        *,
        workers: bool = True,
        **settings: object,
    ) -> AbstractAsyncContextManager[Bot]:
        """Give a context in which the bot runs."""


@pytest.fixture
def start_bot(make_settings: MakeSettings) -> StartBot:
    """Start a bot with a shortened rhythm; two of them are two replicas."""

    def start(
        messengers: Messengers, assessor: FakeAssessor | None = None, *, workers: bool = True, **settings: object
    ) -> AbstractAsyncContextManager[Bot]:
        return running_bot(
            make_settings(**settings),
            messengers,
            clock=lambda: NOW,
            assessor=assessor or FakeAssessor(),
            rhythm=QUICK,
            workers=workers,
        )

    return start


@pytest.fixture
def messenger() -> FakeMessenger:
    """A platform that takes everything, unless its script says otherwise."""
    return FakeMessenger(Platform.WEB)


async def eventually(true: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait until something is true; fail where it never becomes so."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while not true():
        if loop.time() > deadline:
            pytest.fail("it never became true")
        await asyncio.sleep(0.02)


@pytest.fixture
async def bot(start_bot: StartBot, messenger: FakeMessenger) -> AsyncIterator[Bot]:
    """A running bot on the fake platform."""
    async with start_bot([messenger]) as running:
        yield running
