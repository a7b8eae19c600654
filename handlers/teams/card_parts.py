"""The bricks of an Adaptive Card. All words go into TextRuns, where no client reads Markdown."""

from collections.abc import Sequence

Element = dict[str, object]
Run = dict[str, object]

_UNSAFE = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " "),
    # Direction overrides and isolates could make a quote reorder the words around it.
    **dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], None),
    # Never valid on their own in what is sent.
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


def tame(text: str) -> str:
    """Make text that a card shows as it stands: one line, no control characters, no `{{DATE()}}` functions."""
    return " ".join(text.translate(_UNSAFE).split()).replace("{{", "{ {")


def run(text: str, *, bold: bool = False, italic: bool = False, color: str = "", size: str = "") -> Run:
    """One stretch of words in one style; a space at its end parts it from the next."""
    made: Run = {"type": "TextRun", "text": tame(text) + (" " if text.endswith(" ") else "")}
    if bold:
        made["weight"] = "Bolder"
    if italic:
        made["italic"] = True
    if color:
        made["color"] = color
    if size:
        made["size"] = size
    return made


def line(*runs: Run, spacing: str = "") -> Element:
    """One paragraph."""
    made: Element = {"type": "RichTextBlock", "inlines": list(runs)}
    if spacing:
        made["spacing"] = spacing
    return made


def words(text: str, **style: str | bool) -> Element:
    """One paragraph in one style; `spacing` is the paragraph's."""
    spacing = str(style.pop("spacing", ""))
    return line(run(text, **style), spacing=spacing)  # type: ignore[arg-type]  # the keys are run's own


def heading(text: str) -> Element:
    """A heading that screen readers announce. Only for words of this program: TextBlocks read Markdown."""
    return {
        "type": "TextBlock",
        "text": text,
        "style": "heading",
        "weight": "Bolder",
        "size": "Medium",
        "wrap": True,
        "spacing": "Large",
    }


def box(items: Sequence[Element], *, style: str = "", name: str = "", hidden: bool = False) -> Element:
    """A group of elements, perhaps shaded, perhaps folded away until `name` is toggled."""
    made: Element = {"type": "Container", "items": list(items)}
    if style:
        made["style"] = style
    if name:
        made["id"] = name
    if hidden:
        made["isVisible"] = False
    return made


def fold(label: str, name: str, items: Sequence[Element]) -> list[Element]:
    """A button that shows and hides what follows it."""
    toggle = {"type": "Action.ToggleVisibility", "title": label, "targetElements": [name]}
    return [{"type": "ActionSet", "actions": [toggle]}, box(items, name=name, hidden=True)]
