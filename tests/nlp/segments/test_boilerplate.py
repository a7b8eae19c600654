import pytest

from nlp.model import Role
from tests.nlp.segments.shown import shown, words_of

MESSAGE = "Hello Jane, could you write us a short note?"


@pytest.mark.parametrize(
    "notice",
    [
        "This e-mail and any attachments are confidential and intended solely for the\nuse of the addressee.",
        "If you are not the intended recipient, please notify the sender and delete this message.",
        "This email has been scanned for viruses by the gateway.",
        "This message is virus-free.",
        "Acme Ltd is registered in England, company number 01234567.",
        "The views expressed are those of the author and not necessarily those of the firm.",
        (
            "CAUTION: This email originated from outside the organisation. Do not click links or open attachments "
            "unless you recognise the sender."
        ),
        "Diese E-Mail enthält vertrauliche Informationen.",
        "Ce message et toutes les pièces jointes sont confidentiels.",
    ],
)
def test_legal_and_gateway_notices_are_disclaimers(notice: str) -> None:
    assert shown(f"{MESSAGE}\n\n{notice}") == [(Role.MESSAGE, MESSAGE), (Role.DISCLAIMER, notice)]
    assert shown(f"{notice}\n\n{MESSAGE}") == [(Role.DISCLAIMER, notice), (Role.MESSAGE, MESSAGE)]


@pytest.mark.parametrize(
    "footer",
    [
        "Sent from my iPhone",
        "Sent from Outlook for Android",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Unsubscribe | Manage your preferences",
        "You are receiving this email because you joined the society.",
        "View this email in your browser",
        "© 2026 Millbrook Society. All rights reserved.",
        "Reply STOP to opt out",
    ],
)
def test_what_mailers_add_is_a_footer(footer: str) -> None:
    assert shown(f"{MESSAGE}\n\n{footer}") == [(Role.MESSAGE, MESSAGE), (Role.FOOTER, footer)]


def test_what_follows_a_footer_is_still_read() -> None:
    lure = "We pay 2000 dollars in cash for the plans."
    assert lure in words_of(f"{MESSAGE}\n\nUnsubscribe\n\n{lure}", Role.MESSAGE)
    assert lure in words_of(f"{MESSAGE}\n\nSent from my iPhone\n{lure}", Role.MESSAGE)


def test_a_signature_shows_how_to_reach_somebody() -> None:
    card = "Kind regards,\nDr Helen Marsh\nHead of Events | Millbrook Society Ltd\n+44 113 496 0000"
    assert shown(f"{MESSAGE}\n\n{card}") == [(Role.MESSAGE, MESSAGE), (Role.SIGNATURE, card)]


def test_a_signature_stands_before_a_notice_whatever_follows_that() -> None:
    card = "Kind regards,\nDr Helen Marsh\n+44 113 496 0000"
    notice = "If you are not the intended recipient, please notify the sender and delete this message."
    more = "The choir meets on the first Tuesday."
    found = [(Role.MESSAGE, MESSAGE), (Role.SIGNATURE, card), (Role.DISCLAIMER, notice), (Role.MESSAGE, more)]
    assert shown(f"{MESSAGE}\n\n{card}\n\n{notice}\n\n{more}") == found


def test_a_name_alone_still_belongs_to_the_message() -> None:
    text = f"{MESSAGE}\n\nKind regards,\nHelen"
    assert shown(text) == [(Role.MESSAGE, text)]


def test_two_hyphens_begin_a_signature() -> None:
    assert words_of(f"{MESSAGE}\n\n-- \nHelen\nEvents", Role.SIGNATURE) == ["-- \nHelen\nEvents"]


def test_a_message_does_not_hide_behind_two_hyphens() -> None:
    lure = "We would like you to write about what your ministry plans to buy next year, and we pay in cash for it."
    assert lure in words_of(f"{MESSAGE}\n\n-- \n{lure}", Role.MESSAGE)[-1]


def test_everyday_words_make_no_disclaimer() -> None:
    for text in ("Please treat the manuscript as confidential.", "The receipt has no VAT number on it."):
        assert shown(text) == [(Role.MESSAGE, text)]
