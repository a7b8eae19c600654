import pytest

from nlp.model import Role
from tests.nlp.segments.shown import shown, words_of

MESSAGE = "Hi Jane, could you write us a short note on your plans? We pay well."


@pytest.mark.parametrize(
    "remark",
    [
        "is this a scam?",
        "Is this real??",
        "scam or legit?",
        "phishing?",
        "Does this look legit to you?",
        "got this today, thoughts?",
        "Got this on LinkedIn this morning.",
        "fyi looks fine to me",
        "hi security team, please check the below",
        "Hi security, is this a scam? I think it's fine but thought I'd ask.",
        "This looks very suspicious, I think it is a phishing scam!! Should I report it?",
        "Received this on my work phone. Probably nothing. Better safe than sorry.",
        "Hello all,\nI received this message yesterday. My boss said it's fine. Just want to be safe.\nThanks, Priya",
        "I'm not sure if this is genuine",
        "Should I be worried?",
        "Is it safe to click?",
        "anyone else get this?",
        "Got this today. Never met the guy. Is it legit?",
        "Ist das Betrug?",
        "Est-ce une arnaque ?",
    ],
)
def test_a_remark_above_the_message_is_the_reporters(remark: str) -> None:
    assert shown(f"{remark}\n\n{MESSAGE}") == [(Role.FORWARDER, remark), (Role.MESSAGE, MESSAGE)]


@pytest.mark.parametrize(
    "remark", ["Is this a scam? I think it's fine.", "Is this legit?", "got this today, thoughts?"]
)
def test_a_remark_in_the_same_line_is_the_reporters_too(remark: str) -> None:
    assert shown(f"{remark} {MESSAGE}") == [(Role.FORWARDER, remark), (Role.MESSAGE, MESSAGE)]


@pytest.mark.parametrize(
    "remark",
    ["is this legit? looks fine to me", "Is this a scam?\nThanks,\nPriya", "should I reply?", "Is this normal?"],
)
def test_a_remark_below_the_message_is_the_reporters(remark: str) -> None:
    assert shown(f"{MESSAGE}\n\n{remark}") == [(Role.MESSAGE, MESSAGE), (Role.FORWARDER, remark)]


@pytest.mark.parametrize("remark", ["FYI", "see below", "Fyi all, see below."])
def test_a_bare_aside_counts_above_a_forwarded_mail_only(remark: str) -> None:
    header = "From: Anna\nSent: Monday\nTo: Jane"
    assert words_of(f"{remark}\n\n{header}\n\n{MESSAGE}", Role.FORWARDER) == [remark]
    assert words_of(f"{remark}\n\n{MESSAGE}", Role.FORWARDER) == []


@pytest.mark.parametrize("ending", ["What do you think?", "Let me know what you think.", "Any thoughts?", "Thanks, Li"])
def test_how_a_sender_ends_a_message_is_no_remark_about_it(ending: str) -> None:
    text = f"{MESSAGE}\n\n{ending}"
    assert shown(text) == [(Role.MESSAGE, text)]


@pytest.mark.parametrize(
    "account",
    [
        "A woman wrote to me and asked for a report on our plans.",
        "Got this message from a woman asking me to write about our procurement.",
        "He offered me 3000 dollars and said it's fine.",
    ],
)
def test_what_tells_what_the_sender_did_is_read(account: str) -> None:
    assert words_of(f"Hi security. {account} Is it a scam?", Role.MESSAGE)[0].endswith(account)


def test_the_greeting_below_a_remark_begins_the_message() -> None:
    found = shown("is this a scam?\n\nDear Jane,\n\nWe pay for reports.")
    assert found[1] == (Role.MESSAGE, "Dear Jane,\n\nWe pay for reports.")


def test_words_meant_for_the_reader_are_no_remark_though_remarks_stand_around_them() -> None:
    text = f"Got this today. Send your passport to 0123. Is it legit?\n\n{MESSAGE}"
    assert "Send your passport to 0123." in words_of(text, Role.MESSAGE)[0]


def test_a_long_sentence_is_never_a_mere_remark() -> None:
    long = "I think it is fine that " + "you write for us and " * 10 + "is this a scam?"
    assert words_of(long, Role.FORWARDER) == []


def test_talk_at_work_is_nobodys_remark_about_a_message() -> None:
    for text in ("Morning. Anybody else getting 502s from the staging box?", "Thanks, I'll forward it to Tom."):
        assert shown(text) == [(Role.MESSAGE, text)]
