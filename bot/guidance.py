"""What people are told: the answer to the reporter, the alert to security, and notices. Pure; wording in data files."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from bot import case_words, conduct_words, finding_words, reading_words
from bot.buttons import offered
from bot.cases import CaseFile, StepName
from bot.findings import Findings
from bot.model import NoticeKey, Platform
from bot.outgoing import Alert, Notice, Reason, Reply
from bot.reasons import against, link_lines, reasons
from bot.shown import shown
from bot.steps import Situation, four_steps
from bot.venue import asks_to_run_code, venues
from bot.wording import words
from nlp.model import Assessment, Genre, Kind, RiskBand

REASONS_IN_REPLY: Final = 3
UNREADABLE: Final = "unreadable"
"""In place of a model's version where no reading succeeded."""
CONTEXT: Final = 400
"""Characters of the person's own words, shown to security."""
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
    file: CaseFile = field(default_factory=CaseFile)
    context: str = ""
    """What the person wrote around it."""
    quietly: bool = False
    """Whether it is about a colleague."""
    band: RiskBand | None = None
    """The band in the light of the case, where it is higher than the words alone."""
    same_as: str = ""
    """The earlier report of the same words that security knows of, by its reference."""
    contact: str = ""
    """Whom to turn to with a concern about a colleague; empty for the usual words."""
    findings: Findings = field(default_factory=Findings)
    """Earlier reports of the same, and what a profile review rests on."""

    @property
    def about(self) -> CaseFile:
        """The case file; a report that is a case of its own lends it its name."""
        return self.file if self.file.reference else replace(self.file, reference=self.reference)


def unreadable() -> Assessment:
    """Stand in for an assessment where reading failed again and again: nothing is claimed."""
    missing = (words().text("unreadable.not_judged"),)
    return Assessment(
        RiskBand.INSUFFICIENT, 0.0, Kind.NONE, (), (), (), (), (), None, "und", not_judged=missing, model=UNREADABLE
    )


def in_light_of(case: Case, assessment: Assessment) -> Assessment:
    """Give the assessment of a message as one step of its case: the band may be higher than the words alone."""
    if case.band is None or case.band <= assessment.band:
        return assessment
    kind = Kind.APPROACH if assessment.kind is Kind.NONE else assessment.kind
    return replace(assessment, band=case.band, kind=kind)


def reply(case: Case, assessment: Assessment, *, told: bool, note: str = "") -> Reply:
    """Word the answer to the person who handed the text in; `told` where security is told too."""
    if case.quietly:
        return conduct_words.reply(case.report_id, case.reference, case.contact, note)
    viewed = in_light_of(case, assessment)
    subject = finding_words.subject(case.findings, _subject(viewed))
    course, kind = _course_of(case, assessment, viewed)
    named = {name: words().text(f"subject.{subject}.{name}") for name in ("it", "It")}
    seen = reasons(viewed, subject)
    serious = viewed.band >= RiskBand.MEDIUM
    profile = finding_words.offers_review(case.findings, viewed)
    made = Reply(
        report_id=case.report_id,
        reference=case.reference,
        band=viewed.band,
        headline=words().text(f"bands.{course}.{kind}.headline", **named),
        summary=words().text(f"bands.{course}.{kind}.summary", **named),
        reasons=seen[:REASONS_IN_REPLY],
        more_reasons=seen[REASONS_IN_REPLY:],
        against=against(viewed, subject),
        links=link_lines(viewed),
        not_judged=reading_words.not_judged(viewed),
        steps=four_steps(_situation(case, viewed, told=told)),
        report_line=_report_line(case, told=told),
        buttons=tuple(map(case_words.button, offered(case.file, viewed, told=told, profile=profile))),
        steps_done=tuple(step for step in StepName if step in case.file.steps_done),
        steps_hint=words().text("checklist.hint"),
        exposure=case_words.exposure_form(case.file) if serious else None,
        case_line=case_words.reply_line(case.file, case.reference, raised=viewed is not assessment),
        note=note,
    )
    return finding_words.onto_reply(made, case.findings, viewed) if viewed.model != UNREADABLE else made


def _report_line(case: Case, *, told: bool) -> str:
    if case.same_as:
        return words().text("case.line.same_text", reference=case.same_as)
    line = words().text(f"report_line.{_told(case, told=told)}", reference=case.reference)
    by = case.file.update_by
    return f"{line} {words().text('promise.report_line', date=case_words.date(by))}" if told and by else line


def alert(case: Case, assessment: Assessment) -> Alert:
    """Word the notice for the security channel."""
    if case.quietly:
        return conduct_words.alert(case.report_id, case.reference, case.alias, case.platform, case.received_at)
    viewed = in_light_of(case, assessment)
    subject = finding_words.subject(case.findings, _subject(viewed))
    lost = viewed.model == UNREADABLE
    made = Alert(
        report_id=case.report_id,
        reference=case.reference,
        band=viewed.band,
        kind=viewed.kind,
        headline=_alert_headline(case, viewed),
        reporter=case.alias,
        platform=case.platform,
        received_at=case.received_at,
        asked=words().text(f"alert.asked.{case.asked}"),
        score=viewed.score,
        reasons=(_beginning(case),) if lost else reasons(viewed, subject),
        against=against(viewed, subject),
        links=link_lines(viewed),
        not_judged=reading_words.not_judged(viewed),
        next_steps=_next_steps(case, viewed),
        priority=case_words.priority(case.file),
        case_line=case_words.alert_line(case.file, case.reference),
        context=shown(case.context, CONTEXT) if case.context else "",
        standing=case_words.standing(case.about),
        decisions=case_words.decisions(case.file),
        buttons=case_words.alert_buttons(case.file),
    )
    return made if lost else finding_words.onto_alert(made, case.findings, viewed)


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
            date=case_words.date(at),
            band=words().text(f"status.bands.{band or 'reading'}"),
            told=words().text(f"status.{told}"),
        )
        for reference, at, band, told in found
    )
    return Notice(words().text("status.title"), () if lines else (words().text("status.none"),), lines)


def _subject(assessment: Assessment) -> str:
    return "account" if assessment.genre is Genre.ACCOUNT else "message"


def _course_of(case: Case, assessment: Assessment, viewed: Assessment) -> tuple[str, str]:
    """Name the wording of a band; one that the case alone has raised says so."""
    grown = viewed.band is not assessment.band and assessment.band < RiskBand.MEDIUM and not case.findings.review
    return ("raised", viewed.band.label) if grown else _course(viewed)


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
        tactics=finding_words.tactics(case.findings, assessment),
        venues=venues(case.text, assessment),
        code=asks_to_run_code(case.text, assessment) and assessment.band >= RiskBand.MEDIUM,
        link=bool(link_lines(assessment)) and case.findings.review is None,
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
