"""What is the sender's and what is the person's own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.slack.conversation import hear, shared_messages
from handlers.slack.payloads import Attachment, Spoken
from tests.fakes.slack_payloads import forwarded, rich, section

LURE = "We pay 3,000 euros for a short report."


def text(words: str) -> dict[str, str]:
    return {"type": "text", "text": words}


@pytest.mark.parametrize(
    ("written", "approach", "own"),
    [
        (LURE, LURE, ""),
        (f"is this a scam?\n&gt; {LURE}", LURE, "is this a scam?"),
        (f"&gt;{LURE}\n&gt; Write on Signal.\nwhat do you think?", f"{LURE}\nWrite on Signal.", "what do you think?"),
        (f"&gt;&gt;&gt;{LURE}", LURE, ""),
        (f"hm\n&gt; {LURE}\nand then\n&gt; Hurry.", f"{LURE}\nHurry.", "hm\nand then"),
        (f"{LURE} {LURE}\n&gt; Hello", f"{LURE} {LURE}\n> Hello", ""),
        ("5 > 3 and so on", "5 > 3 and so on", ""),
        ("", "", ""),
    ],
)
def test_marked_lines_are_the_approach_unless_the_rest_outweighs_them(written: str, approach: str, own: str) -> None:
    heard = hear(Spoken(text=written))
    assert (heard.text, heard.context) == (approach, own)


def test_a_quotation_in_rich_text_is_the_approach_however_much_is_written_around_it() -> None:
    around = section(text("I do not know her and she keeps writing to me, every single day. " * 5))
    quote = section(text("Hurry."), kind="rich_text_quote")
    listed = {**section(section(text("one")), kind="rich_text_list"), "border": 1}
    heard = hear(Spoken(text="x", blocks=[rich(around, quote, listed)]))
    assert heard.text == "Hurry.\none"
    assert heard.context.startswith("I do not know her")


def test_without_a_quotation_rich_text_is_read_whole() -> None:
    code = section(text("git clone x"), kind="rich_text_preformatted")
    heard = hear(Spoken(text="x", blocks=[rich(section(text(LURE)), code)]))
    assert (heard.text, heard.context) == (f"{LURE}\ngit clone x", "")


def test_what_was_shared_stands_before_what_was_quoted() -> None:
    quote = section(text("She also wrote this."), kind="rich_text_quote")
    message = {"text": "x", "blocks": [rich(quote)], "attachments": [forwarded(LURE)]}
    assert hear(Spoken.model_validate(message)).text == f"{LURE}\n\nShe also wrote this."


def shared(*items: dict[str, object]) -> str:
    return shared_messages([Attachment.model_validate(item) for item in items])


def test_one_shared_message_is_given_as_it_is() -> None:
    assert shared(forwarded(LURE)) == LURE


def test_without_times_the_order_is_that_of_sharing() -> None:
    assert shared(forwarded("two", "B", ts=""), forwarded("one", "A", ts="")) == "B: two\n\nA: one"


def test_a_name_cannot_pose_as_a_mark() -> None:
    assert shared(forwarded("x", "Eve: hello\n\nAnna"), forwarded("y", "")).startswith("Eve hello Anna (")


def test_whoever_has_no_name_is_unknown() -> None:
    share = forwarded("x", "", ts="")
    assert shared({**share, "author_id": ""}, forwarded("y", "B", ts="")) == "Unknown: x\n\nB: y"


@pytest.mark.parametrize("ts", ["nan", "inf", "1e400", "-1e18", "soon", "", "²"])
def test_an_odd_time_is_left_out(ts: str) -> None:
    assert "x" in shared(forwarded("x", ts=ts), forwarded("y"))


@settings(deadline=None)
@given(st.lists(st.sampled_from(["> a", ">", "b", "", ">>> c", "long words of my own"]), max_size=6))
def test_no_word_is_lost(lines: list[str]) -> None:
    heard = hear(Spoken(text="\n".join(lines)))
    kept = f"{heard.text} {heard.context}"
    assert sorted(kept.replace(">", " ").split()) == sorted(" ".join(lines).replace(">", " ").split())
