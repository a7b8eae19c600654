"""Block Kit within Slack's limits: what is too long is shortened visibly, never refused by Slack.

Limits: https://docs.slack.dev/reference/block-kit/blocks. The limit on a message as a whole is undocumented; posts of
about 11,000 characters have been refused as `msg_blocks_too_long`, so messages stay below that.
"""

import json
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    SectionBlock,
)

from handlers.slack import elements
from handlers.slack.elements import plain
from handlers.slack.harmless import harmless, shortened
from handlers.slack.parts import (
    Aside,
    Checks,
    ChecksField,
    Heading,
    Part,
    Pick,
    Press,
    Presses,
    RadiosField,
    Rule,
    TextField,
    Title,
    Words,
)

MAX_HEADER = 150
MAX_SECTION = 3000
BUTTONS_A_ROW = 5
"""Slack takes 25; more than five side by side are not read."""
MAX_ROWS = 3
MAX_MESSAGE = 10_000
"""Characters of a message's blocks as JSON."""
MAX_VIEW = 200_000
"""The same for a window or the first page, of which Slack takes 250 kB."""
MAX_BLOCKS = 50
MAX_VIEW_BLOCKS = 100
SECTION_CAPS = (MAX_SECTION, 1500, 800, 400, 200, 100, 50)
"""Tried in turn until the message fits as a whole."""

JsonBlock: TypeAlias = dict[str, object]


def compose(parts: Sequence[Part]) -> list[JsonBlock]:
    """Lay the parts of a message out as blocks that Slack accepts; empty parts are left out."""
    return _composed(parts, MAX_MESSAGE, MAX_BLOCKS)


def compose_view(parts: Sequence[Part]) -> list[JsonBlock]:
    """Lay the parts of a window or of the first page out."""
    return _composed(parts, MAX_VIEW, MAX_VIEW_BLOCKS)


def _composed(parts: Sequence[Part], most_characters: int, most_blocks: int) -> list[JsonBlock]:
    kept = [part for part in parts if not _empty(part)]
    blocks: list[JsonBlock] = []
    for cap in SECTION_CAPS:
        blocks = [block.to_dict() for part in kept for block in _laid_out(part, cap)][:most_blocks]
        if len(json.dumps(blocks, ensure_ascii=False)) <= most_characters:
            break
    return blocks


def _empty(part: Part) -> bool:
    match part:
        case Rule() | TextField():
            return False
        case Presses(buttons):
            return not buttons
        case Checks() | Pick() | ChecksField() | RadiosField():
            return not part.choices
        case Title(text) | Heading(text) | Words(text) | Aside(text):
            return not text.strip()


def _laid_out(part: Part, cap: int) -> Iterator[Block]:
    match part:
        case Title(text):
            yield HeaderBlock(text=plain(text, MAX_HEADER))
        case Heading(text):
            yield SectionBlock(
                text=MarkdownTextObject(text=f"*{shortened(harmless(text), MAX_HEADER)}*", verbatim=True)
            )
        case Words(text):
            yield SectionBlock(text=plain(text, cap))
        case Aside(text):
            yield ContextBlock(elements=[plain(text, cap)])
        case Rule():
            yield DividerBlock()
        case Presses(buttons):
            yield from _rows(buttons)
        case Checks():
            yield elements.checks(part)
        case Pick():
            yield elements.pick(part)
        case TextField() | ChecksField() | RadiosField():
            yield elements.field(part)


def _rows(presses: Sequence[Press]) -> Iterator[Block]:
    """Lay buttons out in rows; Slack takes an action once a row, and two of one kind would be one too many."""
    each = list({press.action_id: press for press in reversed(presses)}.values())[::-1]
    for start in range(0, min(len(each), MAX_ROWS * BUTTONS_A_ROW), BUTTONS_A_ROW):
        yield ActionsBlock(elements=[elements.button(press) for press in each[start : start + BUTTONS_A_ROW]])
