"""Where a host name stops being a registry's and starts being somebody's, from the bundled Public Suffix List."""

from functools import cache, lru_cache

import ada_url
from publicsuffixlist import PublicSuffixList

_CACHED_HOSTS = 4_096


@cache
def _list() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


@lru_cache(maxsize=_CACHED_HOSTS)
def registrable(host: str) -> str:
    """Give the part of a host that somebody registered (`bbc.co.uk`), with private suffixes such as `github.io`.

    Expects lower case and punycode. Empty where the name is itself a suffix or ends in no known one.
    """
    return _list().privatesuffix(host) or ""


@lru_cache(maxsize=_CACHED_HOSTS)
def suffix(host: str) -> str:
    """Give the public suffix that a host ends in (`co.uk`, `github.io`); empty where there is no known one."""
    return _list().publicsuffix(host) or ""


@lru_cache(maxsize=_CACHED_HOSTS)
def is_top_level(label: str) -> bool:
    """Tell whether a label, in whatever script and case, ends real host names."""
    ascii_label = label.lower() if label.isascii() else _to_ascii(label)
    return bool(ascii_label) and bool(_list().publicsuffix(f"x.{ascii_label}"))


def _to_ascii(label: str) -> str:
    try:
        return str(ada_url.idna_to_ascii(label.lower()), "ascii")
    except ValueError:
        return ""
