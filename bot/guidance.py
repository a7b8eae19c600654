"""What people are told: the answer to the reporter, the alert to security, and notices. Pure; wording in data files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from bot.model import NoticeKey, Platform
from bot.outgoing import Alert, Button, ButtonAction, Notice, Reason, Reply
from bot.reasons import against, link_lines, reasons
from bot.shown import shown
from bot.steps import Situation, four_steps
from bot.venue import asks_to_run_code, venues
from bot.wording import words
from nlp.model import Assessment, Genre, Kind, RiskBand

REASONS_IN_REPLY: Final = 3
UNREADABLE: Final = "unreadable"
"""In place of a model's version where no reading succeeded."""
BEGINNING: Final = 400
"""Characters of a text that could not be read, shown to security."""


@dataclass(frozen=True, slots=True, repr=False)
class Case:
    """What is said about a report besides its assessment."""

    report_id: UUID
    reference: str
    alias: str
    platform: Platform
    received_at: datetime
    asked: str
    """`checked`, `insisted` (at once) or `pressed` (Report anyway)."""
    text: str


def unreadable() -> Assessment:
    """Stand in for an assessment where reading failed again and again: nothing is claimed."""
    missing = (words().text("unreadable.not_judged"),)
    return Assessment(
        RiskBand.INSUFFICIENT, 0.0, Kind.NONE, (), (), (), (), (), None, "und", not_judged=missing, model=UNREADABLE
    )


def reply(case: Case, assessment: Assessment, *, told: bool) -> Reply:
    """Word the answer to the person who handed the text in; `told` where security is told too."""
    subject = _subject(assessment)
    course, kind = _course(assessment)
    named = {name: words().text(f"subject.{subject}.{name}") for name in ("it", "It")}
    seen = reasons(assessment, subject)
    return Reply(
        report_id=case.report_id,
        reference=case.reference,
        band=assessment.band,
        headline=words().text(f"bands.{course}.{kind}.headline", **named),
        summary=words().text(f"bands.{course}.{kind}.summary", **named),
        reasons=seen[:REASONS_IN_REPLY],
        more_reasons=seen[REASONS_IN_REPLY:],
        against=against(assessment, subject),
        links=link_lines(assessment),
        not_judged=assessment.not_judged,
        steps=four_steps(_situation(case, assessment, told=told)),
        report_line=words().text(f"report_line.{_told(case, told=told)}", reference=case.reference),
        buttons=() if told else (Button(ButtonAction.REPORT_ANYWAY, words().text("button.report_anyway")),),
    )


def alert(case: Case, assessment: Assessment) -> Alert:
    """Word the notice for the security channel."""
    subject = _subject(assessment)
    lost = assessment.model == UNREADABLE
    return Alert(
        report_id=case.report_id,
        reference=case.reference,
        band=assessment.band,
        kind=assessment.kind,
        headline=_alert_headline(case, assessment),
        reporter=case.alias,
        platform=case.platform,
        received_at=case.received_at,
        asked=words().text(f"alert.asked.{case.asked}"),
        score=assessment.score,
        reasons=(_beginning(case),) if lost else reasons(assessment, subject),
        against=against(assessment, subject),
        links=link_lines(assessment),
        not_judged=assessment.not_judged,
        next_steps=_next_steps(case, assessment),
    )


def notice(key: NoticeKey, **values: str) -> Notice:
    """Word a notice that needs no look-up."""
    name = f"notices.{key.value}"
    items = words().lines(f"{name}.items") if words().has(f"{name}.items") else ()
    return Notice(words().text(f"{name}.title"), words().lines(f"{name}.paragraphs", **values), items)


def status(found: Iterable[tuple[str, datetime, str | None, str]]) -> Notice:
    """Word where a person's reports stand: (reference, received at, band, told | telling | not_told) of each."""
    lines = tuple(
        words().text(
            "status.line",
            reference=reference,
            date=f"{at.day} {at:%B %Y}",
            band=words().text(f"status.bands.{band or 'reading'}"),
            told=words().text(f"status.{told}"),
        )
        for reference, at, band, told in found
    )
    return Notice(words().text("status.title"), () if lines else (words().text("status.none"),), lines)


def _subject(assessment: Assessment) -> str:
    return "account" if assessment.genre is Genre.ACCOUNT else "message"


def _course(assessment: Assessment) -> tuple[str, str]:
    if assessment.model == UNREADABLE:
        return UNREADABLE, "any"
    return assessment.band.label, assessment.kind.value if assessment.band >= RiskBand.MEDIUM else "any"


def _told(case: Case, *, told: bool) -> str:
    if not told:
        return "filed"
    return "told" if case.asked == "checked" else "told_insisted"


def _situation(case: Case, assessment: Assessment, *, told: bool) -> Situation:
    return Situation(
        band=assessment.band,
        kind=assessment.kind,
        tactics=assessment.tactics,
        venues=venues(case.text, assessment),
        code=asks_to_run_code(case.text, assessment) and assessment.band >= RiskBand.MEDIUM,
        link=bool(link_lines(assessment)),
        told=told,
        unreadable=assessment.model == UNREADABLE,
    )


def _alert_headline(case: Case, assessment: Assessment) -> str:
    if assessment.model == UNREADABLE:
        return words().text("alert.unreadable", reference=case.reference)
    return words().text(
        "alert.headline_without_kind" if assessment.kind is Kind.NONE else "alert.headline",
        band=words().text(f"alert.bands.{assessment.band.label}"),
        kind=words().text(f"alert.kinds.{assessment.kind.value}"),
        reference=case.reference,
    )


def _beginning(case: Case) -> Reason:
    return Reason(
        words().text("unreadable.sentence"), words().text("unreadable.because"), shown(case.text, BEGINNING), ""
    )


def _next_steps(case: Case, assessment: Assessment) -> tuple[str, ...]:
    lines = [words().text("alert.next_steps.code")] if asks_to_run_code(case.text, assessment) else []
    if assessment.model == UNREADABLE:
        lines.append(words().text("alert.next_steps.unreadable"))
    elif assessment.band is RiskBand.INSUFFICIENT:
        lines += words().lines("alert.next_steps.insufficient")
    else:
        lines += words().lines(f"alert.next_steps.{assessment.kind.value}")
    if case.asked != "checked" and assessment.band < RiskBand.MEDIUM:
        lines.append(words().text("alert.next_steps.wished"))
    if link_lines(assessment):
        lines.append(words().text("alert.next_steps.links"))
    return (*lines, words().text("alert.next_steps.blame"))
