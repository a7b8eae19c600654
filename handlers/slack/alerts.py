"""The notice in the security channel, with what an analyst can press."""

from collections.abc import Iterator

from bot.outgoing import Alert, ButtonAction
from bot.wording import words
from handlers.slack.lines import bullets, findings, reasons
from handlers.slack.parts import Ask, Choice, Heading, Part, Pick, Presses, Rule, Title, Words
from handlers.slack.replies import presses

REASONS_SHOWN = 8
LINES_SHOWN = 8
NEARLY_ONE = 0.995


def alert_parts(alert: Alert) -> Iterator[Part]:
    """Lay an alert out: what is urgent first, what can be done last."""
    yield Title(alert.headline)
    yield Words(alert.priority)
    yield Words(alert.standing)
    yield Words(_facts(alert))
    yield Words(alert.case_line)
    yield Words("\n".join(alert.reported_before))
    if alert.context:
        yield Heading(words().text("surfaces.alert.context"))
        yield Words(f"“{alert.context}”")
    if alert.reasons:
        yield Heading(words().text("surfaces.alert.seen"))
    yield from reasons(alert.reasons, REASONS_SHOWN)
    yield from findings(alert.against, alert.links, alert.not_judged, LINES_SHOWN)
    if alert.next_steps:
        yield Rule()
        yield Heading(words().text("surfaces.alert.next"))
        yield Words(bullets(alert.next_steps, LINES_SHOWN))
    yield Presses(presses(alert.buttons, str(alert.report_id)))
    yield Pick(
        name=f"{ButtonAction.DECIDE}:{alert.report_id}",
        action_id=ButtonAction.DECIDE,
        placeholder=words().text("surfaces.alert.decide"),
        choices=tuple(Choice(decision.disposition, decision.label) for decision in alert.decisions),
        ask=Ask(*(words().text(f"surfaces.alert.confirm.{key}") for key in ("title", "text", "yes", "no"))),
    )


def _facts(alert: Alert) -> str:
    said = words()
    return "\n".join(
        (
            said.text(
                "surfaces.alert.risk", band=said.text(f"surfaces.bands.{alert.band.label}"), score=_score(alert.score)
            ),
            said.text("surfaces.alert.kind", kind=said.text(f"surfaces.kinds.{alert.kind.value}")),
            said.text("surfaces.alert.case", reference=alert.reference),
            said.text(
                "surfaces.alert.reporter",
                reporter=alert.reporter,
                platform=said.text(f"surfaces.platforms.{alert.platform.value}"),
            ),
            said.text("surfaces.alert.received", date=f"{alert.received_at:%d %B %Y, %H:%M %Z}".rstrip()),
            said.text("surfaces.alert.asked", asked=alert.asked),
        )
    )


def _score(score: float) -> str:
    """Write a probability; none is ever certain."""
    return f"{score:.2f}" if score < NEARLY_ONE else words().text("surfaces.alert.nearly_one")
