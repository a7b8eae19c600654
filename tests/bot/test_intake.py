import asyncio
from uuid import uuid4

import pytest

from bot.model import (
    Address,
    EmptyTextError,
    NoticeKey,
    NoticeRequest,
    Platform,
    Reporter,
    ReportNotFiledError,
    TextTooLongError,
    UnknownReportError,
)
from bot.outgoing import ButtonAction
from bot.runtime import Bot
from tests.bot.fakes import REPLY_TO, REPORTER, FakeMessenger, submission
from tests.conftest import StartBot, eventually


async def test_a_submission_becomes_one_reply_and_one_alert(bot: Bot, messenger: FakeMessenger) -> None:
    receipt = await bot.intake.take(submission("HIGH offer for you"))
    await eventually(lambda: len(messenger.arrived) == 2)
    assert messenger.replies[0].to == REPLY_TO
    assert messenger.replies[0].content.reference == receipt.reference == messenger.alerts[0].content.reference
    assert messenger.alerts[0].to.reference == '{"conversation": "security"}'


async def test_the_same_event_three_times_gives_one_reply_and_one_alert(bot: Bot, messenger: FakeMessenger) -> None:
    receipts = [await bot.intake.take(submission("HIGH offer", "event:1", "message:1")) for _ in range(3)]
    await eventually(lambda: len(messenger.arrived) == 2)
    await bot.housekeeper.sweep()
    await asyncio.sleep(0.2)
    assert [receipt.repeat for receipt in receipts] == [False, True, True]
    assert len({receipt.report_id for receipt in receipts}) == len({receipt.reference for receipt in receipts}) == 1
    assert (len(messenger.replies), len(messenger.alerts)) == (1, 1)


async def test_one_message_under_many_event_ids_is_one_report(start_bot: StartBot) -> None:
    async with start_bot([], workers=False) as bot:
        first = await bot.intake.take(submission("LOW", "event:1", "message:7"))
        other_id = await bot.intake.take(submission("LOW", "event:2", "message:7"))
        only_that_id = await bot.intake.take(submission("LOW", "event:2"))
    assert {first.report_id} == {other_id.report_id, only_that_id.report_id}
    assert other_id.repeat
    assert only_that_id.repeat


async def test_twenty_takes_at_once_with_the_same_keys_file_one_report(start_bot: StartBot) -> None:
    async with start_bot([], workers=False) as bot:
        keys = [("event:1", "message:1"), ("message:1", "event:1")] * 10
        receipts = await asyncio.gather(*(bot.intake.take(submission("LOW", *pair)) for pair in keys))
    assert len({receipt.report_id for receipt in receipts}) == 1
    assert sum(not receipt.repeat for receipt in receipts) == 1


async def test_equal_keys_in_different_tenants_are_different_events(start_bot: StartBot) -> None:
    async with start_bot([], workers=False) as bot:
        here = await bot.intake.take(submission("LOW", reporter=Reporter(Platform.SLACK, "T1", "U1")))
        there = await bot.intake.take(submission("LOW", reporter=Reporter(Platform.TEAMS, "T1", "U1")))
    assert not here.repeat
    assert not there.repeat


@pytest.mark.parametrize("text", ["", "  \n\t", "\u200b\u200d", "\x00", "\N{RIGHT-TO-LEFT OVERRIDE} "])
async def test_text_without_a_readable_sign_is_refused(bot: Bot, text: str) -> None:
    with pytest.raises(EmptyTextError):
        await bot.intake.take(submission(text))


async def test_one_character_too_many_is_refused_by_name(bot: Bot) -> None:
    await bot.intake.take(submission("x" * 40_000, "event:fits"))
    with pytest.raises(TextTooLongError):
        await bot.intake.take(submission("x" * 40_001, "event:long"))


async def test_lone_surrogates_and_nul_arrive_at_the_reading_as_they_were(
    start_bot: StartBot, messenger: FakeMessenger
) -> None:
    text = "HIGH \ud800 \x00 \udfff \U0001f600 \ud83d\ude00"
    seen: list[str] = []

    class Listening:
        version = "listening"

        def assess(self, approach):  # noqa: ANN001, ANN202
            seen.append(approach.text)
            raise ValueError(approach.text)

    async with start_bot([messenger], Listening()) as bot:
        await bot.intake.take(submission(text))
        await eventually(lambda: bool(seen))
    assert seen[0] == text


async def test_with_the_database_away_nothing_is_claimed_to_be_filed(start_bot: StartBot) -> None:
    async with start_bot([], workers=False) as bot:
        await bot.intake.database.pool.close()
        with pytest.raises(ReportNotFiledError):
            await bot.intake.take(submission())
        with pytest.raises(ReportNotFiledError):
            await bot.intake.answer(NoticeRequest(NoticeKey.HELP, REPORTER, REPLY_TO, ("event:2",)))
        assert not (await bot.ready()).ok


async def test_report_anyway_alerts_once_and_confirms_once(bot: Bot, messenger: FakeMessenger) -> None:
    filed = await bot.intake.take(submission("LOW key hello"))
    await eventually(lambda: len(messenger.replies) == 1)
    assert not messenger.alerts
    pressed = [await bot.intake.report_anyway(filed.report_id, REPORTER) for _ in range(3)]
    await eventually(lambda: len(messenger.arrived) == 3)
    await asyncio.sleep(0.2)
    assert [receipt.repeat for receipt in pressed] == [False, True, True]
    assert (len(messenger.alerts), len(messenger.notices)) == (1, 1)
    assert messenger.alerts[0].content.asked == "Pressed “Report anyway”."
    assert filed.reference in messenger.notices[0].content.paragraphs[0]


@pytest.mark.parametrize(
    "stranger",
    [
        Reporter(Platform.WEB, "local", "somebody else"),
        Reporter(Platform.WEB, "elsewhere", REPORTER.user),
        Reporter(Platform.SLACK, "local", REPORTER.user),
    ],
)
async def test_nobody_else_can_press_report_anyway(bot: Bot, messenger: FakeMessenger, stranger: Reporter) -> None:
    filed = await bot.intake.take(submission("LOW key hello"))
    await eventually(lambda: len(messenger.replies) == 1)
    with pytest.raises(UnknownReportError):
        await bot.intake.report_anyway(filed.report_id, stranger)
    with pytest.raises(UnknownReportError):
        await bot.intake.report_anyway(uuid4(), REPORTER)
    await asyncio.sleep(0.2)
    assert not messenger.alerts


async def test_report_anyway_before_the_reading_makes_the_reading_alert(
    start_bot: StartBot, messenger: FakeMessenger
) -> None:
    async with start_bot([messenger], workers=False) as taking:
        filed = await taking.intake.take(submission("LOW key hello"))
        await taking.intake.report_anyway(filed.report_id, REPORTER)
    async with start_bot([messenger]):
        await eventually(lambda: len(messenger.arrived) == 3)
    assert messenger.alerts[0].content.asked == "Pressed “Report anyway”."
    assert ButtonAction.REPORT_ANYWAY not in {button.action for button in messenger.replies[0].content.buttons}


async def test_an_insisted_submission_alerts_whatever_the_band(bot: Bot, messenger: FakeMessenger) -> None:
    await bot.intake.take(submission("LOW key hello", insisted=True))
    await eventually(lambda: len(messenger.arrived) == 2)
    assert len(messenger.alerts) == 1


@pytest.mark.parametrize(("setting", "alerted"), [("low", 3), ("medium", 2), ("high", 1)])
async def test_alerts_begin_at_the_band_that_is_set(
    start_bot: StartBot, messenger: FakeMessenger, setting: str, alerted: int
) -> None:
    async with start_bot([messenger], alert_from=setting) as bot:
        for name in ("INSUFFICIENT", "LOW", "MEDIUM", "HIGH"):
            await bot.intake.take(submission(f"{name} hello there", name))
        await eventually(lambda: len(messenger.replies) == 4 and len(messenger.alerts) == alerted)


async def test_a_notice_is_delivered_once_per_event(bot: Bot, messenger: FakeMessenger) -> None:
    request = NoticeRequest(NoticeKey.HELP, REPORTER, REPLY_TO, ("event:help",))
    assert await bot.intake.answer(request)
    assert await bot.intake.answer(request) is None
    await eventually(lambda: len(messenger.notices) == 1)
    assert messenger.notices[0].content == await bot.intake.notice(NoticeKey.HELP, REPORTER)


async def test_status_lists_the_persons_own_reports_only(bot: Bot, messenger: FakeMessenger) -> None:
    other = Reporter(Platform.WEB, "local", "user-8")
    mine = await bot.intake.take(submission("HIGH offer", "event:1"))
    await bot.intake.take(submission("LOW hello", "event:2", reporter=other))
    await eventually(lambda: len(messenger.arrived) == 3)
    status = await bot.intake.notice(NoticeKey.STATUS, REPORTER)
    assert status.items == (f"{mine.reference} · 22 November 2026 · high risk · the security team has been told",)
    nobody = await bot.intake.notice(NoticeKey.STATUS, Reporter(Platform.WEB, "local", "user-9"))
    assert nobody.items == ()
    assert nobody.paragraphs


TEAMS = {
    "teams_app_id": "app",
    "teams_app_password": "secret",
    "teams_tenant_id": "tenant",
    "teams_admins": ("owner",),
    "security_channel": "teams",
    "web": True,
}
CHANNEL = Address(Platform.TEAMS, "tenant", '{"conversation": "19:abc"}')


async def test_alerts_wait_for_a_security_channel_and_then_leave(start_bot: StartBot) -> None:
    web, teams = FakeMessenger(Platform.WEB), FakeMessenger(Platform.TEAMS)
    owner = Reporter(Platform.TEAMS, "tenant", "owner")
    request = NoticeRequest(NoticeKey.CHANNEL_REGISTERED, owner, CHANNEL, ("event:mention",))
    async with start_bot([web, teams], **TEAMS) as bot:
        await bot.intake.take(submission("HIGH offer"))
        await eventually(lambda: len(web.replies) == 1)
        await asyncio.sleep(0.3)
        assert not teams.arrived
        await bot.intake.register_security_channel(CHANNEL, request)
        await bot.intake.register_security_channel(CHANNEL, request)
        await eventually(lambda: len(teams.alerts) == 1 and len(teams.notices) == 1)
    assert teams.alerts[0].to == CHANNEL
    assert teams.notices[0].content.title == "Alerts come here from now on"


async def test_a_mention_registers_nothing_where_the_settings_name_another_channel(start_bot: StartBot) -> None:
    web, teams = FakeMessenger(Platform.WEB), FakeMessenger(Platform.TEAMS)
    request = NoticeRequest(
        NoticeKey.CHANNEL_REGISTERED, Reporter(Platform.TEAMS, "tenant", "x"), CHANNEL, ("event:mention",)
    )
    async with start_bot([web, teams], **{**TEAMS, "security_channel": "web"}) as bot:
        await bot.intake.register_security_channel(CHANNEL, request)
        await bot.intake.take(submission("HIGH offer"))
        await eventually(lambda: len(teams.notices) == 1 and len(web.arrived) == 2)
    assert teams.notices[0].content.title == "Alerts do not come here"
