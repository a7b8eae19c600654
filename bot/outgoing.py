"""What the bot says: replies, alerts, notices and lists.

Every string is plain text, already defanged and in the reader's words: a platform only escapes it for its own markup
and lays it out, so that all platforms say the same.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bot.cases import Disposition, Exposure, StepName
from bot.model import Platform
from nlp.model import Kind, RiskBand


@dataclass(frozen=True, slots=True, repr=False)
class Reason:
    """A sentence that a span of the text proves, with the span. No span, no sentence."""

    sentence: str
    """A whole sentence: "The sender asks to leave the platform for a private messenger."."""
    because: str
    """Why it matters; empty for a sign against."""
    quote: str
    """The words in the text, shortened in the middle where long, links defanged; empty where it rests on an answer."""
    tactic: str
    """The tactic's name in plain words ("Moving to another platform"); empty for a sign against."""


@dataclass(frozen=True, slots=True, repr=False)
class LinkLine:
    """One link of the text, safe to show, with what can be said of it unopened."""

    defanged: str
    sentences: tuple[str, ...]
    suspicious: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four Rs, fitted to the case."""

    name: str
    """Recognise, Realise, Report or Remove."""
    headline: str
    """One line that says what this step asks."""
    actions: tuple[str, ...]
    """What to do, in order; one sentence each."""


class ButtonAction(StrEnum):
    """What a person can press under a message."""

    REPORT_ANYWAY = "report_anyway"
    EXPOSURE = "exposure"
    """Opens the question what has happened so far (`Reply.exposure`)."""
    ADD = "add"
    """Opens a place for the next message of the same sender."""
    KNOWN = "known"
    WRONG = "wrong"
    CONDUCT = "conduct"
    """It is about a colleague: told to security without its words."""
    WITHDRAW = "withdraw"
    DELETE = "delete"
    OPEN = "open"
    """Shows a report of the list whole."""
    STEPS = "steps"
    """Ticks steps off; a checklist rather than a button."""
    DECIDE = "decide"
    """An analyst's closing word, chosen from `Alert.decisions`."""
    LOOK = "look"
    """An analyst says that they look at it."""
    REVIEW_PROFILE = "review_profile"
    """Opens the guided review of the profile in this report (`Intake.review_form`, then `Intake.take_review`)."""


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to press. Its value is always the report's id."""

    action: ButtonAction
    label: str
    """At most 40 characters."""


@dataclass(frozen=True, slots=True)
class ExposureChoice:
    """One thing that may have happened."""

    key: Exposure
    label: str
    """At most 70 characters."""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ExposureForm:
    """The question what has happened so far, and the advice on what was answered."""

    question: str
    reassurance: str
    """That nobody is blamed and that it may be skipped; shown with the question."""
    choices: tuple[ExposureChoice, ...]
    advice: tuple[str, ...] = ()
    """What to do now about each thing that was chosen, the most pressing first; empty before an answer."""


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """The answer to the person who handed an approach in."""

    report_id: UUID
    reference: str
    band: RiskBand
    headline: str
    """The band in words: "High risk: this looks like an attempt to win you over"."""
    summary: str
    """One or two sentences: what it means and what happens next. Also the text of a push notification."""
    reasons: tuple[Reason, ...]
    """The two or three strongest, strongest first."""
    more_reasons: tuple[Reason, ...]
    """The others, for folding away."""
    against: tuple[Reason, ...]
    links: tuple[LinkLine, ...]
    not_judged: tuple[str, ...]
    steps: tuple[Step, ...]
    """The four Rs in the campaign's order."""
    report_line: str
    """Whether security has been told, under which reference, and what comes next."""
    buttons: tuple[Button, ...]
    steps_done: tuple[StepName, ...] = ()
    """Steps that the person has ticked off, by the order of `StepName` the order of `steps`."""
    steps_hint: str = ""
    """What ticking is for; shown with the checklist."""
    exposure: ExposureForm | None = None
    """None where nothing has to be asked."""
    case_line: str = ""
    """How it belongs to earlier reports, and whether that raised the band; empty for the first."""
    reported_before: tuple[str, ...] = ()
    """Whether others, or the person, handed in the same profile or contact earlier: counts and dates, never names."""
    note: str = ""
    """What the last press did ("Thank you. …"); shown first, by a platform that replaces the message."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One closing word that an analyst may choose."""

    disposition: Disposition
    label: str
    """At most 40 characters."""


@dataclass(frozen=True, slots=True, repr=False)
class Alert:
    """The notice in the security channel. It names no person and carries no live link."""

    report_id: UUID
    reference: str
    band: RiskBand
    kind: Kind
    headline: str
    """One line: "High risk · approach · TB-1042"."""
    reporter: str
    """The reporter's alias, stable within the tenant ("Reporter K7M2QX")."""
    platform: Platform
    """Where the report was handed in."""
    received_at: datetime
    asked: str
    """What the person asked or did: "Sent it for a check." or "Pressed Report anyway."."""
    score: float
    reasons: tuple[Reason, ...]
    """Every reason, strongest first."""
    against: tuple[Reason, ...]
    links: tuple[LinkLine, ...]
    not_judged: tuple[str, ...]
    next_steps: tuple[str, ...]
    """What an analyst may do next; one sentence each."""
    priority: str = ""
    """Why it is urgent ("The person says that …"); empty where nothing is known."""
    case_line: str = ""
    """Which case it belongs to and how far that has come; empty for a first report."""
    context: str = ""
    """What the reporter wrote around it, as a quote; not judged."""
    standing: str = ""
    """Where the case stands: "Somebody is looking at it." or "Closed as malicious."; empty while nobody has spoken."""
    reported_before: tuple[str, ...] = ()
    """Whether others, or the person, handed in the same profile or contact earlier: counts and dates, never names."""
    decisions: tuple[Decision, ...] = ()
    """The closing words to choose from (`ButtonAction.DECIDE`); empty once one is chosen."""
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Notice:
    """Any other message of the bot: help, status, a refusal, a confirmation."""

    title: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...] = ()
    """Lines of a list after the paragraphs."""


@dataclass(frozen=True, slots=True, repr=False)
class ReportEntry:
    """One line of a person's list of reports."""

    report_id: UUID
    reference: str
    date: str
    """"22 November 2026"."""
    band: str
    """In words: "medium risk"."""
    standing: str
    """What has become of it, one or two sentences."""
    buttons: tuple[Button, ...] = ()
    """What can still be done with it."""


@dataclass(frozen=True, slots=True, repr=False)
class MyReports:
    """A person's own reports, the newest first; private to them."""

    title: str
    introduction: str
    entries: tuple[ReportEntry, ...]


Outgoing = Reply | Alert | Notice
