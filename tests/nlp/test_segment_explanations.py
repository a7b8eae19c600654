import pytest

from nlp.explain import left_out
from nlp.model import Role, Segment

MESSAGE = Segment(Role.MESSAGE, 0, 9)
REMARK = Segment(Role.FORWARDER, 10, 19, own=True)
OWN_TURN = Segment(Role.TURN, 20, 29, author="Me", own=True)
FOOTER = Segment(Role.FOOTER, 30, 39)
SIGNATURE = Segment(Role.SIGNATURE, 40, 49)
HEADER = Segment(Role.HEADER, 50, 59)


@pytest.mark.parametrize(
    ("segments", "named"),
    [
        ([MESSAGE, REMARK], "your own words"),
        ([MESSAGE, REMARK, FOOTER], "your own words and the footer"),
        ([MESSAGE, REMARK, OWN_TURN, FOOTER, SIGNATURE], "your own words, the footer and the signature"),
    ],
)
def test_what_was_left_out_is_named_once_each(segments: list[Segment], named: str) -> None:
    assert list(left_out(segments)) == [f"I read what was sent to you, and left out {named}."]


@pytest.mark.parametrize("segments", [[], [MESSAGE], [HEADER, MESSAGE]])
def test_nothing_is_said_where_nothing_that_counts_was_left_out(segments: list[Segment]) -> None:
    assert list(left_out(segments)) == []


def test_own_words_alone_ask_for_the_message() -> None:
    (sentence,) = left_out([REMARK])
    assert sentence.startswith("I found only your own words.")
    assert "send what the other person wrote" in sentence
