"""Queries about security channels that were registered by mentioning the bot."""

from uuid import UUID

from bot.model import Address
from bot.store.codec import dump, load
from bot.store.database import Connection, Database
from bot.store.vault import TenantVault


async def save_channel(connection: Connection, vault: TenantVault, address: Address) -> None:
    """Make this place its tenant's security channel."""
    await connection.execute(
        "INSERT INTO security_channels (tenant, platform, address) VALUES (%s, %s, %s)"
        " ON CONFLICT (tenant) DO UPDATE SET platform = excluded.platform, address = excluded.address,"
        " registered_at = now()",
        (vault.tenant, address.platform.value, vault.seal("security channel", "address", dump(address))),
    )


async def find_channel(database: Database, reporter_tenant: str, platform: str) -> Address | None:
    """Find the registered channel for a reporter's tenant.

    People of the channel's own platform are served by their own tenant's channel only. People of another platform
    (staff on Slack, security on Teams) are served where exactly one channel is registered, never by a guess.
    """
    async with database.transaction() as connection:
        cursor = await connection.execute(
            "SELECT tenant, address FROM security_channels WHERE platform = %s LIMIT 1000", (platform,)
        )
        rows = dict(await cursor.fetchall())
    if reporter_tenant.startswith(f"{platform}:"):
        tenant = reporter_tenant
    else:
        tenant = next(iter(rows)) if len(rows) == 1 else ""
    if tenant not in rows:
        return None
    vault = await database.vault(tenant)
    return load(Address, vault.open("security channel", "address", rows[tenant]))


async def free_waiting_alerts(connection: Connection) -> list[UUID]:
    """Make alerts that waited for a security channel due now, and name them."""
    cursor = await connection.execute(
        "UPDATE deliveries SET due_at = now() WHERE kind = 'alert' AND address IS NULL AND state = 'waiting'"
        " RETURNING id"
    )
    return [row[0] for row in await cursor.fetchall()]
