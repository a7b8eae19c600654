"""The answer to a person: the band in words, the reasons, the four Rs to tick off, and what can be done next."""

from uuid import UUID

from bot.cases import StepName
from bot.outgoing import Button, ButtonAction, ExposureForm, Reply, Step
from bot.wording import words
from handlers.teams.card_parts import (
    Element,
    box,
    button_row,
    choices,
    execute,
    heading,
    line,
    opens_dialog,
    paragraph,
    run,
    tick,
    unfolds,
)
from handlers.teams.passages import Room, banner, bullets, findings, label, more_reasons, reasons, section

MOST_ACTIONS = 6
"""Teams shows no more under a card."""
STEP = "step_"
"""Before a step's name: the id of its box."""
DONE = "done"
"""Which steps were ticked when the card was made, so that new ticks are told from old ones."""
HAPPENED = "happened"
_DIALOGS = frozenset({ButtonAction.ADD, ButtonAction.REVIEW_PROFILE})


def reply_body(reply: Reply, room: Room) -> list[Element]:
    """Lay the answer out."""
    body = [box([paragraph(room.cut(reply.note), bold=True)], style="good")] if reply.note else []
    body += [banner(reply.headline, reply.reference, reply.band), paragraph(room.cut(reply.summary))]
    body += [paragraph(room.cut(text)) for text in (reply.case_line, *reply.reported_before) if text]
    if reply.exposure:  # what is most pressing stands before the reasons
        body += _happened(reply.exposure, room)
    body += section(label("surfaces.reply.reasons"), reasons(reply.reasons, room))
    body += more_reasons(reply.more_reasons, room)
    body += findings(reply.against, reply.links, reply.not_judged, room)
    body += _steps(reply, room)
    body.append(
        line(run(f"{label('teams.your_report')} ", bold=True), run(room.cut(reply.report_line)), spacing="Large")
    )
    return body


def reply_actions(reply: Reply) -> list[Element]:
    """The buttons under the answer."""
    return [_action(button, reply) for button in reply.buttons[:MOST_ACTIONS]]


def carried(report_id: UUID) -> Element:
    """What every button sends with it."""
    return {"report": str(report_id)}


def _steps(reply: Reply, room: Room) -> list[Element]:
    if not reply.steps:
        return []
    body = [heading(label("surfaces.reply.steps"))]
    if not reply.steps_hint:  # nothing to tick off
        return body + [_step(number, step, room) for number, step in enumerate(reply.steps, 1)]
    body.append(paragraph(reply.steps_hint, size="Small"))
    pairs = list(zip(StepName, reply.steps, strict=False))
    for name, step in pairs:
        title = tick(STEP + name.value, f"{step.name}: {step.headline}", on=name in reply.steps_done)
        body.append(box([title, *bullets(step.actions, room)]))
    save = execute(label("teams.save_ticks"), ButtonAction.STEPS.value, _with_ticks(reply))
    return [*body, button_row(save)]


def _step(number: int, step: Step, room: Room) -> Element:
    return box(
        [paragraph(room.cut(f"{number}. {step.name}: {step.headline}"), bold=True), *bullets(step.actions, room)]
    )


def _with_ticks(reply: Reply) -> Element:
    return {**carried(reply.report_id), DONE: ",".join(step.value for step in reply.steps_done)}


def _happened(form: ExposureForm, room: Room) -> list[Element]:
    """What the person has said so far, and the advice on it."""
    chosen = [choice.label for choice in form.choices if choice.chosen]
    if not chosen:
        return []
    said = paragraph(room.cut("; ".join(chosen)), italic=True)
    return section(label("surfaces.reply.happened"), [said, *bullets(form.advice, room)])


def _action(button: Button, reply: Reply) -> Element:
    if button.action in _DIALOGS:
        return opens_dialog(button.label, button.action.value, carried(reply.report_id))
    if button.action is ButtonAction.EXPOSURE and reply.exposure:
        return _ask(button, reply.exposure, reply)
    if button.action in {ButtonAction.WITHDRAW, ButtonAction.DELETE}:
        return confirmed(button, carried(reply.report_id))
    return execute(button.label, button.action.value, _with_ticks(reply))


def _ask(button: Button, form: ExposureForm, reply: Reply) -> Element:
    """Unfold the question what has happened so far."""
    offered = [(choice.key.value, choice.label) for choice in form.choices]
    chosen = [choice.key.value for choice in form.choices if choice.chosen]
    question = choices(HAPPENED, form.question, offered, several=True, chosen=chosen)
    save = execute(label("surfaces.exposure.submit"), ButtonAction.EXPOSURE.value, _with_ticks(reply))
    return unfolds(button.label, [paragraph(form.reassurance), question], [save])


def confirmed(button: Button, data: Element) -> Element:
    """A button whose press has to be confirmed."""
    name = f"surfaces.confirm.{button.action.value}"
    yes = execute(words().text(f"{name}.yes"), button.action.value, data, inputs=False)
    question = [paragraph(words().text(f"{name}.title"), bold=True), paragraph(words().text(f"{name}.text"))]
    return unfolds(button.label, question, [yes])
