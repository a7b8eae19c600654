"""Profile reviews handed in: stored first, read by the worker, answered and told as reports are."""

from collections.abc import AsyncIterator, Mapping
from uuid import UUID, uuid4

import psycopg
import pytest

from bot.model import (
    Address,
    EmptyReviewError,
    Platform,
    Receipt,
    ReportNotFiledError,
    ReviewSubmission,
    TextTooLongError,
    UnknownReportError,
)
from bot.outgoing import Alert, ButtonAction, Reply
from bot.profile_form import POINTS, Answer, ProfileReview
from bot.runtime import Bot
from bot.store import reports
from bot.store.database import Database, DatabaseAwayError
from nlp.model import RiskBand
from tests.bot.fakes import REPLY_TO, FakeMessenger
from tests.bot.linking import PROFILE, LinkingAssessor, hand_in, person
from tests.conftest import StartBot, eventually

BLAND = "Independent consultant, bridging business and opportunity. My partners work with government agencies in Asia."
HIGH_ANSWERS = {name: POINTS[name].worrying for name in ("offer", "asks", "detail", "known", "checked")}


@pytest.fixture
async def bot(start_bot: StartBot, messenger: FakeMessenger) -> AsyncIterator[Bot]:
    async with start_bot([messenger], LinkingAssessor()) as running:
        yield running


def filled_in(
    answers: Mapping[str, Answer] | None = None,
    *,
    url: str = "",
    text: str = "",
    key: str = "view:1",
    about: UUID | None = None,
    name: str = "me",
    insisted: bool = False,
) -> ReviewSubmission:
    given = ProfileReview(url, text, answers or {})
    return ReviewSubmission(person(name), given, (key,), REPLY_TO, about, insisted)


async def answered(bot: Bot, messenger: FakeMessenger, given: ReviewSubmission) -> tuple[Receipt, Reply]:
    receipt = await bot.intake.take_review(given)
    await eventually(lambda: any(item.content.report_id == receipt.report_id for item in messenger.replies))
    (found,) = [item.content for item in messenger.replies if item.content.report_id == receipt.report_id]
    assert isinstance(found, Reply)
    return receipt, found


def alerts_of(messenger: FakeMessenger, report_id: UUID) -> list[Alert]:
    found = [item.content for item in messenger.alerts]
    return [item for item in found if isinstance(item, Alert) and item.report_id == report_id]


async def test_a_review_gets_one_answer_and_security_one_alert(bot: Bot, messenger: FakeMessenger) -> None:
    receipt, reply = await answered(bot, messenger, filled_in(HIGH_ANSWERS, url=PROFILE, text=BLAND))
    await eventually(lambda: bool(messenger.alerts))
    (alert,) = alerts_of(messenger, receipt.report_id)
    assert reply.reference == alert.reference == receipt.reference
    assert reply.band is alert.band is RiskBand.HIGH
    assert "profile" in alert.asked
    assert {item.sentence for item in (*reply.reasons, *reply.more_reasons)} == {
        item.sentence for item in alert.reasons
    }
    assert any(item.quote and item.quote in BLAND for item in alert.reasons)
    assert [step.name for step in reply.steps] == ["Recognise", "Realise", "Report", "Remove"]
    assert "About this profile" in " ".join(reply.steps[0].actions)
    assert "Still open" in reply.not_judged[0]
    assert ButtonAction.REVIEW_PROFILE not in [item.action for item in reply.buttons]
    assert "https://" not in str(reply)


async def test_the_same_form_sent_twice_is_one_review(bot: Bot, messenger: FakeMessenger) -> None:
    given = filled_in(HIGH_ANSWERS)
    first, _ = await answered(bot, messenger, given)
    second = await bot.intake.take_review(given)
    assert second.repeat
    assert second.report_id == first.report_id
    assert len(messenger.replies) == 1


async def test_answers_alone_are_enough_to_hand_in(bot: Bot, messenger: FakeMessenger) -> None:
    _, reply = await answered(bot, messenger, filled_in({"known": Answer.NO}))
    assert reply.band is RiskBand.INSUFFICIENT
    assert reply.reasons[0].sentence == "You do not know this person from anywhere else."
    assert not reply.reasons[0].quote


@pytest.mark.parametrize(
    "answers", [{}, {"known": Answer.DONT_KNOW}, {"no_such_question": Answer.DONT_KNOW}], ids=["none", "open", "odd"]
)
async def test_an_empty_review_is_refused(bot: Bot, answers: dict[str, Answer]) -> None:
    with pytest.raises(EmptyReviewError):
        await bot.intake.take_review(filled_in(answers, url="  ", text="\n"))


async def test_a_review_that_is_too_long_is_refused_by_name(bot: Bot) -> None:
    with pytest.raises(TextTooLongError):
        await bot.intake.take_review(filled_in(url=PROFILE, text="x" * 40_000))


async def test_unknown_questions_are_left_out(bot: Bot, messenger: FakeMessenger) -> None:
    _, reply = await answered(bot, messenger, filled_in({"known": Answer.NO, "no_such_question": Answer.YES}))
    assert len(reply.reasons) == 1


async def test_the_form_of_a_report_names_its_profile_without_a_live_link(bot: Bot, messenger: FakeMessenger) -> None:
    report = await hand_in(bot, messenger, f"HIGH offer from {PROFILE}")
    form = await bot.intake.review_form(report, person("me"))
    assert form.about == report
    assert "linkedin[.]com/in/jane-doe-1a2b3c" in form.profile
    assert "https://" not in form.profile


async def test_nobody_elses_report_can_be_reviewed(bot: Bot, messenger: FakeMessenger) -> None:
    report = await hand_in(bot, messenger, f"HIGH offer from {PROFILE}", "ann")
    for about in (report, uuid4()):
        with pytest.raises(UnknownReportError):
            await bot.intake.review_form(about, person("me"))
        with pytest.raises(UnknownReportError):
            await bot.intake.take_review(filled_in(HIGH_ANSWERS, about=about, key=f"view:{about}"))


async def test_a_review_joins_the_report_that_it_began_from(bot: Bot, messenger: FakeMessenger) -> None:
    report = await hand_in(bot, messenger, f"HIGH offer from {PROFILE}")
    await eventually(lambda: len(messenger.alerts) == 1)
    good = {name: Answer.NO if point.worrying is Answer.YES else Answer.YES for name, point in POINTS.items()}
    receipt, reply = await answered(bot, messenger, filled_in(good, about=report))
    await eventually(lambda: len(messenger.alerts) == 2)
    (alert,) = alerts_of(messenger, receipt.report_id)
    assert reply.band is RiskBand.HIGH
    assert "judged before: high risk" in reply.reasons[0].sentence
    assert reply.links[0].defanged.endswith("in/jane-doe-1a2b3c")
    assert not reply.reported_before
    first = next(item.content for item in messenger.replies if item.content.report_id == report)
    assert isinstance(first, Reply)
    assert first.reference in reply.case_line
    assert first.reference in alert.case_line


async def test_a_review_of_a_bare_link_is_no_repetition_of_it(bot: Bot, messenger: FakeMessenger) -> None:
    report = await hand_in(bot, messenger, PROFILE)
    receipt, reply = await answered(bot, messenger, filled_in(HIGH_ANSWERS, about=report))
    await eventually(lambda: bool(messenger.alerts))
    assert reply.band is RiskBand.HIGH
    assert alerts_of(messenger, receipt.report_id)


async def test_a_review_is_a_sighting_for_others(bot: Bot, messenger: FakeMessenger) -> None:
    for name in ("ann", "bob"):
        await answered(bot, messenger, filled_in(HIGH_ANSWERS, url=PROFILE, key=f"view:{name}", name=name))
    _, reply = await answered(bot, messenger, filled_in({"known": Answer.NO}, url=PROFILE, key="view:me"))
    assert reply.band is RiskBand.MEDIUM
    assert "at least one colleague" in reply.reported_before[0]


async def test_security_is_told_of_a_review_on_wish(bot: Bot, messenger: FakeMessenger) -> None:
    receipt, reply = await answered(bot, messenger, filled_in({"known": Answer.NO}, url=PROFILE))
    assert ButtonAction.REPORT_ANYWAY in [item.action for item in reply.buttons]
    assert not messenger.alerts
    await bot.intake.report_anyway(receipt.report_id, person("me"))
    await eventually(lambda: bool(messenger.alerts))
    (alert,) = alerts_of(messenger, receipt.report_id)
    assert "do not know this person" in alert.reasons[0].sentence


async def test_a_review_can_ask_for_security_outright(bot: Bot, messenger: FakeMessenger) -> None:
    receipt, _ = await answered(bot, messenger, filled_in({"known": Answer.NO}, insisted=True))
    await eventually(lambda: bool(messenger.alerts))
    assert alerts_of(messenger, receipt.report_id)


async def test_a_review_that_cannot_be_read_reaches_both_people_all_the_same(
    start_bot: StartBot, messenger: FakeMessenger
) -> None:
    async with start_bot([messenger], LinkingAssessor(always=RuntimeError("defect"))) as bot:
        await bot.intake.take_review(filled_in(HIGH_ANSWERS, url=PROFILE, text=BLAND))
        await eventually(lambda: len(messenger.arrived) == 2)
    assert "could not read" in messenger.replies[0].content.headline  # type: ignore[union-attr]  # a Reply


async def test_a_review_is_stored_before_it_is_answered_and_unreadable_in_the_database(
    start_bot: StartBot, messenger: FakeMessenger, database_url: str, database: Database
) -> None:
    async with start_bot([messenger], workers=False) as bot:
        receipt = await bot.intake.take_review(filled_in(HIGH_ANSWERS, url=PROFILE, text=BLAND))
    with psycopg.connect(database_url) as connection:
        stored = str(connection.execute("SELECT * FROM reports").fetchall())
        jobs = str(connection.execute("SELECT args FROM procrastinate_jobs").fetchall())
    for secret in ("jane-doe", "consultant", "off_platform", "asks"):
        assert secret not in stored + jobs
    vault = await database.vault("web:local")
    async with database.transaction() as connected:
        row = await reports.report(connected, receipt.report_id)
    assert row is not None
    given = reports.review_of(vault, row)
    assert given == ProfileReview(PROFILE, BLAND, HIGH_ANSWERS)
    async with start_bot([messenger], LinkingAssessor()):
        await eventually(lambda: len(messenger.arrived) == 2)


async def test_a_review_that_could_not_be_stored_is_an_error(
    start_bot: StartBot, messenger: FakeMessenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start_bot([messenger], workers=False) as bot:

        def away(*_: object) -> None:
            raise DatabaseAwayError("gone")

        monkeypatch.setattr("bot.review_intake.submission", away)
        with pytest.raises(ReportNotFiledError):
            await bot.intake.take_review(filled_in(HIGH_ANSWERS))
        assert bot.metrics.submissions.labels("web", "not_filed")._value.get() == 1


async def test_an_answer_shown_again_says_the_same(bot: Bot, messenger: FakeMessenger) -> None:
    receipt, reply = await answered(bot, messenger, filled_in(HIGH_ANSWERS, url=PROFILE, text=BLAND))
    assert await bot.desk.show(receipt.report_id, person("me")) == reply
    assert Address(Platform.WEB, "local", REPLY_TO.reference) == messenger.replies[0].to
