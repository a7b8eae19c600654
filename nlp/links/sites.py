"""The known sites: which one a link truly belongs to, what it leads to there, and whose page it is."""

import base64
import re
from dataclasses import dataclass
from functools import cache

from nlp.links.address import Address, decoded
from nlp.links.lists import document
from nlp.model import LinkType

_MEMBER = re.compile(r"AC[A-Za-z]AA[\w-]{7,}|AEMAA[\w-]{7,}")
_MEMBER_BYTES = slice(2, 8)
_OLD_PUBLIC = 5
"""Parts of LinkedIn's old `/pub/name/c/b/a`."""
_HEX = re.compile(r"[0-9a-f]{1,3}")
_NO_SUBDOMAIN_PROFILE = frozenset(
    {"www", "web", "m", "desktop", "core", "api", "k", "z", "a", "independent", "support"}
)


@dataclass(frozen=True, slots=True)
class _Path:
    type: LinkType
    key: str
    parts: tuple[str, ...]
    parameter: str
    name: str
    fragment: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """One known site, or one of its several doors."""

    site: str
    says: str
    paths: tuple[_Path, ...]
    type: LinkType
    reserved: frozenset[str]
    case: bool
    key_site: str
    subdomain_profile: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where on a known site a link leads."""

    site: str
    says: str
    type: LinkType
    profile_key: str


@cache
def _by_host() -> dict[str, Site]:
    return {
        host: _site(name, table)
        for name, table in document("sites.toml").items()
        for host in [*table.get("hosts", []), *(f"{scheme}:" for scheme in table.get("schemes", []))]
    }


def _site(name: str, table: dict[str, object]) -> Site:
    fields = {"site": name, "type": "other", "reserved": [], "case": False, "paths": [], **table}
    site = str(fields["site"])
    reserved, paths = fields["reserved"], fields["paths"]
    assert isinstance(reserved, list)  # noqa: S101 - our own file
    assert isinstance(paths, list)  # noqa: S101 - our own file
    return Site(
        site=site,
        says=str(fields["says"]),
        paths=tuple(_path(line) for line in paths),
        type=LinkType(str(fields["type"])),
        reserved=frozenset(reserved),
        case=bool(fields["case"]),
        key_site=str(fields.get("key_site", site)),
        subdomain_profile=bool(fields.get("subdomain_profile", False)),
    )


def _path(line: str) -> _Path:
    kind, key, template = line.split()
    rest, _, fragment = template.partition("#")
    path, _, query = rest.partition("?")
    parameter, _, name = query.partition("=")
    return _Path(
        LinkType(kind),
        "" if key == "-" else key,
        tuple(part if "{" in part else part.lower() for part in path.split("/") if part),
        parameter,
        name,
        tuple(part for part in fragment.split("/") if part),
    )


def site_of(address: Address) -> Site | None:
    """Give the known site that a link's host truly belongs to."""
    sites = _by_host()
    if not address.host or address.scheme in {"tg", "whatsapp", "weixin", "wechat", "sgnl", "skype", "viber"}:
        return sites.get(f"{address.scheme}:")
    host = address.host
    while host:
        if host in sites:
            return sites[host]
        host = host.partition(".")[2]
    return None


def place(address: Address) -> Place | None:
    """Say what a link leads to on its known site; None where the site is not known."""
    site = site_of(address)
    if site is None:
        return None
    parts = address.parts
    if f"{address.scheme}:" in _by_host():
        parts = tuple(part for part in (address.host, *parts) if part)
    if site.subdomain_profile and (person := _subdomain(address)):
        return Place(site.site, site.says, LinkType.PROFILE, f"{site.key_site}:{person}")
    own_page = bool(parts) and parts[0].lower() in site.reserved
    fragment = tuple(decoded(part) for part in address.fragment.partition("?")[0].split("/") if part)
    for path in site.paths:
        if own_page and path.parts and path.parts[0].startswith("{"):
            continue
        caught = _caught(path, parts, address, fragment)
        if caught is not None:
            return Place(site.site, site.says, path.type, _key(site, path, caught, parts))
    return Place(site.site, site.says, site.type, "")


def _subdomain(address: Address) -> str:
    label, _, rest = address.host.partition(".")
    below = rest in {"t.me", "academia.edu"} and label not in _NO_SUBDOMAIN_PROFILE
    return label if below else ""


def _caught(path: _Path, parts: tuple[str, ...], address: Address, fragment: tuple[str, ...]) -> str | None:
    """Give what the template's `{…}` caught, empty where it has none, None where it does not fit."""
    caught = ""
    for template, actual in ((path.parts, parts), (path.fragment, fragment)):
        if len(actual) < len(template):
            return None
        for wanted, part in zip(template, actual, strict=False):
            prefix, brace, _ = wanted.partition("{")
            if brace and part.startswith(prefix) and len(part) > len(prefix):
                caught = caught or part[len(prefix) :]
            elif brace or not (wanted == part.lower() or (wanted.endswith("*") and part.startswith(wanted[:-1]))):
                return None
    if path.parameter:
        caught = address.parameters.get(path.parameter, "")
        return caught or None
    if "{phone}" in "".join((*path.parts, *path.fragment)) and not _digits(caught):
        return None
    return caught


def _digits(text: str) -> str:
    digits = re.sub(r"[\s()+.-]", "", text)
    return digits if digits.isdigit() else ""


def _key(site: Site, path: _Path, caught: str, parts: tuple[str, ...]) -> str:
    if not path.key or not caught:
        return ""
    if "{phone}" in path.key:
        return f"{site.key_site}:{_digits(caught).removeprefix('00')}" if _digits(caught) else ""
    if site.site == "linkedin":
        return f"linkedin:{_linkedin(caught, parts)}"
    person = decoded(caught).strip().lstrip("@")
    return f"{site.key_site}:{path.key.replace('{id}', person if site.case else person.casefold())}"


def _linkedin(caught: str, parts: tuple[str, ...]) -> str:
    """Bring a person's public name, old public address and member token into one form each."""
    token = decoded(caught).split(",")[0].strip()
    if _MEMBER.match(token):
        number = base64.urlsafe_b64decode(token[:12])[_MEMBER_BYTES]
        return f"member/{int.from_bytes(number, 'big')}"
    if token.isdigit():
        return f"member/{token}"
    name = token.casefold()
    old = [part.casefold() for part in parts[2:_OLD_PUBLIC]]
    if parts[0].casefold() == "pub" and len(old) == _OLD_PUBLIC - 2 and all(map(_HEX.fullmatch, old)):
        return f"in/{name}-{old[2].zfill(3)}{old[1].zfill(3)}{old[0]}"
    return f"in/{name}"
