import pytest

from nlp.model import Role
from nlp.segments import segment
from tests.nlp.segments.shown import shown, words_of

BODY = "Guten Tag Jane, could you write a note for us?"


@pytest.mark.parametrize(
    "header",
    [
        "-----Original Message-----\nFrom: Anna Li\nSent: Tuesday, 3 March 2026 10:41\nTo: Jane Roe",
        "---------- Forwarded message ---------\nFrom: Anna Li <a@x.example>\nDate: Tue, 3 Mar 2026 at 10:41\nTo: Jane",
        "Begin forwarded message:\n\nFrom: Anna Li <a@x.example>\nDate: 3 March 2026 at 10:41:12 GMT\nTo: Jane",
        "________________________________\nFrom: Anna Li\nSent: 03 March 2026 10:41\nTo: Jane",
        "*From:* Anna Li\n*Sent:* 03 March 2026 10:41\n*To:* Jane",
        "-----Ursprüngliche Nachricht-----\nVon: Anna Li\nGesendet: Dienstag, 3. März 2026 10:41\nAn: Jane",
        "Anfang der weitergeleiteten Nachricht:\n\nVon: Anna Li\nDatum: 3. März 2026\nAn: Jane",
        "-----Message d'origine-----\nDe : Anna Li\nEnvoyé : mardi 3 mars 2026 10:41\nÀ : Jane",
        "Début du message transféré :\n\nDe: Anna Li\nDate: 3 mars 2026\nÀ: Jane",
    ],
)
def test_the_header_of_a_forwarded_mail_is_no_message(header: str) -> None:
    found = shown(f"{header}\n\n{BODY}")
    assert {role for role, _ in found[:-1]} == {Role.HEADER}
    assert found[-1] == (Role.MESSAGE, BODY)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("On Tue, 3 Mar 2026 at 10:41, Anna Li <anna@x.example> wrote:", "Anna Li"),
        ("On Tue, 3 Mar 2026 at 10:41, Anna Li <anna@x.example>\nwrote:", "Anna Li"),
        ("On 3 Mar 2026, at 10:41, Anna Li wrote:", "Anna Li"),
        ("On Tue, Mika wrote:", "Mika"),
        ("Am 03.03.2026 um 10:41 schrieb Anna Li <anna@x.example>:", "Anna Li"),
        ("Le mar. 3 mars 2026 à 10:41, Anna Li <anna@x.example> a écrit :", "Anna Li"),
        ("Anna Li <anna@x.example> wrote:", "Anna Li"),
    ],
)
def test_what_somebody_wrote_is_theirs(line: str, author: str) -> None:
    found = segment(f"{line}\n> {BODY}")
    assert [(item.role, item.author) for item in found] == [(Role.HEADER, ""), (Role.TURN, author)]


def test_a_reply_above_the_quoted_mail_is_another_message() -> None:
    text = f"Yes, send it to my Signal.\n\nOn Tue, 3 Mar 2026, Jane Roe wrote:\n> {BODY}\n\nSee you."
    assert [role for role, _ in shown(text)] == [Role.MESSAGE, Role.HEADER, Role.TURN, Role.MESSAGE]


def test_the_subject_is_part_of_the_message() -> None:
    text = f"From: Anna\nSent: Monday\nSubject: Paid study, strictly private\n\n{BODY}"
    assert words_of(text, Role.MESSAGE) == [f"Paid study, strictly private\n\n{BODY}"]


def test_quoted_headers_are_headers() -> None:
    found = shown("FYI below\n\n> From: Estates\n> Sent: 09 January 08:02\n>\n> Car park B shut")
    assert [role for role, _ in found] == [Role.FORWARDER, Role.HEADER, Role.MESSAGE]


def test_each_mail_of_a_thread_is_a_message_of_its_own() -> None:
    mail = f"From: Anna\nSent: Monday\nTo: Jane\n\n{BODY}\n\n"
    assert words_of(mail * 3, Role.MESSAGE) == [BODY] * 3


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_a_deeper_quotation_is_a_message_of_its_own(depth: int) -> None:
    marks = ">" * depth
    assert [role for role, _ in shown(f"I shall be there.\n{marks} {BODY}")] == [Role.MESSAGE, Role.MESSAGE]


def test_a_very_long_line_is_no_header() -> None:
    text = f"From: {'very ' * 100}far away we came\nTo: {'the ' * 100}hills\nSent: {'by ' * 200}"
    assert [role for role, _ in shown(text)] == [Role.MESSAGE]
