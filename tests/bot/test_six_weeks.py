"""One approach over six weeks, read by the real reading: the reporter and security see one story that grows."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from bot.cases import Disposition, Exposure, Stage
from bot.outgoing import Alert, Notice, Reply
from bot.runtime import Bot, running_bot
from bot.triage import Analyst
from nlp.assessor import Assessor
from nlp.model import RiskBand
from tests.bot.fakes import NOW, REPLY_TO, REPORTER, FakeMessenger, submission
from tests.conftest import QUICK, MakeSettings, eventually

PROFILE = "https://www.linkedin.com/in/lena-hartmann-7a21"
HELLO = f"Hi Tom, nice to connect with you here. Best wishes, Lena Hartmann {PROFILE}"
PRAISE = (
    "Hello Tom, it is Lena again. I read your talk about the new radar and it is the best thing I have read this year,"
    f" you clearly know more than anybody in this field. Have a lovely weekend! {PROFILE}"
)
MOVE = (
    "Tom, I am hardly ever on LinkedIn. Could we go on on WhatsApp, my number is +44 7700 900123? It is easier for me"
    f" there. {PROFILE}"
)
TASK = (
    "A client of ours, whose name I may not give yet, would like three pages on how the ministry will decide about the"
    " tender, from the inside view. They pay 900 pounds for it. You can reach me on +44 7700 900123."
)
TRIP = (
    "They were delighted with it. They would like to meet you in Vienna, flight and hotel are paid, and there is a"
    " small gift for you. Please keep this between us and do not mention it at work. Call me: +44 7700 900123"
)


@dataclass
class Clock:
    """Time as the test says."""

    now: datetime = field(default=NOW)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor.load()


@dataclass
class Story:
    """A bot, its clock, and what people have seen so far."""

    bot: Bot
    clock: Clock
    messenger: FakeMessenger

    async def hand_in(self, text: str) -> Reply:
        """Hand a message in and read the answer."""
        before = len(self.messenger.replies)
        await self.bot.intake.take(replace(submission(text, f"event:{uuid4()}")))
        await eventually(lambda: len(self.messenger.replies) == before + 1)
        answer: Reply = self.messenger.replies[-1].content
        return answer

    def alerts(self) -> list[Alert]:
        return [item.content for item in self.messenger.alerts]

    def told(self, *, security: bool) -> list[str]:
        """Give the notices that one side has seen."""
        return [
            " ".join((item.content.title, *item.content.paragraphs))
            for item in self.messenger.of(Notice)
            if (item.to != REPLY_TO) is security
        ]


@asynccontextmanager
async def story(make_settings: MakeSettings, assessor: Assessor) -> AsyncIterator[Story]:
    clock, messenger = Clock(), FakeMessenger()
    async with running_bot(make_settings(), [messenger], clock=clock, assessor=assessor, rhythm=QUICK) as bot:
        yield Story(bot, clock, messenger)


async def test_an_approach_over_six_weeks_is_one_case_that_grows(
    make_settings: MakeSettings, assessor: Assessor
) -> None:
    async with story(make_settings, assessor) as it:
        first = await it.hand_in(HELLO)
        assert first.band in {RiskBand.INSUFFICIENT, RiskBand.LOW}
        assert not it.alerts()

        it.clock.pass_(weeks=1)
        second = await it.hand_in(PRAISE)
        assert first.reference in second.case_line

        it.clock.pass_(weeks=1)
        third = await it.hand_in(MOVE)
        assert third.band >= RiskBand.MEDIUM
        assert first.reference in third.case_line
        await eventually(lambda: len(it.alerts()) >= 1)

        it.clock.pass_(weeks=2)
        task = await it.hand_in(TASK)  # another channel: only the telephone number is the same
        assert first.reference in task.case_line
        assert task.band is RiskBand.HIGH

        exposed = await it.bot.desk.expose(
            task.report_id, REPORTER, frozenset({Exposure.REPLIED, Exposure.SHARED_WORK})
        )
        assert exposed.exposure
        assert exposed.exposure.advice

        it.clock.pass_(weeks=2)
        last = await it.hand_in(TRIP)
        assert last.band is RiskBand.HIGH
        await eventually(lambda: any(alert.report_id == last.report_id for alert in it.alerts()))
        assert all(first.reference in alert.case_line for alert in it.alerts())
        (alert,) = (alert for alert in it.alerts() if alert.report_id == last.report_id)
        assert alert.priority.startswith("Urgent")

        listed = (await it.bot.desk.my_reports(REPORTER)).entries
        assert len(listed) == 5
        assert all(first.reference in f"{entry.reference} {entry.standing}" for entry in listed)

        place = it.messenger.alerts[0].to
        closed = await it.bot.triage.decide(last.report_id, Analyst("a", "Ann", place), Disposition.MALICIOUS)
        assert closed.decisions == ()
        await eventually(lambda: any("the result" in told for told in it.told(security=False)))
        assert first.reference in it.told(security=False)[-1]
        assert any("spoke or wrote about their work" in told for told in it.told(security=True))
        listed = (await it.bot.desk.my_reports(REPORTER)).entries
        assert all("hostile approach" in entry.standing for entry in listed)


async def test_stages_are_told_in_the_order_in_which_an_approach_grows() -> None:
    assert [stage.name for stage in sorted(Stage)] == [
        "CONTACT",
        "CULTIVATION",
        "OFF_PLATFORM",
        "PAID_TASK",
        "TRAVEL_OR_GIFT",
        "COVERT",
    ]
