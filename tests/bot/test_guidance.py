import dataclasses
import itertools
from importlib import resources
from uuid import uuid4

import pytest

from bot.alias import alias
from bot.cases import CaseFile, Disposition, Exposure, Stage
from bot.guidance import Case, alert, notice, reply, status, unreadable
from bot.model import NoticeKey, Platform
from bot.outgoing import ButtonAction, Reply
from bot.wording import words
from nlp.model import (
    Assessment,
    Counter,
    Genre,
    Kind,
    LinkReview,
    LinkType,
    Observable,
    ObservableKind,
    RiskBand,
    Tactic,
)
from tests.bot.fakes import NOW, assessment, evidence

PROMISES = ("is safe", "are safe", "no risk", "nothing to worry", "harmless message", "all clear")


def case(text: str = "Hello", asked: str = "checked") -> Case:
    return Case(uuid4(), "TB-1042", "Reporter K7M2QX", Platform.TEAMS, NOW, asked, text)


def everything_in(answer: Reply) -> str:
    steps = " ".join(f"{step.headline} {' '.join(step.actions)}" for step in answer.steps)
    return f"{answer.headline} {answer.summary} {answer.report_line} {steps}".lower()


def step(answer: Reply, name: str) -> str:
    return " ".join(next(item.actions for item in answer.steps if item.name == name))


def link(url: str, site: str = "", kind: LinkType = LinkType.OTHER, suspicion: float = 0.0) -> LinkReview:
    return LinkReview(
        url, "hxxps://x[.]example", "", "", site, kind, url, suspicion, ("It is on a free host.",), "", 0, len(url)
    )


def with_parts(base: Assessment, **parts: object) -> Assessment:
    return dataclasses.replace(base, **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("band", "kind", "told", "genre"),
    list(itertools.product(RiskBand, Kind, (True, False), (None, Genre.ACCOUNT))),
)
def test_every_case_gets_a_whole_answer(band: RiskBand, kind: Kind, told: bool, genre: Genre | None) -> None:
    answer = reply(case(), assessment("HIGH thing", band, kind, genre=genre), told=told)
    assert [item.name for item in answer.steps] == ["Recognise", "Realise", "Report", "Remove"]
    assert all(item.actions and item.headline for item in answer.steps)
    assert "{" not in everything_in(answer)
    assert answer.reference in answer.report_line
    assert not any(promise in everything_in(answer) for promise in PROMISES)
    if genre is Genre.ACCOUNT:
        assert "this message" not in f"{answer.headline} {answer.summary}".lower()


def test_low_is_never_called_safe() -> None:
    answer = reply(case(), assessment("LOW thing", RiskBand.LOW, Kind.NONE), told=False)
    assert "not a promise" in answer.summary


def test_too_little_to_judge_says_so_and_what_would_help() -> None:
    answer = reply(case(), assessment("", RiskBand.INSUFFICIENT, Kind.NONE), told=False)
    assert answer.headline == "Not enough to judge"
    assert "whole message" in step(answer, "Recognise")


def test_the_button_is_there_exactly_while_security_does_not_know() -> None:
    found = assessment("LOW thing", RiskBand.LOW, Kind.NONE)
    first, *others = reply(case(), found, told=False).buttons
    assert first.action is ButtonAction.REPORT_ANYWAY
    assert reply(case(), found, told=True).buttons == tuple(others)
    assert all(len(button.label) <= 40 for button in (first, *others))


def test_the_strongest_span_of_each_tactic_comes_first_and_denied_ones_never() -> None:
    text = "aa bb cc dd ee"
    items = (
        evidence(text, Tactic.FLATTERY, "aa", says="one"),
        evidence(text, Tactic.FLATTERY, "bb", says="two"),
        evidence(text, Tactic.SECRECY, "cc", says="three"),
        evidence(text, Tactic.COERCION, "dd", says="four"),
        evidence(text, Tactic.COERCION, "ee", says="denied", negated=True),
    )
    answer = reply(case(text), assessment(text, RiskBand.HIGH, Kind.APPROACH, *items), told=True)
    assert [item.sentence for item in answer.reasons] == ["The sender one.", "The sender three.", "The sender four."]
    assert [item.quote for item in answer.more_reasons] == ["bb"]
    assert answer.reasons[0].tactic == "Flattery"
    assert len(alert(case(text), assessment(text, RiskBand.HIGH, Kind.APPROACH, *items)).reasons) == 4


def test_an_account_is_spoken_of_as_an_account() -> None:
    answer = reply(case(), assessment("HIGH thing", genre=Genre.ACCOUNT), told=True)
    assert "what you describe" in answer.headline
    assert answer.reasons[0].sentence == "The person you describe praises you."


def test_no_link_in_a_message_can_be_clicked() -> None:
    text = "HIGH see https://example.com/a and mail x@example.com"
    found = with_parts(
        assessment(text, RiskBand.HIGH, Kind.APPROACH, evidence(text, Tactic.FLATTERY, text)),
        links=(link("https://example.com/a", suspicion=0.9),),
        counters=(Counter("c", "names https", 0.1, 9, 17, "https://"),),
    )
    for message in (reply(case(text), found, told=True), alert(case(text), found)):
        shown = [item.quote for item in (*message.reasons, *message.against)] + [
            item.defanged for item in message.links
        ]
        assert not any("https://" in item or "@example" in item or "example.com" in item for item in shown)
        assert message.links[0].suspicious


@pytest.mark.parametrize(
    ("text", "parts", "said"),
    [
        ("Saw you on LinkedIn", {}, "About this profile"),
        ("x", {"links": (link("https://linkedin.com/in/x", "linkedin"),)}, "Remove connection"),
        ("We met on Xing", {}, "On Xing"),
        ("Write me on WhatsApp", {}, "On WhatsApp"),
        ("Add me on telegram", {}, "On Telegram"),
        ("my WeChat is abc", {}, "On WeChat"),
        ("Let's talk on Signal", {}, "On Signal"),
        ("x", {"observables": (Observable(ObservableKind.EMAIL, "a@b.example", 0, 1),)}, "junk"),
        ("x", {"observables": (Observable(ObservableKind.PHONE, "+44 20 7946 0000", 0, 1),)}, "On your phone"),
    ],
)
def test_the_steps_fit_the_place_of_contact(text: str, parts: dict[str, object], said: str) -> None:
    answer = reply(case(text), with_parts(assessment("HIGH thing"), **parts), told=True)
    assert said in f"{step(answer, 'Recognise')} {step(answer, 'Remove')}"


def test_the_traffic_signal_is_not_a_messenger() -> None:
    assert "On Signal" not in everything_in(reply(case("a strong signal to noise"), assessment("HIGH x"), told=True))


def test_evidence_is_kept_before_anything_is_removed() -> None:
    answer = reply(case("On LinkedIn"), assessment("HIGH thing"), told=True)
    assert step(answer, "Report").startswith("Before anything else")
    assert step(answer, "Remove").startswith("When it is captured and reported")


def test_a_coding_test_is_not_to_be_run_and_who_ran_it_disconnects() -> None:
    text = "Please clone the repository and run the project for your coding test"
    found = assessment(
        text, RiskBand.HIGH, Kind.APPROACH, evidence(text, Tactic.CREDENTIAL_OR_MALWARE_LINK, "clone the repository")
    )
    answer = reply(case(text), found, told=True)
    assert step(answer, "Report").startswith("Do not run")
    assert "disconnect that computer" in step(answer, "Report")
    assert "isolate" in alert(case(text), found).next_steps[0]


def test_fraud_gets_fraud_advice() -> None:
    answer = reply(case(), assessment("HIGH thing", RiskBand.HIGH, Kind.FRAUD), told=True)
    assert "bank" in step(answer, "Report")
    assert "clearance" not in everything_in(answer)


@pytest.mark.parametrize("band", [RiskBand.MEDIUM, RiskBand.HIGH])
def test_being_open_about_exposure_is_asked_without_blame(band: RiskBand) -> None:
    answer = reply(case(), assessment("HIGH thing", band), told=True)
    assert "Anyone can be taken in" in step(answer, "Report")


def test_an_unread_report_says_so_to_both_people() -> None:
    found, given = unreadable(), case("The whole text")
    assert "could not read" in reply(given, found, told=True).headline
    notice_ = alert(given, found)
    assert notice_.reasons[0].quote == "The whole text"
    assert notice_.not_judged


def test_an_alert_names_no_person_and_says_what_was_asked() -> None:
    found = alert(case(asked="pressed"), assessment("LOW thing", RiskBand.LOW, Kind.NONE))
    assert found.headline == "Low risk · TB-1042"
    assert found.asked == "Pressed “Report anyway”."
    assert any("unease" in line for line in found.next_steps)


def test_an_alias_is_stable_short_and_sayable() -> None:
    name = alias(bytes(range(32)))
    assert name == alias(bytes(range(32))) != alias(bytes(32))
    assert name.removeprefix("Reporter ").isalnum()
    assert len(name) == len("Reporter K7M2QX")


@pytest.mark.parametrize("key", [key for key in NoticeKey if key is not NoticeKey.STATUS])
def test_every_notice_has_words(key: NoticeKey) -> None:
    made = notice(key, reference="TB-1042")
    assert made.title
    assert made.paragraphs
    assert "{" not in " ".join((*made.paragraphs, *made.items))


def test_status_says_what_became_of_each_report() -> None:
    made = status([("TB-1042", NOW, None, "not_told"), ("TB-1041", NOW, "high", "told")])
    assert made.items[0] == "TB-1042 · 22 November 2026 · being read · the security team has not been alerted"
    assert "high risk" in made.items[1]


def test_the_words_carry_no_meaning_by_emoji_alone_and_have_a_version() -> None:
    text = (resources.files("bot.wording") / "en" / "messages.yml").read_text("utf-8")
    assert words().version
    assert not [sign for sign in text if ord(sign) > 0x2100]


def test_what_only_its_case_raises_says_so_and_claims_no_signs_of_its_own() -> None:
    grown = dataclasses.replace(
        case(), band=RiskBand.HIGH, file=CaseFile("TB-1001", 4, frozenset({Stage.CONTACT, Stage.COVERT}))
    )
    answer = reply(grown, assessment("", RiskBand.LOW, Kind.NONE), told=True)
    assert answer.band is RiskBand.HIGH
    assert answer.headline == "High risk: what is growing around this message"
    assert "shows little" in answer.summary
    assert "TB-1001" in answer.case_line


def test_a_closed_case_is_no_longer_urgent() -> None:
    file = CaseFile("TB-1001", exposure=frozenset({Exposure.PAID}), disposition=Disposition.MALICIOUS)
    told = alert(dataclasses.replace(case(), file=file), assessment("HIGH thing"))
    assert (told.priority, told.decisions) == ("", ())
    assert told.standing == "Closed as malicious."
