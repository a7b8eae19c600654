"""Making text safe to show: nothing in it can be clicked, wherever it is pasted."""

import re

from nlp.suffixes import is_top_level

_HIDDEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*\s?$")
_SCHEME_REACH = 24
"""How far before a colon a scheme's name may begin, in characters."""
_OPENING = frozenset(
    {"http", "https", "ftp", "ftps", "mailto", "tel", "sms", "callto", "facetime", "javascript", "vbscript", "data"}
    | {"file", "skype", "sip", "sips", "tg", "weixin", "whatsapp", "sgnl", "viber", "line", "slack", "msteams", "teams"}
    | {"zoommtg", "magnet", "intent", "market", "geo", "blob", "view-source", "search-ms"}
)
"""Schemes that chat clients or systems open without the two slashes as well."""
_SLASHES = ("//", "\\\\", "/\\", "\\/")
_IN_NAME = "A-Za-z0-9_\u00c0-\u1fff\u3031-\ud7ff\uff10-\uff5a\U00010000-\U0001efff-"
_NAMES = re.compile(f"(?<![{_IN_NAME}])[{_IN_NAME}]+(?:[.\u3002\uff0e\uff61][{_IN_NAME}]+)+")
"""Linear: a name is only tried where one can begin."""
_DOT = re.compile("[.\u3002\uff0e\uff61]")
_HEADS = (re.compile(r"[^\W_]+"), re.compile(r"[A-Za-z]+"))
"""Where a chat client may see a top-level domain end: `evil.com_`, or `evil.com` before a letter of another script."""
_FOUR_NUMBERS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_MARKUP_OPENS = re.compile(r"<(?=[!@#/A-Za-z?])")
_MARKDOWN_TARGET = re.compile(r"\](?=[(:])")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def defang(text: str) -> str:
    """Make every link, host name and e-mail address unclickable in Slack, Teams, Markdown and plain text.

    `https://evil.com/a` becomes `hxxps[:]//evil[.]com/a`, `a@evil.com` becomes `a[@]evil[.]com`. Markup that could
    carry a link (`<url|label>`, `[label](url)`, HTML tags) is broken up. Doing it twice is doing it once. Every name
    that ends in a real top-level domain is taken for a host, so `ASP.NET` and `notes.md` change and `Node.js`, `3.5`
    and `e.g.` do not.
    """
    if not text.isascii():
        text = _HIDDEN.sub("", _LONE_SURROGATES.sub("\ufffd", text))
    text = _broken_schemes(text)
    text = _broken_names(text)
    text = _MARKUP_OPENS.sub("\u2039", text)
    return _MARKDOWN_TARGET.sub("] ", text)


def _broken_schemes(text: str) -> str:
    pieces: list[str] = []
    done = 0
    colon = text.find(":")
    while colon >= 0:
        scheme = _SCHEME.search(text, max(done, colon - _SCHEME_REACH), colon)
        if scheme is not None and text[colon + 1 : colon + 2].strip():
            name = scheme.group().rstrip()
            # The dots before it are broken up as well, and leave it alone; a scheme begins with a letter.
            lowered = name.lower().rpartition(".")[2].lstrip("0123456789+-")
            if lowered in _OPENING or lowered.startswith("ms-") or text.startswith(_SLASHES, colon + 1):
                shown = re.sub("tt", "xx", name, flags=re.IGNORECASE) if lowered in {"http", "https"} else name
                pieces += (text[done : scheme.start()], shown, "[:]")
                done = colon + 1
        colon = text.find(":", colon + 1)
    pieces.append(text[done:])
    return "".join(pieces)


def _broken_names(text: str) -> str:
    pieces: list[str] = []
    done = 0
    for match in _NAMES.finditer(text):
        start, end = match.span()
        if not _clickable(text, match.group(), start, end):
            continue
        before = text[done:start]
        if before.endswith("@") and not before[:-1].endswith(("[", " ", "\n", "\t")) and start > 1:
            before = f"{before[:-1]}[@]"
        pieces += (before, _DOT.sub("[.]", match.group()))
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def _clickable(text: str, name: str, start: int, end: int) -> bool:
    labels = _DOT.split(name)
    if any(label.lower() == "www" for label in labels[:-1]) or text[max(0, start - 2) : start] in {"//", "\\\\"}:
        return True
    if _FOUR_NUMBERS.fullmatch(name):
        return text[end : end + 1] in {"/", ":"}
    return any(
        is_top_level(head.group())
        for label in labels[1:]
        for shape in _HEADS
        if (head := shape.match(label)) is not None
    )
