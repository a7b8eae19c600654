"""The answer to a person: short in their messages, whole in a window."""

from collections.abc import Iterator

from bot.cases import StepName
from bot.outgoing import Button, ButtonAction, ExposureForm, Reply, Step
from bot.wording import words
from handlers.slack.lines import bullets, findings, reasons, step
from handlers.slack.parts import Aside, Ask, Checks, Choice, Heading, Part, Press, Presses, Rule, Title, Words

REASONS_SHOWN = 3
"""In a message; the rest is a press away."""
LINES_SHOWN = 8
ACTIONS_SHOWN = 20
MOST = 40
"""Of anything, in a window."""
FOUR = len(StepName)
ASKED = frozenset({ButtonAction.WITHDRAW, ButtonAction.DELETE})
"""Buttons that ask before they count."""


def reply_parts(reply: Reply) -> Iterator[Part]:
    """Lay an answer out as a message."""
    yield from _verdict(reply)
    yield from advice(reply.exposure)
    yield from reasons(reply.reasons, REASONS_SHOWN, extra=len(reply.more_reasons))
    yield from findings(reply.against, reply.links, reply.not_judged, LINES_SHOWN)
    yield from _steps(reply)
    yield from checklist(reply)
    yield Rule()
    yield Words(reply.report_line)
    yield Presses((*presses(reply.buttons, str(reply.report_id)), *_everything(reply)))


def whole_reply(reply: Reply) -> Iterator[Part]:
    """Lay an answer out whole, with nothing folded away and nothing to press."""
    yield from _verdict(reply)
    yield from advice(reply.exposure)
    yield from reasons((*reply.reasons, *reply.more_reasons), MOST)
    yield from findings(reply.against, reply.links, reply.not_judged, MOST)
    yield from _steps(reply)
    yield Rule()
    yield Words(reply.report_line)


def presses(buttons: tuple[Button, ...], value: str) -> tuple[Press, ...]:
    """Make the buttons that the bot offers; those that undo something ask first."""
    return tuple(Press(button.action, button.label, value, _ask(button.action)) for button in buttons)


def checklist(reply: Reply) -> Iterator[Part]:
    """Offer the four Rs to tick off."""
    if len(reply.steps) != FOUR:
        return
    named = zip(StepName, reply.steps, strict=True)
    choices = tuple(Choice(name, f"{one.name}: {one.headline}", name in reply.steps_done) for name, one in named)
    # Slack's clients keep ticks by the block's name and would ignore a state that changed elsewhere.
    state = "".join(str(int(choice.chosen)) for choice in choices)
    yield Heading(words().text("surfaces.reply.done"))
    yield Aside(reply.steps_hint)
    yield Checks(f"{ButtonAction.STEPS}:{reply.report_id}:{state}", ButtonAction.STEPS, choices)


def advice(form: ExposureForm | None) -> Iterator[Part]:
    """Repeat what the person said has happened, and say what helps now."""
    if form is None or not form.advice:
        return
    yield Heading(words().text("surfaces.reply.happened"))
    chosen = ", ".join(choice.label for choice in form.choices if choice.chosen)
    yield Words(f"{chosen}\n{bullets(form.advice, LINES_SHOWN)}")


def _verdict(reply: Reply) -> Iterator[Part]:
    yield Words(reply.note)
    yield Title(reply.headline)
    yield Words(reply.summary)
    yield Words(reply.case_line)
    yield Words("\n".join(reply.reported_before))
    if reply.reasons:
        yield Heading(words().text("surfaces.reply.reasons"))


def _steps(reply: Reply) -> Iterator[Part]:
    steps: tuple[Step, ...] = reply.steps[:LINES_SHOWN]
    if steps:
        yield Rule()
        yield Heading(words().text("surfaces.reply.steps"))
    for one in steps:
        yield Words(step(one, ACTIONS_SHOWN))


def _everything(reply: Reply) -> Iterator[Press]:
    """Offer the whole answer where something is folded away."""
    long = max(len(reply.against), len(reply.links), len(reply.not_judged)) > LINES_SHOWN
    if reply.more_reasons or len(reply.reasons) > REASONS_SHOWN or long:
        yield Press(ButtonAction.OPEN, words().text("surfaces.reply.everything"), str(reply.report_id))


def _ask(action: ButtonAction) -> Ask | None:
    if action not in ASKED:
        return None
    name = f"surfaces.confirm.{action.value}"
    return Ask(*(words().text(f"{name}.{key}") for key in ("title", "text", "yes", "no")))
