import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from bot.model import NoticeKey, NoticeRequest
from bot.store.embedded import EmbeddedPostgres
from tests.bot.fakes import REPLY_TO, REPORTER, FakeAssessor, FakeMessenger, submission
from tests.conftest import StartBot, eventually

CANARY = "Zqxjkanarienvogel"
TABLES = ("reports", "cases", "assessments", "deliveries", "event_keys", "letters", "procrastinate_jobs")


def counts(url: str) -> dict[str, int]:
    with psycopg.connect(url) as connection:
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608  type: ignore
            for name in TABLES
        }


async def test_work_whose_job_was_lost_is_found_again(
    start_bot: StartBot, messenger: FakeMessenger, database_url: str
) -> None:
    async with start_bot([messenger], workers=False) as bot:
        await bot.intake.take(submission("HIGH offer"))
        await bot.intake.answer(NoticeRequest(NoticeKey.HELP, REPORTER, REPLY_TO, ("event:help",)))
        with psycopg.connect(database_url) as connection:
            connection.execute("DELETE FROM procrastinate_jobs")
    async with start_bot([messenger]) as bot:
        await bot.housekeeper.sweep(timedelta())
        await eventually(lambda: len(messenger.arrived) == 3)


async def test_waiting_work_is_not_rung_for_twice(start_bot: StartBot, database_url: str) -> None:
    async with start_bot([], workers=False) as bot:
        await bot.intake.take(submission("HIGH offer"))
        for _ in range(3):
            await bot.housekeeper.sweep(timedelta())
    assert counts(database_url)["procrastinate_jobs"] == 1


async def test_what_a_killed_worker_held_is_done_by_another(
    start_bot: StartBot, messenger: FakeMessenger, database_url: str
) -> None:
    async with start_bot([messenger], workers=False) as bot:
        await bot.intake.take(submission("LOW key hello"))
        with psycopg.connect(database_url) as connection:
            connection.execute(
                "WITH w AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
                " RETURNING id) UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM w)"
            )
            connection.execute("UPDATE reports SET lease_until = now() + interval '1 second', tries = 1")
    async with start_bot([messenger]) as bot:
        await asyncio.sleep(1.1)
        await bot.housekeeper.sweep(timedelta())
        await eventually(lambda: len(messenger.arrived) == 1)
    assert counts(database_url)["procrastinate_jobs"] == 0


async def test_after_the_retention_time_no_row_is_left(
    start_bot: StartBot, messenger: FakeMessenger, database_url: str
) -> None:
    async with start_bot([messenger], retention_days=30) as bot:
        await bot.intake.take(submission("HIGH offer", "event:old"))
        await bot.intake.answer(NoticeRequest(NoticeKey.HELP, REPORTER, REPLY_TO, ("event:help",)))
        await bot.mailbox.post("direct", uuid4(), "old")
        await eventually(lambda: len(messenger.arrived) == 3)
        with psycopg.connect(database_url) as connection:
            connection.execute("UPDATE reports SET received_at = now() - interval '31 days'")
            for name in ("deliveries", "event_keys", "letters"):
                connection.execute(f"UPDATE {name} SET created_at = now() - interval '31 days'")  # noqa: S608
        await bot.intake.take(submission("HIGH other offer", "event:new"))
        await eventually(lambda: len(messenger.arrived) == 5)
        await bot.housekeeper.purge()
        await bot.housekeeper.purge()
        await asyncio.sleep(0.1)
        left = counts(database_url)
    assert left == {
        "reports": 1,
        "cases": 1,
        "assessments": 1,
        "deliveries": 2,
        "event_keys": 1,
        "letters": 0,
        "procrastinate_jobs": 0,
    }


async def test_pasted_text_is_nowhere_in_the_open(
    start_bot: StartBot,
    postgres: EmbeddedPostgres,
    database_url: str,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Not in any table, not in a byte of the database's files, not in a log line, not in a metric."""
    caplog.set_level("DEBUG")
    messenger = FakeMessenger(script=[ValueError(CANARY)])
    assessor = FakeAssessor(failures=[ValueError(CANARY)])
    async with start_bot([messenger], assessor) as bot:
        await bot.intake.take(submission(f"HIGH {CANARY} offer", "event:1"))
        await eventually(lambda: len(messenger.arrived) == 2)
        await bot.mailbox.post("direct", uuid4(), CANARY)
        assert CANARY in str(messenger.alerts[0].content.reasons[0].quote)
        metrics = "".join(str(metric) for metric in bot.metrics.registry.collect())
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    files = [path for path in postgres.folder.rglob("*") if path.is_file()]
    assert len(files) > 100
    assert [path.name for path in files if CANARY.encode() in readable(path)] == []
    captured = capfd.readouterr()
    assert CANARY not in captured.out + captured.err + caplog.text + metrics
    assert database_url


def readable(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:  # the server removed it meanwhile
        return b""
