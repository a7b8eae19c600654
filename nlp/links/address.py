"""A link taken apart as a browser would, by the WHATWG rules."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, unquote

import ada_url

from nlp.links.lists import memberships
from nlp.suffixes import registrable, suffix

MAX_URL = 8_192
"""Longest link that is read, in characters; the rest is cut off, as far as reading it goes."""
_MAX_PARAMETERS = 60
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d+(?:[/?#]|$))")
_AUTHORITY_ENDS = re.compile(r"[/\\?#]")
_DROPPED = {ord("\t"): None, ord("\n"): None, ord("\r"): None}
WEB_SCHEMES = frozenset({"http", "https", "ftp", "ws", "wss"})


@dataclass(frozen=True)
class Address:
    """The parts of one link. `host` is lower case, in punycode, without brackets; empty where there is none."""

    href: str
    scheme: str
    host: str
    port: str
    username: str
    path: str
    query: str
    fragment: str
    is_ip: bool
    backslashes: bool
    """Whether backslashes stand where a browser reads slashes."""
    written_host: str
    """What stands in the place of the host, before a browser's folding."""

    @cached_property
    def registrable(self) -> str:
        """The part of the host that somebody registered; empty for IP addresses and bare names."""
        return "" if self.is_ip else registrable(self.host)

    @cached_property
    def suffix(self) -> str:
        """The public suffix under which it was registered."""
        return "" if self.is_ip else suffix(self.host)

    @cached_property
    def owner(self) -> str:
        """The one label that the registrant chose (`bbc` of `www.bbc.co.uk`)."""
        return self.registrable[: -len(self.suffix) - 1] if self.registrable else ""

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Path parts, percent-decoded, without empty ones."""
        return tuple(decoded(part) for part in self.path.split("/") if part)

    @cached_property
    def parameters(self) -> dict[str, str]:
        """Query parameters by lower-case name; the first of each name counts."""
        pairs = parse_qsl(self.query, keep_blank_values=True, separator="&")[:_MAX_PARAMETERS] if self.query else []
        return {name.lower(): value for name, value in reversed(pairs)}

    @cached_property
    def readable_host(self) -> str:
        """The host with punycode undone, as some address bars show it."""
        return str(ada_url.idna_to_unicode(self.host)) if "xn--" in self.host else self.host

    @cached_property
    def lists(self) -> dict[str, str]:
        """The bundled host lists that the host is on, each with the entry that says so."""
        return {} if self.is_ip else memberships(self.host)

    def under(self, name: str) -> bool:
        """Tell whether the host is `name` or lies below it."""
        return self.host == name or self.host.endswith(f".{name}")


def decoded(text: str) -> str:
    """Undo percent-encoding, and bring accents into one form."""
    return unicodedata.normalize("NFC", unquote(text)) if not text.isascii() or "%" in text else text


def parse(url: str) -> Address | None:
    """Take a link apart; None where a browser would refuse it. Never raises and never looks anything up."""
    text = url[:MAX_URL].strip().translate(_DROPPED)
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode()
    if text.startswith(("//", "\\\\")):
        text = f"https:{text}"
    elif not _SCHEME.match(text):
        text = f"https://{text}"
    try:
        parsed = ada_url.URL(text)
    except ValueError:
        return None
    scheme = parsed.protocol.rstrip(":")
    host = parsed.hostname.rstrip(".").lower()
    return Address(
        href=parsed.href,
        scheme=scheme,
        host=host.strip("[]"),
        port=parsed.port,
        username=parsed.username,
        path=parsed.pathname,
        query=parsed.search.lstrip("?"),
        fragment=parsed.hash.lstrip("#"),
        is_ip=bool(host) and int(parsed.host_type) != 0,
        backslashes="\\" in text.partition("?")[0].partition("#")[0],
        written_host=_written_host(text) if scheme in WEB_SCHEMES else "",
    )


def _written_host(text: str) -> str:
    rest = text.partition(":")[2].lstrip("/\\")
    authority = _AUTHORITY_ENDS.split(rest, maxsplit=1)[0].rpartition("@")[2]
    return authority if authority.startswith("[") else authority.partition(":")[0]
