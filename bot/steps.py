"""The four Rs, fitted to the case: recognise, realise, report, remove. Capture and report come before removing."""

from dataclasses import dataclass

from bot.outgoing import Step
from bot.venue import Venue
from bot.wording import words
from nlp.model import Kind, RiskBand, Tactic

REALISE_LINES = 2
"""Tactics explained; the reasons above the checklist have said the rest."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the checklist depends on."""

    band: RiskBand
    kind: Kind
    tactics: tuple[Tactic, ...]
    venues: tuple[Venue, ...]
    code: bool
    """Whether the sender wants something run."""
    link: bool
    """Whether there is a link."""
    told: bool
    unreadable: bool

    @property
    def course(self) -> str:
        """Which of the wording's courses fits."""
        if self.band is RiskBand.INSUFFICIENT:
            return "insufficient"
        if self.band is RiskBand.LOW:
            return "low"
        return self.hurt

    @property
    def serious(self) -> bool:
        """Whether there is something to remove."""
        return self.band >= RiskBand.MEDIUM

    @property
    def hurt(self) -> str:
        """Whether money or access is at stake; a coding test that steals comes from a recruiter who is none."""
        return "fraud" if self.kind is Kind.FRAUD and not self.code else "approach"


def four_steps(situation: Situation) -> tuple[Step, ...]:
    """Give the four Rs for this case, in the campaign's order."""
    made = {
        "recognise": _recognise(situation),
        "realise": _realise(situation),
        "report": _report(situation),
        "remove": _remove(situation),
    }
    return tuple(
        Step(
            words().text(f"steps.{name}.name"),
            words().text(f"steps.{name}.headline.{_headline(name, situation)}"),
            lines,
        )
        for name, lines in made.items()
    )


def _headline(name: str, situation: Situation) -> str:
    if name == "report":
        return "told" if situation.told else "filed"
    return situation.course


def _recognise(situation: Situation) -> tuple[str, ...]:
    lines = list(words().lines(f"steps.recognise.{situation.course}"))
    if situation.band is not RiskBand.INSUFFICIENT:
        lines += [words().text(f"steps.venue_check.{venue.value}") for venue in situation.venues[:1]]
    if situation.code:
        lines.append(words().text("steps.code.recognise"))
    return tuple(lines)


def _realise(situation: Situation) -> tuple[str, ...]:
    course = "insufficient_link" if situation.band is RiskBand.INSUFFICIENT and situation.link else situation.course
    lines = list(words().lines(f"steps.realise.{course}"))
    if situation.code:
        lines.append(words().text("steps.code.realise"))
    if situation.serious:
        shown = [tactic for tactic in situation.tactics if not situation.code or tactic is not _CODE][:REALISE_LINES]
        lines += [words().text(f"steps.realise.tactics.{tactic.value}") for tactic in shown]
    return tuple(lines)


_CODE = Tactic.CREDENTIAL_OR_MALWARE_LINK


def _report(situation: Situation) -> tuple[str, ...]:
    lines = [words().text("steps.code.do_not_run")] if situation.code else []
    if situation.serious or situation.told:
        where = [venue.value for venue in situation.venues[:1]] or ["any"]
        lines.append(words().text(f"steps.report.capture.{where[0]}"))
    lines += words().lines(f"steps.report.{_standing(situation)}")
    if situation.code:
        lines.append(words().text("steps.report.executed"))
    if situation.band is not RiskBand.LOW:
        lines.append(words().text(f"steps.report.exposure.{situation.hurt}"))
    return tuple(lines)


def _standing(situation: Situation) -> str:
    if situation.unreadable:
        return "unreadable"
    return "told" if situation.told else "filed"


def _remove(situation: Situation) -> tuple[str, ...]:
    lines = list(words().lines(f"steps.remove.{situation.course}"))
    if not situation.serious:
        return tuple(lines)
    lines += [words().text(f"steps.remove.venue.{venue.value}") for venue in situation.venues]
    if situation.hurt == "fraud":
        lines.append(words().text("steps.remove.password"))
    else:
        lines.append(words().text("steps.remove.tighten"))
    return tuple(lines)
