"""Opening a report's words: never without a reason, never without a trace."""

import dataclasses
from uuid import uuid4

import pytest

from bot.model import Receipt
from bot.reveal import LONGEST_REASON, Revealed, RevealError, listed, reveal
from bot.store.database import Database
from tests.bot.fakes import REPORTER, submission
from tests.conftest import StartBot

TEXT = "My colleague Mr Brown\n\tcopies drawings \ud800 at night"


@pytest.fixture
async def filed(start_bot: StartBot) -> Receipt:
    async with start_bot([], workers=False) as bot:
        given = dataclasses.replace(submission(TEXT, f"event:{uuid4()}"), context="Seen on Friday.")
        return await bot.intake.take(given)


async def open_(database: Database, reference: str, reason: str = "The duty officer asked", **how: bool) -> Revealed:
    return await reveal(database, reference, "alice", reason, **how)


async def test_words_come_as_they_were_handed_in_and_the_person_only_when_asked_for(
    database: Database, filed: Receipt
) -> None:
    plain = await open_(database, filed.reference)
    assert (plain.text, plain.context, plain.person) == (TEXT, "Seen on Friday.", "")
    assert (plain.platform, plain.tenant) == ("web", "local")
    assert (await open_(database, filed.reference, person=True)).person == REPORTER.user


async def test_every_opening_is_entered_with_who_and_why(database: Database, filed: Receipt) -> None:
    await open_(database, filed.reference.lower())
    await open_(database, filed.reference.removeprefix("TB-"), "  Asked\n by  the   prosecutor ", person=True)
    found = await listed(database, 10)
    assert [(entry.reference, entry.deed, entry.by, entry.reason) for entry in found] == [
        (filed.reference, "revealed with person", "alice", "Asked by the prosecutor"),
        (filed.reference, "revealed", "alice", "The duty officer asked"),
    ]


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
async def test_without_a_reason_nothing_is_opened_or_entered(database: Database, filed: Receipt, reason: str) -> None:
    with pytest.raises(RevealError, match="--reason"):
        await open_(database, filed.reference, reason)
    assert await listed(database, 10) == []


@pytest.mark.parametrize("reference", ["", "TB-", "TB-999999", "1; DROP TABLE audit", "TB--1", "9" * 19, "\u0661"])
async def test_an_unknown_report_is_refused_with_a_sentence(database: Database, reference: str) -> None:
    with pytest.raises(RevealError, match=r"There is no report|Name the report"):
        await open_(database, reference)


async def test_a_long_reason_is_kept_to_its_limit(database: Database, filed: Receipt) -> None:
    await open_(database, filed.reference, "x" * 5_000)
    assert len((await listed(database, 1))[0].reason) == LONGEST_REASON


async def test_reason_and_person_lie_sealed_in_the_database(database: Database, filed: Receipt) -> None:
    await open_(database, filed.reference, "canary-reason")
    async with database.transaction() as connection:
        rows = await (await connection.execute("SELECT * FROM audit")).fetchall()
    assert len(rows) == 1
    assert b"canary" not in repr(rows).encode()
    assert "alice" not in repr(rows)


async def test_what_cannot_be_entered_is_not_opened(database: Database, filed: Receipt) -> None:
    async with database.transaction() as connection:
        await connection.execute("ALTER TABLE audit RENAME TO elsewhere")
    with pytest.raises(Exception, match="audit"):
        await open_(database, filed.reference)


async def test_a_report_of_the_past_leaves_its_entry(database: Database, filed: Receipt) -> None:
    await open_(database, filed.reference)
    async with database.transaction() as connection:
        await connection.execute("DELETE FROM reports")
    with pytest.raises(RevealError, match="deleted on time"):
        await open_(database, filed.reference)
    assert [entry.reference for entry in await listed(database, 10)] == [filed.reference]


async def test_an_entry_that_cannot_be_opened_any_more_is_still_listed(database: Database, filed: Receipt) -> None:
    await open_(database, filed.reference)
    async with database.transaction() as connection:
        await connection.execute("UPDATE audit SET by = 'not sealed'")
    (entry,) = await listed(database, 10)
    assert (entry.reference, entry.deed, entry.by) == (filed.reference, "revealed", "")
