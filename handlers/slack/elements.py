"""Parts as Slack's own elements, each cut to Slack's limits: https://docs.slack.dev/reference/block-kit."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    CheckboxesElement,
    ConfirmObject,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
)

from handlers.slack.harmless import harmless, shortened
from handlers.slack.parts import Ask, Checks, ChecksField, Choice, Field, Pick, Press, RadiosField, TextField

MAX_BUTTON = 75
MAX_OPTION = 75
MAX_LABEL = 2000
MAX_TICKS = 10
"""Choices of a list of ticks or of radio buttons."""
MAX_PICKS = 100
MAX_INPUT = 3000
"""Characters that a person can write into one field of a window."""
MAX_ASK_TITLE, MAX_ASK_TEXT, MAX_ASK_BUTTON = 100, 300, 30
MAX_PLACEHOLDER = 150


def plain(text: str, limit: int) -> PlainTextObject:
    """Show a text literally: nothing in it links, mentions or formats."""
    return PlainTextObject(text=shortened(harmless(text), limit), emoji=False)


def button(press: Press) -> ButtonElement:
    """Make a button."""
    return ButtonElement(
        text=plain(press.label, MAX_BUTTON),
        action_id=press.action_id,
        value=press.value,
        confirm=_confirm(press.ask) if press.ask else None,
    )


def checks(part: Checks) -> ActionsBlock:
    """Make a list of ticks whose state is sent with each tick."""
    return ActionsBlock(block_id=part.name, elements=[_ticks(part.action_id, part.choices)])


def pick(part: Pick) -> ActionsBlock:
    """Make a menu that asks before it counts."""
    menu = StaticSelectElement(
        action_id=part.action_id,
        placeholder=plain(part.placeholder, MAX_PLACEHOLDER),
        options=_options(part.choices[:MAX_PICKS]),
        confirm=_confirm(part.ask),
    )
    return ActionsBlock(block_id=part.name, elements=[menu])


def field(part: Field) -> InputBlock:
    """Make a field of a window; its answer comes back under its name, twice."""
    hint = part.hint if isinstance(part, TextField | RadiosField) else ""
    return InputBlock(
        block_id=part.name,
        label=plain(part.label, MAX_LABEL),
        hint=plain(hint, MAX_LABEL) if hint else None,
        element=_input(part),
        optional=part.optional if isinstance(part, TextField) else True,
    )


def _input(part: Field) -> PlainTextInputElement | CheckboxesElement | RadioButtonsElement:
    match part:
        case TextField(name):
            return PlainTextInputElement(action_id=name, multiline=part.lines, max_length=MAX_INPUT)
        case ChecksField(name):
            return _ticks(name, part.choices)
        case RadiosField(name):
            return RadioButtonsElement(action_id=name, options=_options(part.choices[:MAX_TICKS]))


def _ticks(action_id: str, choices: Sequence[Choice]) -> CheckboxesElement:
    shown = list({choice.value: choice for choice in choices}.values())[:MAX_TICKS]
    chosen = _options(choice for choice in shown if choice.chosen)
    return CheckboxesElement(action_id=action_id, options=_options(shown), initial_options=chosen or None)


def _options(choices: Iterable[Choice]) -> list[Option]:
    each = {choice.value: choice for choice in choices}  # Slack takes a value once
    return [Option(value=choice.value, text=plain(choice.label, MAX_OPTION)) for choice in each.values()]


def _confirm(ask: Ask) -> ConfirmObject:
    return ConfirmObject(
        title=plain(ask.title, MAX_ASK_TITLE),
        text=plain(ask.text, MAX_ASK_TEXT),
        confirm=plain(ask.yes, MAX_ASK_BUTTON),
        deny=plain(ask.no, MAX_ASK_BUTTON),
    )
