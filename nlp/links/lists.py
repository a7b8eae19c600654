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


def listed_host(host: str, name: str) -> str:
    """Give the listed name that a host is or lies below; empty where there is none."""
    hosts = words(name)
    while host:
        if host in hosts:
            return host
        host = host.partition(".")[2]
    return ""
