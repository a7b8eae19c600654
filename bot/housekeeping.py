"""What a bot does by itself: finding work that a killed process left behind, and forgetting on time."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog

from bot.metrics import Metrics
from bot.promises import Promises
from bot.store import ledger, reports
from bot.store.database import Database, DatabaseAwayError
from bot.store.ledger import Backlog
from bot.store.queue import Bell, Queue
from bot.store.retention import purge

log = structlog.get_logger(__name__)

SWEEP_EVERY: Final = timedelta(seconds=5)
PURGE_EVERY: Final = timedelta(hours=1)
GRACE: Final = timedelta(seconds=5)
"""Work is overdue when nobody has taken it so long after its time."""
AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Housekeeper:
    """Rings again for overdue work, and deletes what is older than the retention time."""

    database: Database
    queue: Queue
    metrics: Metrics
    keep: timedelta
    promises: Promises

    async def run(self) -> None:
        """Sweep and purge until cancelled."""
        loop = asyncio.get_running_loop()
        purge_at = loop.time()
        while True:
            try:
                await self.sweep()
                await self.promises.keep()
                if loop.time() >= purge_at:
                    await self.purge()
                    purge_at = loop.time() + PURGE_EVERY.total_seconds()
            except DatabaseAwayError as error:
                log.warning("housekeeping_postponed", reason=str(error))
            await asyncio.sleep(SWEEP_EVERY.total_seconds())

    async def sweep(self, grace: timedelta = GRACE) -> None:
        """Find what is overdue and ring for it. Ringing twice is harmless: a claim is taken once."""
        await self.queue.sweep()
        async with self.database.transaction() as connection:
            overdue = {
                Bell.READ: await reports.overdue_reports(connection, grace, AT_ONCE),
                Bell.DELIVER: await ledger.overdue_deliveries(connection, grace, AT_ONCE),
            }
            for bell, subjects in overdue.items():
                for subject in subjects:
                    await self.queue.ring(connection, bell, subject)
                    self.metrics.rung_again.labels(bell.value).inc()
        await self.observe()

    async def purge(self) -> None:
        """Delete what is older than the retention time."""
        async with self.database.transaction() as connection:
            deleted = await purge(connection, self.keep)
        self.metrics.purged.inc(deleted)
        log.info("purged", rows=deleted)

    async def observe(self) -> Backlog:
        """Count what is owed and show it in the metrics."""
        async with self.database.transaction() as connection:
            backlog = await ledger.backlog(connection)
        self.metrics.undelivered.set(backlog.undelivered)
        self.metrics.refused.set(backlog.refused)
        self.metrics.oldest.set(backlog.oldest_seconds)
        self.metrics.unread.set(backlog.unread)
        return backlog
