import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.delivery import Pace
from bot.messenger import OutcomeUnknownError, RefusedError, RetryLaterError
from bot.model import Platform
from bot.readiness import Readiness
from bot.runtime import Bot
from tests.bot.fakes import ArrivesUnclearly, FakeMessenger, same_ids, submission
from tests.conftest import StartBot, eventually

LOW = "LOW key hello"
"""Gives one message, the reply."""


async def readiness(bot: Bot, true: Callable[[Readiness], bool]) -> Readiness:
    """Wait until the bot's readiness says something."""
    for _ in range(200):
        found = await bot.ready()
        if true(found):
            return found
        await asyncio.sleep(0.03)
    pytest.fail("it never said so")


async def settled(bot: Bot, messenger: FakeMessenger, posts: int) -> None:
    """Wait until so many posts were tried and nothing is owed any more."""
    await eventually(lambda: messenger.posts >= posts)
    await readiness(bot, lambda found: found.undelivered == 0)
    assert messenger.posts == posts


async def test_what_certainly_did_not_arrive_is_posted_again(bot: Bot, messenger: FakeMessenger) -> None:
    messenger.script = [RetryLaterError("http_503", 0.05), RetryLaterError("ratelimited", 0.05)]
    await bot.intake.take(submission(LOW))
    await settled(bot, messenger, posts=3)
    assert len(messenger.replies) == 1
    assert messenger.looks == 0
    assert not messenger.replies[0].possible_repeat


async def test_what_arrived_without_an_answer_is_found_and_not_posted_again(bot: Bot, messenger: FakeMessenger) -> None:
    messenger.script = [ArrivesUnclearly()]
    await bot.intake.take(submission(LOW))
    await settled(bot, messenger, posts=1)
    assert len(messenger.replies) == 1
    assert messenger.looks == 1


async def test_what_is_not_found_after_an_unclear_attempt_is_posted_again(bot: Bot, messenger: FakeMessenger) -> None:
    messenger.script = [OutcomeUnknownError("timeout")]
    await bot.intake.take(submission(LOW))
    await settled(bot, messenger, posts=2)
    assert len(messenger.replies) == 1
    assert not messenger.replies[0].possible_repeat


async def test_where_nobody_can_look_the_repeat_says_so(bot: Bot, messenger: FakeMessenger) -> None:
    messenger.can_look = False
    messenger.script = [ArrivesUnclearly(), RetryLaterError("http_503", 0.01)]
    await bot.intake.take(submission(LOW))
    await settled(bot, messenger, posts=3)
    assert [item.possible_repeat for item in messenger.replies] == [False, True]
    assert len(same_ids(messenger.replies)) == 1


async def test_while_looking_fails_nothing_is_posted(bot: Bot, messenger: FakeMessenger) -> None:
    messenger.script = [ArrivesUnclearly()]
    messenger.look_errors = [RetryLaterError("http_503", 0.01), ValueError("defect")]
    await bot.intake.take(submission(LOW))
    await settled(bot, messenger, posts=1)
    assert messenger.looks == 3


async def test_a_platform_that_hangs_is_given_up_and_looked_at(start_bot: StartBot) -> None:
    messenger = FakeMessenger(delay=1.5)
    async with start_bot([messenger]) as bot:
        await bot.intake.take(submission(LOW))
        await eventually(lambda: messenger.posts == 1)
        messenger.delay = 0.0
        await settled(bot, messenger, posts=2)
    assert messenger.looks == 1


async def test_a_defect_in_a_platform_loses_nothing(bot: Bot, messenger: FakeMessenger) -> None:
    messenger.script = [KeyError("defect")]
    await bot.intake.take(submission(LOW))
    await settled(bot, messenger, posts=2)
    assert len(messenger.replies) == 1


async def test_a_refusal_is_kept_shown_and_tried_again(bot: Bot, messenger: FakeMessenger) -> None:
    messenger.script = [RefusedError("channel_not_found")] * 3
    await bot.intake.take(submission(LOW))
    found = await readiness(bot, lambda found: found.refused == 1)
    assert found.undelivered == 1
    await settled(bot, messenger, posts=4)
    assert len(messenger.replies) == 1
    counted = bot.metrics.registry.get_sample_value(
        "tbyl_deliveries_total", {"kind": "reply", "platform": "web", "outcome": "refused"}
    )
    assert counted == 3


async def test_a_message_for_a_platform_that_is_not_set_up_is_kept(start_bot: StartBot) -> None:
    messenger = FakeMessenger(Platform.WEB)
    async with start_bot([]) as bot:
        await bot.intake.take(submission(LOW))
        await readiness(bot, lambda found: found.refused == 1)
    async with start_bot([messenger]):
        await eventually(lambda: len(messenger.replies) == 1)


async def test_one_broken_platform_does_not_hold_up_another(start_bot: StartBot) -> None:
    web = FakeMessenger(Platform.WEB)
    slack = FakeMessenger(Platform.SLACK, script=[RetryLaterError("http_503", 60)] * 50)
    slack_settings = {
        "slack_bot_token": "xoxb-1",
        "slack_signing_secret": "s",
        "security_channel": "slack:C1",
        "web": True,
    }
    async with start_bot([web, slack], **slack_settings) as bot:
        for number in range(10):
            await bot.intake.take(submission(f"HIGH offer {number}", f"event:{number}"))
        await eventually(lambda: len(web.replies) == 10)
        assert (await bot.ready()).undelivered == 10
        assert not slack.arrived


async def test_two_replicas_deliver_each_message_once(start_bot: StartBot) -> None:
    messenger = FakeMessenger(delay=0.02)
    async with start_bot([messenger]) as one, start_bot([messenger]) as two:
        for number in range(20):
            await (one if number % 2 else two).intake.take(submission(f"HIGH offer {number}", f"event:{number}"))
        await eventually(lambda: len(messenger.arrived) == 40, seconds=20)
        await one.housekeeper.sweep(timedelta())
        await two.housekeeper.sweep(timedelta())
        await asyncio.sleep(0.3)
    assert len(messenger.arrived) == len(same_ids(messenger.arrived)) == 40


async def test_the_pause_asked_for_is_kept_and_grows_with_every_attempt_in_vain() -> None:
    pace = Pace()
    assert pace.retry(1, 7.0) == timedelta(seconds=7)
    assert pace.retry(1, -1.0) == timedelta()
    assert pace.retry(6, 7.0) == timedelta(seconds=31)
    assert pace.retry(500, 0.0) == pace.again_at_most
    assert pace.retry(500, 9_000.0) == timedelta(seconds=9_000)
    assert pace.refusal(1) < pace.refusal(2) < pace.refusal(500) == pace.refused_at_most
