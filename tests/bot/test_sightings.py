"""Whether something was reported before: counts and dates, never names."""

import dataclasses
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases import Disposition, Remark
from bot.model import Reporter
from bot.outgoing import Alert, ButtonAction, Reply
from bot.runtime import Bot
from bot.sightings import FEW, Seen, Sighting, Subject, lifted, lines, seen_in, weight_of
from bot.store import sightings
from bot.store.database import Database
from nlp.links import review
from nlp.model import Assessment, RiskBand
from nlp.observe import observe
from tests.bot.fakes import NOW, FakeMessenger, assessment
from tests.bot.linking import PROFILE, LinkingAssessor, hand_in, person
from tests.conftest import StartBot, eventually

NOBODY = Sighting(Subject.PROFILE, 0, 0, None, None, None, 0, malicious=False)


@pytest.fixture
async def bot(start_bot: StartBot, messenger: FakeMessenger) -> AsyncIterator[Bot]:
    async with start_bot([messenger], LinkingAssessor()) as running:
        yield running


def reply_to(messenger: FakeMessenger, report_id: UUID) -> Reply:
    (found,) = [item.content for item in messenger.replies if item.content.report_id == report_id]
    assert isinstance(found, Reply)
    return found


def alert_of(messenger: FakeMessenger, report_id: UUID) -> Alert:
    (found,) = [item.content for item in messenger.alerts if item.content.report_id == report_id]
    assert isinstance(found, Alert)
    return found


async def backdate(database: Database, report_id: UUID, days: int) -> None:
    """Make a report older than it is."""
    async with database.transaction() as connection:
        for query in (
            "UPDATE reports SET received_at = received_at - %s WHERE id = %s",
            "UPDATE sightings SET seen_at = seen_at - %s WHERE report_id = %s",
        ):
            await connection.execute(query, (timedelta(days=days), report_id))


async def judge(database: Database, report_id: UUID, disposition: Disposition) -> None:
    async with database.transaction() as connection:
        await connection.execute(
            "UPDATE cases SET disposition = %s WHERE id = (SELECT case_id FROM reports WHERE id = %s)",
            (disposition.value, report_id),
        )


def read(text: str, band: RiskBand = RiskBand.MEDIUM, own: frozenset[str] = frozenset()) -> Assessment:
    found = observe(text)
    links = review(text, found, own_domains=own)
    return dataclasses.replace(assessment(text, band), observables=found, links=links)


def test_a_profile_is_recognised_in_every_band_and_a_contact_only_where_it_looks_malicious() -> None:
    text = f"{PROFILE} and jane@gmail.com, +44 7700 900123"
    profile = Seen(Subject.PROFILE, "linkedin:in/jane-doe-1a2b3c")
    assert seen_in(read(text, RiskBand.LOW)) == (profile,)
    assert seen_in(read(text)) == (
        profile,
        Seen(Subject.CONTACT, "email|jane@gmail.com"),
        Seen(Subject.CONTACT, "phone|447700900123"),
    )


def test_a_link_that_is_suspicious_by_itself_is_recognised_whatever_its_parameters() -> None:
    one, other = (read(f"see https://linkedin-login.test/in/jane?{n}#x", RiskBand.LOW) for n in ("a=1", "b=2"))
    assert seen_in(one) == seen_in(other) == (Seen(Subject.CONTACT, "url|https://linkedin-login.test/in/jane"),)


def test_the_employers_own_addresses_are_nobodys_contact() -> None:
    text = "Write to hr@acme.example or eve@mail.acme.example."
    assert seen_in(read(text, own=frozenset({"acme.example"})), frozenset({"acme.example"})) == ()


@given(st.text(max_size=300), st.sampled_from(list(RiskBand)))
def test_any_text_has_few_keys_and_none_twice(text: str, band: RiskBand) -> None:
    keys = seen_in(read(text + PROFILE, band))
    assert len(set(keys)) == len(keys) <= 120


@pytest.mark.parametrize(
    ("sighting", "expected"),
    [
        (NOBODY, ()),
        (
            {"month": 1, "year": 1},
            ("Reported before: at least one colleague reported this profile in the last 30 days.",),
        ),
        (
            {"month": 2, "year": 2},
            ("Reported before: at least one colleague reported this profile in the last 30 days.",),
        ),
        ({"year": 2}, ("Reported before: at least one colleague reported this profile in the last year.",)),
        (
            {"month": 3, "year": 3},
            (
                "Reported before: three colleagues reported this profile in the last 30 days.",
                "First on 3 March 2026, most recently on 9 March 2026.",
            ),
        ),
        (
            {"month": 1, "year": 14},
            (
                "Reported before: at least one colleague reported this profile in the last 30 days.",
                "Reported before: 14 colleagues reported this profile in the last year.",
                "First on 3 March 2026, most recently on 9 March 2026.",
            ),
        ),
        ({"own": NOW}, ("You reported this profile yourself on 22 November 2026.",)),
        ({"malicious": True}, ("The security team has judged this profile malicious.",)),
    ],
)
def test_counts_are_worded_so_that_small_ones_give_nobody_away(
    sighting: Sighting | dict[str, object], expected: tuple[str, ...]
) -> None:
    if isinstance(sighting, dict):
        days: dict[str, object] = (
            {"first": datetime(2026, 3, 3, tzinfo=NOW.tzinfo), "last": datetime(2026, 3, 9, tzinfo=NOW.tzinfo)}
            if "year" in sighting
            else {}
        )
        sighting = dataclasses.replace(NOBODY, **days, **sighting)  # type: ignore[arg-type]  # test parameters
    assert lines([sighting]) == expected


@given(st.integers(0, 40), st.integers(0, 40))
def test_no_line_tells_an_exact_small_number(month: int, more: int) -> None:
    said = " ".join(lines([dataclasses.replace(NOBODY, month=month, year=month + more, first=NOW, last=NOW)]))
    assert not any(word in said.split() for word in ("1", "2", "one colleague", "two"))
    assert "at least one colleague" in said or month + more == 0 or month + more > FEW


@pytest.mark.parametrize(
    ("band", "worrying", "malicious", "expected"),
    [
        (RiskBand.INSUFFICIENT, 1, False, RiskBand.INSUFFICIENT),
        (RiskBand.INSUFFICIENT, 2, False, RiskBand.MEDIUM),
        (RiskBand.INSUFFICIENT, 0, True, RiskBand.MEDIUM),
        (RiskBand.LOW, 9, False, RiskBand.LOW),
        (RiskBand.LOW, 0, True, RiskBand.MEDIUM),
        (RiskBand.MEDIUM, 9, True, RiskBand.MEDIUM),
        (RiskBand.HIGH, 9, True, RiskBand.HIGH),
    ],
)
def test_earlier_reports_raise_a_bare_link_only_for_a_reason(
    band: RiskBand, worrying: int, malicious: bool, expected: RiskBand
) -> None:
    sighting = dataclasses.replace(NOBODY, month=9, year=9, worrying=worrying, malicious=malicious)
    before = assessment("text", band)
    after = lifted(before, [sighting])
    assert after.band is expected
    assert (after.score != before.score or after.breakdown != before.breakdown) is (expected is not band)
    assert after.score >= 0.5 or expected is band
    assert lifted(before, [dataclasses.replace(sighting, subject=Subject.CONTACT)]) == before


def test_a_judgement_weighs_more_than_two_reports() -> None:
    two = dataclasses.replace(NOBODY, worrying=2)
    assert weight_of(dataclasses.replace(two, malicious=True)) > weight_of(two) > weight_of(NOBODY) == weight_of(None)


async def test_a_bare_profile_link_is_unknown_and_the_review_is_offered(bot: Bot, messenger: FakeMessenger) -> None:
    answer = reply_to(messenger, await hand_in(bot, messenger, PROFILE))
    assert answer.band is RiskBand.INSUFFICIENT
    assert "a profile link on its own tells little" in answer.headline
    assert "opened nothing" in answer.summary
    assert "not seen the profile" in answer.not_judged[0]
    assert ButtonAction.REVIEW_PROFILE in [item.action for item in answer.buttons]
    assert not answer.reported_before


async def test_the_review_is_offered_wherever_there_is_a_profile_and_nowhere_else(
    bot: Bot, messenger: FakeMessenger
) -> None:
    with_one = reply_to(messenger, await hand_in(bot, messenger, f"HIGH offer from {PROFILE}"))
    without = reply_to(messenger, await hand_in(bot, messenger, "HIGH offer from https://www.linkedin.com/jobs"))
    assert ButtonAction.REVIEW_PROFILE in [item.action for item in with_one.buttons]
    assert len(with_one.buttons) <= 6
    assert ButtonAction.REVIEW_PROFILE not in [item.action for item in without.buttons]


async def test_three_colleagues_are_counted_whatever_form_the_address_has(bot: Bot, messenger: FakeMessenger) -> None:
    for name, form in (
        ("ann", PROFILE),
        ("bob", "uk.linkedin.com/in/jane-doe-1a2b3c?trk=x"),
        ("cy", "hxxps://linkedin[.]com/in/JANE-DOE-1a2b3c/"),
        ("cy", f"again {PROFILE}"),
    ):
        await hand_in(bot, messenger, form, name)
    answer = reply_to(messenger, await hand_in(bot, messenger, PROFILE))
    assert answer.reported_before[0] == "Reported before: three colleagues reported this profile in the last 30 days."
    assert answer.band is RiskBand.INSUFFICIENT
    assert not any(name in str(answer) for name in ("ann", "bob"))


async def test_ones_own_earlier_report_of_the_same_profile_is_the_same_case(
    bot: Bot, messenger: FakeMessenger, database: Database
) -> None:
    first = await hand_in(bot, messenger, f"LOW hello from {PROFILE}")
    await backdate(database, first, 40)
    answer = reply_to(messenger, await hand_in(bot, messenger, f"LOW hello again from {PROFILE}"))
    assert answer.reported_before == ()
    assert reply_to(messenger, first).reference in answer.case_line


async def test_the_same_address_in_the_senders_words_is_the_same_case_and_nobody_elses(
    bot: Bot, messenger: FakeMessenger
) -> None:
    first = await hand_in(bot, messenger, "LOW hello, write to recruiter.jane@gmail.com")
    again = reply_to(messenger, await hand_in(bot, messenger, "LOW it is me: Recruiter.Jane@gmail.com"))
    other = reply_to(messenger, await hand_in(bot, messenger, "LOW hello, write to recruiter.jane@gmail.com", "ann"))
    assert reply_to(messenger, first).reference in again.case_line
    assert (other.case_line, other.reported_before) == ("", ())


async def test_two_worrying_reports_of_others_raise_a_bare_link_and_security_is_told(
    bot: Bot, messenger: FakeMessenger
) -> None:
    await hand_in(bot, messenger, f"HIGH offer {PROFILE}", "ann")
    assert reply_to(messenger, await hand_in(bot, messenger, PROFILE, "bob")).band is RiskBand.INSUFFICIENT
    await hand_in(bot, messenger, f"MEDIUM offer {PROFILE}", "cy")
    raised = await hand_in(bot, messenger, PROFILE)
    answer = reply_to(messenger, raised)
    await eventually(lambda: len(messenger.alerts) == 3)
    assert answer.band is RiskBand.MEDIUM
    assert "reported before" in answer.headline
    assert "three colleagues" in answer.reported_before[0]
    assert alert_of(messenger, raised).reported_before == answer.reported_before


async def test_what_was_raised_raises_nothing_itself(bot: Bot, messenger: FakeMessenger, database: Database) -> None:
    worrying = [await hand_in(bot, messenger, f"HIGH offer {PROFILE}", name) for name in ("ann", "bob")]
    for name in ("cy", "di", "eve"):
        await hand_in(bot, messenger, PROFILE, name)
    async with database.transaction() as connection:
        for report_id in worrying:
            await connection.execute("DELETE FROM reports WHERE id = %s", (report_id,))
    assert reply_to(messenger, await hand_in(bot, messenger, PROFILE)).band is RiskBand.INSUFFICIENT


async def test_reports_that_were_judged_benign_raise_nothing(
    bot: Bot, messenger: FakeMessenger, database: Database
) -> None:
    for name in ("ann", "bob"):
        report = await hand_in(bot, messenger, f"HIGH offer {PROFILE}", name)
        await judge(database, report, Disposition.BENIGN)
    answer = reply_to(messenger, await hand_in(bot, messenger, PROFILE))
    assert answer.band is RiskBand.INSUFFICIENT
    assert "at least one colleague" in answer.reported_before[0]


async def test_a_profile_that_was_judged_malicious_is_said_to_be(
    bot: Bot, messenger: FakeMessenger, database: Database
) -> None:
    await judge(database, await hand_in(bot, messenger, f"LOW offer {PROFILE}", "ann"), Disposition.MALICIOUS)
    answer = reply_to(messenger, await hand_in(bot, messenger, PROFILE))
    assert answer.band is RiskBand.MEDIUM
    assert answer.reported_before[-1] == "The security team has judged this profile malicious."


async def test_a_contact_that_others_reported_is_stated_and_raises_nothing(bot: Bot, messenger: FakeMessenger) -> None:
    for name in ("ann", "bob", "cy"):
        await hand_in(bot, messenger, "HIGH write to recruiter.jane@gmail.com", name)
    answer = reply_to(messenger, await hand_in(bot, messenger, "MEDIUM write to Recruiter.Jane@gmail.com"))
    assert answer.band is RiskBand.MEDIUM
    assert "three colleagues reported a contact detail in this message" in answer.reported_before[0]


async def test_old_reports_count_for_the_year_and_older_ones_not_at_all(
    bot: Bot, messenger: FakeMessenger, database: Database
) -> None:
    for name, days in (("ann", 5), ("bob", 100), ("cy", 300), ("di", 400)):
        await backdate(database, await hand_in(bot, messenger, f"{name} saw {PROFILE}", name), days)
    answer = reply_to(messenger, await hand_in(bot, messenger, PROFILE))
    assert answer.reported_before[:2] == (
        "Reported before: at least one colleague reported this profile in the last 30 days.",
        "Reported before: three colleagues reported this profile in the last year.",
    )


async def test_nothing_crosses_from_one_tenant_to_another(bot: Bot, messenger: FakeMessenger) -> None:
    for name in ("ann", "bob", "cy"):
        await hand_in(bot, messenger, f"HIGH offer {PROFILE}", name, "elsewhere")
    answer = reply_to(messenger, await hand_in(bot, messenger, PROFILE))
    assert answer.band is RiskBand.INSUFFICIENT
    assert not answer.reported_before


async def test_a_deleted_report_is_forgotten(bot: Bot, messenger: FakeMessenger) -> None:
    report = await hand_in(bot, messenger, PROFILE, "ann")
    await bot.desk.delete(report, person("ann"))
    assert not reply_to(messenger, await hand_in(bot, messenger, PROFILE)).reported_before


async def test_retention_leaves_no_sighting(bot: Bot, messenger: FakeMessenger, database: Database) -> None:
    await backdate(database, await hand_in(bot, messenger, PROFILE, "ann"), 20_000)
    await bot.housekeeper.purge()
    await bot.housekeeper.purge()
    async with database.transaction() as connection:
        cursor = await connection.execute("SELECT count(*) FROM sightings")
        assert await cursor.fetchone() == (0,)


async def test_a_colleagues_profile_is_neither_compared_nor_remembered(bot: Bot, messenger: FakeMessenger) -> None:
    report = await hand_in(bot, messenger, f"LOW about {PROFILE}", "ann")
    await bot.desk.remark(report, person("ann"), Remark.CONDUCT)
    assert not reply_to(messenger, await hand_in(bot, messenger, PROFILE)).reported_before


async def test_nothing_in_the_database_tells_which_profile_it_was(
    bot: Bot, messenger: FakeMessenger, database_url: str
) -> None:
    await hand_in(bot, messenger, f"HIGH {PROFILE} write to recruiter.jane@gmail.com")
    with psycopg.connect(database_url) as connection:
        rows = connection.execute("SELECT * FROM sightings").fetchall()
    assert {row[3] for row in rows} == {"profile", "contact", "persona"}
    assert not any(word in str(rows) for word in ("jane", "linkedin", "gmail"))


async def test_the_same_profile_has_another_digest_in_another_tenant(database: Database) -> None:
    seen = Seen(Subject.PROFILE, "linkedin:in/jane")
    one, other = await database.vault("web:one"), await database.vault("web:other")
    assert sightings._digest(one, seen) != sightings._digest(other, seen)
    assert sightings._digest(one, seen) != one.tag("linkedin:in/jane")


async def test_an_answer_shown_again_says_the_same(bot: Bot, messenger: FakeMessenger) -> None:
    for name in ("ann", "bob", "cy"):
        await hand_in(bot, messenger, f"HIGH offer {PROFILE}", name)
    report = await hand_in(bot, messenger, PROFILE)
    shown = await bot.desk.show(report, Reporter(person("me").platform, "local", "me"))
    assert shown == reply_to(messenger, report)
