import asyncio
import time

from bot.model import Platform
from bot.reading import MAX_TRIES
from nlp.model import RiskBand
from tests.bot.fakes import FakeAssessor, FakeMessenger, submission
from tests.conftest import StartBot, eventually


async def test_a_reading_that_fails_twice_succeeds_the_third_time(
    start_bot: StartBot, messenger: FakeMessenger
) -> None:
    assessor = FakeAssessor(failures=[ValueError("a"), MemoryError()])
    async with start_bot([messenger], assessor) as bot:
        await bot.intake.take(submission("HIGH offer"))
        await eventually(lambda: len(messenger.arrived) == 2)
    assert assessor.calls == 3
    assert messenger.replies[0].content.band is RiskBand.HIGH


async def test_what_cannot_be_read_reaches_both_people_all_the_same(
    start_bot: StartBot, messenger: FakeMessenger
) -> None:
    assessor = FakeAssessor(always=RuntimeError("defect"))
    async with start_bot([messenger], assessor) as bot:
        await bot.intake.take(submission("LOW key hello from https://evil.example/x"))
        await eventually(lambda: len(messenger.arrived) == 2)
    reply, alert = messenger.replies[0].content, messenger.alerts[0].content
    assert assessor.calls == MAX_TRIES
    assert reply.band is alert.band is RiskBand.INSUFFICIENT
    assert "could not read" in reply.headline
    assert "not read by machine" in alert.headline.lower()
    assert "LOW key hello" in alert.reasons[0].quote
    assert "https://" not in alert.reasons[0].quote


async def test_reading_never_holds_up_taking(start_bot: StartBot, messenger: FakeMessenger) -> None:
    assessor = FakeAssessor(before=lambda: time.sleep(0.3))
    async with start_bot([messenger], assessor) as bot:
        await asyncio.gather(*(bot.intake.take(submission(f"HIGH {n}", f"event:{n}")) for n in range(5)))
        assert assessor.calls < 5
        await eventually(lambda: len(messenger.arrived) == 10)
    assert all(name.startswith("reading") for name in assessor.threads)


async def test_a_report_is_read_by_one_replica_only(start_bot: StartBot) -> None:
    messenger, assessor = FakeMessenger(Platform.WEB), FakeAssessor(before=lambda: time.sleep(0.05))
    async with start_bot([messenger], assessor) as one, start_bot([messenger], assessor):
        for number in range(6):
            await one.intake.take(submission(f"HIGH {number}", f"event:{number}"))
        await eventually(lambda: len(messenger.arrived) == 12)
    assert assessor.calls == 6
