"""The bundled lists that link review reads, loaded once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def document(name: str) -> dict[str, Any]:
    """Read one of the bundled TOML files."""
    return tomllib.loads(files("nlp.links").joinpath(name).read_text("utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """Give one list of `lists.toml` as a set."""
    return frozenset(document("lists.toml")[name].split())


HOST_LISTS = (
    "shorteners",
    "tracking_shorteners",
    "link_in_bio",
    "free_hosting",
    "dynamic_dns",
    "file_sharing",
    "government",
    "universities",
    "free_mail",
    "disposable_mail",
)
"""The lists that hold hosts."""


@cache
def _lists_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in HOST_LISTS:
        for host in words(name):
            found[host] = (*found.get(host, ()), name)
    return found


def memberships(host: str) -> dict[str, str]:
    """Give the lists that a host is on, or lies below a host of, each with the host that is listed."""
    known = _lists_of()
    found: dict[str, str] = {}
    while host:
        for name in known.get(host, ()):
            found.setdefault(name, host)
        host = host.partition(".")[2]
    return found
