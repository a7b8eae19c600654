"""Reading the target out of a link that wraps another, without opening either."""

import base64
import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from nlp.links.address import Address, parse
from nlp.links.lists import document

MAX_UNWRAPS = 12
"""How many wrappings are taken off one link."""
_ABSOLUTE = re.compile(
    r"(?i)(?:https?|ftp):[/\\]*[^\s/\\]|//[^\s/\\]|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/:?#]|$)"
)
_RUN_LENGTHS = {
    letter: length
    for length, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", start=2)
}
_VERSION_3 = re.compile(r"/v3/__(.+?)__;([^!]*)")
_IN_PATH = re.compile(r"(?i)https?(?:%3A|:)(?:%2F|/)+.*$")


@dataclass(frozen=True, slots=True)
class _Redirector:
    host: str
    path: str
    params: tuple[str, ...]
    form: str


@cache
def _redirectors() -> dict[str, tuple[_Redirector, ...]]:
    found: dict[str, tuple[_Redirector, ...]] = {}
    for row in document("redirectors.toml")["redirectors"]:
        item = _Redirector(row["host"], row.get("path", "/"), tuple(row.get("params", ())), row.get("form", ""))
        found[item.host] = (*found.get(item.host, ()), item)
    return found


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """Where a chain of wrappers ends, and the hosts that stood around it, outermost first."""

    address: Address
    wrappers: tuple[str, ...]


def unwrap(address: Address) -> Unwrapped:
    """Follow known redirectors by reading alone, up to `MAX_UNWRAPS` of them."""
    wrappers: list[str] = []
    for _ in range(MAX_UNWRAPS):
        target = _target(address)
        if target is None or target.href == address.href:
            break
        wrappers.append(address.host)
        address = target
    return Unwrapped(address, tuple(wrappers))


def _target(address: Address) -> Address | None:
    host = address.host
    if not host:
        return None
    known = _redirectors()
    while host:
        for item in known.get(host, ()) + (known["google.*"] if host.startswith("google.") else ()):
            if address.path.startswith(item.path) and (text := _text(item, address)):
                return parse(text)
        host = host.partition(".")[2]
    return None


def _text(item: _Redirector, address: Address) -> str:
    match item.form:
        case "proofpoint3":
            return _proofpoint3(address.href)
        case "in_path":
            return _in_path(address)
        case "amp":
            return _amp(address.path)
        case "whole_query":
            return unquote(address.query)
        case "translate":
            return _translated(address)
    value = next((address.parameters[name.lower()] for name in item.params if address.parameters.get(name.lower())), "")
    if item.form == "proofpoint2":
        value = unquote(value.replace("-", "%").replace("_", "/"))
    if item.form == "bing":
        value = _base64(value[2:])
    return value if _ABSOLUTE.match(value) else _decoded_again(value)


def _decoded_again(value: str) -> str:
    """Undo one more percent-encoding, where that alone makes it a link."""
    again = unquote(value)
    return again if again != value and _ABSOLUTE.match(again) else ""


def _proofpoint3(href: str) -> str:
    match = _VERSION_3.search(href)
    if match is None:
        return ""
    text, encoded = match.groups()
    letters = iter(_base64(encoded))

    def restored(run: re.Match[str]) -> str:
        count = _RUN_LENGTHS.get(run.group(1), 1) if run.group(1) else 1
        return "".join(next(letters, "") for _ in range(count))

    text = unquote(re.sub(r"\*\*(.)|\*", restored, text)) if encoded else unquote(text)
    return re.sub(r"^(https?:)/+", r"\1//", text)


def _in_path(address: Address) -> str:
    match = _IN_PATH.search(address.path)
    if match is None:
        return ""
    text = match.group() if ":/" in match.group() else unquote(match.group())
    return f"{text}?{address.query}" if address.query and "?" not in text else text


def _amp(path: str) -> str:
    rest = path.removeprefix("/amp/")
    secure = rest.startswith("s/")
    return f"http{'s' if secure else ''}://{rest.removeprefix('s/')}" if "." in rest else ""


def _translated(address: Address) -> str:
    name = address.host.removesuffix(".translate.goog")
    if "." in name or name == address.host:
        return ""
    return f"https://{name.replace('--', chr(0)).replace('-', '.').replace(chr(0), '-')}{address.path}"


def _base64(text: str) -> str:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("utf-8", "replace")
    except ValueError:
        return ""
