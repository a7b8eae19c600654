"""The bell: jobs that say "look at this id now". What is owed is known to the tables; a lost job is rung again.

Jobs are put into procrastinate on the caller's own connection, so that they exist exactly if the facts do. Their only
argument is an id. They never fail or retry on the library's side: whoever is rung decides and rings again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

import procrastinate
import psycopg
import structlog
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status
from procrastinate.worker import Worker
from psycopg_pool import PoolTimeout

from bot.store.database import Connection, Pool

log = structlog.get_logger(__name__)

Ring = Callable[[UUID], Awaitable[None]]

POLL_SECONDS: Final = 1.0
"""Jobs for later are found by polling; jobs for now by LISTEN."""
HEARTBEAT_SECONDS: Final = 5.0
DEAD_AFTER_SECONDS: Final = 20.0
RESTART_PAUSE_SECONDS: Final = 1.0
STOP_WITHIN_SECONDS: Final = 10.0


class Bell(StrEnum):
    """What can be rung for. Each has a queue and workers of its own: a slow platform never stops the reading."""

    READ = "read_report"
    DELIVER = "deliver"


CONCURRENCY: Final = {Bell.READ: 2, Bell.DELIVER: 32}
"""Deliveries mostly wait for a platform; one that hangs must leave room for the others."""


class Queue:
    """The job queue within the bot's database."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._app = procrastinate.App(connector=procrastinate.PsycopgConnector())
        self._workers: dict[Bell, Worker] = {}
        self._stopping = asyncio.Event()

    async def open(self) -> None:
        """Use the bot's own connections."""
        await self._app.open_async(self._pool)

    def answer(self, bell: Bell, ring: Ring) -> None:
        """Say what to do when a bell rings."""

        async def job(subject: str) -> None:
            await ring(UUID(subject))

        self._app.task(name=bell.value, queue=bell.value)(job)

    async def ring(self, connection: Connection, bell: Bell, subject: UUID, at: datetime | None = None) -> None:
        """Put a job on the caller's connection, for now or for later."""
        deferrer = self._app.configure_task(bell.value, queue=bell.value, schedule_at=at, connection=connection)
        await deferrer.defer_async(subject=str(subject))

    async def work(self, bell: Bell) -> None:
        """Answer the bell until `stop`, over restarts of the database."""
        while not self._stopping.is_set():
            self._workers[bell] = worker = self._worker(bell)
            try:
                await worker.run()  # type: ignore[no-untyped-call]  # procrastinate leaves it unannotated
            except (ConnectorException, psycopg.Error, PoolTimeout, OSError) as error:
                log.warning("worker_stopped", bell=bell.value, reason=type(error).__name__)
            finally:
                del self._workers[bell]
            with suppress(TimeoutError):
                async with asyncio.timeout(RESTART_PAUSE_SECONDS):
                    await self._stopping.wait()

    def _worker(self, bell: Bell) -> Worker:
        return Worker(
            self._app,
            queues=[bell.value],
            name=bell.value,
            concurrency=CONCURRENCY[bell],
            install_signal_handlers=False,
            fetch_job_polling_interval=POLL_SECONDS,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=DEAD_AFTER_SECONDS,
            shutdown_graceful_timeout=STOP_WITHIN_SECONDS,
            delete_jobs="always",
        )

    def stop(self) -> None:
        """Take no new job; running ones have ten seconds to finish. `work` returns after that.

        Asked rather than cancelled: on Python 3.11 a cancellation that meets a finished wait is lost.
        """
        self._stopping.set()
        for worker in self._workers.values():
            worker.stop()  # type: ignore[no-untyped-call]  # as above

    def alive(self) -> bool:
        """Tell whether every bell has its worker in this process."""
        return self._workers.keys() == set(Bell)

    async def sweep(self) -> None:
        """Remove the jobs of killed workers. What they were about is still owed, and rung again by the ledger."""
        try:
            for job in await self._app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_SECONDS):
                if job.id is not None:
                    await self._app.job_manager.finish_job_by_id_async(job.id, Status.FAILED, delete_job=True)
        except ConnectorException as error:
            log.warning("sweep_failed", reason=type(error).__name__)
