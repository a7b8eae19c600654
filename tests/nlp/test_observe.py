from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.model import MAX_CHARACTERS
from nlp.observe import MAX_PER_FINDER, observe

CYRILLIC_HOST = "\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444"
PIECES = st.sampled_from(
    [
        "https://x.example/a",
        "hxxps[:]//evil[.]com/",
        "evil (dot) com",
        "bit.ly/q",
        "<https://a.com|b>",
        "[a](http://b.org)",
        '<a href="https://c.de?a=1&amp;b">',
        "jane@corp.com",
        "jane [at] corp [.] com",
        "+44 7911 123456",
        "020 7946 0018",
        "Telegram: @jane_doe",
        "WeChat ID jane88",
        "\u200b",
        "\ud800",
        "\u3002",
        "http://[::1]/",
        " ",
        "\n",
        "12/05/2024",
        "$",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=10)), max_size=10).map("".join)


def seen(text: str) -> list[tuple[str, str]]:
    return [(item.kind.value, item.value) for item in observe(text)]


@pytest.mark.parametrize(
    ("text", "value", "quote"),
    [
        ("See https://evil.com/a(b), thanks", "https://evil.com/a(b)", "https://evil.com/a(b)"),
        ("(https://evil.com/a)", "https://evil.com/a", "https://evil.com/a"),
        ("go to www.linkedin.com/in/jane-doe.", "www.linkedin.com/in/jane-doe", "www.linkedin.com/in/jane-doe"),
        ("hxxps[:]//evil[.]com/x", "https://evil.com/x", "hxxps[:]//evil[.]com/x"),
        ("hXXp://evil(.)com", "http://evil.com", "hXXp://evil(.)com"),
        ("evil (dot) com", "evil.com", "evil (dot) com"),
        ("evil dot com slash join", "evil.com/join", "evil dot com slash join"),
        ("<https://evil.com/x|LinkedIn>", "https://evil.com/x", "https://evil.com/x"),
        ("[LinkedIn](https://evil.com/x)", "https://evil.com/x", "https://evil.com/x"),
        ('<a href="https://evil.com?a=1&amp;b=2">x</a>', "https://evil.com?a=1&b=2", "https://evil.com?a=1&amp;b=2"),
        ("<a href=evil.com/x>x</a>", "evil.com/x", "evil.com/x"),
        ("https:\\\\evil.com\\@linkedin.com", "https:\\\\evil.com\\@linkedin.com", "https:\\\\evil.com\\@linkedin.com"),
        ("https:evil.com/x", "https:evil.com/x", "https:evil.com/x"),
        ("ev\u200bil.com/x", "evil.com/x", "ev\u200bil.com/x"),
        ("linkedin\u3002com", "linkedin\u3002com", "linkedin\u3002com"),
        ("http://0x7f.1/a", "http://0x7f.1/a", "http://0x7f.1/a"),
        ("\u8bf7\u770b https://x.com/a\uff0c\u8c22\u8c22", "https://x.com/a", "https://x.com/a"),
        ("t.me/jane", "t.me/jane", "t.me/jane"),
        ("tg://resolve?domain=jane", "tg://resolve?domain=jane", "tg://resolve?domain=jane"),
        (CYRILLIC_HOST, CYRILLIC_HOST, CYRILLIC_HOST),
    ],
)
def test_links_are_found_in_every_clothing(text: str, value: str, quote: str) -> None:
    (item,) = observe(text)
    assert (item.kind.value, item.value, text[item.start : item.end]) == ("url", value, quote)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("write to jane.doe@corp.co.uk.", "email", "jane.doe@corp.co.uk"),
        ("jane[at]corp[.]com", "email", "jane@corp.com"),
        ("jane at corp dot com", "email", "jane@corp.com"),
        ("<mailto:jane@corp.com|mail me>", "email", "jane@corp.com"),
        ("call +44 (0)7911 123456", "phone", "+44 (0)7911 123456"),
        ("0044 7911 123456", "phone", "0044 7911 123456"),
        ("020 7946 0018", "phone", "020 7946 0018"),
        ("(212) 555-0199", "phone", "(212) 555-0199"),
        ("my WhatsApp is 5550109999", "phone", "5550109999"),
        ("\u7535\u8bdd 13912345678", "phone", "13912345678"),
        ("Telegram: @jane_d", "handle", "@jane_d"),
        ("find me as @jane_d on Telegram", "handle", "@jane_d"),
        ("WeChat ID: jane88", "handle", "jane88"),
        ("\u5fae\u4fe1\u53f7\uff1ajane_88", "handle", "jane_88"),
        ("Skype live:jane.doe", "handle", "live:jane.doe"),
        ("my Signal is jane.01", "handle", "jane.01"),
    ],
)
def test_addresses_numbers_and_accounts_are_found(text: str, kind: str, value: str) -> None:
    assert seen(text) == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "on 12/05/2024, 2024-05-12 and 3.10.2024 at 10.30-11.30",
        "$1,000,000 or 5000000 USD, 1.200.000,50 EUR",
        "case 123456789, order #12345678, ref: 2024-123-456",
        "ORCID 0000-0002-1825-0097, ISBN 978-3-16-148410-0",
        "readme.md, setup.py, Node.js, 3.5, e.g. this, i.e. that, U.S.A.",
        "It was good.It is today.It was",
        "the dot com bubble",
        "Telegram is great. Signal is secure. WhatsApp is free",
        "@jane what do you think?",
        "<@U12345|jane> <!channel>",
        "version 1.2.3.4",
    ],
)
def test_what_is_no_contact_point_is_left_alone(text: str) -> None:
    assert seen(text) == []


def test_an_address_is_not_also_a_link() -> None:
    assert seen("https://user@evil.com/ and jane@evil.com") == [
        ("url", "https://user@evil.com/"),
        ("email", "jane@evil.com"),
    ]


@pytest.mark.parametrize(
    "piece", ["https://evil.com/a ", "a.co ", "a@a.co ", "+1234567890 ", "telegram @abc ", "[", "a[.]", "a-"]
)
def test_the_longest_hostile_texts_are_read_up_to_a_cap(piece: str) -> None:
    found = observe((piece * MAX_CHARACTERS)[:MAX_CHARACTERS])
    assert len(found) <= MAX_PER_FINDER * 2


def test_a_full_stop_of_another_script_parts_a_host_as_a_dot_does() -> None:
    assert [item.value for item in observe("write to Aa\N{IDEOGRAPHIC FULL STOP}AL today")]
    assert observe("we met.\N{FULLWIDTH FULL STOP}It was fine") == observe("it rained") == ()


@given(TEXTS)
@settings(deadline=None, max_examples=300)
def test_observables_come_in_order_without_overlap_inside_the_text(text: str) -> None:
    found = observe(text)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(TEXTS)
@settings(deadline=None)
def test_observing_is_the_same_every_time(text: str) -> None:
    assert observe(text) == observe(text)
