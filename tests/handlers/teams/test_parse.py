"""What is read out of a Teams message."""

from typing import Any
from uuid import UUID

import pytest

from bot.model import NoticeKey
from handlers.teams.html_text import LONGEST_HTML, html_to_text
from handlers.teams.parse import Ask, Check, Page, Register, Wish, read_message
from handlers.teams.payload import Incoming
from handlers.teams.press import Press
from tests.fakes.teams import BOT_NAME, FakeMicrosoft


def read(activity: dict[str, Any]) -> Wish | None:
    return read_message(Incoming.model_validate({**activity, "serviceUrl": "https://x"}))


def direct(text: str = "", html: str | None = None, *others: dict[str, Any], **changes: Any) -> Wish | None:
    attachments = [*([{"contentType": "text/html", "content": html}] if html else []), *others]
    return read(FakeMicrosoft().activity(text, attachments=attachments, **changes))


def said(wish: Wish | None) -> str:
    assert isinstance(wish, Check)
    return wish.text


@pytest.mark.parametrize("command", ["thinkbeforeyoulink", "/thinkbeforeyoulink", "ThinkBeforeYouLink:"])
def test_the_typed_command_is_taken_off_the_text(command: str) -> None:
    assert said(direct(f"{command} Dear Sir,\nyour expertise")) == "Dear Sir,\nyour expertise"


@pytest.mark.parametrize(
    ("word", "page"),
    [
        ("status", Page.STATUS),
        ("My reports", Page.STATUS),
        ("learn", Page.LEARN),
        ("review", Page.REVIEW),
        ("Hi!", Page.HELP),
        ("help", Page.HELP),
    ],
)
def test_a_page_can_be_asked_for_in_a_word_with_or_without_the_command(word: str, page: Page) -> None:
    assert direct(word) == direct(f"/thinkbeforeyoulink {word}") == direct(f"thinkbeforeyoulink {word}") == page


def test_a_message_that_only_begins_like_a_greeting_is_read() -> None:
    assert said(direct("Hi, I have a role for you")) == "Hi, I have a role for you"


def test_line_breaks_survive_in_either_form() -> None:
    assert said(direct("one\r\ntwo")) == "one\ntwo"
    assert said(direct("onetwo", "<p>one<br>two</p><p>&nbsp;</p><p>three &amp; four</p>")) == "one\ntwo\n\nthree & four"


def test_a_hidden_link_target_is_shown_and_a_visible_one_is_not_repeated() -> None:
    html = (
        '<p><a href="https://evil.example/x">my profile</a> <a href="https://bbc.co.uk/">https://bbc.co.uk</a> '
        '<a href="mailto:a@b.c">a@b.c</a></p>'
    )
    assert said(direct("", html)) == "my profile (https://evil.example/x) https://bbc.co.uk a@b.c"


def test_emoji_stay_and_lists_keep_their_items() -> None:
    html = (
        '<ul><li>one</li><li>two <img alt="😀" itemtype="http://schema.skype.com/Emoji"></li></ul>'
        '<emoji alt="👍">ok</emoji>'
    )
    assert said(direct("", html)) == "• one\n• two 😀\n👍ok"


@pytest.mark.parametrize(
    "attachment",
    [
        {"contentType": "image/png", "contentUrl": "https://x"},
        {"contentType": "application/vnd.microsoft.teams.file.download.info", "content": {"downloadUrl": "https://x"}},
    ],
)
def test_a_picture_or_file_alone_is_named_as_what_cannot_be_read(attachment: dict[str, Any]) -> None:
    assert direct("", None, attachment) == Ask(NoticeKey.PICTURE_ONLY)
    assert direct(" ", "<p><img src='https://x'></p>") == Ask(NoticeKey.PICTURE_ONLY)
    assert direct("thinkbeforeyoulink", None, attachment) == Ask(NoticeKey.PICTURE_ONLY)


def test_a_picture_beside_words_does_not_hide_them() -> None:
    assert said(direct("", "<p>Dear Sir<img src='x'></p>")) == "Dear Sir"


def test_an_empty_message_is_answered_as_empty() -> None:
    assert direct("  \n ") == Ask(NoticeKey.EMPTY)


def test_in_a_channel_only_a_mention_is_heard() -> None:
    post = FakeMicrosoft().channel_post("thinkbeforeyoulink Dear Sir")
    assert said(read(post)) == "Dear Sir"
    assert read({**post, "entities": []}) is None
    other = [{"type": "mention", "mentioned": {"id": "29:somebody"}, "text": "<at>Somebody</at>"}]
    assert read({**post, "entities": other}) is None


def test_a_mention_in_html_is_taken_off_too() -> None:
    html = (
        f'<p><span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="0">{BOT_NAME}</span>'
        "&nbsp;register</p>"
    )
    post = FakeMicrosoft().channel_post("register", attachments=[{"contentType": "text/html", "content": html}])
    assert read(post) == Register()


@pytest.mark.parametrize("text", ["", "register", "Send alerts here."])
def test_a_bare_mention_registers_the_channel(text: str) -> None:
    assert read(FakeMicrosoft().channel_post(text)) == Register()


def test_other_words_to_the_bot_in_a_channel_are_answered_with_help_and_disclose_nothing() -> None:
    assert read(FakeMicrosoft().channel_post("Dear Sir, a paid report")) == Page.HELP


def test_a_button_of_an_older_client_is_told_from_a_message() -> None:
    value = {"verb": "report_anyway", "report": "12345678-1234-5678-1234-567812345678"}
    pressed = direct("", value=value)
    assert isinstance(pressed, Press)
    assert pressed.report_id == UUID(value["report"])
    for other in ({"report": "x"}, {"verb": 7}, {"verb": "x" * 99}, "report_anyway"):
        assert direct("", value=other) == Ask(NoticeKey.EMPTY)


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote>" * 200 + "deep" + "</blockquote>" * 200,
        "<blockquote itemtype='http://schema.skype.com/Reply'>" * 200 + "deep",
        "<a href='x'>" * 5000 + "deep",
    ],
)
def test_hostile_nesting_still_gives_its_words(html: str) -> None:
    assert "deep" in html_to_text(html).text


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<!",
        "<!--",
        "<![CDATA[",
        "&",
        "&#",
        "</",
        "<a ",
        "<a href=",
        "<?",
        '<p a="',
        "<style>",
        "<a>",
        "<p>",
        "<p x>",
        "<a href='>",
        "<title>",
        "</style>",
        "<plaintext>",
        "<blockquote>",
        "<blockquote></blockquote>",
        "<attachment id=x>",
        "<p itemprop=mri>",
    ],
)
def test_broken_html_neither_fails_nor_takes_quadratic_time(piece: str) -> None:
    html_to_text(piece * (LONGEST_HTML // len(piece)))
