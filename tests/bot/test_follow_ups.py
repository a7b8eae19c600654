"""Several reports of one case: by thread, by the person's own word, by the same words, and many at once."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from bot.model import Address, Platform, Reporter
from bot.outgoing import Alert, Notice, Reply
from bot.pacing import BURST
from bot.runtime import Bot
from tests.bot.fakes import REPORTER, FakeMessenger, submission
from tests.conftest import StartBot, eventually


async def test_what_is_added_to_a_report_joins_its_case(bot: Bot, messenger: FakeMessenger) -> None:
    first = await bot.intake.take(submission("LOW first words", "event:1"))
    await eventually(lambda: len(messenger.replies) == 1)
    await bot.intake.take(replace(submission("LOW and then", "event:2"), about=first.report_id))
    await eventually(lambda: len(messenger.replies) == 2)
    assert messenger.replies[0].content.case_line == ""
    assert (
        messenger.replies[1].content.case_line
        == f"This belongs to your report {first.reference}: I now hold 2 messages of it."
    )


async def test_a_message_under_our_answer_or_under_ones_own_message_joins_its_case(
    bot: Bot, messenger: FakeMessenger
) -> None:
    first = await bot.intake.take(submission("LOW first words", "message:C1:1"))
    await eventually(lambda: len(messenger.replies) == 1)
    await bot.intake.take(replace(submission("LOW under our answer", "event:2"), follows=("m1",)))
    await eventually(lambda: len(messenger.replies) == 2)
    await bot.intake.take(replace(submission("LOW under my own", "event:3"), follows=("message:C1:1",)))
    await eventually(lambda: len(messenger.replies) == 3)
    assert all(first.reference in item.content.case_line for item in messenger.replies[1:])


async def test_a_thread_of_somebody_else_is_no_case_of_mine(bot: Bot, messenger: FakeMessenger) -> None:
    await bot.intake.take(submission("LOW first words", "event:1"))
    await eventually(lambda: len(messenger.replies) == 1)
    other = Reporter(Platform.WEB, "local", "user-8")
    await bot.intake.take(replace(submission("LOW mine", "event:2", reporter=other), follows=("m1", "event:1")))
    await eventually(lambda: len(messenger.replies) == 2)
    assert messenger.replies[1].content.case_line == ""


async def test_a_report_that_is_unknown_to_add_to_is_filed_all_the_same(bot: Bot, messenger: FakeMessenger) -> None:
    await bot.intake.take(replace(submission("LOW words"), about=uuid4()))
    await eventually(lambda: len(messenger.replies) == 1)


async def test_the_same_words_again_alert_nobody_twice(bot: Bot, messenger: FakeMessenger) -> None:
    first = await bot.intake.take(submission("HIGH offer", "event:1"))
    await eventually(lambda: len(messenger.arrived) == 2)
    await bot.intake.take(submission("HIGH  offer\n", "event:2"))
    await eventually(lambda: len(messenger.replies) == 2)
    again = messenger.replies[1].content
    assert first.reference in again.report_line
    assert "second time" in again.report_line
    assert len(messenger.alerts) == 1


async def test_the_same_words_of_two_people_alert_twice(bot: Bot, messenger: FakeMessenger) -> None:
    await bot.intake.take(submission("HIGH offer", "event:1"))
    await bot.intake.take(submission("HIGH offer", "event:2", reporter=Reporter(Platform.WEB, "local", "user-8")))
    await eventually(lambda: len(messenger.alerts) == 2)


async def test_what_follows_a_told_report_is_told_too(bot: Bot, messenger: FakeMessenger) -> None:
    first = await bot.intake.take(submission("HIGH offer", "event:1"))
    await eventually(lambda: len(messenger.arrived) == 2)
    await bot.intake.take(replace(submission("LOW thanks", "event:2"), about=first.report_id))
    await eventually(lambda: len(messenger.alerts) == 2)
    assert f"Belongs to case {first.reference}" in messenger.alerts[1].content.case_line


async def test_ones_own_words_around_it_are_shown_to_security_and_not_judged(
    bot: Bot, messenger: FakeMessenger
) -> None:
    await bot.intake.take(replace(submission("HIGH offer"), context="LOW is this a scam? See https://evil.example/x"))
    await eventually(lambda: len(messenger.arrived) == 2)
    alert = messenger.alerts[0].content
    assert alert.context.startswith("LOW is this a scam?")
    assert "https://" not in alert.context
    assert not any("scam" in reason.quote for reason in alert.reasons)


async def test_a_flood_of_one_person_is_all_kept_and_spread_out_and_holds_up_nobody_else(
    start_bot: StartBot, messenger: FakeMessenger, database_url: str
) -> None:
    async with start_bot([messenger], workers=False) as bot:
        receipts = [await bot.intake.take(submission(f"LOW {n}", f"event:{n}")) for n in range(500)]
        other = await bot.intake.take(
            submission("LOW other", "event:other", reporter=Reporter(Platform.WEB, "local", "user-8"))
        )
        again = await bot.intake.take(submission("LOW 499", "event:499"))
    with psycopg.connect(database_url) as connection:
        waits = [
            row[0]
            for row in connection.execute(
                "SELECT due_at - (SELECT min(due_at) FROM reports) FROM reports ORDER BY number"
            ).fetchall()
        ]
        told = connection.execute("SELECT count(*) FROM deliveries WHERE kind = 'notice'").fetchone()
    assert len({receipt.report_id for receipt in receipts}) == 500
    assert again.repeat
    assert not other.repeat
    assert max(waits[:BURST]) < timedelta(minutes=1)
    assert waits[BURST:500] == sorted(waits[BURST:500])
    assert timedelta(minutes=20) < waits[499] < timedelta(minutes=30)
    assert waits[500] < timedelta(minutes=1)
    assert told == (1,)


@pytest.mark.parametrize(("language", "expected"), [("", "Low risk"), ("xx-YY", "Low risk")])
async def test_an_unknown_language_is_answered_in_the_channels_own(
    bot: Bot, messenger: FakeMessenger, language: str, expected: str
) -> None:
    await bot.intake.take(replace(submission("LOW words"), language=language))
    await eventually(lambda: len(messenger.replies) == 1)
    assert messenger.replies[0].content.headline.startswith(expected)


async def test_a_concern_about_a_colleague_is_not_spread_in_the_channel(
    start_bot: StartBot, messenger: FakeMessenger
) -> None:
    async with start_bot([messenger], conduct_contact="Ms Park, room 4") as bot:
        await bot.intake.take(submission("I think my colleague Brownlow is copying secret documents at night"))
        await eventually(lambda: len(messenger.arrived) == 2)
    (reply,), (alert,) = messenger.of(Reply), messenger.of(Alert)
    assert "Ms Park, room 4" in reply.content.report_line
    assert all("Brownlow" not in str(getattr(alert.content, name)) for name in alert.content.__slots__)
    assert "tbyl reveal" in " ".join(alert.content.next_steps)


async def test_the_promise_of_news_is_kept_until_somebody_decides(
    start_bot: StartBot, messenger: FakeMessenger
) -> None:
    async with start_bot([messenger]) as bot:
        await bot.intake.take(submission("HIGH offer"))
        await eventually(lambda: len(messenger.arrived) == 2)
        assert await bot.housekeeper.promises.keep() == 0
        later = replace(bot.housekeeper.promises, clock=lambda: bot.intake.clock() + timedelta(days=6))
        assert (await later.keep(), await later.keep()) == (1, 0)
        await eventually(lambda: len(messenger.of(Notice)) == 2)
    to_reporter, to_security = sorted(messenger.of(Notice), key=lambda item: "security" in item.to.reference)
    assert "3 December 2026" in " ".join(to_reporter.content.paragraphs)
    assert "A reporter is waiting" in to_security.content.title
    assert to_reporter.to == Address(Platform.WEB, REPORTER.tenant, '{"conversation": "direct"}')
