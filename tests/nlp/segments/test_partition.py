import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.model import Role
from nlp.segments import segment
from tests.nlp.segments.shown import shown, words_of

PLAIN = (
    "Hello Jane, I am a consultant in Singapore. Can we talk on Friday at 10:30? Best, Anna",
    "Role: Engineer\nSalary: 50k\nLocation: Leeds\nApply by Friday.",
    "Programme\nRegistration 9:00\nWelcome 9:30\nCoffee 10:30\nLunch 12:00",
    "Subject: your application\n\nDear Yuki,\n\nThe panel were impressed and would like to meet you.",
    "I'll be away.\nFrom: 1 May\nTo: 5 May\nPlease ask Tom.",
    "She said: come to Vienna. I said: no.",
    "The ratio is 3 > 2\nand that is that.",
    "Guten Tag, ich habe gestern mit Ihrer Kollegin gesprochen.",
    "Looks good to me, ship it after lunch and tell the others that the second build is the one to take.",
)


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_message_is_one_segment(text: str) -> None:
    assert shown(text) == [(Role.MESSAGE, text)]


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\n"])
def test_a_blank_text_has_no_segment(text: str) -> None:
    assert segment(text) == ()


def test_white_space_around_a_message_belongs_to_no_segment() -> None:
    assert shown("\n\n  Hello Jane, shall we talk?  \n") == [(Role.MESSAGE, "Hello Jane, shall we talk?")]


def test_everything_at_once_is_told_apart() -> None:
    text = (
        "Hi security, is this a scam? It looks fine to me.\n\n"
        "---------- Forwarded message ---------\nFrom: Anna Li <anna@eastharbour.example>\nDate: Tue, 3 Mar 2026\n"
        "To: Jane Roe <jane@corp.example>\n\n"
        "Hello Jane,\n\nWe would like a short report.\n\n"
        "Best regards,\nAnna Li\nSenior Consultant | East Harbour Ltd\n+44 20 7946 0000\n\n"
        "This e-mail and any attachments are confidential and intended solely for the\naddressee.\n\n"
        "Unsubscribe | Manage your preferences"
    )
    assert [role for role, _ in shown(text)] == [
        Role.FORWARDER,
        Role.HEADER,
        Role.MESSAGE,
        Role.SIGNATURE,
        Role.DISCLAIMER,
        Role.FOOTER,
    ]
    assert words_of(text, Role.MESSAGE) == ["Hello Jane,\n\nWe would like a short report."]


def test_lone_surrogates_are_taken_as_any_other_character() -> None:
    text = "is this a scam?\n\nHello Jane \udfff, a word?"
    assert words_of(text, Role.MESSAGE) == ["Hello Jane \udfff, a word?"]


PIECES = st.sampled_from(
    [
        "is this a scam?",
        "Hello Jane,",
        "We pay for a report.",
        "> quoted",
        ">>> ",
        ">",
        "Me: hi",
        "Anna: hello there",
        "[12/03/2026, 10:41] Anna: hi",
        "Anna Li  10:41 AM",
        "10:42",
        "From: Anna",
        "Sent: Monday",
        "Subject: lunch",
        "On Tue, 3 Mar 2026 at 10:41, Anna Li <a@x.example> wrote:",
        "On Tue, 3 Mar 2026 at 10:41, Anna Li <a@x.example>",
        "wrote:",
        "-----Original Message-----",
        "--",
        "Kind regards,",
        "Anna | East Harbour Ltd",
        "Unsubscribe",
        "If you are not the intended recipient, delete it.",
        "",
        "\ud800",
        "\u00e9",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=14).map("\n".join)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_segments_are_in_order_and_never_overlap(text: str) -> None:
    found = segment(text)
    assert all(item.start < item.end for item in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_segments_cover_all_that_can_be_seen(text: str) -> None:
    left = list(text)
    for item in segment(text):
        left[item.start : item.end] = " " * (item.end - item.start)
    assert not "".join(left).strip()


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_segments_begin_and_end_with_something_visible(text: str) -> None:
    for _, words in shown(text):
        assert words == words.strip()


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_only_turns_have_an_author_and_only_turns_and_remarks_are_the_reporters(text: str) -> None:
    for item in segment(text):
        assert item.role is Role.TURN or not item.author
        assert item.role in {Role.TURN, Role.FORWARDER} or not item.own
        assert item.role is not Role.FORWARDER or item.own


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(PLAIN), st.integers(0, 8))
def test_a_plain_message_stays_one_segment_when_it_is_cut_out_and_read_again(text: str, blank_lines: int) -> None:
    (only,) = segment("\n" * blank_lines + text)
    assert shown(text[: only.end - only.start]) == [(Role.MESSAGE, text)]
