"""A Teams message's HTML as its reader sees it: what was quoted, from whom, and what was written around it."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from html.parser import HTMLParser

LONGEST_HTML = 200_000
"""Longer HTML is not parsed; its plain-text twin is used. A message of 40,000 characters stays well below."""
BLOCKS = frozenset({"p", "div", "blockquote", "ul", "ol", "tr", "table", "pre", "h1", "h2", "h3", "h4", "hr"})
EMOJI = "schema.skype.com/Emoji"
_NO_TAG = re.compile(r"<(?=[!?]|[^<>]*(?:<|\Z))")
"""A `<` that opens no tag. Left alone, thousands of them cost `html.parser` quadratic time."""


class Source(StrEnum):
    """Where a part of a message comes from."""

    OWN = "own"
    """Written in the message itself."""
    REPLY = "reply"
    """The message that it answers, quoted by Teams."""
    FORWARD = "forward"
    """A message forwarded from another conversation; Teams does not say whose."""
    QUOTE = "quote"
    """Set as a quotation by the person."""
    PLACEHOLDER = "placeholder"
    """Stands for an attachment, whose id is in `id`."""


_ITEM_TYPES = {"schema.skype.com/Reply": Source.REPLY, "schema.skype.com/Forward": Source.FORWARD}


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """One stretch of a message."""

    source: Source
    text: str
    author: str = ""
    """Display name, where Teams gives one."""
    author_id: str = ""
    """Teams id of the author (`8:orgid:…`, `28:…`), where Teams gives one."""
    id: str = ""
    """Id of the quoted message, which is also the time it was sent, in milliseconds."""


@dataclass(frozen=True, slots=True, repr=False)
class MessageText:
    """What a message says, in order."""

    parts: tuple[Part, ...]
    has_picture: bool

    @property
    def text(self) -> str:
        """All of its words."""
        return "\n\n".join(part.text for part in self.parts if part.text)


@dataclass(slots=True)
class _Open:
    """A part that is being read."""

    source: Source
    id: str = ""
    words: list[str] = field(default_factory=list)
    author: list[str] = field(default_factory=list)
    author_id: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts = [_Open(Source.OWN)]
        self.has_picture = False
        self._depth = 0
        self._author = ""
        self._link: tuple[str, int] | None = None

    @property
    def _words(self) -> list[str]:
        return self.parts[-1].words

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "blockquote":
            self._begin_quote(facts)
        elif tag in {"br", "li"} or tag in BLOCKS:
            self._words.append("\n• " if tag == "li" else "\n")
        elif tag == "a":
            self._end_link()
            self._link = (facts.get("href", "").strip(), len(self._words))
        elif facts.get("itemprop") == "mri" and self._depth:
            self._author = tag
            self.parts[-1].author_id = facts.get("itemid", "")
        elif tag == "attachment":
            self._add(_Open(Source.PLACEHOLDER, facts.get("id", "")))
        elif tag == "emoji" or (tag == "img" and facts.get("itemtype", "").endswith(EMOJI)):
            self._words.append(facts.get("alt", ""))
        elif tag == "img":
            self.has_picture = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        elif tag == self._author:
            self._author = ""
        elif tag == "blockquote" and self._depth:
            self._depth -= 1
            self._end_link()
            if self._depth == 0:
                self.parts.append(_Open(Source.OWN))
        elif tag in BLOCKS:
            self._words.append("\n")

    def handle_data(self, data: str) -> None:
        words = data.replace("\r\n", "\n").replace("\xa0", " ")
        (self.parts[-1].author if self._author else self._words).append(words)

    def finish(self) -> tuple[Part, ...]:
        self._end_link()
        made = [
            Part(
                part.source, _tidy("".join(part.words)), " ".join("".join(part.author).split()), part.author_id, part.id
            )
            for part in self.parts
        ]
        return tuple(part for part in made if part.text or part.source is Source.PLACEHOLDER or part.id)

    def _begin_quote(self, facts: dict[str, str]) -> None:
        """Begin a part with a quotation; one inside another belongs to it."""
        self._depth += 1
        if self._depth > 1:
            self._words.append("\n")
            return
        self._end_link()
        kind = next((source for name, source in _ITEM_TYPES.items() if facts.get("itemtype", "").endswith(name)), None)
        self.parts.append(_Open(kind or Source.QUOTE, facts.get("itemid", "")))

    def _add(self, whole: _Open) -> None:
        """Put a part that is complete between two stretches of the one that is being read."""
        self._end_link()
        current = self.parts[-1]
        self.parts += [whole, _Open(current.source, current.id, author_id=current.author_id)]

    def _end_link(self) -> None:
        """Add where a link leads, unless its words say so already: the difference is itself a sign."""
        if self._link is None:
            return
        (target, start), self._link = self._link, None
        shown = "".join(self._words[start:]).strip()
        if target and target.removesuffix("/") not in {shown, shown.removesuffix("/"), f"mailto:{shown}"}:
            self._words.append(f" ({target})" if shown else target)


def html_to_text(html: str) -> MessageText:
    """Turn HTML into text. At most one empty line stands between two others."""
    reader = _Reader()
    reader.feed(_NO_TAG.sub("&lt;", html))
    reader.close()
    return MessageText(reader.finish(), reader.has_picture)


def _tidy(text: str) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped or (lines and lines[-1]):
            lines.append(stripped)
    return "\n".join(lines).strip()
