"""The notice in the security channel: what was seen, where the case stands, and its closing word."""

from bot.outgoing import Alert, ButtonAction
from handlers.teams.card_parts import Element, box, choices, execute, line, paragraph, run, unfolds
from handlers.teams.passages import Room, banner, bullets, findings, label, more_reasons, reasons, section
from handlers.teams.reply_card import carried
from nlp.model import RiskBand

SHOWN = 4
"""Reasons in view; the others are folded away."""
NEARLY_ONE = 0.995
"""From here on two decimals would claim certainty."""
DISPOSITION = "disposition"


def alert_body(alert: Alert, room: Room) -> list[Element]:
    """Lay the alert out."""
    body = [banner(alert.headline, "", alert.band)]
    if alert.priority:
        body.append(box([paragraph(room.cut(alert.priority), bold=True)], style="attention"))
    if alert.standing:
        body.append(box([paragraph(room.cut(alert.standing), bold=True)], style="accent"))
    body += [paragraph(room.cut(text)) for text in (alert.case_line, *alert.reported_before) if text]
    body += _facts(alert, room)
    if alert.context:
        name = run(f"{label('surfaces.alert.context')}: ", bold=True)
        body.append(line(name, run(f"“{room.cut(alert.context)}”", italic=True)))
    body += section(label("surfaces.alert.seen"), reasons(alert.reasons[:SHOWN], room, tactics=True))
    body += more_reasons(alert.reasons[SHOWN:], room, tactics=True)
    body += findings(alert.against, alert.links, alert.not_judged, room)
    return body + section(label("surfaces.alert.next"), bullets(alert.next_steps, room))


def alert_actions(alert: Alert) -> list[Element]:
    """What an analyst can press."""
    data = carried(alert.report_id)
    made = [
        execute(button.label, button.action.value, data, inputs=False)
        for button in alert.buttons
        if button.action is ButtonAction.LOOK
    ]
    if alert.decisions:
        offered = [(item.disposition.value, item.label) for item in alert.decisions]
        question = choices(DISPOSITION, label("surfaces.alert.decide"), offered)
        required = {**question, "isRequired": True, "errorMessage": label("teams.choose_one")}
        close = execute(label("surfaces.alert.confirm.yes"), ButtonAction.DECIDE.value, data)
        made.append(
            unfolds(
                label("surfaces.alert.decide"), [required, paragraph(label("surfaces.alert.confirm.text"))], [close]
            )
        )
    return made


def _facts(alert: Alert, room: Room) -> list[Element]:
    platform = label(f"surfaces.platforms.{alert.platform.value}")
    lines = [
        label("surfaces.alert.reporter", reporter=alert.reporter, platform=platform),
        label("surfaces.alert.received", date=f"{alert.received_at:%d %b %Y, %H:%M %Z}"),
        label("surfaces.alert.asked", asked=alert.asked),
    ]
    if alert.band is not RiskBand.INSUFFICIENT:  # a number would look like a judgement
        score = label("teams.nearly_one") if alert.score >= NEARLY_ONE else f"{alert.score:.2f}"
        lines.append(label("surfaces.alert.risk", band=label(f"surfaces.bands.{alert.band.label}"), score=score))
    return [_fact(room.cut(text)) for text in lines]


def _fact(text: str) -> Element:
    name, colon, value = text.partition(": ")
    return line(run(name + colon, bold=True), run(value), spacing="Small")
