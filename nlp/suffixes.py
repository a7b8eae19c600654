"""Where a host name stops being a registry's and starts being somebody's, from the bundled Public Suffix List."""

from functools import cache, lru_cache

import ada_url
from publicsuffixlist import PublicSuffixList

_FOR_EXAMPLES = "example"
"""Reserved by RFC 2606 for documentation, and read like any other ending."""
_CACHED_HOSTS = 4_096


@cache
def _list() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


@lru_cache(maxsize=_CACHED_HOSTS)
def registrable(host: str) -> str:
    """Give the part of a host that somebody registered (`bbc.co.uk`), with private suffixes such as `github.io`.

    Expects lower case and punycode. Under an ending that nobody listed, the last two labels count, as in browsers.
    Empty where the name is itself a suffix.
    """
    owned = _list().privatesuffix(host)
    if owned is None and not _list().publicsuffix(host):
        return ".".join(host.split(".")[-2:]) if "." in host else ""
    return owned or ""


@lru_cache(maxsize=_CACHED_HOSTS)
def suffix(host: str) -> str:
    """Give the public suffix that a host ends in (`co.uk`, `github.io`): its last label where none is listed."""
    return _list().publicsuffix(host) or host.rpartition(".")[2]


@lru_cache(maxsize=_CACHED_HOSTS)
def is_top_level(label: str) -> bool:
    """Tell whether a label, in whatever script and case, ends real host names."""
    ascii_label = label.lower() if label.isascii() else _to_ascii(label)
    if ascii_label == _FOR_EXAMPLES:
        return True
    return bool(ascii_label) and bool(_list().publicsuffix(f"x.{ascii_label}"))


def _to_ascii(label: str) -> str:
    try:
        return str(ada_url.idna_to_ascii(label.lower()), "ascii")
    except ValueError:
        return ""
