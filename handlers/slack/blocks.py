"""Block Kit within Slack's limits: what is too long is shortened visibly, never refused by Slack.

Limits: https://docs.slack.dev/reference/block-kit/blocks. The limit on a message as a whole is undocumented; posts of
about 11,000 characters have been refused as `msg_blocks_too_long`, so messages stay below that.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from handlers.slack.harmless import harmless, shortened

MAX_HEADER = 150
MAX_SECTION = 3000
MAX_BUTTON = 75
MAX_BUTTONS = 5
MAX_MESSAGE = 10_000
"""Characters of a message's blocks as JSON."""
SECTION_CAPS = (MAX_SECTION, 1500, 800, 400, 200, 100, 50)
"""Tried in turn until the message fits as a whole."""

JsonBlock: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True)
class Title:
    """The message's first line."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names what follows. The bot's own constant words only: it alone is read as markup."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, shown literally."""

    text: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A line in small print, shown literally."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Press:
    """Something to press."""

    action_id: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Presses:
    """Things to press, side by side."""

    buttons: tuple[Press, ...]


Part: TypeAlias = Title | Heading | Words | Aside | Rule | Presses


def compose(parts: Sequence[Part]) -> list[JsonBlock]:
    """Lay the parts out as blocks that Slack accepts; empty parts are left out.

    The caller gives at most Slack's 50 parts a message.
    """
    kept = [part for part in parts if not _empty(part)]
    blocks: list[JsonBlock] = []
    for cap in SECTION_CAPS:
        blocks = [block.to_dict() for part in kept for block in _laid_out(part, cap)]
        if len(json.dumps(blocks, ensure_ascii=False)) <= MAX_MESSAGE:
            break
    return blocks


def _empty(part: Part) -> bool:
    match part:
        case Rule():
            return False
        case Presses(buttons):
            return not buttons
        case Title(text) | Heading(text) | Words(text) | Aside(text):
            return not text.strip()


def _laid_out(part: Part, cap: int) -> Iterator[Block]:
    match part:
        case Title(text):
            yield HeaderBlock(text=_plain(text, MAX_HEADER))
        case Heading(text):
            yield SectionBlock(text=MarkdownTextObject(text=f"*{harmless(text)}*", verbatim=True))
        case Words(text):
            yield SectionBlock(text=_plain(text, cap))
        case Aside(text):
            yield ContextBlock(elements=[_plain(text, cap)])
        case Rule():
            yield DividerBlock()
        case Presses(buttons):
            yield ActionsBlock(elements=[_button(button) for button in buttons[:MAX_BUTTONS]])


def _plain(text: str, limit: int) -> PlainTextObject:
    return PlainTextObject(text=shortened(harmless(text), limit), emoji=False)


def _button(button: Press) -> ButtonElement:
    return ButtonElement(text=_plain(button.label, MAX_BUTTON), action_id=button.action_id, value=button.value)
