"""Slack's markup read back into what the sender wrote.

A link whose label says something else than its target stays as `<target|label>`: that difference is a sign, and the
reading understands this form. Everything else becomes plain text.
Formats: https://docs.slack.dev/messaging/formatting-message-text, https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence

MAX_DEPTH = 20
"""Deepest nesting of rich text that is read; Slack's own composer makes four levels."""

SPECIAL = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
ENTITY = re.compile(r"&(?:amp|lt|gt);")
SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)


def plain(text: str) -> str:
    """Turn a message's `text` field into plain text."""
    return ENTITY.sub(lambda found: html.unescape(found[0]), SPECIAL.sub(_special, text))


def rich_text(blocks: Sequence[object]) -> str:
    """Turn a message's blocks into plain text: rich text with its quotes and lists, and the text of sections."""
    return "\n".join(filter(None, (_block(block) for block in blocks))).strip()


def rich_text_apart(blocks: Sequence[object]) -> tuple[str, str]:
    """Turn a message's blocks into plain text: what stands in quotations, and the rest."""
    quoted: list[str] = []
    rest: list[str] = []
    for block in blocks:
        match block:
            case {"type": "rich_text", "elements": [*elements]}:
                for element in elements:
                    (quoted if _is_quote(element) else rest).append(_part(element, 0))
            case _:
                rest.append(_block(block))
    return _joined(quoted), _joined(rest)


def _joined(pieces: Sequence[str]) -> str:
    return "\n".join(piece for piece in pieces if piece).strip()


def _is_quote(element: object) -> bool:
    """Tell a quotation, and a list or code inside one, which Slack marks by a border."""
    match element:
        case {"type": "rich_text_quote"}:
            return True
        case {"border": int(border)}:
            return border > 0
        case _:
            return False


def _special(match: re.Match[str]) -> str:
    target, label = match[1], match[2] or ""
    match target[0]:
        case "@" | "#":
            return target[0] + (label or target[1:])
        case "!":
            return label or "@" + target[1:].partition("^")[0]
        case _:
            return link(target, label)


def link(target: str, label: str) -> str:
    """Write a link as its target, or as `<target|label>` where the label says something else."""
    bare = SCHEME.sub("", target)
    if not label or label.rstrip("/") in {target.rstrip("/"), bare.rstrip("/")}:
        return target if target.lower().startswith("http") else bare
    return f"<{target}|{label}>"


def _block(block: object) -> str:
    match block:
        case {"type": "rich_text", "elements": [*elements]}:
            return "\n".join(_part(element, 0) for element in elements)
        case {"type": "section" | "header", "text": {"text": str(text)}}:
            return plain(text)
        case _:
            return ""


def _part(part: object, depth: int) -> str:
    """Read a section, quote, list or preformatted part of rich text."""
    match part:
        case {"type": kind, "elements": [*elements]} if depth < MAX_DEPTH:
            between = "\n" if kind == "rich_text_list" else ""
            return between.join(_part(element, depth + 1) for element in elements)
        case Mapping():
            return "".join(_leaf(part))
        case _:
            return ""


def _leaf(leaf: Mapping[object, object]) -> Iterator[str]:
    match leaf:
        case {"type": "link", "url": str(url)}:
            label = leaf.get("text")
            yield link(url, label if isinstance(label, str) else "")
        case {"type": "user", "user_id": str(name)} | {"type": "broadcast", "range": str(name)}:
            yield f"@{name}"
        case {"type": "channel", "channel_id": str(name)}:
            yield f"#{name}"
        case {"type": "emoji", "unicode": str(codes)}:
            yield _emoji(codes)
        case {"type": "emoji", "name": str(name)}:
            yield f":{name}:"
        case {"text": str(text)}:
            yield text


def _emoji(codes: str) -> str:
    try:
        return "".join(chr(int(code, 16)) for code in codes.split("-"))
    except (ValueError, OverflowError):
        return ""
