"""The running bot: everything brought up in order and taken down in reverse."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import structlog

from bot.delivery import Delivery, Pace
from bot.desk import Desk
from bot.front import Front
from bot.housekeeping import Housekeeper
from bot.intake import Intake
from bot.mailbox import Mailbox
from bot.messenger import Messenger
from bot.metrics import Metrics
from bot.policy import Policy
from bot.promises import Promises
from bot.readiness import Readiness
from bot.reading import Assessor, Reading
from bot.security_channel import SecurityChannel
from bot.settings import Settings
from bot.store.database import Database, DatabaseAwayError, open_database
from bot.store.embedded import EmbeddedDatabaseError, EmbeddedPostgres
from bot.store.queue import STOP_WITHIN_SECONDS, Bell, Queue
from bot.store.vault import MasterKey
from bot.triage import Triage
from bot.wording import nearest

log = structlog.get_logger(__name__)

INSIST_SECONDS: Final = 1.0
WATCH_SECONDS: Final = 2.0
KEY_FILE: Final = "master.key"

Messengers = Callable[[Mailbox], Sequence[Messenger]] | Sequence[Messenger]


def utc_now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Times that tests shorten."""

    pace: Pace = field(default_factory=Pace)
    reading_lease: timedelta = timedelta(seconds=20)
    reading_pause: timedelta = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that takes reports, reads them and delivers what follows."""

    intake: Intake
    desk: Desk
    triage: Triage
    mailbox: Mailbox
    metrics: Metrics
    housekeeper: Housekeeper
    queue: Queue
    reading: Reading
    delivery: Delivery

    @property
    def front(self) -> Front:
        """What platforms may ask of it."""
        return Front(self.intake, self.desk, self.triage)

    async def ready(self) -> Readiness:
        """Look whether everything that taking and answering needs is there."""
        try:
            backlog = await self.housekeeper.observe()
        except DatabaseAwayError:
            return Readiness(database=False, workers=self.queue.alive())
        return Readiness(
            database=True,
            workers=self.queue.alive(),
            undelivered=backlog.undelivered,
            refused=backlog.refused,
            unread=backlog.unread,
            oldest_undelivered_seconds=backlog.oldest_seconds,
        )


@asynccontextmanager
async def running_bot(
    settings: Settings,
    messengers: Messengers,
    *,
    clock: Callable[[], datetime] = utc_now,
    assessor: Assessor | None = None,
    rhythm: Rhythm | None = None,
    workers: bool = True,
) -> AsyncIterator[Bot]:
    """Start the bot and stop it at the end; running work is finished, the rest waits in the database.

    `workers=False` takes reports without reading or delivering, as a replica that never comes back would.

    Raises:
        EmbeddedDatabaseError, DatabaseAwayError, MigrationError, WrongMasterKeyError: it cannot start; the error's
            text is for the person who starts it.
    """
    async with AsyncExitStack() as stack:
        lane = stack.enter_context(ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading"))
        loading = asyncio.ensure_future(_assessor(settings, assessor, lane))
        stack.callback(loading.cancel)
        database = await _database(settings, stack)
        parts = Parts(settings, database, await loading, lane, clock, rhythm or Rhythm())
        bot = await _assemble(parts, messengers)
        if workers:
            working = [asyncio.ensure_future(bot.queue.work(bell)) for bell in Bell]
            stack.push_async_callback(_finish, bot.queue, working)
            stack.push_async_callback(_stop, asyncio.ensure_future(bot.housekeeper.run()))
        log.info("bot_started", model=bot.reading.assessor.version)
        yield bot


async def _finish(queue: Queue, working: Sequence[asyncio.Future[None]]) -> None:
    """Let running jobs finish, and insist where that takes too long."""
    queue.stop()
    await asyncio.wait(working, timeout=STOP_WITHIN_SECONDS + INSIST_SECONDS)
    for task in working:
        await _stop(task)


async def _stop(task: asyncio.Future[None]) -> None:
    """Cancel until it has ended: one cancellation may be lost on Python 3.11."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=INSIST_SECONDS)
    if not task.cancelled() and (error := task.exception()):
        log.error("task_failed", reason=type(error).__name__)


async def _keep_running(postgres: EmbeddedPostgres, data_dir: Path) -> None:
    """Start the bot's own PostgreSQL again where it was killed."""
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        if not postgres.running:
            log.error("database_died")
            with suppress(EmbeddedDatabaseError):
                await asyncio.to_thread(EmbeddedPostgres.start, data_dir)


async def _assessor(settings: Settings, given: Assessor | None, lane: ThreadPoolExecutor) -> Assessor:
    if given:
        return given
    return await asyncio.get_running_loop().run_in_executor(lane, _load_assessor, settings)


def _load_assessor(settings: Settings) -> Assessor:
    """Load the reading and the libraries under it: seconds of work, done while the database starts."""
    from nlp.assessor import Assessor as Front  # noqa: PLC0415
    from nlp.score import Sensitivity  # noqa: PLC0415

    return Front.load(Sensitivity[settings.sensitivity.upper()], _own_domains(settings))


def _own_domains(settings: Settings) -> frozenset[str]:
    return frozenset(name.lower() for name in settings.own_domains)


async def _database(settings: Settings, stack: AsyncExitStack) -> Database:
    if settings.database_url and settings.master_key:
        master = MasterKey.from_text(settings.master_key.get_secret_value())
        return await stack.enter_async_context(open_database(settings.database_url.get_secret_value(), master))
    postgres = await asyncio.to_thread(EmbeddedPostgres.start, settings.data_dir)
    stack.push_async_callback(asyncio.to_thread, postgres.stop)
    stack.push_async_callback(_stop, asyncio.ensure_future(_keep_running(postgres, settings.data_dir)))
    if settings.master_key:
        master = MasterKey.from_text(settings.master_key.get_secret_value())
    else:
        master = MasterKey.from_file(settings.data_dir / KEY_FILE)
    return await stack.enter_async_context(open_database(postgres.url, master))


@dataclass(frozen=True, slots=True)
class Parts:
    """What a bot is put together from."""

    settings: Settings
    database: Database
    assessor: Assessor
    lane: ThreadPoolExecutor
    clock: Callable[[], datetime]
    rhythm: Rhythm


async def _assemble(parts: Parts, messengers: Messengers) -> Bot:
    settings, database, rhythm = parts.settings, parts.database, parts.rhythm
    metrics, queue, mailbox = Metrics(), Queue(database.pool), Mailbox(database)
    await queue.open()
    known = messengers(mailbox) if callable(messengers) else messengers
    channel = SecurityChannel.of(settings.alert_channel, settings.slack_team_ids)
    policy = Policy(
        settings.alert_band,
        timedelta(days=settings.update_within_days),
        settings.conduct_contact,
        nearest(settings.language),
        _own_domains(settings),
    )
    reading = Reading(
        database=database,
        queue=queue,
        assessor=parts.assessor,
        lane=parts.lane,
        metrics=metrics,
        policy=policy,
        clock=parts.clock,
        lease=rhythm.reading_lease,
        pause=rhythm.reading_pause,
    )
    delivery = Delivery(database, queue, {m.platform: m for m in known}, channel, metrics, rhythm.pace)
    queue.answer(Bell.READ, reading.read)
    queue.answer(Bell.DELIVER, delivery.deliver)
    intake = Intake(database, queue, metrics, parts.clock, settings.alert_channel, policy)
    promises = Promises(database, queue, parts.clock, policy)
    housekeeper = Housekeeper(database, queue, metrics, timedelta(days=settings.retention_days), promises)
    desk = Desk(database, queue, parts.clock, policy)
    triage = Triage(database, queue, channel, parts.clock, policy)
    return Bot(intake, desk, triage, mailbox, metrics, housekeeper, queue, reading, delivery)
