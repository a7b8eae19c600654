"""What is said where a text is about a colleague: little, and nothing of the text."""

from datetime import datetime
from uuid import UUID

from bot.cases import StepName
from bot.model import Platform
from bot.outgoing import Alert, Reply, Step
from bot.wording import words
from nlp.model import Kind, RiskBand


def reply(report_id: UUID, reference: str, contact: str, note: str = "") -> Reply:
    """Say that people will read it, and whom to turn to; `contact` empty for the usual words."""
    whom = contact or words().text("conduct.contact")
    return Reply(
        report_id=report_id,
        reference=reference,
        band=RiskBand.INSUFFICIENT,
        headline=words().text("conduct.headline"),
        summary=words().text("conduct.summary"),
        reasons=(),
        more_reasons=(),
        against=(),
        links=(),
        not_judged=(),
        steps=tuple(_step(step, whom) for step in StepName),
        report_line=words().text("conduct.report_line", reference=reference, contact=whom),
        buttons=(),
        note=note,
    )


def _step(step: StepName, whom: str) -> Step:
    name = f"conduct.steps.{step.value}"
    line = words().text(f"{name}.line", contact=whom)
    return Step(words().text(f"steps.{step.value}.name"), words().text(f"{name}.headline"), (line,))


def alert(report_id: UUID, reference: str, alias: str, platform: Platform, received_at: datetime) -> Alert:
    """Say that there is something to read, and how; never what it says."""
    return Alert(
        report_id=report_id,
        reference=reference,
        band=RiskBand.INSUFFICIENT,
        kind=Kind.NONE,
        headline=words().text("conduct.alert.headline", reference=reference),
        reporter=alias,
        platform=platform,
        received_at=received_at,
        asked=words().text("conduct.alert.asked"),
        score=0.0,
        reasons=(),
        against=(),
        links=(),
        not_judged=(),
        next_steps=words().lines("conduct.alert.next_steps", reference=reference),
    )
