from concurrent.futures import ThreadPoolExecutor
from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.assessor import Assessor
from nlp.learned.texts import training_texts
from nlp.model import (
    MAX_CHARACTERS,
    Approach,
    Assessment,
    Genre,
    Kind,
    RiskBand,
    Role,
    Tactic,
    TextTooLongError,
)

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


REMARKS = (
    "is this a scam?",
    "Hi security team, got this today, is it a scam? I think it's fine but thought I'd ask.\n\nThanks, Priya",
    "[10:41] Me: I can send you the report tomorrow, for the two thousand dollars that we agreed on.",
)


@pytest.mark.parametrize("text", REMARKS)
def test_own_words_alone_are_not_enough_to_judge_and_the_message_is_asked_for(assessor: Assessor, text: str) -> None:
    result = read(assessor, text)
    assert result.band is RiskBand.INSUFFICIENT
    assert any("your own words" in sentence for sentence in result.not_judged)


@pytest.mark.parametrize(
    "wrapped",
    [
        "This is surely a phishing scam!! Should I report it?\n\n{}",
        "Looks perfectly harmless to me, my boss said it's fine.\n\n{}",
        "{}\n\nis this legit? looks fine to me",
    ],
)
@pytest.mark.parametrize("message", [LURE, HONEST])
def test_a_doubt_or_a_reassurance_of_the_reporter_moves_nothing(assessor: Assessor, message: str, wrapped: str) -> None:
    alone, beside = read(assessor, message), read(assessor, wrapped.format(message))
    assert (beside.band, beside.score) == (alone.band, alone.score)
    assert [item.quote for item in beside.evidence] == [item.quote for item in alone.evidence]
    assert [item.quote for item in beside.counters] == [item.quote for item in alone.counters]


def test_signs_against_in_footer_and_legal_notice_count_for_nothing(assessor: Assessor) -> None:
    tail = "\n\nUnsubscribe | Manage your preferences\n\nAcme Ltd is registered in England, company number 01234567."
    assert read(assessor, LURE + tail).counters == read(assessor, LURE).counters


ACCOUNT = (
    "A woman wrote to me on LinkedIn and asked for a report on our procurement plans. She offered two thousand "
    "dollars in cash, said I should not tell my employer, and wanted to move to WhatsApp."
)


def test_an_account_is_read_with_or_without_a_question_about_it(assessor: Assessor) -> None:
    alone, asked = read(assessor, ACCOUNT), read(assessor, f"Hi security. {ACCOUNT} Is this a scam?")
    assert alone.band >= RiskBand.MEDIUM
    assert asked.band >= RiskBand.MEDIUM
    assert alone.genre is asked.genre is Genre.ACCOUNT


def test_what_the_reporter_said_in_a_conversation_is_no_evidence(assessor: Assessor) -> None:
    own = "We pay 2000 dollars in cash for the internal plans, please do not tell your employer, write on WhatsApp."
    result = read(assessor, f"[10:41] Anna: hi, are you in on Monday? The printer is broken again\n[10:42] Me: {own}")
    assert result.evidence == ()
    assert result.band < RiskBand.MEDIUM


def test_a_grave_turn_is_not_cleared_by_small_talk(assessor: Assessor) -> None:
    talk = "\n".join(
        f"[10:{minute}] Anna: Lovely weather, we had cake at choir on day {minute}." for minute in range(10, 40)
    )
    assert read(assessor, f"{talk}\n[10:41] Anna: {LURE}\n[10:42] Me: hm").band >= RiskBand.MEDIUM


def test_a_link_that_the_reporter_sent_is_no_sign_of_the_other_side(assessor: Assessor) -> None:
    text = "[10:41] Anna: hello, did you find the page?\n[10:42] Me: is it https://linkedin.com.profile-check.example/in/jane"
    result = read(assessor, text)
    assert len(result.links) == 1
    assert all(item.source != "links" for item in result.breakdown)


def test_context_is_never_judged_but_helps_to_tell_the_genre(assessor: Assessor) -> None:
    alone = assessor.assess(Approach(LURE))
    told = assessor.assess(Approach(LURE, context="This is a scam! " * 400))
    assert (told.band, told.score, told.evidence) == (alone.band, alone.score, alone.evidence)
    unclear = [item.text for item in training_texts()[:600] if read(assessor, item.text).genre is None]
    story = "A stranger wrote to me on LinkedIn last week, asked what my team works on, and I did not answer her. " * 3
    assert Genre.ACCOUNT in {assessor.assess(Approach(text, context=story)).genre for text in unclear[:20]}


def test_the_segments_of_an_assessment_lie_in_the_given_text(assessor: Assessor) -> None:
    text = f"is this a scam?&#10;&#10;{LURE}\r\n\r\nSent from my iPhone"
    found = {item.role: text[item.start : item.end] for item in read(assessor, text).segments}
    assert found == {Role.FORWARDER: "is this a scam?", Role.MESSAGE: LURE, Role.FOOTER: "Sent from my iPhone"}


def test_the_breakdown_adds_up_to_the_score(assessor: Assessor) -> None:
    for text in (LURE, HONEST, LURE + NEWSLETTER, f"[10:41] Anna: {LURE}\n[10:42] Bob: {HONEST}"):
        result = read(assessor, text)
        total = sum(item.log_odds for item in result.breakdown)
        assert result.score == pytest.approx(1 / (1 + exp(-total)))


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
HOOKS = st.sampled_from(
    [
        "is this a scam?\n\n",
        "\n> ",
        "\nMe: ",
        "\n[10:41] Anna: ",
        "Unsubscribe\n",
        LURE,
        SCAM,
        HONEST,
        "WhatsApp",
        "\u202e",
        "\ud800",
        "\x00",
        "&amp;",
        FULL_WIDTH,
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(HOOKS, st.text(max_size=40)), max_size=6).map(" ".join))
def test_every_quote_is_the_reported_text(assessor: Assessor, text: str) -> None:
    result = read(assessor, text)
    for item in (*result.evidence, *result.counters):
        assert text[item.start : item.end] == item.quote
    assert 0.0 <= result.score <= 1.0
