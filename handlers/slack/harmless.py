"""Strangers' words made harmless for Slack: nothing in them links, mentions anybody or hides."""

import re

SHORTENED = " … [shortened]"

UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, direction overrides (they make `exe.gpj` read as `jpg.exe`) and halves of a character."""
LIVE_PREFIX = re.compile(r"\b(www\.|(?:mailto|tel|sip|slack):)(?=\S)", re.IGNORECASE)
LOUD_MENTION = re.compile(r"@(?=(?:here|channel|everyone|group)\b)", re.IGNORECASE)
CUT_ENTITY = re.compile(r"&[a-z]{0,4}\Z")


def harmless(text: str) -> str:
    """Escape Slack's control characters and break what a client would make clickable or would notify people of.

    Text that is defanged already passes unchanged but for the escaping.
    """
    visible = UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))
    unlinked = LIVE_PREFIX.sub(_broken, visible.replace("://", "[:]//"))
    quiet = LOUD_MENTION.sub("@\N{WORD JOINER}", unlinked)
    return quiet.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(escaped: str, limit: int) -> str:
    """Cut escaped text to `limit` UTF-16 units, saying so at the end; an entity is never cut in half."""
    if _units(escaped) <= limit:
        return escaped
    room = limit - len(SHORTENED)
    cut = escaped.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore")
    return CUT_ENTITY.sub("", cut) + SHORTENED


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _broken(match: re.Match[str]) -> str:
    found = match[1]
    return f"{found[:-1]}[{found[-1]}]"
