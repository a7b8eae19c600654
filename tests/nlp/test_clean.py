import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.clean import Cleaned, clean
from nlp.model import MAX_CHARACTERS

TRICKS = st.sampled_from(
    [
        "Whats\u0410\u0440\u0440",
        "Wh\u200bats",
        "W h a t s",
        "l-e-t-t-e-r",
        "T3l3gr4m",
        "<b>",
        "</p>",
        "&amp;",
        "&amp;amp;lt;",
        "&#104;",
        "=3D",
        "=\n",
        "=E2=80=99",
        "\ud800",
        "\x00",
        "\uff57",
        "\U0001f600",
        "a\u0336",
        "\u202e",
        "\u0441\u043e\u0440\u0443",
        "\u043d\u043e\u0441",
        "\u2126",
        "\ufdfa",
        "pa$$word",
        "4nd",
        "1's",
        "ve rify",
        "pass-\nword",
        "\u00ad\n",
        "[.]",
        " (at) ",
        "hxxp://",
        "w-e",
        "<!--",
        "-->",
        "\u1100\u1161\u11a8",
        "e\u0301",
        "&",
        ";",
        "amp;",
        " ",
        "\n",
        ".",
    ]
)
TEXTS = st.lists(st.one_of(TRICKS, st.text(max_size=12)), max_size=8).map("".join)
PLAIN_WORDS = st.sampled_from(
    [
        "I",
        "would",
        "like",
        "to",
        "discuss",
        "your",
        "work",
        "on",
        "the",
        "3rd",
        "of",
        "May",
        "at",
        "10.30",
        "with",
        "you,",
        "Dr.",
        "Smith",
        "(MI5)!",
    ]
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("move to Wh\u200bats\u2060App", "move to WhatsApp"),
        ("Whats\u0410\u0440\u0440 \u0441\u043e\u0440\u0443", "WhatsApp copy"),
        ("\uff37\uff48\uff41\uff54\uff53\uff21\uff50\uff50", "WhatsApp"),
        ("\U0001d4e3\U0001d4ee\U0001d4f5\U0001d4ee\U0001d4f0\U0001d4fb\U0001d4ea\U0001d4f6", "Telegram"),
        ("\u1d1b\u1d07\u029f\u1d07\u0262\u0280\u1d00\u1d0d", "telegram"),
        ("\u24e3\u24d4\u24db\u24d4\u24d6\u24e1\u24d0\u24dc", "telegram"),
        ("\U0001f143\U0001f174\U0001f15b", "TEL"),
        ("W h a t s A p p  o n l y", "WhatsApp  only"),
        ("t-e-l-e-g-r-a-m or s.i.g.n.a.l", "telegram or signal"),
        ("What\U0001f600s\u2764\ufe0fApp", "WhatsApp"),
        ("T3l3gr4m, m0ney and pa$$word", "Telegram, money and password"),
        (
            "Th1s i5 urg3nt: p@y m0n3y 70 7he acc0unt 4nd d0n'7 t3l1 y0ur b0$s",
            "This is urgent: pay money to the account and don't tell your boss",
        ),
        ("W-e p-a-y y-o-u w-e-l-l, g-o-o-d m-o-n-e-y", "We pay you well, good money"),
        ("We pay\u2728 yo\u2728u w\U0001f600ell a\U0001f600nd fast", "We pay you well and fast"),
        ("Ve rify your acc ount and con firm be fore mon day", "Verify your account and confirm before monday"),
        ("a confi-\ndential and well-\nknown mat\u00ad\nter", "a confidential and well-known matter"),
        ("an =61cc=6Funt for you", "an account for you"),
        ("hxxps[:]//evil[.]example or me [at] evil (dot) example", "https://evil.example or me@evil.example"),
        ("W\u0336h\u0336a\u0336t\u0336s", "Whats"),
        ("<p>Dear <b>Ja</b>ne</p>we&nbsp;pay&#33;", "\nDear Jane\nwe pay!"),
        ("&amp;amp;lt;i&amp;gt;so", "so"),
        ("<style>p {color: red}</style><!-- no -->yes", "yes"),
        ("a soft=\n ware =3D caf=C3=A9", "a soft ware = caf\u00e9"),
        ("don\u2019t say \u201cno\u201d", 'don\'t say "no"'),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\ud800b\x00c\x1b", "a\ufffdbc"),
    ],
)
def test_disguises_are_taken_off(written: str, read: str) -> None:
    assert clean(written).text == read


@pytest.mark.parametrize(
    "text",
    [
        "\u042d\u0442\u043e \u0441\u0435\u0440 \u0440\u0430\u0441\u0430 \u0432 \u0434\u043e\u043c\u0435 Google \u0438",
        "\u03bf \u03bd\u03bf\u03c5\u03c2 \u03ba\u03b1\u03b9 \u03c4\u03bf \u03c6\u03c9\u03c2",
        "\u6211\u4eec\u53ef\u4ee5\u7528\u5fae\u4fe1\u8054\u7cfb",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "G\u00fcnayd\u0131n, \u0131\u015f\u0131k; na\u00efve caf\u00e9 \u0142\u00f3d\u017a",
        "MI5, covid19, log4j, B2B, web3, i18n, k8s, SW1A 2AA, 3rd",
        "jane@corp.example, https://x.example/a1b2c3d4?id=AB12&x=3D and $1000",
        "team5 on level1 has 24hours, 3years, a 5star hotel and 4G",
        "sign in to day care, log and go, the org and the cab in town",
        "phone or e-mail, a well-known low-cost on-site re-use of it",
        "I agree (at least for now) and (on the whole) am fine",
        "great \U0001f600 thanks\U0001f44d see you",
        "vitamins A B C D; J. R. R. Tolkien, e.g. the U.S.A.",
        "if a < b and b > c then x=10",
        "<https://x.example/|our site>",
    ],
)
def test_what_is_no_disguise_stays(text: str) -> None:
    assert clean(text).text == text


def test_a_quote_covers_everything_that_was_read() -> None:
    original = "Please join me on W\u200b h\u200b a t s&nbsp;now"
    cleaned = clean(original)
    start, end = next(re.finditer("Whats", cleaned.text)).span()
    first, last = cleaned.original_span(start, end)
    assert original[first:last] == "W\u200b h\u200b a t s"


def test_an_expanded_letter_is_quoted_whole() -> None:
    cleaned = clean("o\ufb03ce")
    assert cleaned.text == "office"
    assert cleaned.original_span(1, 2) == cleaned.original_span(3, 4) == (1, 2)


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(IndexError):
        clean("abc").original_span(2, 4)


def test_the_text_does_not_show_in_the_repr() -> None:
    assert "secret" not in repr(clean("secret"))


@given(TEXTS)
@settings(deadline=None, max_examples=300)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once


@given(TEXTS)
@settings(deadline=None, max_examples=300)
def test_spans_lie_in_the_original_and_never_go_back(text: str) -> None:
    cleaned = clean(text)
    spans = [cleaned.original_span(place, place + 1) for place in range(len(cleaned.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert [end for _, end in spans] == sorted(end for _, end in spans)
    assert cleaned.original_span(len(cleaned.text), len(cleaned.text)) == (len(text), len(text))


@given(TEXTS)
@settings(deadline=None)
def test_what_is_read_can_be_encoded_and_shows_no_control(text: str) -> None:
    read = clean(text).text
    assert read.encode().decode() == read
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", read)


@given(st.lists(PLAIN_WORDS, max_size=30).map(" ".join))
@settings(deadline=None)
def test_plain_text_comes_back_with_its_own_offsets(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.text == text
    assert cleaned.original_span(0, len(text)) == (0, len(text))


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<style>",
        "&amp;",
        "a\u0301\u0316",
        "=3D",
        "a b ",
        "\ufdfa",
        "<a ",
        "\u0301\u0316",
        "ve rify ",
        "a1",
        "a-\nb",
        "[.]x",
        "a-",
    ],
)
def test_the_longest_hostile_texts_are_read(piece: str) -> None:
    text = (piece * MAX_CHARACTERS)[:MAX_CHARACTERS]
    assert isinstance(clean(text), Cleaned)
