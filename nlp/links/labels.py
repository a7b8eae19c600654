"""The words that a link hides behind in a text: Slack, Markdown and HTML labels."""

import re
from typing import NamedTuple

from nlp.links.address import Address, parse
from nlp.links.sign import Sign
from nlp.links.sites import Site, site_of
from nlp.suffixes import is_top_level

MAX_LABEL = 300
"""Longest label that is read, in characters."""
_HOST = re.compile(r"(?i)(?:https?://)?(?<![@\w-])((?:[\w-]+\.)+([a-z]{2,24}))(?![\w@-])")
_ATTRIBUTE = re.compile(r"=\s*[\"']?$")
_TAGS = re.compile(r"<[^<>]*>")


class Label(NamedTuple):
    """The words that a link hides behind, and where they stand in the text."""

    text: str
    start: int
    end: int


def label_of(text: str, start: int, end: int) -> Label | None:
    """Give the label of the link that stands at `text[start:end]`; None where it has none."""
    before, after = text[max(0, start - MAX_LABEL - 4) : start], text[end : end + MAX_LABEL + 4]
    if before.endswith("<") and after.startswith("|"):
        label = after[1:].partition(">")[0]
        return Label(label, end + 1, end + 1 + len(label))
    if before.endswith(("](", "](<")):
        label = before.rpartition("](")[0].rpartition("[")[2]
        label_end = start - len(before) + before.rindex("](")
        return Label(label, label_end - len(label), label_end)
    if _ATTRIBUTE.search(before) and ">" in after:
        opening, _, rest = after.partition(">")
        label = rest.partition("</a")[0]
        label_start = end + len(opening) + 1
        return Label(_TAGS.sub("", label).strip(), label_start, label_start + len(label))
    return None


def label_sign(label: str, address: Address, seen_hosts: tuple[str, ...]) -> Sign | None:
    """Say that a label names another host or site than the one the link leads to."""
    match = _HOST.search(label[:MAX_LABEL])
    if match is not None and is_top_level(match.group(2)):
        named = parse(match.group(1))
        if named is not None and named.registrable and not _same(named, address, seen_hosts):
            return Sign(0.85, f"Its label says {named.host}, but it leads to {address.host or address.scheme}.")
        return None
    claimed = _claimed(label)
    if claimed is not None and (real := site_of(address)) != claimed and (real is None or real.site != claimed.site):
        return Sign(0.4, f"Its label speaks of {claimed.says}, but it leads to {address.host or address.scheme}.")
    return None


def _same(named: Address, address: Address, seen_hosts: tuple[str, ...]) -> bool:
    if named.registrable == address.registrable:
        return True
    first, second = site_of(named), site_of(address)
    if first is not None and second is not None and first.site == second.site:
        return True
    return any(host == named.host or host.endswith(f".{named.registrable}") for host in seen_hosts)


def _claimed(label: str) -> Site | None:
    words = re.findall(r"[a-z]+", label.lower())
    for word in words[:12]:
        named = _SITES.get(word)
        if named:
            address = parse(named)
            return site_of(address) if address is not None else None
    return None


_SITES = {
    "linkedin": "linkedin.com",
    "xing": "xing.com",
    "researchgate": "researchgate.net",
    "github": "github.com",
    "facebook": "facebook.com",
    "instagram": "instagram.com",
    "whatsapp": "whatsapp.com",
    "docusign": "docusign.com",
    "calendly": "calendly.com",
    "dropbox": "dropbox.com",
    "onedrive": "onedrive.live.com",
    "sharepoint": "sharepoint.com",
}
