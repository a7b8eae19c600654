"""Queries of the web page's mailbox: letters of a conversation, numbered without gaps."""

from uuid import UUID

from bot.store.database import Connection
from bot.store.vault import TenantVault


async def add_letter(
    connection: Connection, vault: TenantVault, conversation: str, delivery_id: UUID, body: str
) -> int:
    """Put a letter at the end, once; give its number.

    Writers of one conversation take turns, so that a reader never sees a later number before an earlier one.
    """
    await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (conversation,))
    known = await letter_number(connection, delivery_id)
    if known is not None:
        return known
    cursor = await connection.execute(
        "INSERT INTO letters (conversation, number, delivery_id, body)"
        " SELECT %s, coalesce(max(number), 0) + 1, %s, %s FROM letters WHERE conversation = %s RETURNING number",
        (conversation, delivery_id, vault.seal_text(delivery_id, "letter", body), conversation),
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def letter_number(connection: Connection, delivery_id: UUID) -> int | None:
    """Find a delivery's letter."""
    cursor = await connection.execute("SELECT number FROM letters WHERE delivery_id = %s", (delivery_id,))
    row = await cursor.fetchone()
    return int(row[0]) if row else None


async def letters_after(
    connection: Connection, vault: TenantVault, conversation: str, after: int
) -> list[tuple[int, str]]:
    """Read a conversation's letters from `after` on, in order; those that were emptied are left out."""
    cursor = await connection.execute(
        "SELECT number, delivery_id, body FROM letters WHERE conversation = %s AND number > %s AND body <> ''"
        " ORDER BY number",
        (conversation, after),
    )
    return [
        (number, vault.open_text(delivery_id, "letter", body)) for number, delivery_id, body in await cursor.fetchall()
    ]


async def empty_letter(connection: Connection, delivery_id: UUID) -> None:
    """Drop what a letter says; its number stays, so that no reader misses a later one."""
    await connection.execute("UPDATE letters SET body = '' WHERE delivery_id = %s", (delivery_id,))


async def last_number(connection: Connection, conversation: str) -> int:
    """Give the number of the newest letter, 0 where there is none."""
    cursor = await connection.execute(
        "SELECT coalesce(max(number), 0) FROM letters WHERE conversation = %s", (conversation,)
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else 0
