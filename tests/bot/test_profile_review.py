"""The guided review's one result: what answers, words, link and earlier reports come to together."""

import dataclasses
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.profile_form import POINTS, review_form
from bot.profile_judgement import ENOUGH_ANSWERS
from bot.profile_review import Answer, ProfileReview, ReviewResult, Section, judged, questions, review
from bot.sightings import Sighting, Subject
from bot.wording import speaking
from nlp.links import review as review_links
from nlp.model import Assessment, Contribution, Kind, RiskBand, Tactic
from nlp.observe import observe
from nlp.profile.reading import read_profile
from tests.bot.fakes import NOW, assessment
from tests.bot.linking import PROFILE

BLAND = "Independent consultant, bridging business and opportunity. My partners work with government agencies in Asia."
PLAIN = "Primary school teacher in Cardiff. I teach year four, I lead maths and I run the lunchtime chess club."
WORRYING = {name: point.worrying for name, point in POINTS.items()}
GOOD = {name: Answer.NO if point.worrying is Answer.YES else Answer.YES for name, point in POINTS.items()}
ANSWERS = st.dictionaries(st.sampled_from(sorted(POINTS)), st.sampled_from(list(Answer)))
PROMISES = ("is safe", "are safe", "no risk", "nothing to worry", "harmless", "all clear", "genuine")


def read(text: str, learned: float = 0.0) -> Assessment:
    links = review_links(text, observe(text))
    made = assessment(text, RiskBand.LOW, Kind.NONE)
    return dataclasses.replace(made, evidence=(), links=links, breakdown=(Contribution("learned", learned),))


def result(
    answers: Mapping[str, Answer] | None = None,
    *,
    url: str = PROFILE,
    text: str = "",
    seen: tuple[Sighting, ...] = (),
    message: RiskBand = RiskBand.INSUFFICIENT,
    learned: float = 0.0,
) -> ReviewResult:
    given = ProfileReview(url, text, answers or {})
    return review(given, read(given.text, learned), read_profile(given.words), seen, message=message)


def only(*names: str, good: bool = False) -> dict[str, Answer]:
    return {name: (GOOD if good else WORRYING)[name] for name in names}


def sighted(*, worrying: int = 0, malicious: bool = False) -> tuple[Sighting, ...]:
    return (Sighting(Subject.PROFILE, 3, 3, NOW, NOW, None, worrying, malicious=malicious),)


def test_there_are_about_a_dozen_plain_questions_in_two_sections() -> None:
    asked = questions()
    assert 12 <= len(asked) <= 14
    assert [item.section for item in asked] == sorted((item.section for item in asked), key=list(Section).index)
    for item in asked:
        assert item.text.endswith("?")
        assert len(item.text.split()) <= 20
        assert item.why.endswith(".")
        assert item.worrying is not Answer.DONT_KNOW
        assert WORRYING[item.id] is item.worrying


def test_a_language_without_words_of_its_own_asks_in_english() -> None:
    assert questions("xx-YY") == questions()
    with speaking("en"):
        assert review_form("zz").title == review_form().title


def test_the_form_fits_a_platforms_limits() -> None:
    form = review_form(profile="hxxps://x[.]example")
    assert len(form.title) <= 24
    assert len(form.submit_label) <= 24
    assert list(form.answer_labels) == list(Answer)
    assert "hxxps://x[.]example" in form.profile
    assert not review_form().profile
    for item in form.questions:
        assert len(item.text) <= 150
        assert len(item.why) <= 150


def test_nothing_told_is_not_enough_to_judge() -> None:
    for answers in ({}, dict.fromkeys(POINTS, Answer.DONT_KNOW)):
        answered = result(answers)
        assert answered.band is RiskBand.INSUFFICIENT
        assert answered.kind is Kind.NONE
        assert all(words in answered.not_checked[0] for words in ("the picture", "the firm", "what they ask about"))


def test_words_without_a_sign_reassure_nobody() -> None:
    assert result(text=PLAIN).band is RiskBand.INSUFFICIENT
    assert result(text=PLAIN, learned=-6.0).score == result(text=PLAIN).score


def test_low_has_to_be_earned_by_answers_in_both_sections() -> None:
    recognise = [name for name, point in POINTS.items() if point.section is Section.RECOGNISE]
    assert result(only(*recognise, good=True)).band is RiskBand.INSUFFICIENT
    enough = [*recognise[: ENOUGH_ANSWERS - 2], "hurry", "asks"]
    assert result(only(*enough, good=True)).band is RiskBand.LOW
    assert result(only(*enough[1:], good=True)).band is RiskBand.INSUFFICIENT


def test_all_good_answers_are_low_and_no_promise() -> None:
    answered = result(GOOD, text=PLAIN)
    assert answered.band is RiskBand.LOW
    assert "not a promise" in answered.summary
    assert {item.sentence for item in answered.against} >= {"You know this person from somewhere else."}
    assert not answered.reasons


def test_recognising_alone_never_makes_high() -> None:
    recognise = [name for name, point in POINTS.items() if point.section is Section.RECOGNISE]
    assert result(only(*recognise)).band is RiskBand.MEDIUM


@pytest.mark.parametrize(
    ("names", "band"),
    [
        (("offer", "hurry", "flattery", "detail", "known", "checked", "company"), RiskBand.MEDIUM),
        (("asks", "off_platform", "hurry", "detail", "known", "checked", "company"), RiskBand.MEDIUM),
        (("offer", "asks", "detail", "known", "checked"), RiskBand.HIGH),
        (("offer", "off_platform", "hurry", "known", "checked"), RiskBand.HIGH),
        (("offer",), RiskBand.INSUFFICIENT),
        (("offer", "asks"), RiskBand.MEDIUM),
    ],
)
def test_answers_make_high_only_where_an_offer_reaches_for_something(names: tuple[str, ...], band: RiskBand) -> None:
    assert result(only(*names)).band is band


def test_answers_and_words_together_can_make_high() -> None:
    names = ("known", "checked", "picture", "company")
    assert result(only(*names)).band is RiskBand.MEDIUM
    together = result(only(*names), text=BLAND)
    assert together.band is RiskBand.HIGH
    assert together.kind is Kind.APPROACH
    assert any(item.quote and item.quote in BLAND for item in together.reasons)
    assert any(not item.quote for item in together.reasons)


def test_the_reading_of_messages_alone_never_makes_medium() -> None:
    assert result(text=PLAIN, learned=9.0).band is RiskBand.INSUFFICIENT
    assert result(text=BLAND, learned=9.0).score > result(text=BLAND).score


def test_a_link_that_poses_as_somebody_elses_is_a_warning_by_itself() -> None:
    answered = result(url="https://www.linkedin.com.profiles-login.test/in/jane")
    assert answered.band >= RiskBand.MEDIUM
    assert answered.links[0].suspicious


def test_earlier_reports_raise_a_review_and_are_stated() -> None:
    assert result(seen=sighted()).band is RiskBand.INSUFFICIENT
    assert result(seen=sighted(worrying=2)).band is RiskBand.MEDIUM
    raised = result(GOOD, seen=sighted(malicious=True))
    assert raised.band is RiskBand.MEDIUM
    assert "three colleagues" in raised.reported_before[0]


@pytest.mark.parametrize("band", [RiskBand.MEDIUM, RiskBand.HIGH])
def test_a_profile_in_order_takes_nothing_back_of_what_a_message_says(band: RiskBand) -> None:
    answered = result(GOOD, text=PLAIN, message=band)
    assert answered.band is band
    assert band.label in answered.reasons[0].sentence


def test_a_low_message_does_not_reassure() -> None:
    assert result(message=RiskBand.LOW).band is RiskBand.INSUFFICIENT


def test_what_was_not_checked_is_said() -> None:
    assert "no words" in " ".join(result().not_checked).lower()
    assert "too few words" in " ".join(result(text="Consultant").not_checked)
    french = "Je suis consultant indépendant et je cherche des spécialistes de la défense pour mes clients en Asie."
    assert "only English" in " ".join(result(text=french).not_checked)
    assert "did not open the profile" in " ".join(result(GOOD, text=PLAIN).not_checked)
    assert "Still open" not in " ".join(result(GOOD).not_checked)


def test_the_next_steps_say_how_to_look_without_being_seen() -> None:
    steps = " ".join(result().next_steps)
    for words in ("set profile viewing to private", "About this profile", "Companies House", "Do not write"):
        assert words in steps
    assert "private" not in " ".join(result(url="").next_steps)


def test_evidence_quotes_the_text_that_is_kept() -> None:
    given = ProfileReview(f" {PROFILE} ", f"\n {BLAND} Add my WeChat. \n", {})
    made, facts = judged(given, read(given.text), read_profile(given.words))
    assert made.evidence
    assert facts.readable
    for item in (*made.evidence, *made.counters):
        assert given.text[item.start : item.end] == item.quote


def test_the_breakdown_adds_up_to_the_score() -> None:
    given = ProfileReview(PROFILE, BLAND, only("known", "offer"))
    made, _ = judged(given, read(given.text), read_profile(given.words), sighted(worrying=2))
    total = sum(item.log_odds for item in made.breakdown)
    assert made.score == pytest.approx(1 / (1 + 2.718281828459045**-total))


def test_tactics_come_from_words_and_answers() -> None:
    assert result(only("off_platform"), text=BLAND).tactics[-1] is Tactic.MOVE_TO_OTHER_PLATFORM


@given(ANSWERS)
def test_dont_know_is_the_same_as_no_answer(answers: dict[str, Answer]) -> None:
    told = {name: answer for name, answer in answers.items() if answer is not Answer.DONT_KNOW}
    assert result(answers) == result(told)


@given(ANSWERS, st.sampled_from(sorted(POINTS)))
def test_dont_know_never_reassures(answers: dict[str, Answer], name: str) -> None:
    """Taking an answer back never gives LOW that was not there, and taking a good one back never lightens."""
    open_again = {**answers, name: Answer.DONT_KNOW}
    before, after = result(answers), result(open_again)
    assert not (after.band is RiskBand.LOW and before.band is RiskBand.INSUFFICIENT)
    if answers.get(name) is not WORRYING[name]:
        assert after.score >= before.score


@given(ANSWERS, st.sampled_from(sorted(POINTS)), st.sampled_from(["", BLAND, PLAIN]))
@settings(deadline=None)
def test_one_more_worrying_answer_never_lowers_the_band(answers: dict[str, Answer], name: str, text: str) -> None:
    before, after = result(answers, text=text), result({**answers, name: WORRYING[name]}, text=text)
    assert after.score >= before.score
    assert after.band >= min(before.band, after.band) == before.band or before.band is RiskBand.INSUFFICIENT


@given(ANSWERS, st.booleans(), st.integers(0, 3), st.sampled_from(list(RiskBand)))
@settings(deadline=None)
def test_no_result_promises_safety_and_every_one_is_whole(
    answers: dict[str, Answer], malicious: bool, worrying: int, message: RiskBand
) -> None:
    answered = result(answers, seen=sighted(worrying=worrying, malicious=malicious), message=message)
    said = f"{answered.headline} {answered.summary} {' '.join(answered.next_steps)}".lower()
    assert not any(words in said for words in PROMISES)
    assert "{" not in said + str(answered.not_checked)
    assert answered.not_checked
    assert answered.next_steps
    assert (answered.kind is Kind.NONE) is (answered.band < RiskBand.MEDIUM)
