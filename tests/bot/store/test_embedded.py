import asyncio
import os
import signal
from pathlib import Path

import psutil
import psycopg
import pytest

from bot.model import ReportNotFiledError
from bot.runtime import running_bot
from bot.settings import Settings
from bot.store.database import DatabaseAwayError, open_database
from bot.store.embedded import EmbeddedPostgres
from tests.bot.fakes import FakeAssessor, FakeMessenger, submission
from tests.conftest import MASTER_KEY, QUICK, eventually


def server_process(server: EmbeddedPostgres) -> psutil.Process:
    return psutil.Process(int((server.folder / "postmaster.pid").read_text().splitlines()[0]))


@pytest.mark.chaos
async def test_the_bots_own_server_comes_back_after_being_killed(data_folder: Path) -> None:
    server = EmbeddedPostgres.start(data_folder)
    async with open_database(server.url, MASTER_KEY) as database:
        await database.vault("web:local")
        process = server_process(server)
        os.kill(process.pid, signal.SIGKILL)
        await asyncio.to_thread(psutil.wait_procs, [process], 1)
        with pytest.raises(DatabaseAwayError):
            async with database.transaction():
                pytest.fail("there is no server")
        again = await asyncio.to_thread(EmbeddedPostgres.start, data_folder)
        for _ in range(100):
            if await database.reachable():
                break
            await asyncio.sleep(0.1)
        async with database.transaction() as connection:
            rows = await (await connection.execute("SELECT tenant FROM tenant_keys")).fetchall()
    assert rows == [("web:local",)]
    assert again.running
    again.stop()
    assert not again.running


@pytest.mark.chaos
def test_a_server_id_that_now_belongs_to_another_process_does_not_prevent_the_start(data_folder: Path) -> None:
    server = EmbeddedPostgres.start(data_folder)
    pid_file = server.folder / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    server.stop()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    again = EmbeddedPostgres.start(data_folder)
    with psycopg.connect(again.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    again.stop()


@pytest.mark.chaos
def test_a_first_start_that_was_interrupted_is_set_aside(data_folder: Path) -> None:
    folder = data_folder / "postgres"
    folder.mkdir(mode=0o700)
    (folder / "PG_VERSION").write_text("18\n")
    server = EmbeddedPostgres.start(data_folder)
    with psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    server.stop()
    assert list(data_folder.glob("postgres.unfinished-*"))


@pytest.mark.chaos
async def test_a_running_bot_starts_its_own_server_again(data_folder: Path) -> None:
    messenger = FakeMessenger()
    settings = Settings(_env_file=None, data_dir=data_folder)
    async with running_bot(settings, [messenger], assessor=FakeAssessor(), rhythm=QUICK) as bot:
        pid = int((data_folder / "postgres" / "postmaster.pid").read_text().splitlines()[0])
        await bot.intake.take(submission("HIGH offer", "event:1"))
        await eventually(lambda: len(messenger.arrived) == 2)
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(ReportNotFiledError):
            await bot.intake.take(submission("HIGH offer", "event:1"))
        for _ in range(300):
            if (await bot.ready()).ok:
                break
            await asyncio.sleep(0.1)
        receipt = await bot.intake.take(submission("HIGH other offer", "event:2"))
        await eventually(lambda: len(messenger.arrived) == 4, seconds=30)
    assert not receipt.repeat


def test_nobody_else_can_list_the_folder_of_the_bots_own_server(data_folder: Path) -> None:
    data_folder.chmod(0o755)
    for _ in range(2):
        server = EmbeddedPostgres.start(data_folder)
        with psycopg.connect(server.url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert data_folder.stat().st_mode & 0o066 == 0
        server.stop()
