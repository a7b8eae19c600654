"""The bricks of an Adaptive Card. All words go into TextRuns, where no client reads Markdown."""

from collections.abc import Sequence

from bot.wording import words

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


def paragraph(text: str, **style: str | bool) -> Element:
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


def choices(
    name: str, label: str, offered: Sequence[tuple[str, str]], *, several: bool = False, chosen: Sequence[str] = ()
) -> Element:
    """A labelled question with all its answers in view: (key, words) of each."""
    return {
        "type": "Input.ChoiceSet",
        "id": name,
        "label": tame(label),
        "style": "expanded",
        "isMultiSelect": several,
        "wrap": True,
        "value": ",".join(chosen),
        "choices": [{"title": tame(title), "value": key} for key, title in offered],
    }


def field(name: str, label: str, *, hint: str = "", longest: int = 0, lines: bool = False) -> list[Element]:
    """A labelled place to write into, and its hint below it, where it stays in view."""
    made: Element = {"type": "Input.Text", "id": name, "label": tame(label), "isMultiline": lines}
    if longest:
        made["maxLength"] = longest
    return [made, paragraph(hint, size="Small", spacing="None")] if hint else [made]


def required(asked: list[Element], otherwise: str) -> list[Element]:
    """The same, but it has to be filled in; `otherwise` is said where it is not."""
    return [asked[0] | {"isRequired": True, "errorMessage": tame(otherwise)}, *asked[1:]]


def tick(name: str, label: str, *, on: bool) -> Element:
    """A box to tick, with its label."""
    return {
        "type": "Input.Toggle",
        "id": name,
        "title": tame(label),
        "value": "true" if on else "false",
        "valueOn": "true",
        "valueOff": "false",
        "wrap": True,
    }


def execute(title: str, verb: str, data: Element, *, inputs: bool = True) -> Element:
    """A universal action; clients too old for it send the same data with a plain submit.

    Without `inputs` it neither sends what was filled in nor waits for what must be.
    """
    carried: Element = {**data, "verb": verb}
    submit: Element = {"type": "Action.Submit", "title": tame(title), "data": carried}
    made: Element = {"type": "Action.Execute", "title": tame(title), "verb": verb, "data": carried}
    if not inputs:
        submit["associatedInputs"] = made["associatedInputs"] = "none"
    return {**made, "fallback": submit}


def opens_dialog(title: str, verb: str, data: Element) -> Element:
    """A button that asks the bot for a dialog."""
    carried: Element = {**data, "verb": verb, "msteams": {"type": "task/fetch"}}
    return {"type": "Action.Submit", "title": tame(title), "data": carried, "associatedInputs": "none"}


def unfolds(title: str, body: Sequence[Element], actions: Sequence[Element]) -> Element:
    """A button that unfolds a small card with buttons of its own."""
    card: Element = {"type": "AdaptiveCard", "body": list(body), "actions": list(actions)}
    return {"type": "Action.ShowCard", "title": tame(title), "card": card}


def button_row(*actions: Element) -> Element:
    """Buttons in the middle of a card."""
    return {"type": "ActionSet", "actions": list(actions)}


def whole_card(body: Sequence[Element], *, said: str, actions: Sequence[Element] = (), wide: bool = True) -> Element:
    """A card; `said` is shown where no card can be, and read aloud."""
    card: Element = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.5",
        "lang": words().language,
        "fallbackText": said,
        "speak": said,
        "body": list(body),
    }
    if wide:
        card["msteams"] = {"width": "Full"}
    if actions:
        card["actions"] = list(actions)
    return card
