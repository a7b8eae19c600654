"""A person who reads French is answered in French from end to end, while security reads its own language."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from bot import case_words, guidance
from bot.cases import CaseFile, Disposition, Exposure, Remark, Stage
from bot.guidance import Case
from bot.learning import answer, lesson
from bot.model import EmptyTextError, NoticeKey, Platform
from bot.outgoing import Alert, LinkLine, Reason, Reply
from bot.profile_form import review_form
from bot.runtime import Bot
from bot.wording import Wording, speaking
from nlp.links import review
from nlp.model import Assessment, Counter, Kind, RiskBand, Tactic
from nlp.observe import observe
from tests.bot.fakes import REPORTER, FakeMessenger, evidence, submission
from tests.conftest import StartBot, eventually

TEXT = (
    "Zoltan here. https://bit.ly/3xYz https://linkedln.com/in/a http://10.0.0.1/x.pdf.exe"
    " https://drive.google.com/file/d/1 https://github.com/zoltan/probe Qrst"
)
ENGLISH = re.compile(
    r"\b(?:the|and|you|your|is|are|was|of|with|that|this|they|their|not|from|have|what|who|where|when|it|to|for)\b",
    re.IGNORECASE,
)
"""Words that no French sentence has."""
NAMES = re.compile(
    r"hxxps?\S+|“[^”]*”|\b(?:Think Before You Link|LinkedIn|linkedin\.com|Check this message|SECURITY_CHANNEL)\b"
)


def wordings(language: str) -> set[str]:
    """Everything that a language says, lines of lists each for itself."""
    loaded, found = Wording.load(language), set()
    for name in loaded.own:
        try:
            found.add(loaded.text(name))
        except KeyError:
            found.update(loaded.lines(name))
    return found


ONLY_ENGLISH = wordings("en") - wordings("fr")


def strings(value: object) -> Iterator[str]:
    """Every string that a person reads; quotes and links are the sender's."""
    if isinstance(value, Reason):
        yield from (value.sentence, value.because, value.tactic)
    elif isinstance(value, LinkLine):
        yield from value.sentences
    elif isinstance(value, str):
        if not isinstance(value, (Exposure, Disposition, Remark)) and type(value) is str:
            yield value
    elif isinstance(value, (tuple, list, frozenset)):
        for item in value:
            yield from strings(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from strings(getattr(value, field.name))


def english_in(value: object) -> list[str]:
    """Give the strings that are English, by the English wording or by their words."""
    return [text for text in strings(value) if text in ONLY_ENGLISH or ENGLISH.search(NAMES.sub("", text))]


def a_case(**changes: object) -> Case:
    base = Case(uuid4(), "TB-7", "Reporter ABC123", Platform.SLACK, datetime(2026, 11, 22, tzinfo=UTC), "checked", TEXT)
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]  # checked by the dataclass


def an_assessment(band: RiskBand, kind: Kind) -> Assessment:
    signs = tuple(evidence(TEXT, tactic, "Zoltan", says="does something that is English") for tactic in Tactic)
    counters = tuple(
        Counter(name, "is English", 1.0, 0, 6, "Zoltan") for name in ("no_pressure", "no_payment", "unheard_of")
    )
    links = tuple(review(TEXT, observe(TEXT)))
    not_judged = ("I did not open any link: opening one can tell the sender that you are there.",)
    return Assessment(
        band, 0.7, kind, signs, counters, tuple(observe(TEXT)), links, (), None, "en", not_judged, "fake-1"
    )


BANDS = [
    *((band, kind) for band in (RiskBand.HIGH, RiskBand.MEDIUM) for kind in Kind),
    (RiskBand.LOW, Kind.NONE),
    (RiskBand.INSUFFICIENT, Kind.NONE),
]


@pytest.mark.parametrize(("band", "kind"), BANDS)
@pytest.mark.parametrize("told", [True, False])
def test_a_whole_answer_has_no_english_in_it(band: RiskBand, kind: Kind, told: bool) -> None:
    file = CaseFile(
        reference="TB-3",
        reports=3,
        stages=frozenset(Stage),
        exposure=frozenset(Exposure),
        update_by=datetime(2026, 8, 1, tzinfo=UTC),
    )
    with speaking("fr-FR"):
        reply = guidance.reply(a_case(file=file), an_assessment(band, kind), told=told)
    assert english_in(reply) == []
    assert reply.links
    assert [step.name for step in reply.steps] == ["Reconnaître", "Réaliser", "Rendre compte", "Retirer"]


@pytest.mark.parametrize("quietly", [True, False])
def test_an_alert_in_french_has_no_english_in_it(quietly: bool) -> None:
    file = CaseFile("TB-3", 3, frozenset(Stage), frozenset(Exposure), remarks=frozenset(Remark), withdrawn=True)
    with speaking("fr"):
        alert = guidance.alert(a_case(file=file, quietly=quietly), an_assessment(RiskBand.HIGH, Kind.APPROACH))
    alert = dataclasses.replace(alert, reporter="")
    assert english_in(alert) == []


def test_what_could_not_be_read_is_said_in_french() -> None:
    lost = guidance.unreadable()
    with speaking("fr"):
        assert english_in(guidance.reply(a_case(), lost, told=True)) == []
        assert english_in(dataclasses.replace(guidance.alert(a_case(), lost), reporter="")) == []


@pytest.mark.parametrize("key", NoticeKey)
def test_every_notice_has_no_english_in_it(key: NoticeKey) -> None:
    found = [("TB-1", datetime(2026, 5, 3, tzinfo=UTC), band, "told") for band in ("high", None)]
    with speaking("fr"):
        notice = guidance.status(found) if key is NoticeKey.STATUS else guidance.notice(key, reference="TB-1")
    assert english_in(notice) == []
    if key is NoticeKey.STATUS:
        assert "3 mai 2026" in notice.items[0]


@pytest.mark.parametrize("disposition", Disposition)
def test_outcomes_promises_and_news_have_no_english_in_them(disposition: Disposition) -> None:
    by = datetime(2026, 12, 1, tzinfo=UTC)
    case = CaseFile("TB-3", disposition=disposition, exposure=frozenset({Exposure.PAID}))
    with speaking("fr"):
        said = (
            case_words.outcome(case, disposition),
            case_words.still_looking(case, by),
            case_words.reminder(case, "K7M2QX", by),
            case_words.news(case, "K7M2QX", case_words.exposure_news(case)),
            case_words.exposure_form(case),
        )
    assert english_in(said) == []


def test_forms_lessons_and_errors_have_no_english_in_them() -> None:
    learned = [(lesson(number, "fr"), answer(number, key, "fr")) for number in range(6) for key in "abc"]
    assert english_in(learned) == []
    assert english_in(review_form("fr-CA")) == []
    with speaking("fr"):
        assert EmptyTextError.user_message().startswith("Il n'y a pas de texte")
    assert EmptyTextError.user_message().startswith("There is no text")


async def test_the_persons_language_is_answered_and_security_reads_its_own(bot: Bot, messenger: FakeMessenger) -> None:
    await bot.intake.take(dataclasses.replace(submission("HIGH praise of Zoltan"), language="fr-FR"))
    await eventually(lambda: len(messenger.arrived) == 2)
    reply, alert = messenger.replies[0].content, messenger.alerts[0].content
    assert isinstance(reply, Reply)
    assert isinstance(alert, Alert)
    assert reply.headline == "Risque élevé\u00a0: ce message ressemble à une tentative d'approche"
    assert reply.reasons[0].sentence == "L'expéditeur fait votre éloge."
    assert reply.reasons[0].quote == "HIGH praise of Zoltan"
    assert reply.not_judged == ("(en anglais) The links were not opened.",)
    assert alert.headline.startswith("High risk")
    assert (await bot.desk.show(reply.report_id, REPORTER)).headline == reply.headline


async def test_where_the_bot_speaks_french_people_and_security_read_french(
    start_bot: StartBot, messenger: FakeMessenger
) -> None:
    async with start_bot([messenger], language="fr") as bot:
        await bot.intake.take(submission("HIGH praise of Zoltan"))
        await eventually(lambda: len(messenger.arrived) == 2)
    for envelope in (*messenger.alerts, *messenger.replies):
        assert isinstance(envelope.content, Alert | Reply)
        assert envelope.content.headline.startswith("Risque élevé")
