"""Queries of the delivery ledger: who owes which message to whom, and what became of every attempt."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from psycopg.rows import class_row

from bot.model import Address
from bot.outgoing import Alert, Notice, Outgoing, Reply
from bot.store.codec import dump, load
from bot.store.database import Connection
from bot.store.queue import Bell, Queue
from bot.store.vault import TenantVault


class DeliveryKind(StrEnum):
    """What is delivered. A report has at most one of each and revision."""

    REPLY = "reply"
    ALERT = "alert"
    NOTICE = "notice"
    TOLD = "told"
    """The confirmation that security was told on the person's wish."""
    UPDATE = "update"
    """News of a case for the security channel."""
    OUTCOME = "outcome"
    """What the people who looked at a case found, for its reporter."""
    PROMISE = "promise"
    """That somebody still looks, and by when the reporter hears again."""
    REMINDER = "reminder"
    """That a reporter waits, for the security channel."""


CONTENT: dict[DeliveryKind, type[Reply] | type[Alert] | type[Notice]] = {
    DeliveryKind.REPLY: Reply,
    DeliveryKind.ALERT: Alert,
    DeliveryKind.NOTICE: Notice,
    DeliveryKind.TOLD: Notice,
    DeliveryKind.UPDATE: Notice,
    DeliveryKind.OUTCOME: Notice,
    DeliveryKind.PROMISE: Notice,
    DeliveryKind.REMINDER: Notice,
}


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A message that is to be owed from now on."""

    id: UUID
    kind: DeliveryKind
    content: Outgoing
    origin: str
    """Platform of the person it began with."""
    to: Address | None
    """None: the security channel, looked up when the message leaves."""
    report_id: UUID | None = None
    revision: int = 0
    """Tells several messages of one kind about one report apart."""


@dataclass(frozen=True, slots=True, repr=False)
class Claim:
    """A delivery taken for one attempt; nobody else touches it before the lease ends."""

    id: UUID
    tenant: str
    kind: str
    origin: str
    address: bytes | None
    content: bytes
    reconcile: bool
    """True where an earlier attempt may have arrived: look before posting."""
    attempts: int
    first_attempt_at: datetime
    created_at: datetime
    lease: UUID


async def owe(connection: Connection, queue: Queue, vault: TenantVault, draft: Draft) -> bool:
    """Enter a message and ring for it; False where the report had that message already."""
    cursor = await connection.execute(
        "INSERT INTO deliveries (id, tenant, report_id, kind, origin, address, content, revision)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (report_id, kind, revision) DO NOTHING RETURNING id",
        (
            draft.id,
            vault.tenant,
            draft.report_id,
            draft.kind.value,
            draft.origin,
            vault.seal(draft.id, "address", dump(draft.to)) if draft.to else None,
            vault.seal(draft.id, "content", dump(draft.content)),
            draft.revision,
        ),
    )
    if await cursor.fetchone() is None:
        return False
    await queue.ring(connection, Bell.DELIVER, draft.id)
    return True


async def claim(connection: Connection, delivery_id: UUID, lease: UUID, lasting: timedelta) -> Claim | None:
    """Take a delivery for one attempt; None where it is done, not due yet, or in other hands.

    An attempt whose lease ran out may have arrived: the next one begins with looking.
    """
    async with connection.cursor(row_factory=class_row(Claim)) as cursor:
        await cursor.execute(
            "UPDATE deliveries SET state = 'attempting', lease = %s, lease_until = now() + %s, attempts = attempts + 1,"
            " reconcile = state IN ('attempting', 'unknown'), first_attempt_at = coalesce(first_attempt_at, now())"
            " WHERE id = %s AND state <> 'delivered' AND due_at <= now()"
            " AND (lease_until IS NULL OR lease_until < now())"
            " RETURNING id, tenant, kind, origin, address, content, reconcile, attempts, first_attempt_at, created_at,"
            " lease",
            (lease, lasting, delivery_id),
        )
        return await cursor.fetchone()


def content_of(vault: TenantVault, taken: Claim) -> Outgoing:
    """Open what is to be said."""
    return load(CONTENT[DeliveryKind(taken.kind)], vault.open(taken.id, "content", taken.content))


def address_of(vault: TenantVault, taken: Claim) -> Address | None:
    """Open where it goes; None: the security channel, not looked up yet."""
    return load(Address, vault.open(taken.id, "address", taken.address)) if taken.address else None


async def settle_address(connection: Connection, vault: TenantVault, taken: Claim, to: Address) -> None:
    """Fix where the message goes before the first attempt, so that a later one looks in the same place."""
    await connection.execute(
        "UPDATE deliveries SET address = %s WHERE id = %s AND lease = %s",
        (vault.seal(taken.id, "address", dump(to)), taken.id, taken.lease),
    )


async def record_delivered(connection: Connection, taken: Claim, message_id: str, *, repeated: bool) -> None:
    """Enter that the message stands there. True whatever the lease says: nobody may post it again."""
    await connection.execute(
        "UPDATE deliveries SET state = 'delivered', message_id = %s, repeated = %s, delivered_at = now(), lease = NULL,"
        " lease_until = NULL, refused = false, last_reason = '' WHERE id = %s AND state <> 'delivered'",
        (message_id, repeated, taken.id),
    )


@dataclass(frozen=True, slots=True)
class Postponed:
    """Why an attempt did not deliver, and when the next one is due."""

    reason: str
    pause: timedelta
    unknown: bool = False
    """True where the message may have arrived all the same."""
    refused: bool = False
    """True where the platform will not take it as things stand."""
    forget_address: bool = False
    """True where the security channel is to be looked up anew next time."""


async def record_postponed(connection: Connection, queue: Queue, taken: Claim, outcome: Postponed) -> bool:
    """Enter an attempt without success and ring again when due; False where the lease had passed to somebody else."""
    cursor = await connection.execute(
        "UPDATE deliveries SET state = %s, refused = %s, last_reason = %s, due_at = now() + %s, lease = NULL,"
        " lease_until = NULL, address = CASE WHEN %s THEN NULL ELSE address END"
        " WHERE id = %s AND lease = %s AND state = 'attempting' RETURNING due_at",
        (
            "unknown" if outcome.unknown else "waiting",
            outcome.refused,
            outcome.reason,
            outcome.pause,
            outcome.forget_address,
            taken.id,
            taken.lease,
        ),
    )
    row = await cursor.fetchone()
    if row is None:
        return False
    await queue.ring(connection, Bell.DELIVER, taken.id, at=row[0])
    return True


async def overdue_deliveries(connection: Connection, grace: timedelta, limit: int) -> list[UUID]:
    """Find messages that should have left by now and that no waiting job knows."""
    cursor = await connection.execute(
        "SELECT id FROM deliveries d WHERE state <> 'delivered' AND due_at < now() - %s::interval"
        " AND (lease_until IS NULL OR lease_until < now()) AND NOT EXISTS (SELECT FROM procrastinate_jobs j"
        " WHERE j.status = 'todo' AND j.queue_name = 'deliver' AND j.args->>'subject' = d.id::text)"
        " ORDER BY due_at LIMIT %s",
        (grace, limit),
    )
    return [row[0] for row in await cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is owed and not delivered."""

    undelivered: int
    refused: int
    oldest_seconds: float
    unread: int


async def backlog(connection: Connection) -> Backlog:
    """Count what is owed."""
    async with connection.cursor(row_factory=class_row(Backlog)) as cursor:
        await cursor.execute(
            "SELECT count(*) AS undelivered, count(*) FILTER (WHERE refused) AS refused,"
            " coalesce(extract(epoch FROM now() - min(created_at)), 0)::float AS oldest_seconds,"
            " (SELECT count(*) FROM reports WHERE state = 'filed') AS unread"
            " FROM deliveries WHERE state <> 'delivered'"
        )
        return await cursor.fetchone() or Backlog(0, 0, 0.0, 0)
