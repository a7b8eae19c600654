import pytest

from nlp.model import Role
from nlp.segments import segment


def turns(text: str) -> list[tuple[str, str, bool]]:
    """Author, words, and whether it is the reporter's own, of each turn."""
    return [(item.author, text[item.start : item.end], item.own) for item in segment(text) if item.role is Role.TURN]


HELLO = ("Anna Li", "hello dear", False)
WHO = ("Me", "who are you?", True)


@pytest.mark.parametrize(
    "text",
    [
        "[12/03/2026, 10:41] Anna Li: hello dear\n[12/03/2026, 10:42] Me: who are you?",
        "[12.03.26, 10:41:07] Anna Li: hello dear\n[12.03.26, 10:42:59] Me: who are you?",
        "12/03/2026, 10:41 - Anna Li: hello dear\n12/03/2026, 10:42 - Me: who are you?",
        "[10:41] Anna Li: hello dear\n[10:42] Me: who are you?",
        "Anna Li, [12.03.2026 10:41]\nhello dear\n\nMe, [12.03.2026 10:42]\nwho are you?",
        "[12/03/2026 10:41] Anna Li\nhello dear\n[12/03/2026 10:42] Me\nwho are you?",
        "Anna Li  10:41 AM\nhello dear\nMe  10:42 AM\nwho are you?",
        "Anna Li\n10:41 AM\nhello dear\nMe\n10:42 AM\nwho are you?",
        "Anna Li 12/03/2026 10:41\nhello dear\nMe 12/03/2026 10:42\nwho are you?",
        "Anna Li: hello dear\nMe: who are you?",
        (
            "Anna Li sent the following message at 10:41 AM\nView Anna\u2019s profile\nAnna Li  10:41 AM\nhello dear\n"
            "Me sent the following messages at 10:42 AM\nMe  10:42 AM\nwho are you?"
        ),
        "TODAY\nAnna Li  10:41 AM\nhello dear\nMe  10:42 AM\nwho are you?\nSeen",
        (
            "Anna Li hat um 10:41 die folgende Nachricht gesendet\nhello dear\n"
            "Me hat um 10:42 die folgende Nachricht gesendet\nwho are you?"
        ),
    ],
)
def test_the_ways_in_which_conversations_are_copied(text: str) -> None:
    assert turns(text) == [HELLO, WHO]


@pytest.mark.parametrize("own", ["Me", "me", "You", "Ich", "Moi", "I"])
def test_the_reporter_is_known_by_what_people_call_themselves(own: str) -> None:
    text = f"[10:41] Anna Li: hello dear\n[10:42] {own}: who are you?"
    assert [mine for *_, mine in turns(text)] == [False, True]


def test_a_turn_runs_over_several_paragraphs() -> None:
    text = "[10:41] Anna Li: hello dear\n\nhow are you?\n[10:42] Me: fine"
    assert turns(text)[0] == ("Anna Li", "hello dear\n\nhow are you?", False)


def test_a_bare_me_claims_its_own_paragraph_only() -> None:
    text = "Anna: hello\nMe: what is it about?\n\nWe pay 2000 dollars for a report on your plans."
    assert turns(text)[1] == ("Me", "what is it about?", True)
    assert segment(text)[-1].judged


@pytest.mark.parametrize(
    "text",
    [
        "Programme\nRegistration 9:00\nWelcome 9:30\nCoffee 10:30",
        "About us: we build pumps.\nYou: like pumps.\nApply: by Friday.",
        "Role: fitter\nSalary: 30k\nLocation: Leeds\nDeadline: Friday",
        "Lunch is at 12:30\nand we meet in the hall.",
        "Me: only one voice here, and nobody else speaks.",
        "Monday: soup\nTuesday: fish\nWednesday: pie",
    ],
)
def test_lists_and_agendas_are_no_conversations(text: str) -> None:
    assert turns(text) == []


def test_without_a_word_of_who_is_who_everybody_is_somebody_else() -> None:
    text = "Anna: hello\nBob: hi\nAnna: can you write for us?"
    assert [mine for *_, mine in turns(text)] == [False, False, False]


def test_quoting_the_other_side_in_an_own_turn_is_still_read() -> None:
    text = "[10:41] Anna: hello\n[10:42] Me: you said\n> we pay cash for the report"
    assert [text[item.start : item.end] for item in segment(text) if item.judged] == [
        "hello",
        "> we pay cash for the report",
    ]
