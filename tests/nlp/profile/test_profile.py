"""Reading the words of a profile: what is seen in suspicious ones, and what honest ones are spared."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.model import MAX_CHARACTERS, TextTooLongError
from nlp.profile.reading import profile_version, read_profile
from nlp.profile.result import ProfileReading

PROFILES = [
    json.loads(line) for line in Path(__file__).with_name("profiles.jsonl").read_text("utf-8").splitlines() if line
]
WORRYING = 1.5
"""Weight of all signs together, each tactic once, from which on a profile's words alone are a warning."""
HOOKS = st.sampled_from(
    [
        "Jan 2018 - Mar 2016 · 4 yrs",
        "BSc, 2019 - 2022",
        "Director, 2010 - Present",
        "[Company Name]",
        "{{first_name}}",
        "20 years of experience",
        "We serve state-owned enterprises.",
        "Add my WeChat, I am rarely here.",
        "\u202eleading consultancy\u202c",
        "for a con\u200bfidential client",
        "\ud800",
        "not",
        "\n",
    ]
)


def weight(reading: ProfileReading) -> float:
    strongest: dict[str, float] = {}
    for item in reading.signs:
        strongest[item.tactic] = max(item.weight, strongest.get(item.tactic, 0.0))
    return sum(strongest.values())


def of(label: str) -> list[str]:
    return [row["text"] for row in PROFILES if row["label"] == label]


def seen(text: str) -> dict[str, str]:
    return {item.sign_id: item.quote for item in read_profile(text).signs}


def test_there_are_enough_examples_of_both_sorts() -> None:
    assert len(of("honest")) >= 80
    assert len(of("suspicious")) >= 80


def test_hardly_any_honest_profile_shows_a_sign_and_none_is_a_warning() -> None:
    readings = [read_profile(text) for text in of("honest")]
    assert all(weight(reading) < WORRYING for reading in readings)
    assert sum(bool(reading.signs) for reading in readings) <= len(readings) * 0.05


def test_most_suspicious_profiles_show_a_sign_and_many_are_a_warning() -> None:
    readings = [read_profile(text) for text in of("suspicious")]
    assert sum(bool(reading.signs) for reading in readings) >= len(readings) * 0.9
    assert sum(weight(reading) >= WORRYING for reading in readings) >= len(readings) * 0.6


@pytest.mark.parametrize(
    ("text", "sign", "quote"),
    [
        ("Analyst · 2019 - 2016", "period_ends_before_it_begins", "2019 - 2016"),
        ("Analyst · Mar 2019 \N{EN DASH} Feb 2019", "period_ends_before_it_begins", "Mar 2019 \N{EN DASH} Feb 2019"),
        ("CEO\nJan 2018 - Mar 2020 · 8 yrs 1 mo", "period_has_another_length", "Jan 2018 - Mar 2020 · 8 yrs 1 mo"),
        ("Director, 2011 - Present\nBA History\n2015 - 2019", "senior_before_first_degree", "2011 - Present"),
        ("30 years of experience. BA, 2017 - 2021", "experience_longer_than_career", "30 years of experience"),
        ("Manager at [Company Name]", "template_left_behind", "[Company Name]"),
        ("Dear {{ first_name }}, welcome", "template_left_behind", "{{ first_name }}"),
    ],
)
def test_a_contradiction_is_quoted(text: str, sign: str, quote: str) -> None:
    assert seen(text)[sign] == quote


@pytest.mark.parametrize(
    "text",
    [
        "Engineer\nSep 2012 - Present · 14 yrs\nMEng Civil Engineering\n2008 - 2012",
        "Planner · Jan 2014 - Feb 2019 · 5 yrs 2 mos",
        "Planner · 2014 - 2019 · 5 yrs",
        "Founder and CEO\n2021 - Present\nBSc Computer Science\n2019 - 2023",
        "President of the student union\n2015 - 2016\nBA History\n2014 - 2017",
        "Director, 2012 - 2020\nMBA, 2016 - 2018\nBSc, 1999 - 2002",
        "25 years of experience. BA, 1996 - 1999. Director, 2019 - Present",
        "First World War history, 1914 - 1918",
        "Call 2019-2016-55 or see ISO 9001-2015",
        "Author of [two novels] and <three> plays {sic}",
    ],
)
def test_an_honest_career_contradicts_nothing(text: str) -> None:
    assert not seen(text)


def test_what_a_profile_denies_is_no_sign() -> None:
    assert "messenger_in_profile" not in seen("I never contact anybody on WhatsApp or ask for it.")


def test_signs_come_strongest_first_and_none_twice() -> None:
    text = "Add my WeChat. We serve state-owned enterprises. " * 3 + "Looking for former civil servants."
    signs = read_profile(text).signs
    assert [item.weight for item in signs] == sorted((item.weight for item in signs), reverse=True)
    assert len({(item.sign_id, item.quote.casefold()) for item in signs}) == len(signs)


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("", False),
        ("Consultant", False),
        ("Je suis consultant indépendant et je cherche des spécialistes de la défense pour mes clients.", False),
        ("I teach year four in Cardiff, I run the chess club and I am the union rep.", True),
    ],
)
def test_too_few_words_and_other_languages_are_admitted(text: str, readable: bool) -> None:
    assert read_profile(text).readable is readable


def test_a_text_that_is_too_long_is_refused_by_name() -> None:
    with pytest.raises(TextTooLongError):
        read_profile("x" * (MAX_CHARACTERS + 1))


def test_the_version_names_the_rules() -> None:
    assert profile_version().startswith("profile-")


@given(st.lists(st.one_of(HOOKS, st.text(max_size=40)), max_size=8).map(" ".join))
@settings(deadline=None, max_examples=200)
def test_every_sign_quotes_the_profile(text: str) -> None:
    reading = read_profile(text)
    for item in (*reading.signs, *reading.counters):
        assert text[item.start : item.end] == item.quote
        assert item.quote
        assert item.says
    assert reading == read_profile(text)


@given(HOOKS, HOOKS)
@settings(deadline=None, max_examples=60)
def test_one_more_hook_never_lightens_the_profile(one: str, other: str) -> None:
    assert weight(read_profile(f"{one}.\n\n{other}.")) >= weight(read_profile(f"{one}.")) - 1e-9 or one == "not"


HOSTILE = ["2019 - ", "Jan 2018 - Mar 2020 · ", "[", "{", "20 years of experience ", "BA 2016 - 2020\n", "<your ", "- "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_repetition_is_read_and_little_of_it_is_shown(piece: str) -> None:
    text = (piece * MAX_CHARACTERS)[:MAX_CHARACTERS]
    signs = read_profile(text).signs
    assert len(signs) <= 24
    assert all(text[item.start : item.end] == item.quote for item in signs)
