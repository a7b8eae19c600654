"""Queries about sightings: which profiles and contacts were handed in before, and by how many different people."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from psycopg.rows import class_row

from bot.sightings import MONTH, YEAR, Seen, Sighting, Subject
from bot.store.database import Connection
from bot.store.reports import ReportRow
from bot.store.vault import TenantVault


def _digest(vault: TenantVault, seen: Seen) -> bytes:
    """Give the keyed digest: the same within the tenant, and telling nothing without its key."""
    return vault.tag(f"sighting\x00{seen.subject}\x00{seen.key}")


async def remember(
    connection: Connection, vault: TenantVault, row: ReportRow, seen: Sequence[Seen], *, worrying: bool
) -> None:
    """Keep what a report can be recognised by, for as long as the report is kept.

    `worrying`: whether the report is MEDIUM or more by itself, without earlier reports: these must not add up for ever.
    """
    await connection.execute(
        "INSERT INTO sightings (tenant, key, report_id, subject, reporter_tag, worrying, seen_at)"
        " SELECT %s, key, %s, subject, %s, %s, %s FROM unnest(%s::bytea[], %s::text[]) AS seen (key, subject)"
        " ON CONFLICT DO NOTHING",
        (
            vault.tenant,
            row.id,
            row.reporter_tag,
            worrying,
            row.received_at,
            [_digest(vault, item) for item in seen],
            [item.subject.value for item in seen],
        ),
    )


async def own_case_before(
    connection: Connection, vault: TenantVault, row: ReportRow, persona: Sequence[Seen]
) -> UUID | None:
    """Find the latest case of the same person about the same sender, other than the report's own."""
    cursor = await connection.execute(
        "SELECT r.case_id FROM sightings s JOIN reports r ON r.id = s.report_id"
        " WHERE s.tenant = %s AND s.key = ANY(%s) AND s.reporter_tag = %s AND r.case_id <> %s AND r.routed = 'channel'"
        " ORDER BY s.seen_at DESC LIMIT 1",
        (vault.tenant, [_digest(vault, item) for item in persona], row.reporter_tag, row.case_id),
    )
    found = await cursor.fetchone()
    return found[0] if found else None


async def sightings_of(
    connection: Connection, vault: TenantVault, row: ReportRow, seen: Sequence[Seen]
) -> tuple[Sighting, ...]:
    """Tell who else in the tenant handed in the same, in other cases than this report's: one line a subject.

    People are counted once, whatever they sent. The person's own earlier reports are told apart.
    """
    async with connection.cursor(row_factory=class_row(Sighting)) as cursor:
        await cursor.execute(
            "SELECT s.subject,"
            " count(DISTINCT s.reporter_tag) FILTER (WHERE other AND s.seen_at > %(at)s - %(month)s)::int AS month,"
            " count(DISTINCT s.reporter_tag) FILTER (WHERE other)::int AS year,"
            " min(s.seen_at) FILTER (WHERE other) AS first, max(s.seen_at) FILTER (WHERE other) AS last,"
            " max(s.seen_at) FILTER (WHERE NOT other) AS own,"
            " count(DISTINCT s.reporter_tag) FILTER (WHERE other AND s.worrying"
            " AND c.disposition IS DISTINCT FROM 'benign')::int AS worrying,"
            " coalesce(bool_or(c.disposition = 'malicious'), false) AS malicious"
            " FROM sightings s JOIN reports r ON r.id = s.report_id JOIN cases c ON c.id = r.case_id"
            " CROSS JOIN LATERAL (SELECT s.reporter_tag <> %(me)s AS other) AS told"
            " WHERE s.tenant = %(tenant)s AND s.subject <> 'persona' AND s.key = ANY(%(keys)s)"
            " AND r.case_id <> %(case)s AND s.seen_at > %(at)s - %(year)s GROUP BY s.subject ORDER BY s.subject DESC",
            {
                "tenant": vault.tenant,
                "keys": [_digest(vault, item) for item in seen],
                "case": row.case_id,
                "me": row.reporter_tag,
                "at": row.received_at,
                "month": MONTH,
                "year": YEAR,
            },
        )
        return tuple(replace(item, subject=Subject(item.subject)) for item in await cursor.fetchall())


async def forget(connection: Connection, report_id: UUID) -> None:
    """Drop what a report was recognised by: it is about a colleague, and nobody else's business."""
    await connection.execute("DELETE FROM sightings WHERE report_id = %s", (report_id,))
