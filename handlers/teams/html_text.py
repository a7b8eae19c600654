"""A Teams message's HTML as the plain text that its reader sees, line breaks and hidden link targets included."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

LONGEST_HTML = 200_000
"""Longer HTML is not parsed; its plain-text twin is used. A message of 40,000 characters stays well below."""
BLOCKS = frozenset({"p", "div", "blockquote", "ul", "ol", "tr", "table", "pre", "h1", "h2", "h3", "h4", "hr"})
REPLY = "schema.skype.com/Reply"
"""Teams marks the message that is being replied to with this item type."""
EMOJI = "schema.skype.com/Emoji"
_NO_TAG = re.compile(r"<(?=[!?]|[^<>]*(?:<|\Z))")
"""A `<` that opens no tag. Left alone, thousands of them cost `html.parser` quadratic time."""


@dataclass(frozen=True, slots=True, repr=False)
class MessageText:
    """What a message says."""

    text: str
    """The person's own words."""
    quoted: str
    """The message they reply to."""
    has_picture: bool


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.own: list[str] = []
        self.quoted: list[str] = []
        self.has_picture = False
        self._quotes: list[bool] = []
        self._author = False
        self._link: tuple[str, int] | None = None

    @property
    def _parts(self) -> list[str]:
        return self.quoted if self._quotes else self.own

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "blockquote" and (self._quotes or facts.get("itemtype", "").endswith(REPLY)):
            self._quotes.append(True)
        elif tag in {"br", "li"} or tag in BLOCKS:
            self._parts.append("\n• " if tag == "li" else "\n")
        elif tag == "a":
            self._end_link()
            self._link = (facts.get("href", "").strip(), len(self._parts))
        elif tag == "strong" and self._quotes and facts.get("itemprop") == "mri":
            self._author = True
        elif tag == "emoji" or (tag == "img" and facts.get("itemtype", "").endswith(EMOJI)):
            self._parts.append(facts.get("alt", ""))
        elif tag == "img":
            self.has_picture = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        elif tag == "strong":
            self._author = False
        elif tag == "blockquote" and self._quotes:
            self._end_link()
            self._quotes.pop()
        elif tag in BLOCKS:
            self._parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._author:
            self._parts.append(data.replace("\r\n", "\n").replace("\xa0", " "))

    def _end_link(self) -> None:
        """Add where a link leads, unless its words say so already: the difference is itself a sign."""
        if self._link is None:
            return
        (target, start), self._link = self._link, None
        shown = "".join(self._parts[start:]).strip()
        if target and target.removesuffix("/") not in {shown, shown.removesuffix("/"), f"mailto:{shown}"}:
            self._parts.append(f" ({target})" if shown else target)


def html_to_text(html: str) -> MessageText:
    """Turn HTML into text. At most one empty line stands between two others."""
    reader = _Reader()
    reader.feed(_NO_TAG.sub("&lt;", html))
    reader.close()
    return MessageText(_tidy("".join(reader.own)), _tidy("".join(reader.quoted)), reader.has_picture)


def _tidy(text: str) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped or (lines and lines[-1]):
            lines.append(stripped)
    return "\n".join(lines).strip()
