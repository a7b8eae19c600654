"""Slack's limits on blocks, their elements and views, checked one by one.

`slack_sdk` checks blocks but not their elements. From https://docs.slack.dev/reference/block-kit and
https://docs.slack.dev/reference/views.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

MAX_BLOCKS, MAX_VIEW_BLOCKS = 50, 100
MAX_TOTAL = 11_000
"""Undocumented; what has been seen to be refused."""
MAX_VIEW_TOTAL = 250_000
TEXT_LIMITS = {
    "header": 150,
    "section": 3000,
    "context": 3000,
    "button": 75,
    "option": 75,
    "label": 2000,
    "hint": 2000,
    "placeholder": 150,
    "confirm title": 100,
    "confirm text": 300,
    "confirm button": 30,
    "view title": 24,
}
MARKUP_ALLOWED = {"section", "context", "option", "confirm text"}
MOST_OPTIONS = {"checkboxes": 10, "radio_buttons": 10, "static_select": 100}
IN_MESSAGES = {"button", "checkboxes", "radio_buttons", "static_select"}
IN_INPUTS = {"plain_text_input", "checkboxes", "radio_buttons", "static_select"}

Json = Mapping[str, Any]


def problems(blocks: list[dict[str, Any]]) -> list[str]:
    """Say everything that Slack would refuse in a message."""
    found = [*_blocks(blocks, inputs=False)]
    if len(blocks) > MAX_BLOCKS:
        found.append("too many blocks")
    if len(json.dumps(blocks, ensure_ascii=False)) > MAX_TOTAL:
        found.append("msg_blocks_too_long")
    return found


def view_problems(view: Json) -> list[str]:
    """Say everything that Slack would refuse in a view."""
    return [*_view(view)]


def _view(view: Json) -> Iterator[str]:
    blocks = view.get("blocks")
    if view.get("type") not in {"modal", "home"} or not isinstance(blocks, list):
        yield "view: type or blocks"
        return
    modal = view["type"] == "modal"
    yield from _blocks(blocks, inputs=modal)
    if not 1 <= len(blocks) <= MAX_VIEW_BLOCKS:
        yield f"view: {len(blocks)} blocks"
    if len(json.dumps(view, ensure_ascii=False).encode()) > MAX_VIEW_TOTAL:
        yield "view_too_large"
    if len(view.get("private_metadata", "")) > 3000 or len(view.get("callback_id", "")) > 255:
        yield "view: metadata or callback"
    if modal:
        yield from _text("view title", view.get("title"))
        for name in ("submit", "close"):
            if name in view:
                yield from _text("view title", view[name])
        if any(block.get("type") == "input" for block in blocks) != ("submit" in view):
            yield "view: submit belongs to inputs"
    elif {"title", "submit", "close"} & set(view):
        yield "home: no title or buttons of its own"


def _blocks(blocks: list[dict[str, Any]], *, inputs: bool) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, inputs=inputs)
    names = [block["block_id"] for block in blocks if "block_id" in block]
    if len(names) != len(set(names)) or any(not 1 <= len(name) <= 255 for name in names):
        yield "block_id: twice or too long"


def _block(block: Json, *, inputs: bool) -> Iterator[str]:
    kind = str(block.get("type"))
    if kind in {"header", "section"}:
        yield from _text(kind, block.get("text"))
    elif kind == "context":
        yield from _elements(block, 10, {"plain_text", "mrkdwn"})
    elif kind == "actions":
        yield from _elements(block, 25, IN_MESSAGES)
    elif kind == "input" and inputs:
        yield from _text("label", block.get("label"))
        if "hint" in block:
            yield from _text("hint", block["hint"])
        yield from _element(block.get("element") or {}, IN_INPUTS)
    elif kind != "divider":
        yield f"unknown block {kind}"


def _elements(block: Json, most: int, kinds: set[str]) -> Iterator[str]:
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= most:
        yield f"{block.get('type')}: between 1 and {most} elements"
        return
    actions = [element["action_id"] for element in elements if "action_id" in element]
    if len(actions) != len(set(actions)):
        yield "action_id: twice in a block"
    for element in elements:
        yield from _element(element, kinds)


def _element(element: Json, kinds: set[str]) -> Iterator[str]:
    kind = str(element.get("type"))
    if kind not in kinds:
        yield f"unknown element {kind}"
        return
    if kind in {"plain_text", "mrkdwn"}:
        yield from _text("context", element)
        return
    if not 1 <= len(str(element.get("action_id", ""))) <= 255:
        yield f"{kind}: action_id"
    if kind == "button":
        yield from _text("button", element.get("text"))
        if len(str(element.get("value", ""))) > 2000:
            yield "button: value"
    elif kind == "plain_text_input":
        if not 1 <= int(element.get("max_length", 3000)) <= 3000:
            yield "plain_text_input: max_length"
    else:
        yield from _choices(kind, element)
    if "confirm" in element:
        yield from _confirm(element["confirm"])


def _choices(kind: str, element: Json) -> Iterator[str]:
    options = element.get("options")
    if not isinstance(options, list) or not 1 <= len(options) <= MOST_OPTIONS[kind]:
        yield f"{kind}: between 1 and {MOST_OPTIONS[kind]} options"
        return
    for option in options:
        yield from _text("option", option.get("text"))
        if not 1 <= len(str(option.get("value", ""))) <= 150:
            yield f"{kind}: value"
    if kind == "static_select":
        if element["options"] and any(option["text"]["type"] != "plain_text" for option in options):
            yield "static_select: plain_text only"
        yield from _text("placeholder", element.get("placeholder"))
    initial = element.get("initial_options", [element["initial_option"]] if "initial_option" in element else None)
    if initial is not None and (not initial or any(item not in options for item in initial)):
        yield f"{kind}: initial options must be among the options"


def _confirm(confirm: Json) -> Iterator[str]:
    yield from _text("confirm title", confirm.get("title"))
    yield from _text("confirm text", confirm.get("text"))
    yield from _text("confirm button", confirm.get("confirm"))
    yield from _text("confirm button", confirm.get("deny"))


def _text(kind: str, text: object) -> Iterator[str]:
    if not isinstance(text, Mapping) or text.get("type") not in {"plain_text", "mrkdwn"}:
        yield f"{kind}: no text object"
        return
    if kind not in MARKUP_ALLOWED and text["type"] != "plain_text":
        yield f"{kind}: plain_text only"
    length = len(str(text.get("text", "")).encode("utf-16-le")) // 2
    if not 1 <= length <= TEXT_LIMITS[kind]:
        yield f"{kind}: {length} characters"
