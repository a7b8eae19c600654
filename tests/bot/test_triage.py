"""What analysts do with a case, and what its reporter hears of it."""

from uuid import uuid4

import psycopg
import pytest

from bot.cases import Disposition
from bot.model import Address, NotHereError, Platform, UnknownReportError
from bot.outgoing import ButtonAction
from bot.runtime import Bot
from bot.triage import Analyst
from tests.bot.fakes import REPLY_TO, REPORTER, FakeMessenger, submission
from tests.conftest import eventually

PLACE = Address(Platform.WEB, "local", '{"conversation": "security"}')
ANALYST = Analyst("analyst-1", "Ann", PLACE)


async def alerted(bot: Bot, messenger: FakeMessenger) -> str:
    await bot.intake.take(submission("HIGH offer", "event:1"))
    await eventually(lambda: len(messenger.arrived) == 2)
    return str(messenger.alerts[0].content.report_id)


def outcomes(messenger: FakeMessenger) -> list[str]:
    return [item.content.title for item in messenger.notices if item.to == REPLY_TO]


async def test_looking_is_shown_to_everybody_and_promised_to_the_reporter(bot: Bot, messenger: FakeMessenger) -> None:
    await alerted(bot, messenger)
    report_id = messenger.alerts[0].content.report_id
    alert = await bot.triage.look(report_id, ANALYST)
    await bot.triage.look(report_id, Analyst("analyst-2", "Bob", PLACE))
    await eventually(lambda: len(messenger.arrived) == 3)
    assert "looking at it" in alert.standing
    assert ButtonAction.LOOK not in {button.action for button in alert.buttons}
    assert alert.decisions
    assert "is looking at it" in (await bot.desk.my_reports(REPORTER)).entries[0].standing


@pytest.mark.parametrize("disposition", list(Disposition))
async def test_the_reporter_hears_the_outcome_once(
    bot: Bot, messenger: FakeMessenger, disposition: Disposition
) -> None:
    await alerted(bot, messenger)
    report_id = messenger.alerts[0].content.report_id
    alert = await bot.triage.decide(report_id, ANALYST, disposition)
    await bot.triage.decide(report_id, Analyst("analyst-2", "Bob", PLACE), Disposition.BENIGN)
    await eventually(lambda: len(messenger.arrived) == 4)
    reference = alert.reference
    assert outcomes(messenger) == [f"Your report {reference}: the result"]
    assert alert.decisions == ()
    assert alert.standing.startswith("Closed")
    assert reference in (await bot.desk.my_reports(REPORTER)).entries[0].standing


async def test_only_presses_from_the_security_channel_count(bot: Bot, messenger: FakeMessenger) -> None:
    await alerted(bot, messenger)
    report_id = messenger.alerts[0].content.report_id
    elsewhere = Analyst("analyst-1", "Ann", REPLY_TO)
    with pytest.raises(NotHereError):
        await bot.triage.decide(report_id, elsewhere, Disposition.BENIGN)
    with pytest.raises(UnknownReportError):
        await bot.triage.look(uuid4(), ANALYST)
    assert not outcomes(messenger)


async def test_a_decision_is_in_the_audit_and_nobody_can_read_whose(
    bot: Bot, messenger: FakeMessenger, database_url: str
) -> None:
    await alerted(bot, messenger)
    await bot.triage.decide(messenger.alerts[0].content.report_id, ANALYST, Disposition.MALICIOUS)
    with psycopg.connect(database_url) as connection:
        rows = connection.execute("SELECT deed, by FROM audit").fetchall()
    assert [deed for deed, _ in rows] == ["decided"]
    assert b"analyst-1" not in rows[0][1]
