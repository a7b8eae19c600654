"""One shared set of what the bot shows: worded by the real guidance from real readings of made-up texts."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final, TypeAlias
from uuid import UUID

from bot import case_words, guidance, learning
from bot.cases import CaseFile, Disposition, Exposure, StepName, raised, stages_of
from bot.guidance import Case
from bot.learning import Lesson
from bot.model import NoticeKey, Platform
from bot.my_reports import entry
from bot.outgoing import Alert, MyReports, Notice, Outgoing, Reply
from bot.profile_form import ReviewForm, review_form
from bot.store.standings import Standing
from bot.wording import words
from nlp.assessor import Assessor
from nlp.model import Approach, Assessment, RiskBand

AT: Final = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BY: Final = datetime(2026, 11, 27, tzinfo=UTC)
LURE: Final = (
    "Dear Dr Marlowe,\n\nI read your article on port logistics with great admiration. One of our clients, whom I "
    "cannot name yet, would value your personal view on where the ministry's shipbuilding programme is heading, "
    "including the considerations that have not been made public.\n\nA short report of four pages would be enough. We "
    "pay 3,000 euros for it, in cryptocurrency if you prefer. Please keep this between us for now. Are you on Signal "
    "or Telegram? We would need to start this week.\n\nKind regards,\nHelena Brandt"
)
PARCEL: Final = "We tried to deliver your parcel today. Choose a new day: https://parcel-redelivery.example/choose"
HONEST: Final = (
    "Hi Priya, I'm Tom Aldous, in-house recruiter at Fernhill Water. We have an opening for a process engineer at our "
    "Leeds site; the advert with the salary band is on our careers page under reference FW-2291. If it is of interest "
    "you can apply there. If not, no need to reply. All the best, Tom"
)
PROFILE: Final = "https://www.linkedin.com/in/helena-brandt-4a77b1920"
LATER: Final = "Happy Monday! How was the conference? I hope you had time to rest a little."

Content: TypeAlias = Outgoing | MyReports | ReviewForm | Lesson


@dataclass(frozen=True, slots=True)
class Sample:
    """One thing that people see."""

    caption: str
    content: Content


@dataclass(frozen=True, slots=True)
class Told:
    """A text, what it is called, and what is known of its case."""

    text: str
    band: RiskBand
    """What it has to be read as, so that the sample shows what its caption says."""
    number: int = 1042
    file: CaseFile = field(default_factory=CaseFile)
    context: str = ""


FIRST: Final = CaseFile(update_by=BY)
HAPPENED: Final = frozenset({Exposure.REPLIED, Exposure.SHARED_CV, Exposure.MET})
ANSWERED: Final = replace(
    FIRST,
    exposure=HAPPENED,
    steps_done=frozenset({StepName.RECOGNISE, StepName.REPORT}),
    stages=stages_of((), HAPPENED),
)


@functools.cache
def samples() -> dict[str, Sample]:
    """Make every sample, by a name that fits a file.

    Raises:
        ValueError: a text is no longer read as its caption says.
    """
    return dict(_samples())


def _samples() -> Iterator[tuple[str, Sample]]:
    approach = Told(LURE, RiskBand.HIGH, file=FIRST)
    answered = replace(approach, file=ANSWERED, context="He found me through the port conference.")
    yield "reply-high", Sample("High risk, an approach", _reply(approach))
    yield "reply-medium", Sample("Medium risk, ordinary fraud", _reply(Told(PARCEL, RiskBand.MEDIUM, 1043, FIRST)))
    yield "reply-low", Sample("Low risk", _reply(Told(HONEST, RiskBand.LOW, 1044)))
    yield "reply-profile", Sample("Only a profile's address", _reply(Told(PROFILE, RiskBand.INSUFFICIENT, 1045)))
    yield "reply-answered", Sample("What has happened so far, answered", _reply(answered, _thanks()))
    yield "reply-follow-up", Sample("A harmless line that its case makes grave", _reply(_follow_up()))
    yield "alert", Sample("The alert about it", _alert(answered))
    closed = replace(answered, file=replace(ANSWERED, disposition=Disposition.MALICIOUS))
    yield "alert-decided", Sample("The same, decided", _alert(closed))
    yield "outcome", Sample("What the reporter hears of it", _outcome())
    yield "my-reports", Sample("My reports", _my_reports())
    yield "review", Sample("The profile review", review_form())
    yield "lesson", Sample("An example to learn from", learning.lesson(0))


def _reply(told: Told, note: str = "") -> Reply:
    case, assessment = _read(told)
    return guidance.reply(case, assessment, told=told.file.update_by is not None, note=note)


def _alert(told: Told) -> Alert:
    return guidance.alert(*_read(told))


def _read(told: Told) -> tuple[Case, Assessment]:
    assessment = _assessor().assess(Approach(told.text))
    if assessment.band is not told.band:
        raise ValueError(f"{told.text[:40]!r} is read as {assessment.band.name}, not as {told.band.name}")
    file = replace(told.file, stages=told.file.stages | stages_of(found.tactic for found in assessment.evidence))
    reference, alias = f"TB-{told.number}", "Reporter K7M2QX"
    return (
        Case(
            UUID(int=told.number),
            reference,
            alias,
            Platform.SLACK,
            AT,
            "checked",
            told.text,
            file,
            told.context,
            band=raised(assessment.band, file),
        ),
        assessment,
    )


@functools.cache
def _assessor() -> Assessor:
    return Assessor.load()


def _thanks() -> str:
    return words().text("exposure.thanks")


def _follow_up() -> Told:
    lure = _assessor().assess(Approach(LURE))
    file = replace(FIRST, reference="TB-1042", reports=3, stages=stages_of(found.tactic for found in lure.evidence))
    return Told(LATER, RiskBand.LOW, 1047, file)


def _outcome() -> Notice:
    return case_words.outcome(CaseFile(reference="TB-1042"), Disposition.MALICIOUS)


def _my_reports() -> MyReports:
    looked_at = replace(ANSWERED, reference="TB-1042", looking=True)
    alone = CaseFile(reference="TB-1044")
    entries = (
        entry(Standing(UUID(int=1047), UUID(int=1), 1047, AT, "high", "told"), replace(looked_at, reports=3)),
        entry(Standing(UUID(int=1044), UUID(int=2), 1044, AT, "low", "not_told"), alone),
        entry(Standing(UUID(int=1042), UUID(int=1), 1042, AT, "high", "told"), looked_at),
    )
    return MyReports(words().text("my_reports.title"), words().text("my_reports.introduction"), entries)


def guide() -> Notice:
    """What stands on Slack's first page besides the reports."""
    return guidance.notice(NoticeKey.HELP)
