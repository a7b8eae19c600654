"""What a person does with their own reports after the answer."""

from uuid import uuid4

import psycopg
import pytest

from bot.cases import Exposure, Remark, StepName
from bot.model import AlreadyToldError, Platform, Reporter, UnknownReportError
from bot.outgoing import ButtonAction, Notice, Reply
from bot.runtime import Bot
from handlers.web.messenger import WebMessenger
from tests.bot.fakes import REPORTER, FakeMessenger, submission
from tests.conftest import StartBot, eventually


async def handed_in(bot: Bot, messenger: FakeMessenger, text: str, arrive: int = 2) -> Reply:
    before = len(messenger.arrived)
    await bot.intake.take(submission(text, f"event:{uuid4()}"))
    await eventually(lambda: len(messenger.arrived) == before + arrive)
    return messenger.replies[-1].content


def actions(reply: Reply) -> set[ButtonAction]:
    return {button.action for button in reply.buttons}


def channel_news(messenger: FakeMessenger) -> list[str]:
    return [
        " ".join(item.content.paragraphs)
        for item in messenger.of(Notice)
        if item.to.reference == '{"conversation": "security"}'
    ]


async def test_ticked_steps_survive_and_change_nothing_else(bot: Bot, messenger: FakeMessenger) -> None:
    first = await handed_in(bot, messenger, "HIGH offer")
    ticked = await bot.desk.tick(first.report_id, REPORTER, frozenset({StepName.REMOVE, StepName.RECOGNISE}))
    again = await bot.desk.show(first.report_id, REPORTER)
    assert ticked.steps_done == again.steps_done == (StepName.RECOGNISE, StepName.REMOVE)
    assert again.steps == first.steps
    assert (await bot.desk.tick(first.report_id, REPORTER, frozenset())).steps_done == ()
    assert len(messenger.arrived) == 2


async def test_the_answer_can_be_shown_again_as_it_was(bot: Bot, messenger: FakeMessenger) -> None:
    first = await handed_in(bot, messenger, "HIGH offer")
    assert await bot.desk.show(first.report_id, REPORTER) == first


async def test_exposure_is_told_to_security_once_and_advises(bot: Bot, messenger: FakeMessenger) -> None:
    first = await handed_in(bot, messenger, "HIGH offer")
    happened = frozenset({Exposure.PAID, Exposure.REPLIED, Exposure.NOTHING})
    for _ in range(2):
        told = await bot.desk.expose(first.report_id, REPORTER, happened)
    await eventually(lambda: len(messenger.arrived) == 3)
    assert told.exposure
    assert {choice.key for choice in told.exposure.choices if choice.chosen} == {Exposure.PAID, Exposure.REPLIED}
    assert "receipt" in told.exposure.advice[0]
    assert told.note.startswith("Thank you")
    assert channel_news(messenger) == ["Urgent: the person says that money or a gift changed hands; they answered."]


async def test_an_urgent_exposure_alerts_even_where_the_words_did_not(bot: Bot, messenger: FakeMessenger) -> None:
    first = await handed_in(bot, messenger, "LOW hello", arrive=1)
    assert first.exposure is None
    await bot.desk.expose(first.report_id, REPORTER, frozenset({Exposure.OPENED}))
    await eventually(lambda: len(messenger.arrived) == 2)
    assert messenger.alerts[0].content.priority.startswith("Urgent")


async def test_a_harmless_exposure_of_an_untold_report_stays_with_it(bot: Bot, messenger: FakeMessenger) -> None:
    first = await handed_in(bot, messenger, "LOW hello", arrive=1)
    told = await bot.desk.expose(first.report_id, REPORTER, frozenset({Exposure.ACCEPTED}))
    assert told.note == "Thank you. I have kept it with your report."
    assert not messenger.alerts


async def test_knowing_the_sender_is_a_remark_and_no_verdict(bot: Bot, messenger: FakeMessenger) -> None:
    first = await handed_in(bot, messenger, "HIGH offer")
    answer = await bot.desk.remark(first.report_id, REPORTER, Remark.KNOWN)
    await eventually(lambda: len(messenger.arrived) == 3)
    assert answer.band is first.band
    assert ButtonAction.KNOWN not in actions(answer)
    assert channel_news(messenger) == ["The person says that they know the sender."]


async def test_a_colleagues_case_is_told_without_its_words(bot: Bot, messenger: FakeMessenger) -> None:
    first = await handed_in(bot, messenger, "LOW key word of Mr Brown", arrive=1)
    await bot.desk.remark(first.report_id, REPORTER, Remark.CONDUCT)
    await eventually(lambda: len(messenger.alerts) == 1)
    alert = messenger.alerts[0].content
    assert "colleague" in alert.headline
    assert (alert.reasons, alert.links, alert.context) == ((), (), "")
    assert "Brown" not in repr([getattr(alert, name) for name in alert.__slots__])


async def test_withdrawing_tells_security_and_takes_nothing_back(bot: Bot, messenger: FakeMessenger) -> None:
    first = await handed_in(bot, messenger, "HIGH offer")
    await bot.desk.withdraw(first.report_id, REPORTER)
    await bot.desk.withdraw(first.report_id, REPORTER)
    await eventually(lambda: len(messenger.arrived) == 3)
    assert channel_news(messenger) == [
        "The person has withdrawn the report. What was said stands; ask why before you close it."
    ]
    listed = (await bot.desk.my_reports(REPORTER)).entries[0]
    assert "withdrawn" in listed.standing
    assert not {ButtonAction.WITHDRAW, ButtonAction.DELETE} & {button.action for button in listed.buttons}


async def test_what_security_knows_cannot_be_deleted_and_what_it_does_not_know_can(
    bot: Bot, messenger: FakeMessenger
) -> None:
    told = await handed_in(bot, messenger, "HIGH offer")
    untold = await handed_in(bot, messenger, "LOW hello", arrive=1)
    with pytest.raises(AlreadyToldError):
        await bot.desk.delete(told.report_id, REPORTER)
    assert untold.reference in " ".join((await bot.desk.delete(untold.report_id, REPORTER)).paragraphs)
    assert [entry.reference for entry in (await bot.desk.my_reports(REPORTER)).entries] == [told.reference]
    with pytest.raises(UnknownReportError):
        await bot.desk.show(untold.report_id, REPORTER)


@pytest.mark.parametrize(
    "stranger",
    [Reporter(Platform.WEB, "local", "user-8"), Reporter(Platform.SLACK, "local", REPORTER.user)],
)
async def test_nobody_sees_or_changes_another_persons_report(
    bot: Bot, messenger: FakeMessenger, stranger: Reporter
) -> None:
    first = await handed_in(bot, messenger, "HIGH offer")
    deeds = (
        bot.desk.show(first.report_id, stranger),
        bot.desk.tick(first.report_id, stranger, frozenset()),
        bot.desk.expose(first.report_id, stranger, frozenset({Exposure.MET})),
        bot.desk.remark(first.report_id, stranger, Remark.WRONG),
        bot.desk.withdraw(first.report_id, stranger),
        bot.desk.delete(first.report_id, stranger),
    )
    for deed in deeds:
        with pytest.raises(UnknownReportError):
            await deed
    assert (await bot.desk.my_reports(stranger)).entries == ()


async def test_my_reports_say_what_became_of_each(bot: Bot, messenger: FakeMessenger) -> None:
    await handed_in(bot, messenger, "HIGH offer")
    await handed_in(bot, messenger, "LOW hello", arrive=1)
    low, high = (await bot.desk.my_reports(REPORTER)).entries
    assert (low.band, high.band) == ("low risk", "high risk")
    assert low.standing == "The security team has not been alerted."
    assert high.standing == "The security team has it. You hear again by 27 November 2026, whatever the news."


async def test_what_was_deleted_is_gone_from_the_page_too_and_may_be_sent_again(
    start_bot: StartBot, database_url: str
) -> None:
    async with start_bot(lambda mailbox: [WebMessenger(mailbox)]) as bot:
        first = await bot.intake.take(submission("LOW hello", "event:1"))
        await bot.mailbox.wait("direct", 0, timeout=10)
        assert len(await bot.mailbox.read("direct")) == 1
        await bot.desk.delete(first.report_id, REPORTER)
        assert await bot.mailbox.read("direct") == []
        with psycopg.connect(database_url) as connection:
            assert connection.execute("SELECT body FROM letters").fetchall() == [(b"",)]
        again = await bot.intake.take(submission("LOW hello", "event:1"))
    assert not again.repeat
    assert again.reference
