"""What filing one report costs: the transaction that a platform waits for before it is answered.

On the embedded PostgreSQL with its default durability (fsync on), text of 80 words. Run:
`python -m tests.bench.bench_intake`.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

import structlog

from bot.runtime import Bot, running_bot
from bot.settings import Settings
from bot.store.database import Database
from tests.bot.fakes import FakeAssessor, submission

TEXT = "We pay well for a short report on your field and would rather not say for whom. " * 5
ROUNDS = 1000
WARM_UP = 100
AT_ONCE = 20


def percentile(values: list[float], share: int) -> float:
    """Give the value that `share` per cent of the values do not exceed."""
    return statistics.quantiles(values, n=100)[share - 1]


async def take(bot: Bot, number: int) -> float:
    """File one report; give the milliseconds it took."""
    began = time.perf_counter()
    await bot.intake.take(submission(TEXT, f"event:{number}", f"message:{number}"))
    return (time.perf_counter() - began) * 1000


async def bare_commit(database: Database) -> float:
    """Commit one row into a table of two columns; give the milliseconds it took."""
    began = time.perf_counter()
    async with database.transaction() as connection:
        await connection.execute(
            "INSERT INTO event_keys (tenant, key, subject)"
            " VALUES ('b', uuid_send(gen_random_uuid()), gen_random_uuid())"
        )
    return (time.perf_counter() - began) * 1000


async def measure(folder: Path) -> None:
    """Print the figures."""
    settings = Settings(_env_file=None, data_dir=folder)
    async with running_bot(settings, [], assessor=FakeAssessor(), workers=False) as bot:
        for number in range(WARM_UP):
            await take(bot, -number)
            await bare_commit(bot.intake.database)
        bare = [await bare_commit(bot.intake.database) for _ in range(ROUNDS)]
        alone = [await take(bot, number) for number in range(ROUNDS)]
        began = time.perf_counter()
        together: list[float] = []
        for start in range(ROUNDS, 2 * ROUNDS, AT_ONCE):
            together += await asyncio.gather(*(take(bot, number) for number in range(start, start + AT_ONCE)))
        rate = ROUNDS / (time.perf_counter() - began)
    _say("bare one-row transaction", bare)
    _say("intake transaction", alone)
    _say(f"intake transaction, {AT_ONCE} at once", together)
    sys.stdout.write(
        f"intake: {statistics.median(alone) / statistics.median(bare):.1f} times a bare one-row transaction; "
    )
    sys.stdout.write(f"{rate:.0f} reports/s with {AT_ONCE} at once\n")


def _say(name: str, values: list[float]) -> None:
    sys.stdout.write(f"{name}: p50 {statistics.median(values):.1f} ms, p99 {percentile(values, 99):.1f} ms\n")


def main() -> None:
    """Measure in a folder that is thrown away."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    with tempfile.TemporaryDirectory(prefix="tbyl-bench-") as folder:
        asyncio.run(measure(Path(folder)))


if __name__ == "__main__":
    main()
