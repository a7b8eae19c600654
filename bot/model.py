"""The words that the bot speaks in. Facts are made once and never edited; each stage adds.

`Submission` is what arrived, `Receipt` says that it is safely stored, `Reply`, `Alert` and `Notice` are what goes out.
Every string of an outgoing message is plain text, already defanged and in the reader's words: a platform only escapes
it for its own markup and lays it out, so that all platforms say the same.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from nlp.model import Kind, RiskBand


class Platform(StrEnum):
    """Where people meet the bot."""

    SLACK = "slack"
    TEAMS = "teams"
    WEB = "web"


@dataclass(frozen=True, slots=True)
class Reporter:
    """The person who hands an approach in, as their platform names them."""

    platform: Platform
    tenant: str
    """Slack team id, Entra tenant id, or `local` on the web page. Nothing crosses from one tenant to another."""
    user: str
    """The platform's own id of the person. Never shown in an alert: security sees an alias."""


@dataclass(frozen=True, slots=True)
class Address:
    """A place on a platform where a message can be put."""

    platform: Platform
    tenant: str
    reference: str
    """JSON that only the platform's own handler writes and reads (channel, thread, service URL …). Stored encrypted.

    Two references come from the settings instead: `{"channel": "C0123"}` for `SECURITY_CHANNEL=slack:C0123` (tenant
    empty unless SLACK_TEAM_IDS names exactly one) and `{"conversation": "security"}` for the web page's own pane.
    """


@dataclass(frozen=True, slots=True, repr=False)
class Submission:
    """What a person handed in. The text is what the *sender* wrote to them."""

    reporter: Reporter
    text: str
    event_keys: tuple[str, ...]
    """Platform facts that identify this event, each unique within the tenant; one known key makes it a repeat.

    At least one. Slack: `event:Ev…` and `message:<channel>:<ts>:<user>`.
    """
    reply_to: Address
    insisted: bool = False
    """True where the person asked outright that security be told, whatever the band."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a submission is stored: whoever holds it may answer 200."""

    report_id: UUID
    reference: str
    """The short name people use, for example `TB-1042`."""
    repeat: bool
    """True where the same event had been stored before; nothing more will be sent for it."""


@dataclass(frozen=True, slots=True, repr=False)
class Reason:
    """A sentence that a span of the text proves, with the span. No span, no sentence."""

    sentence: str
    """A whole sentence: "The sender asks to leave the platform for a private messenger."."""
    because: str
    """Why it matters; empty for a sign against."""
    quote: str
    """The words in the text, shortened in the middle where long, links defanged."""
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


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to press. Its value is always the report's id."""

    action: ButtonAction
    label: str
    """At most 40 characters."""


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


@dataclass(frozen=True, slots=True, repr=False)
class Notice:
    """Any other message of the bot: help, status, a refusal, a confirmation."""

    title: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...] = ()
    """Lines of a list after the paragraphs."""


Outgoing = Reply | Alert | Notice


class NoticeKey(StrEnum):
    """The notices that can be asked for. Their wording lives in the data files."""

    HELP = "help"
    STATUS = "status"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    PICTURE_ONLY = "picture_only"
    CHANNEL_REGISTERED = "channel_registered"
    CHANNEL_REFUSED = "channel_refused"
    TOLD_SECURITY = "told_security"


@dataclass(frozen=True, slots=True)
class NoticeRequest:
    """A notice to be delivered durably: stored first, posted once."""

    key: NoticeKey
    reporter: Reporter
    reply_to: Address
    event_keys: tuple[str, ...]


class BotError(Exception):
    """Something went wrong on my side. Please try again, or tell your security team directly.

    Root of the package's errors. The docstring's first paragraph is what the person reads.
    """

    @classmethod
    def user_message(cls) -> str:
        """The sentence for the person."""
        return " ".join((cls.__doc__ or "").split("\n\n")[0].split())


class ReportNotFiledError(BotError):
    """I could not file your report just now. Please try again in a minute, or tell your security team directly."""


class EmptyTextError(BotError):
    """There is no text to read. Please paste the words that the sender wrote to you."""


class TextTooLongError(BotError):
    """That is longer than the 40,000 characters I can read. Please send only what the sender wrote to you."""


class UnknownReportError(BotError):
    """I cannot find that report among yours. Please send me the message again."""
