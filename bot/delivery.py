"""From an owed message to one that stands there: claim, look, post, record. Never lost, never twice.

A failure of the network is never a result: it means "not done, again in so many seconds".
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import structlog

from bot.messenger import CannotLookError, Envelope, Messenger, OutcomeUnknownError, RefusedError, RetryLaterError
from bot.metrics import Metrics
from bot.model import Address, Platform
from bot.security_channel import SecurityChannel
from bot.store import ledger
from bot.store.database import Database, DatabaseAwayError
from bot.store.ledger import Claim, DeliveryKind, Postponed
from bot.store.queue import Queue
from bot.store.vault import TenantVault

log = structlog.get_logger(__name__)

CLOCK_MARGIN: Final = timedelta(minutes=2)
"""A platform's clock may be behind ours by so much; a look begins earlier."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things may take and how pauses grow."""

    lease: timedelta = timedelta(seconds=30)
    """A delivery belongs to one attempt for so long; longer than a look and a post together."""
    call: timedelta = timedelta(seconds=12)
    """A platform's call is given up after this; its outcome is then unknown."""
    again: timedelta = timedelta(seconds=1)
    """Least pause of a second retry; doubles with each further one."""
    again_at_most: timedelta = timedelta(minutes=5)
    unknown: timedelta = timedelta(seconds=3)
    """Pause before looking whether an unclear attempt arrived."""
    refused: timedelta = timedelta(minutes=1)
    """First pause after a refusal; doubles with each further one."""
    refused_at_most: timedelta = timedelta(hours=6)
    no_channel: timedelta = timedelta(minutes=1)
    """Pause while no security channel is registered; registering one ends it at once."""

    def retry(self, attempts: int, asked: float) -> timedelta:
        """Pause for what the platform asked, and longer with each attempt in vain."""
        growing = min(self.again * ((1 << min(attempts - 1, 16)) - 1), self.again_at_most)
        return max(timedelta(seconds=max(asked, 0.0)), growing)

    def refusal(self, attempts: int) -> timedelta:
        """Pause after a refusal."""
        return min(self.refused * (1 << min(attempts - 1, 16)), self.refused_at_most)


@dataclass(frozen=True, slots=True)
class _Delivered:
    message_id: str
    outcome: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """Delivers owed messages through the platforms."""

    database: Database
    queue: Queue
    messengers: Mapping[Platform, Messenger]
    channel: SecurityChannel
    metrics: Metrics
    pace: Pace = field(default_factory=Pace)

    async def deliver(self, delivery_id: UUID) -> None:
        """Make one attempt at a delivery that is still owed, and record what became of it."""
        try:
            async with self.database.transaction() as connection:
                taken = await ledger.claim(connection, delivery_id, uuid4(), self.pace.lease)
            if taken:
                await self._attempt(taken)
        except DatabaseAwayError as error:  # the lease runs out and the next attempt begins with looking
            log.warning("delivery_unrecorded", delivery_id=str(delivery_id), reason=str(error))

    async def _attempt(self, taken: Claim) -> None:
        vault = await self.database.vault(taken.tenant)
        to = ledger.address_of(vault, taken) or await self._settle(vault, taken)
        if to is None:
            await self._postpone(taken, "", Postponed("no_security_channel", self.pace.no_channel))
            return
        messenger = self.messengers.get(to.platform)
        if messenger is None:
            outcome: _Delivered | Postponed = self._refusal(taken, "platform_not_set_up")
        else:
            envelope = Envelope(taken.id, to, ledger.content_of(vault, taken))
            outcome = await self._look_and_post(messenger, envelope, taken)
        if isinstance(outcome, Postponed):
            await self._postpone(taken, to.platform.value, outcome)
        else:
            await self._record(taken, to, outcome)

    async def _settle(self, vault: TenantVault, taken: Claim) -> Address | None:
        to = await self.channel.address(self.database, taken.tenant)
        if to:
            async with self.database.transaction() as connection:
                await ledger.settle_address(connection, vault, taken, to)
        return to

    async def _look_and_post(self, messenger: Messenger, envelope: Envelope, taken: Claim) -> _Delivered | Postponed:
        repeat = False
        if taken.reconcile:
            try:
                async with asyncio.timeout(self.pace.call.total_seconds()):
                    found = await messenger.find(envelope, _since(taken))
                if found:
                    return _Delivered(found.message_id, "found")
            except CannotLookError:
                repeat = True
            except RetryLaterError as error:
                pause = self.pace.retry(taken.attempts, error.seconds)
                return Postponed(error.reason, pause, unknown=True)
            except Exception as error:  # noqa: BLE001  a platform's defect must not lose the message
                return self._unclear(taken, error, "look_")
        return await self._post(messenger, envelope, taken, repeat=repeat)

    async def _post(
        self, messenger: Messenger, envelope: Envelope, taken: Claim, *, repeat: bool
    ) -> _Delivered | Postponed:
        sent = Envelope(envelope.delivery_id, envelope.to, envelope.content, possible_repeat=repeat)
        try:
            async with asyncio.timeout(self.pace.call.total_seconds()):
                posted = await messenger.post(sent)
        except RetryLaterError as error:
            # What a *later* attempt certainly did not do says nothing of an earlier one nobody could look for.
            return Postponed(error.reason, self.pace.retry(taken.attempts, error.seconds), unknown=repeat)
        except RefusedError as error:
            return self._refusal(taken, error.reason, unknown=repeat)
        except Exception as error:  # noqa: BLE001  it may have arrived: look before the next attempt
            return self._unclear(taken, error)
        return _Delivered(posted.message_id, "repeated" if repeat else "posted", repeated=repeat)

    def _unclear(self, taken: Claim, error: Exception, prefix: str = "") -> Postponed:
        reason = error.reason if isinstance(error, OutcomeUnknownError) else type(error).__name__
        pause = max(self.pace.unknown, self.pace.retry(taken.attempts, 0))
        return Postponed(prefix + reason, pause, unknown=True)

    def _refusal(self, taken: Claim, reason: str, *, unknown: bool = False) -> Postponed:
        moves = taken.kind == DeliveryKind.ALERT and not unknown  # the channel may be set anew meanwhile
        pause = self.pace.refusal(taken.attempts)
        return Postponed(reason, pause, unknown=unknown, refused=True, forget_address=moves)

    async def _postpone(self, taken: Claim, platform: str, outcome: Postponed) -> None:
        async with self.database.transaction() as connection:
            await ledger.record_postponed(connection, self.queue, taken, outcome)
        self.metrics.deliveries.labels(taken.kind, platform, "refused" if outcome.refused else "postponed").inc()
        self.metrics.postponed.labels(platform, outcome.reason).inc()
        log.warning(
            "delivery_postponed",
            delivery_id=str(taken.id),
            kind=taken.kind,
            platform=platform,
            reason=outcome.reason,
            seconds=outcome.pause.total_seconds(),
            refused=outcome.refused,
        )

    async def _record(self, taken: Claim, to: Address, outcome: _Delivered) -> None:
        async with self.database.transaction() as connection:
            await ledger.record_delivered(connection, taken, outcome.message_id, repeated=outcome.repeated)
        age = (datetime.now(UTC) - taken.created_at).total_seconds()
        self.metrics.deliveries.labels(taken.kind, to.platform.value, outcome.outcome).inc()
        self.metrics.delivery_seconds.labels(taken.kind).observe(max(age, 0.0))
        log.info(
            "delivered",
            delivery_id=str(taken.id),
            kind=taken.kind,
            platform=to.platform.value,
            outcome=outcome.outcome,
            attempts=taken.attempts,
        )


def _since(taken: Claim) -> datetime:
    return taken.first_attempt_at - CLOCK_MARGIN
