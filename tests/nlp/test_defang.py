import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nlp.defang import defang
from nlp.model import MAX_CHARACTERS

PIECES = st.sampled_from(
    [
        "https://evil.com/a?b=http://c.org#d",
        "HTTP://EVIL.COM",
        "https:\\\\evil.com\\@linkedin.com",
        "http:evil.com",
        "ftp://f.net",
        "javascript:alert(1)",
        "mailto:a@b.com",
        "tel:+44123",
        "tg://resolve?domain=x",
        "evil.com",
        "_evil.com_",
        "*evil.com*",
        "www.evil.internal",
        "t.me/x",
        "jane@evil.co.uk",
        "@jane@mastodon.social",
        "<https://evil.com|label>",
        "<!channel>",
        "<@U1>",
        "[label](https://evil.com)",
        "[label][1]\n\n[1]: https://evil.com",
        "![x](//evil.com/p.png)",
        "<a href='//evil.com'>x</a>",
        "//evil.com",
        "1.2.3.4:80/x",
        "evil\u3002com",
        "ev\u200bil.com",
        "evil[.]com",
        "hxxps[:]//evil[.]com",
        "[.](x)",
        "]",
        "(",
        ":",
        ".",
        "@",
        "com",
        "a",
        "/",
        "<",
        "\ud800",
        " ",
        "\n",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=8).map("".join)

LINK_SHAPES = {
    "a scheme": r"(?i)(?:https?|ftp|tg|file)://|\bhttps?:\S|\b(?:mailto|tel|javascript|sms):\S",
    "a host": r"(?i)[a-z0-9-]\.(?:com|org|net|io|me|uk|co|ru|cn|social|de)(?![a-z0-9])",
    "an address": r"(?i)[a-z0-9]@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|uk|de|ru)(?![a-z0-9])",
    "www": r"(?i)\bwww\.[a-z0-9]",
    "Slack markup": r"<[!@#A-Za-z]",
    "a Markdown target": r"\]\(",
}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("https://evil.com/a.html", "hxxps[:]//evil[.]com/a.html"),
        ("http://1.2.3.4/x", "hxxp[:]//1[.]2[.]3[.]4/x"),
        ("http://intranet.corp/x", "hxxp[:]//intranet[.]corp/x"),
        ("Visit evil.com.", "Visit evil[.]com."),
        ("t.me/x or bit.ly/y", "t[.]me/x or bit[.]ly/y"),
        ("jane@evil.co.uk", "jane[@]evil[.]co[.]uk"),
        ("mailto:jane@evil.com", "mailto[:]jane[@]evil[.]com"),
        ("<https://evil.com|our site>", "\u2039hxxps[:]//evil[.]com|our site>"),
        ("[our site](https://evil.com)", "[our site] (hxxps[:]//evil[.]com)"),
        ("javascript:alert(1)", "javascript[:]alert(1)"),
        ("https://a.com/?u=https://b.org", "hxxps[:]//a[.]com/?u=hxxps[:]//b[.]org"),
        ("_evil.com_", "_evil[.]com_"),
        ("ASP.NET and notes.md", "ASP[.]NET and notes[.]md"),
    ],
)
def test_links_are_shown_broken(written: str, shown: str) -> None:
    assert defang(written) == shown


@pytest.mark.parametrize(
    "text",
    [
        "E.g. this, i.e. that, at 3.5 % or 10.30 a.m. in the U.S.A., Mr.Smith",
        "Node.js, version 1.2.3.4, README.txt",
        "Tel: 020 7946 0018; note: (see below) [sic]",
        "if a < b and b > c: return",
        "@jane, can you look at this?",
        "\u042d\u0442\u043e \u0445\u043e\u0440\u043e\u0448\u043e. \u0414\u0430\u0432\u0430\u0439\u0442\u0435",
    ],
)
def test_prose_is_shown_as_it_is(text: str) -> None:
    assert defang(text) == text


@example("0.AL.HTTP:0")
@given(TEXTS)
@settings(deadline=None, max_examples=400)
def test_defanging_twice_is_defanging_once(text: str) -> None:
    assert defang(defang(text)) == defang(text)


@pytest.mark.parametrize("shape", LINK_SHAPES)
@given(text=TEXTS)
@settings(deadline=None, max_examples=150)
def test_no_link_is_left(shape: str, text: str) -> None:
    assert not re.search(LINK_SHAPES[shape], defang(text))


@given(TEXTS)
@settings(deadline=None, max_examples=150)
def test_a_markdown_reader_finds_no_link(text: str) -> None:
    assert not re.search("<(?:a|img) ", MarkdownIt().render(defang(text)))


@pytest.mark.parametrize("piece", ["a.com ", "a.", "aaaa", "http:", "[](", "<a", "\u200b", "@a.b"])
def test_the_longest_hostile_texts_are_shown(piece: str) -> None:
    shown = defang((piece * MAX_CHARACTERS)[:MAX_CHARACTERS])
    assert not any(re.search(shape, shown) for shape in LINK_SHAPES.values())


def test_a_scheme_behind_digits_and_dots_is_broken_at_once() -> None:
    assert defang("//A.0HTTP:0") == defang(defang("//A.0HTTP:0")) == "//A[.]0HxxP[:]0"
