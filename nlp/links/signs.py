"""What a link's own characters say against it, apart from posing as somebody else's."""

import re
from collections.abc import Iterator

from nlp.links.address import WEB_SCHEMES, Address
from nlp.links.lists import words
from nlp.links.lookalike import brand_names
from nlp.links.sign import Sign

_USUAL_PORTS = frozenset({"", "80", "443"})
_ALTERNATIVE_PORTS = frozenset({"8080", "8443"})
_RUNNING_SCHEMES = frozenset({"javascript", "vbscript", "data", "blob", "file", "ms-msdt", "search-ms"})
_HARMLESS_SCHEMES = frozenset({"mailto", "tel", "sms", "callto", "facetime", "sip", "sips", "geo"})
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_HOST_SHAPE = re.compile(r"(?i)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$")
_HOST_IN_PATH = re.compile(
    r"(?i)(?:^|/)(?:www\.)?[a-z0-9-]{2,}\.(?:com|net|org|gov|co\.uk|es|de|fr|ca|it|jp)(?:[/.]|$)"
)
_RANDOM_PART = re.compile(r"(?:^|/|=)(?=[a-f0-9]*\d)(?=[a-f0-9]*[a-f])[a-f0-9]{24,}(?:/|$|&)")
_KIT_PATHS = re.compile(
    r"(?i)/(?:wp-(?:content|includes|admin)/.*\.(?:html?|php)|cgi-bin/|\.well-known/(?!security|acme|openid|assetlinks|apple)"
    r"|wp-(?:content|includes)/(?:[^/]+/)*(?:auth|login|bank|secure|php))"
)
_SPLIT = re.compile(r"[^a-z0-9]+")
_DIGIT_RUN = re.compile(r"\d{3,}")
_GENERATED = re.compile(r"(?=(?:[a-z]*\d){2})(?=(?:\d*[a-z]){2})(?=.*(?:\d[a-z]+\d|[a-z]\d+[a-z]))[a-z0-9]{6,}")
"""Letters and digits in turn, at least six of them (`7b62a0fd`)."""
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}")
_MANY_LABELS = 5
_MANY_HYPHENS = 3
_LONG_OWNER = 24
_DOUBLE = 3


def signs_of(address: Address) -> Iterator[Sign]:
    """Note everything suspicious about a link, strongest or not."""
    if address.scheme in _RUNNING_SCHEMES:
        yield Sign(0.85, f"It is a {address.scheme}: link, which runs or opens something instead of leading to a page.")
    if address.scheme not in WEB_SCHEMES:
        return
    yield from _authority(address)
    yield from _target_file(address)
    yield from _hosting(address)
    yield from _wording(address)


def _authority(address: Address) -> Iterator[Sign]:
    if address.username:
        names_host = _HOST_SHAPE.search(address.username.replace("%2E", "."))
        seen = "a host" if names_host else "a user"
        yield Sign(
            0.9 if names_host else 0.7, f"It names {seen} before the @; the host that answers is {address.host}."
        )
    if address.backslashes:
        yield Sign(
            0.6, f"Its backslashes make it look as if it led elsewhere; the host that answers is {address.host}."
        )
    if address.is_ip:
        plain = _DOTTED.fullmatch(address.written_host) or ":" in address.host
        yield (
            Sign(0.6, "It leads to a bare IP address instead of a name.")
            if plain
            else Sign(0.85, f"It hides the IP address {address.host} in an unusual notation.")
        )
    if address.port not in _USUAL_PORTS:
        weight = 0.2 if address.port in _ALTERNATIVE_PORTS else 0.4
        yield Sign(weight, f"It uses the unusual port {address.port}.")
    if "xn--" in address.host:
        yield Sign(0.35, f"Its name is written in international letters: a browser may show {address.readable_host}.")
    elif address.written_host and not address.written_host.isascii():
        yield Sign(0.6, f"It is written with unusual characters that turn into {address.host}.")
    elif "%" in address.written_host:
        yield Sign(0.6, f"It hides its host in percent signs; it is {address.host}.")


def _target_file(address: Address) -> Iterator[Sign]:
    name = address.parts[-1].lower() if address.parts else ""
    pieces = name.rsplit(".", 2) if "@" not in name else [name]
    if len(pieces) < 2:  # noqa: PLR2004 - name and ending
        return
    ending = pieces[-1]
    dangerous = ending in words("executable_endings") or ending in words("macro_endings")
    if dangerous and len(pieces) == _DOUBLE and pieces[1] in words("document_endings"):
        yield Sign(0.85, f"The file poses as .{pieces[1]} but ends in .{ending}.")
    elif dangerous:
        yield Sign(0.6, f"It leads straight to a .{ending} file, which can run on your computer.")
    elif ending in words("archive_endings"):
        yield Sign(0.5, f"It leads straight to a .{ending} archive.")


def _hosting(address: Address) -> Iterator[Sign]:
    host, lists = address.host, address.lists
    if "tracking_shorteners" in lists:
        yield Sign(0.6, "The service behind it logs the address of whoever opens it.")
    elif "shorteners" in lists:
        yield Sign(0.35, "It is a shortened link: where it leads cannot be seen from it.")
    if "link_in_bio" in lists:
        yield Sign(0.3, "It is a page of links that its owner can change at any time.")
    if service := lists.get("dynamic_dns", ""):
        yield Sign(0.5, f"The host is a free name under {service} that anybody can point anywhere.")
    elif (service := lists.get("free_hosting", "")) and host not in {service, f"www.{service}"}:
        yield Sign(0.4, f"The page stands on free hosting ({service}), where anybody can publish.")
    if (service := lists.get("file_sharing", "")) and address.parts and address.parts[0] != "forms":
        yield Sign(0.2, f"It shares a file or document through {service}; anybody can put one there.")
    if address.href.startswith("http:"):
        yield Sign(0.15, "It is not encrypted (http).")


def _wording(address: Address) -> Iterator[Sign]:
    labels = address.host[: -len(address.suffix)] if address.suffix else address.host
    tokens = _SPLIT.split(labels)
    lures = [token for token in tokens if token in words("lure_words")]
    cheap = address.suffix.rpartition(".")[2] in words("cheap_endings")
    if not address.is_ip:
        telling = not _EVERYDAY.issuperset(lures)
        if telling and (len(lures) > 1 or cheap or len(tokens) > _DOUBLE):
            yield Sign(0.5, f"The host is made of words that ask for trust ({', '.join(dict.fromkeys(lures))}).")
        elif lures and "-" in labels:
            yield Sign(0.3, f"The host uses a word that asks for trust ({lures[0]}).")
        if cheap:
            yield Sign(
                0.45 if address.suffix in words("freely_given_endings") else 0.3,
                f"Names ending in .{address.suffix} cost next to nothing and are often abused.",
            )
        yield from _strange_name(address, labels)
    path = address.path.lower()
    if _KIT_PATHS.search(path):
        yield Sign(
            0.5, "It leads into a part of a website where visitors have no business, as on a site that was broken into."
        )
    if _HOST_IN_PATH.search(path):
        yield Sign(0.4, "It names another website inside its path.")
    named = _named_in_path(address)
    if named:
        yield Sign(0.3, f"It names {named} in its path, but the page is on {address.registrable or address.host}.")
    asked = [token for token in _SPLIT.split(path) if token in words("lure_words") and token not in _EVERYDAY]
    if asked and (path.endswith((".php", ".html", ".htm")) or address.is_ip):
        yield Sign(0.35, f"It asks for {asked[0]} on a page of {address.registrable or address.host}.")
    if _RANDOM_PART.search(path) or _RANDOM_PART.search(address.query):
        yield Sign(0.3, "It carries a long random token, which tells the sender who opened it.")


_EVERYDAY = frozenset(
    {"support", "service", "services", "help", "customer", "online", "mobile", "documents", "document"}
)


def _named_in_path(address: Address) -> str:
    """Give a brand that one of the first path parts consists of, or begins or ends with."""
    for part in address.parts[:3]:
        for token in (part.lower(), *_SPLIT.split(part.lower())):
            if token in brand_names():
                return token
    return ""


def _strange_name(address: Address, labels: str) -> Iterator[Sign]:
    owner = address.owner
    if labels.count("-") >= _MANY_HYPHENS or address.host.count(".") >= _MANY_LABELS:
        yield Sign(0.35, "The host is unusually long and pieced together.")
    digits = sum(map(str.isdigit, owner))
    if "xn--" in address.host:
        return
    if any(_GENERATED.fullmatch(label) for label in labels.rstrip(".").split(".")):
        yield Sign(0.35, "Part of the host looks generated by a machine.")
    elif _DIGIT_RUN.search(owner) and len(owner) > digits:
        yield Sign(0.3, "The name mixes letters and digits as throw-away names do.")
    elif digits >= _DOUBLE and digits == len(owner):
        yield Sign(0.2, "The name is a number.")
    elif _CONSONANTS.search(owner) or digits >= _DOUBLE:
        yield Sign(0.25, "The name looks generated rather than chosen.")
    if len(owner) >= _LONG_OWNER:
        yield Sign(0.2, "The name is unusually long.")


def harmless_scheme(address: Address) -> bool:
    """Tell whether the link opens a mail or telephone program and nothing else."""
    return address.scheme in _HARMLESS_SCHEMES
