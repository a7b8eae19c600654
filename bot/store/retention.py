"""The retention clock: after it, no row of a report is left."""

from datetime import timedelta

from bot.store.database import Connection

_AGED = (
    "DELETE FROM reports WHERE received_at < now() - %s::interval",  # takes its assessment and deliveries along
    "DELETE FROM audit WHERE at < now() - %s::interval",
    "DELETE FROM deliveries WHERE created_at < now() - %s::interval",
    "DELETE FROM event_keys WHERE created_at < now() - %s::interval",
    "DELETE FROM letters WHERE created_at < now() - %s::interval",
)


async def purge(connection: Connection, age: timedelta) -> int:
    """Delete everything older than `age`; give the number of rows. Running it twice is harmless."""
    deleted = 0
    for query in _AGED:
        deleted += (await connection.execute(query, (age,))).rowcount
    empty = "DELETE FROM cases c WHERE NOT EXISTS (SELECT FROM reports r WHERE r.case_id = c.id)"
    deleted += (await connection.execute(empty)).rowcount
    return deleted
