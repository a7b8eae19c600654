import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.clean import clean
from nlp.segments import judged, placed, segment
from nlp.segments.readable import excerpt

MESSAGE = "Hi Jane, could you write us a short note on your plans?"


def read(text: str) -> str:
    """What is judged of a text, without the white space around it."""
    cleaned = clean(text)
    return judged(cleaned, segment(cleaned.text)).text.strip()


def test_a_plain_message_is_read_as_it_stands() -> None:
    cleaned = clean(MESSAGE)
    assert judged(cleaned, segment(cleaned.text)) is cleaned


@pytest.mark.parametrize(
    "text",
    [
        f"is this a scam? I think it's fine\n\n{MESSAGE}",
        f"{MESSAGE}\n\nSent from my iPhone",
        f"From: Anna\nSent: Monday\nTo: Jane\n\n{MESSAGE}",
        f"[10:41] Anna: {MESSAGE}\n[10:42] Me: who are you and what is it about?",
        f"> {MESSAGE}",
        f"{MESSAGE} This is not a scam.",
        f"{MESSAGE}\n\nOur advert is public on our website. You can verify us at any time.",
    ],
)
def test_only_what_the_sender_said_is_read(text: str) -> None:
    assert read(text) == MESSAGE


def test_a_sentence_is_whole_again_without_its_quote_marks() -> None:
    assert read("> We would like you to write\n> a short note") == "We would like you to write\na short note"


def test_what_is_said_fifty_times_is_read_once() -> None:
    again = " The library is open again on Saturdays."
    assert read(MESSAGE + again * 50) == MESSAGE + again


def test_an_assurance_that_can_be_checked_is_read() -> None:
    assert "0113 496 0000" in read(f"{MESSAGE} You can verify us on 0113 496 0000.")


def test_short_answers_may_recur() -> None:
    assert read("Yes. It is on Monday. Yes.") == "Yes. It is on Monday. Yes."


PIECES = st.sampled_from(
    [
        "is this a scam?\n\n",
        "> quoted line\n",
        "Me: hi\nAnna: we pay cash\n",
        "Unsubscribe\n",
        "This is not a scam. ",
        "=3D=20=0A",
        "&gt; a&#10;b ",
        "<p>We pay</p>",
        "\u200b",
        "\ufb01ne",
        "W\u0391tsApp ",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=8).map("".join)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_every_character_read_has_its_place_in_the_original(text: str) -> None:
    cleaned = clean(text)
    told = judged(cleaned, segment(cleaned.text))
    spans = [told.original_span(place, place + 1) for place in range(len(told.text))]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_segments_in_the_original_are_in_order_and_never_overlap(text: str) -> None:
    cleaned = clean(text)
    place = 0
    for item in placed(cleaned, segment(cleaned.text)):
        assert place <= item.start < item.end <= len(text)
        place = item.end


def test_an_excerpt_keeps_its_place() -> None:
    cleaned = clean("Hello.\n\n> We pay\n> cash.")
    part = excerpt(cleaned, 8, len(cleaned.text))
    assert part.text == "We pay\ncash."
    assert part.original_span(0, len(part.text)) == (10, len("Hello.\n\n> We pay\n> cash."))
