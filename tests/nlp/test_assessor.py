from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.assessor import Assessor
from nlp.model import MAX_CHARACTERS, Approach, Assessment, Kind, RiskBand, Tactic, TextTooLongError

LURE = (
    "Hello, I am a consultant in Singapore. My client, who I cannot name, needs someone with your background in the "
    "ministry to write a short report on internal procurement plans. We pay 2000 dollars in cash. Please do not "
    "mention this to your employer. Can we continue on WhatsApp?"
)
SCAM = (
    "Your account has been suspended. Verify your password within 24 hours at hxxp://secure-login.example/verify or "
    "you will lose access. Buy gift cards and send me the codes."
)
HONEST = (
    "Hi Tom, the minutes of Tuesday's meeting are on the shared drive. Could you check the section on pumps before "
    "Friday? Lunch afterwards if you are around. Thanks, Ann"
)
NEWSLETTER = (
    "\n\nThis month in the society: the summer lecture moves to the town hall, the library is open again on Saturdays, "
    "and members can collect the new handbook at the desk. To stop these mails use the link at the foot of the page. "
) * 12


def read(assessor: Assessor, text: str) -> Assessment:
    return assessor.assess(Approach(text))


def test_a_lure_is_high_and_its_reasons_quote_the_text(assessor: Assessor) -> None:
    result = read(assessor, LURE)
    assert (result.band, result.kind) == (RiskBand.HIGH, Kind.APPROACH)
    assert {Tactic.SECRECY, Tactic.MOVE_TO_OTHER_PLATFORM, Tactic.MONEY_OR_GIFT} <= set(result.tactics)


def test_a_scam_is_called_fraud(assessor: Assessor) -> None:
    result = read(assessor, SCAM)
    assert result.band >= RiskBand.MEDIUM
    assert result.kind is Kind.FRAUD


def test_ordinary_work_is_low(assessor: Assessor) -> None:
    assert read(assessor, HONEST).band is RiskBand.LOW


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Hi",
        "Hi, how are you?",
        "hello dear",
        "https://www.linkedin.com/in/jane-doe-1a2b3c",
        "\N{WAVING HAND SIGN}",
    ],
)
def test_what_says_nothing_is_not_enough_to_judge(assessor: Assessor, text: str) -> None:
    assert read(assessor, text).band is RiskBand.INSUFFICIENT


def test_another_language_is_named_and_not_judged(assessor: Assessor) -> None:
    german = "Guten Tag, ich habe gestern mit Ihrer Kollegin über den Garten gesprochen und wollte mich bedanken."
    result = read(assessor, german)
    assert (result.language, result.band) == ("de", RiskBand.INSUFFICIENT)
    assert any("English" in sentence for sentence in result.not_judged)


def test_honest_pages_behind_a_lure_do_not_clear_it(assessor: Assessor) -> None:
    assert read(assessor, LURE + NEWSLETTER).band >= RiskBand.MEDIUM
    assert read(assessor, NEWSLETTER + LURE).band >= RiskBand.MEDIUM


def test_fifty_reassuring_phrases_do_not_clear_a_lure(assessor: Assessor) -> None:
    phrase = " We will never ask for money. You can check us at any time. The advert is public on our website."
    assert read(assessor, LURE + phrase * 50).band >= RiskBand.MEDIUM


def test_asking_whether_it_is_a_scam_does_not_clear_it(assessor: Assessor) -> None:
    wrapped = f"Hi security, is this a scam? I think it's fine but thought I'd ask.\n\n{LURE}\n\nThanks, Priya"
    assert read(assessor, wrapped).band >= RiskBand.MEDIUM


def test_a_link_is_reviewed_and_said_to_be_unopened(assessor: Assessor) -> None:
    result = read(assessor, "Please look at https://linkedin.com.profile-check.example/in/jane and sign in.")
    assert result.links[0].registrable == "profile-check.example"
    assert any("did not open" in sentence for sentence in result.not_judged)


def test_one_character_over_the_limit_is_refused(assessor: Assessor) -> None:
    with pytest.raises(TextTooLongError):
        read(assessor, "x" * (MAX_CHARACTERS + 1))


def test_the_same_text_gives_the_same_result_in_any_thread(assessor: Assessor) -> None:
    texts = [LURE, SCAM, HONEST, NEWSLETTER] * 4
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: read(assessor, text), texts))
    assert together == [read(assessor, text) for text in texts]


FULL_WIDTH = "".join(chr(ord(letter) + 0xFEE0) for letter in "confidential")
HOOKS = st.sampled_from([LURE, SCAM, HONEST, "WhatsApp", "\u202e", "\ud800", "\x00", "&amp;", FULL_WIDTH])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(HOOKS, st.text(max_size=40)), max_size=6).map(" ".join))
def test_every_quote_is_the_reported_text(assessor: Assessor, text: str) -> None:
    result = read(assessor, text)
    for item in (*result.evidence, *result.counters):
        assert text[item.start : item.end] == item.quote
    assert 0.0 <= result.score <= 1.0
