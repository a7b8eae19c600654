"""Slack's markup read back into what the sender wrote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.slack.markup import plain, rich_text
from handlers.slack.parse import read_message
from handlers.slack.payloads import Message
from nlp.observe import observe
from tests.fakes.slack_payloads import forwarded, rich, section


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("fish &amp; chips &lt;3 &gt;", "fish & chips <3 >"),
        ("&amp;lt;", "&lt;"),
        ("see <https://evil.example/a?b=1&amp;c=2>", "see https://evil.example/a?b=1&c=2"),
        ("see <http://evil.example|evil.example>", "see http://evil.example"),
        ("see <https://evil.example/x|linkedin.com/in/anna>", "see <https://evil.example/x|linkedin.com/in/anna>"),
        ("write <mailto:a@evil.example|a@evil.example>", "write a@evil.example"),
        ("call <tel:+4912345|+4912345>", "call +4912345"),
        ("<@U123> and <@U123|anna>", "@U123 and @anna"),
        ("<#C123|general> <#C123>", "#general #C123"),
        ("<!here> <!subteam^S1|@security> <!subteam^S1>", "@here @security @subteam"),
        ("<!date^1392734382^{date}|18 Feb 2014>", "18 Feb 2014"),
        ("a < b and <>", "a < b and <>"),
    ],
)
def test_the_text_field_becomes_plain(markup: str, text: str) -> None:
    assert plain(markup) == text


def test_a_link_that_says_something_else_is_seen_by_the_reading() -> None:
    seen = {item.value for item in observe(plain("see <https://evil.example/x|linkedin.com/in/anna>"))}
    assert seen == {"https://evil.example/x", "linkedin.com/in/anna"}


def test_rich_text_keeps_every_word() -> None:
    block = rich(
        section(
            {"type": "text", "text": "Dear ", "style": {"bold": True}},
            {"type": "user", "user_id": "U1"},
            {"type": "emoji", "name": "wave", "unicode": "1f44b"},
            {"type": "emoji", "name": "custom"},
            {"type": "broadcast", "range": "here"},
            {"type": "channel", "channel_id": "C1"},
        ),
        section(
            section({"type": "text", "text": "one"}), section({"type": "text", "text": "two"}), kind="rich_text_list"
        ),
        section({"type": "link", "url": "https://evil.example"}, kind="rich_text_preformatted"),
    )
    assert rich_text([block]) == "Dear @U1\U0001f44b:custom:@here#C1\none\ntwo\nhttps://evil.example"


def test_two_hundred_nested_quotes_end() -> None:
    inner = section({"type": "text", "text": "deep"}, kind="rich_text_quote")
    for _ in range(200):
        inner = section(inner, kind="rich_text_quote")
    assert rich_text([rich(inner)]) == ""


def test_text_is_used_where_the_blocks_say_nothing() -> None:
    message = Message(channel="D1", ts="1.0", text="the words", blocks=[{"type": "rich_text", "elements": []}])
    assert read_message(message).text == "the words"


def test_a_share_without_blocks_is_read_from_its_text() -> None:
    share = forwarded("We pay &amp; you write.")
    del share["message_blocks"]
    assert read_message(Message.model_validate({"channel": "D1", "ts": "1.0", "attachments": [share]})).text == (
        "We pay & you write."
    )


def test_a_preview_that_slack_made_of_a_link_is_no_message() -> None:
    preview = {"from_url": "https://evil.example", "title_link": "https://evil.example", "text": "About us"}
    message = Message.model_validate({"channel": "D1", "ts": "1.0", "text": "see this", "attachments": [preview]})
    assert read_message(message).text == "see this"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "elements", "text", "url", "unicode", "name"]), inner, max_size=4)
    ),
    max_leaves=15,
)


@settings(deadline=None)
@given(st.lists(JSON, max_size=3))
def test_odd_blocks_never_raise(blocks: list[object]) -> None:
    assert isinstance(rich_text(blocks), str)


@settings(deadline=None)
@given(st.text(alphabet="<>|&;abc!@#^ ltgamp:/.", max_size=60))
def test_odd_markup_never_raises(text: str) -> None:
    assert isinstance(plain(text), str)
