"""What is said of a case: how reports belong together, what has happened so far, where it stands. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.cases import URGENT, CaseFile, Disposition, Exposure, Remark
from bot.outgoing import (
    Button,
    ButtonAction,
    Decision,
    ExposureChoice,
    ExposureForm,
    Notice,
)
from bot.wording import words

PRESSING: Final = (
    Exposure.OPENED,
    Exposure.SHARED_WORK,
    Exposure.PAID,
    Exposure.MET,
    Exposure.MOVED,
    Exposure.SHARED_CV,
    Exposure.REPLIED,
    Exposure.ACCEPTED,
    Exposure.NOTHING,
)
"""The most pressing first."""


def date(at: datetime) -> str:
    """Write a day as people say it."""
    months = words().lines("months")
    return f"{at.day} {months[at.month - 1]} {at.year}"


def exposure_form(case: CaseFile) -> ExposureForm:
    """Ask what has happened so far, or advise on what was answered."""
    chosen = case.exposure or frozenset()
    return ExposureForm(
        question=words().text("exposure.question"),
        reassurance=words().text("exposure.reassurance"),
        choices=tuple(
            ExposureChoice(item, words().text(f"exposure.choices.{item.value}"), item in chosen) for item in Exposure
        ),
        advice=tuple(words().text(f"exposure.advice.{item.value}") for item in PRESSING if item in chosen),
    )


def things(exposure: Iterable[Exposure]) -> str:
    """Say in one phrase what has happened, the most pressing first."""
    chosen = set(exposure)
    said = [words().text(f"exposure.said.{item.value}") for item in PRESSING if item in chosen]
    return "; ".join(said)


def priority(case: CaseFile) -> str:
    """Say why a case is urgent; empty where nothing is known that makes it so."""
    if case.disposition:
        return ""
    urgent = (case.exposure or frozenset()) & URGENT
    return words().text("updates.urgent", things=things(case.exposure or ())) if urgent else ""


def reply_line(case: CaseFile, reference: str, *, raised: bool) -> str:
    """Say to the reporter how a message belongs to earlier ones; empty for a case's first."""
    if case.reports <= 1 or case.reference in {"", reference}:
        return ""
    stages = sorted(case.stages)
    return words().text(
        "case.line.raised" if raised else "case.line.joined",
        reference=case.reference,
        reports=str(case.reports),
        first=words().text(f"case.stages.{stages[0].name}") if stages else "",
        last=words().text(f"case.stages.{stages[-1].name}") if stages else "",
    )


def alert_line(case: CaseFile, reference: str) -> str:
    """Say to security which case a report belongs to and how far that has come; empty for a case's first."""
    if case.reports <= 1 or case.reference in {"", reference}:
        return ""
    stages = "; ".join(words().text(f"case.stages.{stage.name}") for stage in sorted(case.stages))
    name = "case.line.alert_stages" if stages else "case.line.alert"
    return words().text(name, reference=case.reference, reports=str(case.reports), stages=stages)


def standing(case: CaseFile) -> str:
    """Say to security where a case stands; empty while nobody has spoken."""
    if case.disposition:
        return words().text(f"outcomes.{case.disposition.value}.closed")
    said = [words().text(f"remarks.{remark.value}.said") for remark in sorted(case.remarks)]
    if case.withdrawn:
        said.append(words().text("updates.withdrawn"))
    if case.looking:
        said.append(words().text("updates.looking", who=words().text("updates.somebody")))
    return " ".join(said)


def decisions(case: CaseFile) -> tuple[Decision, ...]:
    """Offer the closing words, until one is chosen."""
    if case.disposition:
        return ()
    return tuple(Decision(item, words().text(f"outcomes.{item.value}.label")) for item in Disposition)


def alert_buttons(case: CaseFile) -> tuple[Button, ...]:
    """Offer to say that somebody looks at it."""
    return () if case.disposition or case.looking else (button(ButtonAction.LOOK),)


def button(action: ButtonAction) -> Button:
    """Make a button with its words."""
    name = f"remarks.{action.value}.button" if action.value in set(Remark) else f"{action.value}.button"
    return Button(action, words().text(name))


def outcome(case: CaseFile, disposition: Disposition) -> Notice:
    """Tell the reporter what came of it."""
    name = f"outcomes.{disposition.value}"
    lines = (words().text(f"{name}.told", reference=case.reference), words().text(f"{name}.next"))
    return Notice(words().text("outcomes.title", reference=case.reference), lines)


def still_looking(case: CaseFile, by: datetime) -> Notice:
    """Keep the promise of news although there is none."""
    lines = words().lines("promise.paragraphs", date=date(by))
    return Notice(words().text("promise.title", reference=case.reference), lines)


def reminder(case: CaseFile, alias: str, by: datetime) -> Notice:
    """Remind security that a reporter waits."""
    lines = words().lines("promise.reminder.paragraphs", reference=case.reference, alias=alias, date=date(by))
    return Notice(words().text("promise.reminder.title", reference=case.reference), lines)


def news(case: CaseFile, alias: str, line: str) -> Notice:
    """Tell security what is new of a case."""
    return Notice(words().text("updates.title", reference=case.reference, alias=alias), (line,))


def exposure_news(case: CaseFile) -> str:
    """Say to security what the person answered."""
    chosen = case.exposure or frozenset()
    if chosen <= {Exposure.NOTHING}:
        return words().text("updates.exposure_none")
    return priority(case) or words().text("updates.exposure", things=things(chosen))
