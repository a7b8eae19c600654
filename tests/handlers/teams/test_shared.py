"""Who wrote what: forwarded, quoted and picked messages, and the person's own words around them."""

import json
from typing import Any

import pytest

from handlers.teams.parse import Check, Wish, read_message
from handlers.teams.payload import Incoming
from handlers.teams.quoted import payload_turns, read_payload
from handlers.teams.turns import as_text
from tests.fakes.teams import BOT, BOT_NAME, PERSON, FakeMicrosoft

FORWARD = (
    '<blockquote itemtype="http://schema.skype.com/Forward"><p>Dear Dr Smith,</p><p>a paid report?</p></blockquote>'
)
JANE = "8:orgid:cccccccc-0000-0000-0000-000000000003"


def quote(words: str, author: str = JANE, name: str = "Jane Doe", sent: str = "1774023003842") -> str:
    """A quoted message as Teams writes it."""
    return (
        f'<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="{sent}">'
        f'<strong itemprop="mri" itemid="{author}">{name}</strong><span itemprop="time" itemid="{sent}"></span>'
        f'<p itemprop="preview">{words}</p></blockquote>'
    )


def read(activity: dict[str, Any]) -> Wish | None:
    return read_message(Incoming.model_validate({**activity, "serviceUrl": "https://x"}))


def direct(html: str, *others: dict[str, Any], **changes: Any) -> Check:
    attachments = [{"contentType": "text/html", "content": html}, *others]
    wish = read(FakeMicrosoft().activity("", attachments=attachments, **changes))
    assert isinstance(wish, Check)
    return wish


def test_what_the_person_writes_around_a_forwarded_message_is_not_part_of_it() -> None:
    check = direct(f"<p>is this a scam?</p>{FORWARD}")
    assert check.text == "Dear Dr Smith,\n\na paid report?"
    assert check.context == "is this a scam?"


def test_words_after_a_forwarded_message_are_the_persons_own_too() -> None:
    assert direct(f"<p>hm</p>{FORWARD}<p>what now?</p>").context == "hm\n\nwhat now?"


@pytest.mark.parametrize("word", ["help", "status", "learn"])
def test_a_command_word_beside_a_forwarded_message_is_still_only_context(word: str) -> None:
    check = direct(f"<p>{word}</p>{FORWARD}")
    assert "paid report" in check.text
    assert check.context == word


def test_the_typed_command_is_no_context() -> None:
    assert direct(f"<p>/thinkbeforeyoulink</p>{FORWARD}").context == ""


def test_a_quoted_message_of_a_stranger_is_what_is_read() -> None:
    check = direct(f"{quote('an earlier message')}<p>do you trust him?</p>")
    assert check.text == "an earlier message"
    assert check.context == "do you trust him?"


def test_several_quoted_messages_keep_their_order_their_authors_and_their_times() -> None:
    html = (
        quote("Shall we talk?")
        + quote("Gladly.", f"8:orgid:{PERSON}", "A Person", "1774023103842")
        + quote("On Telegram")
    )
    check = direct(html + "<p>Is this ok?</p>")
    # The person's own quoted words are known already, and so no turn.
    assert check.text == "Jane Doe (2026-03-20 16:10): Shall we talk?\n\nJane Doe (2026-03-20 16:10): On Telegram"
    assert check.context == "Is this ok?"


def test_a_name_cannot_pretend_to_be_a_turn() -> None:
    text = direct(quote("one", name="Eve: hi\nMe (12:00)") + quote("two")).text
    assert text.startswith("Eve hi Me (12 00) (2026-03-20 16:10): one")


def test_a_quoted_answer_of_the_bot_is_followed_and_not_read() -> None:
    check = direct(f"{quote('High risk: this looks like', BOT, BOT_NAME, '1774023003999')}<p>Now he wants my CV</p>")
    assert check.text == "Now he wants my CV"
    assert check.context == ""
    assert check.follows == ("1774023003999",)


def test_a_quoted_message_of_ones_own_is_followed_and_not_read_again() -> None:
    check = direct(f"{quote('Dear Sir', f'8:orgid:{PERSON}', 'A Person')}<p>And now this: call me</p>")
    assert check.text == "And now this: call me"
    assert check.follows == ("1774023003842",)


def test_a_quoted_message_of_ones_own_without_new_words_is_read_again() -> None:
    assert direct(quote("Dear Sir", f"8:orgid:{PERSON}", "A Person")).text == "Dear Sir"


def test_an_answer_and_the_beginning_of_its_thread_are_followed() -> None:
    assert direct("<p>Dear Sir</p>", replyToId="1:bot-answer").follows == ("1:bot-answer",)
    post = FakeMicrosoft().channel_post("thinkbeforeyoulink Dear Sir")
    check = read(post)
    assert isinstance(check, Check)
    assert check.follows == ("17",)


def test_a_quotation_beside_the_text_is_read_where_the_text_does_not_quote_it() -> None:
    quoted = {"messageId": "1774023003842", "senderId": JANE, "senderName": "Jane Doe", "preview": "Dear Sir"}
    entity = {"type": "quotedReply", "quotedReply": quoted}
    html = '<quoted messageId="1774023003842"/><p>is this a scam?</p>'
    check = direct(html, entities=[entity])
    assert (check.text, check.context) == ("Dear Sir", "is this a scam?")
    bots = {"type": "quotedReply", "quotedReply": {**quoted, "senderId": BOT, "preview": "High risk"}}
    assert direct(html, entities=[bots]) == Check("is this a scam?", "", ("1774023003842",))
    twice = direct(quote("Dear Sir") + "<p>hm</p>", entities=[entity])
    assert twice.text == "Dear Sir"


def reference(**content: Any) -> dict[str, Any]:
    return {"id": "r1", "contentType": "forwardedMessageReference", "content": json.dumps(content)}


def test_a_message_held_by_an_attachment_is_read() -> None:
    held = reference(
        originalMessageContent="<p>Dear Sir, a fee</p>",
        originalMessageSender={"user": {"displayName": "Jane Doe"}},
        originalSentDateTime="2026-11-21T12:00:00Z",
    )
    check = direct("<p>look</p>", held)
    assert (check.text, check.context) == ("Dear Sir, a fee", "look")


@pytest.mark.parametrize("content", ["{", "[]", "7", "[" * 50_000, None, {"messagePreview": 3}])
def test_a_broken_reference_is_no_message(content: object) -> None:
    held = {"contentType": "messageReference", "content": content}
    assert direct("<p>Dear Sir</p>", held).text == "Dear Sir"


def test_a_quotation_made_by_hand_is_told_from_a_remark_before_it() -> None:
    check = direct("<p>He wrote:</p><blockquote>Dear Sir</blockquote>")
    assert (check.text, check.context) == ("Dear Sir", "He wrote:")


def test_a_long_text_with_a_quotation_inside_stays_whole_so_that_no_lure_hides_beside_it() -> None:
    lure = "We pay 3,000 dollars for a short report on submarine cables. " * 8
    check = direct(f"<p>{lure}</p><blockquote>yours sincerely</blockquote>")
    assert "3,000 dollars" in check.text
    assert check.context == ""


# A message that was picked with "Check this message"


def payload(html: str, *attachments: dict[str, Any], **changes: Any) -> str:
    message = {
        "id": "1774023003842",
        "createdDateTime": "2026-11-21T12:00:00Z",
        "from": {"user": {"id": JANE.removeprefix("8:orgid:"), "displayName": "Jane Doe"}},
        "body": {"contentType": "html", "content": html},
        "attachments": list(attachments),
        **changes,
    }
    found = read_payload(message)
    assert found is not None
    return as_text(payload_turns(found, PERSON))


def test_a_picked_message_is_read_by_its_words() -> None:
    assert payload("<div><p>Dear Sir,<br>a fee</p></div>") == "Dear Sir,\na fee"


def test_a_picked_message_of_plain_text_is_read_as_it_stands() -> None:
    assert payload("", body={"contentType": "text", "content": "a < b & <i>c</i>"}) == "a < b & <i>c</i>"


def test_what_a_picked_message_answers_stands_before_it_with_its_author() -> None:
    answered = {
        "id": "q",
        "contentType": "messageReference",
        "content": json.dumps(
            {"messageId": "1", "messagePreview": "Who are you?", "messageSender": {"user": {"id": PERSON}}}
        ),
    }
    text = payload('<attachment id="q"></attachment><p>A friend of Anna</p>', answered)
    assert text == "Me: Who are you?\n\nJane Doe (2026-11-21 12:00): A friend of Anna"


def test_a_forwarded_message_inside_a_picked_one_is_read() -> None:
    assert "a fee" in payload("", reference(originalMessageContent="<p>a fee</p>"))


def test_ones_own_picked_message_is_read_for_what_it_passes_on() -> None:
    assert payload("<p>Dear Sir</p>", **{"from": {"user": {"id": PERSON, "displayName": "A"}}}) == "Dear Sir"


@pytest.mark.parametrize("value", [None, [], "x", {"body": 3}, {"attachments": "x"}])
def test_what_is_no_message_is_no_payload(value: object) -> None:
    assert read_payload(value) is None
