"""Slack's limits on blocks and their elements, checked one by one.

`slack_sdk` checks blocks but not their elements. From https://docs.slack.dev/reference/block-kit.
"""

import json
from collections.abc import Iterator, Mapping

MAX_BLOCKS = 50
MAX_TOTAL = 11_000
"""Undocumented; what has been seen to be refused."""
TEXT_LIMITS = {"header": 150, "section": 3000, "context": 3000, "button": 75}
PLAIN_ONLY = {"header", "button"}


def problems(blocks: list[dict[str, object]]) -> list[str]:
    """Say everything that Slack would refuse."""
    found = [problem for block in blocks for problem in _block(block)]
    if len(blocks) > MAX_BLOCKS:
        found.append("too many blocks")
    if len(json.dumps(blocks, ensure_ascii=False)) > MAX_TOTAL:
        found.append("msg_blocks_too_long")
    return found


def _block(block: Mapping[str, object]) -> Iterator[str]:
    kind = str(block.get("type"))
    if kind in {"header", "section"}:
        yield from _text(kind, block.get("text"))
    elif kind == "context":
        yield from _elements(block, 10, {"plain_text", "mrkdwn"})
    elif kind == "actions":
        yield from _elements(block, 25, {"button"})
    elif kind != "divider":
        yield f"unknown block {kind}"


def _elements(block: Mapping[str, object], most: int, kinds: set[str]) -> Iterator[str]:
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= most:
        yield f"{block.get('type')}: between 1 and {most} elements"
        return
    for element in elements:
        if element.get("type") not in kinds:
            yield f"unknown element {element.get('type')}"
        elif element["type"] == "button":
            yield from _text("button", element.get("text"))
            if not 1 <= len(str(element.get("action_id", ""))) <= 255 or len(str(element.get("value", ""))) > 2000:
                yield "button: action_id or value"
        else:
            yield from _text("context", element)


def _text(kind: str, text: object) -> Iterator[str]:
    if not isinstance(text, Mapping) or text.get("type") not in {"plain_text", "mrkdwn"}:
        yield f"{kind}: no text object"
        return
    if kind in PLAIN_ONLY and text["type"] != "plain_text":
        yield f"{kind}: plain_text only"
    length = len(str(text.get("text", "")).encode("utf-16-le")) // 2
    if not 1 <= length <= TEXT_LIMITS[kind]:
        yield f"{kind}: {length} characters"
