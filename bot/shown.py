"""Making pasted text fit to be shown: no live link, no invisible trickery, no endless quote."""

import unicodedata
from typing import Final

from nlp.defang import defang

QUOTE_LIMIT: Final = 220
"""Longest quote, in characters; longer ones lose their middle."""
GAP: Final = " … "


def shown(text: str, limit: int = QUOTE_LIMIT) -> str:
    """Give a quote on one line: links defanged, controls marked, invisible signs dropped, the middle cut where long.

    Lone surrogates become the replacement character, since no platform can carry them.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    visible = "".join(_visible(sign) for sign in whole)
    return shortened(" ".join(defang(visible).split()), limit)


def shortened(text: str, limit: int) -> str:
    """Cut the middle out of a long text; its beginning and end say most."""
    if len(text) <= limit:
        return text
    head = (limit - len(GAP)) * 2 // 3
    tail = limit - len(GAP) - head
    return text[:head].rstrip() + GAP + text[-tail:].lstrip()


def _visible(sign: str) -> str:
    """Drop direction marks and zero-width signs; mark controls and private signs; keep everything else."""
    category = unicodedata.category(sign)
    if category == "Cf":
        return ""
    return "\N{REPLACEMENT CHARACTER}" if category in {"Cc", "Co"} and not sign.isspace() else sign
