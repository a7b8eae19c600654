import socket
from typing import NoReturn
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.defang import defang
from nlp.links import MAX_LINKS, SUSPICIOUS, review, review_url
from nlp.links.lists import HOST_LISTS, document, words
from nlp.links.unwrap import MAX_UNWRAPS
from nlp.model import MAX_CHARACTERS, LinkReview, LinkType
from nlp.observe import observe
from tests.nlp.links.hostile_urls import hostile_urls

OWN = frozenset({"acme.example"})
PIECES = st.sampled_from(
    [
        "https://",
        "http:",
        "//",
        "\\\\",
        "@",
        ":",
        "/",
        "?",
        "#",
        "%",
        "%00",
        ".",
        "linkedin.com",
        "evil.example",
        "xn--",
        "[::1]",
        "0x7f.1",
        "/in/",
        "jane",
        "url=",
        "&",
        "\ud800",
        "\u3002",
        "\u0430",
        "\u200b",
        "\x00",
        "urldefense.com/v3/__",
        "__;!!",
        "**A",
        "javascript:",
        "data:",
        "tg:",
        "=",
        "~",
        "*",
        "{",
        "ACoAAA",
        "www.google.com/url?q=",
        " ",
    ]
)
URLS = st.one_of(st.text(max_size=60), st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=10).map("".join))
NAMES = st.from_regex(r"[a-z][a-z0-9]{1,12}-[a-z]{2,12}", fullmatch=True)


def reviewed(text: str) -> tuple[LinkReview, ...]:
    return review(text, observe(text), own_domains=OWN)


@given(URLS, st.text(max_size=20))
@settings(deadline=None, max_examples=500)
def test_any_string_is_reviewed_with_a_reason_and_no_live_link(url: str, label: str) -> None:
    seen = review_url(url, label)
    assert 0.0 <= seen.suspicion <= 1.0
    assert seen.reasons
    assert seen.defanged == defang(url) == defang(seen.defanged)
    assert seen.effective_url.isascii()


@given(NAMES, st.sampled_from(["", "uk.", "www.", "m."]), st.sampled_from(["", "/", "?trk=x", "/en", "#top"]))
@settings(deadline=None)
def test_every_form_of_a_page_has_one_key(name: str, country: str, tail: str) -> None:
    plain = review_url(f"https://www.linkedin.com/in/{name}").profile_key
    form = f"https://{country}linkedin.com/in/{name.upper()}{tail}"
    wrapped = f"https://l.facebook.com/l.php?u={quote(form, safe='')}"
    assert plain == f"linkedin:in/{name}"
    assert review_url(form).profile_key == review_url(wrapped).profile_key == plain


@given(NAMES, NAMES)
@settings(deadline=None)
def test_two_people_have_two_keys(one: str, other: str) -> None:
    keys = {review_url(f"https://www.linkedin.com/in/{name}").profile_key for name in (one, other)}
    assert len(keys) == len({one, other})


@pytest.mark.parametrize(
    ("text", "host", "reason"),
    [
        ("<https://evil.example/x|www.linkedin.com/in/jane>", "evil.example", "label says www.linkedin.com"),
        ("[linkedin.com/in/jane](https://evil.example/x)", "evil.example", "label says linkedin.com"),
        (
            '<a href="https://evil.example/x"><b>https://linkedin.com/</b></a>',
            "evil.example",
            "label says linkedin.com",
        ),
        ("<https://evil.example/x|My LinkedIn profile>", "evil.example", "label speaks of LinkedIn"),
    ],
)
def test_a_label_that_names_another_host_is_told(text: str, host: str, reason: str) -> None:
    (seen,) = reviewed(text)
    assert seen.host == host
    assert reason in seen.reasons[0]


@pytest.mark.parametrize(
    "text",
    [
        "<https://www.linkedin.com/in/jane|linkedin.com/in/jane>",
        "<https://lnkd.in/x|linkedin.com/in/jane>",
        "[LinkedIn](https://uk.linkedin.com/in/jane)",
        "<https://www.acme.example/x|acme.example>",
        "<https://www.acme.example/x|Version 2.0 of the agenda>",
    ],
)
def test_a_label_that_tells_the_truth_is_not_held_against_the_link(text: str) -> None:
    (seen,) = reviewed(text)
    assert seen.suspicion < SUSPICIOUS


@pytest.mark.parametrize(
    ("url", "suspicious"),
    [
        ("https://acme.example/login", False),
        ("https://sso.acme.example/", False),
        ("https://acme.top/", True),
        ("https://acme.example.evil.test/", True),
        ("https://acme-careers.test/", False),
    ],
)
def test_the_employers_own_domains_are_protected(url: str, suspicious: bool) -> None:
    assert (review_url(url, own_domains=OWN).suspicion >= SUSPICIOUS) is suspicious


@pytest.mark.parametrize(
    "url",
    [
        "https://plougshare.test/",
        "https://ploughshare-hr.test/",
        "https://myploughshare.test/",
        "https://ploughshare.top/",
        "https://ploughshare.example.evil.test/",
        "https://ploughshare.evil.test/",
        "https://plough5hare.test/",
    ],
)
def test_a_lookalike_of_the_employers_own_address_is_called_that_first(url: str) -> None:
    first = review_url(url, own_domains=frozenset({"ploughshare.example"})).reasons[0]
    assert first.startswith("It looks like your own organisation's address but is not.")
    assert "own organisation" not in review_url("https://linkedin-jobs.test/").reasons[0]


def test_a_longer_own_name_is_protected_against_typing_errors_and_added_words() -> None:
    own = frozenset({"ploughshare.example"})
    for url in ("https://plougshare.test/", "https://ploughshare-hr.test/", "https://myploughshare.test/"):
        assert review_url(url, own_domains=own).suspicion >= SUSPICIOUS
        assert "ploughshare.example" in review_url(url, own_domains=own).reasons[0]
    assert review_url("https://hr.ploughshare.example/", own_domains=own).suspicion == 0.0


@pytest.mark.parametrize(
    ("text", "suspicion", "reason"),
    [
        ("I am a recruiter, write to jane@gmail.com", 0.3, "gives an address to anybody"),
        ("See you tonight, jane@gmail.com", 0.0, "gives one to anybody"),
        ("write to jane@mailinator.com", 0.6, "throw-away"),
        ("write to jane@linkedln.example", 0.75, "one letter away from linkedin"),
        ("write to jane@acme.example", 0.0, "your own domain"),
    ],
)
def test_mail_addresses_are_reviewed_too(text: str, suspicion: float, reason: str) -> None:
    (seen,) = reviewed(text)
    assert seen.type is LinkType.MAIL
    assert seen.suspicion == suspicion
    assert reason in seen.reasons[0]


def test_a_review_points_into_the_text() -> None:
    text = "Hi! hxxps[:]//evil[.]example/a and jane@acme.example"
    first, second = reviewed(text)
    assert text[first.start : first.end] == "hxxps[:]//evil[.]example/a"
    assert text[second.start : second.end] == "jane@acme.example"
    assert first.url == "https://evil.example/a"


def test_reasons_come_with_the_weightiest_first() -> None:
    seen = review_url("http://linkedin.com@203.0.113.7:4444/login.php")
    assert seen.reasons[0].startswith("It names a host before the @")
    assert len(seen.reasons) > 2


def test_only_the_first_links_of_a_long_text_are_reviewed() -> None:
    text = ("https://evil.example/a " * MAX_CHARACTERS)[:MAX_CHARACTERS]
    assert len(reviewed(text)) == MAX_LINKS


def test_unwrapping_ends() -> None:
    url = "https://www.linkedin.com/in/jane"
    for _ in range(4):
        url = f"https://www.google.com/url?q={quote(url, safe='')}"
    assert review_url(url).profile_key == "linkedin:in/jane"
    loop = "https://www.google.com/url?q=" * (MAX_UNWRAPS * 3) + "https://evil.example/"
    assert review_url(loop).reasons


@pytest.mark.parametrize(
    "url", ["https://linkedin.com/", "https://www.linkedin.com/x/y/z", "https://lnkd.in/a", "lnkd.in"]
)
def test_linkedin_itself_is_never_called_suspicious(url: str) -> None:
    assert review_url(url).suspicion < SUSPICIOUS


@pytest.mark.parametrize("host", sorted(words("government") | words("universities")))
def test_public_bodies_and_universities_are_never_called_suspicious(host: str) -> None:
    assert review_url(f"https://secure-login.agency.{host}/account/verify.html").suspicion < SUSPICIOUS


def test_the_lists_and_sites_hold_together() -> None:
    assert all(words(name) for name in HOST_LISTS)
    for table in document("sites.toml").values():
        assert table.get("hosts") or table.get("schemes")
        assert all(len(path.split()) == 3 for path in table.get("paths", []))


def test_ten_thousand_hostile_links_open_no_socket_and_look_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the network was touched")

    for name in ("getaddrinfo", "gethostbyname", "gethostbyaddr", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    with pytest.raises(AssertionError, match="touched"):
        socket.create_connection(("203.0.113.7", 80))
    urls = hostile_urls(10_000)
    assert all(review_url(url).reasons for url in urls)
    assert sum(len(reviewed(url)) for url in urls) > len(urls) / 2
