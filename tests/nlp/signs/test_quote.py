"""Quotes are phrases that a person can read, with the sign in them and little else."""

import pytest

from nlp.clean import clean
from nlp.detector import Detector
from nlp.model import Tactic
from nlp.signs.quote import WHOLE_ACROSS

DETECTOR = Detector.load()


def quotes(text: str, tactic: Tactic) -> list[str]:
    return [item.quote for item in DETECTOR.detect(text, clean(text)).evidence if item.tactic is tactic]


@pytest.mark.parametrize(
    ("text", "tactic", "quote"),
    [
        (
            "We would like a short report. We pay 2000 dollars in cash. Please do not wait too long with your answer.",
            Tactic.MONEY_OR_GIFT,
            "We pay 2000 dollars in cash",
        ),
        (
            "I liked our talk last week very much. Please keep this between us for now and do write soon to my cousin.",
            Tactic.SECRECY,
            "keep this between us",
        ),
        ("If you agree (we pay £3,000 for a short report), write to me.", Tactic.PAID_REPORT_OR_CONSULTING, "£3,000"),
        ("Don't mention it to your line manager.", Tactic.SECRECY, "Don't mention it to your line manager"),
    ],
)
def test_a_quote_shows_the_sign(text: str, tactic: Tactic, quote: str) -> None:
    assert any(quote in item for item in quotes(text, tactic))


@pytest.mark.parametrize(
    "text",
    [
        "We would like a short report on the navy. We pay 2000 dollars in cash. Please do not tell your employer.",
        (
            "You write the first report on defence policy, about four pages, whenever it suits you best."
            " We then pay you, in cash or in cryptocurrency if you prefer, and more for insight. Keep it quiet."
        ),
    ],
)
def test_no_long_quote_runs_over_a_sentence_end(text: str) -> None:
    shown = [item.quote for item in DETECTOR.detect(text, clean(text)).evidence]
    assert shown
    assert not [quote for quote in shown if ". " in quote and len(quote.split()) > WHOLE_ACROSS]


@pytest.mark.parametrize(
    "text",
    [
        "We will pay you 2000 dollars for the report and do the rest by ourselves in the coming weeks.",
        "Please send me your CV and a list of the projects that you have worked on in the past years.",
        "We pay for your flight and the hotel, and the visa is on us, if you come to visit us in May.",
    ],
)
def test_no_quote_is_left_hanging(text: str) -> None:
    shown = [item.quote for item in DETECTOR.detect(text, clean(text)).evidence]
    assert shown
    for quote in shown:
        assert quote.split()[-1] not in {"and", "the", "do", "a", "of", "to", "for", "your", "is"}
        assert quote.split()[0] not in {"and", "or", "but"}


def test_no_quote_cuts_a_word() -> None:
    text = "I really can't cut it: don't tell your employer, it's a well-paid take-home task."
    for item in DETECTOR.detect(text, clean(text)).evidence:
        assert not text[max(0, item.start - 1)].isalnum() or item.start == 0
        assert not text[item.end : item.end + 1].isalnum()


def test_a_parcel_deadline_is_no_expert_call() -> None:
    assert "expert_call" not in {
        item.sign_id
        for text in ["Pay the customs fee now. Pay within 12 hours or the parcel goes back."]
        for item in DETECTOR.detect(text, clean(text)).evidence
    }


@pytest.mark.parametrize(
    "padding",
    [
        "We will never ask for your CV. ",
        "Apply with your CV on the careers page. ",
        "The room costs $5 and $6. ",
        "1 2 3 4 5 6 7 8 9 ",
        "word ",
    ],
)
def test_a_sign_at_the_end_is_seen_whatever_stands_before(padding: str) -> None:
    lure = "\n\nPlease send me your CV. We pay $3,000 for a short report on defence policy."
    text = padding * ((40_000 - len(lure)) // len(padding)) + lure
    seen = {item.tactic for item in DETECTOR.detect(text, clean(text)).evidence if not item.negated}
    assert {Tactic.CV_OR_PERSONAL_DATA_REQUEST, Tactic.PAID_REPORT_OR_CONSULTING} <= seen
