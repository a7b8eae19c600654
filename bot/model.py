"""The words that the bot speaks in. Facts are made once and never edited; each stage adds.

`Submission` is what arrived, `Receipt` says that it is safely stored; what goes out is in `bot.outgoing`.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from bot.profile_form import ProfileReview
from bot.wording import words


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
    empty unless SLACK_TEAM_IDS names exactly one or the setting names the workspace too) and
    `{"conversation": "security"}` for the web page's own pane.
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
    context: str = ""
    """What the person wrote around it in their own words; shown to security, not judged."""
    about: UUID | None = None
    """An earlier report of theirs that this adds to."""
    follows: tuple[str, ...] = ()
    """Platform ids of messages that it was written under (Slack `<channel>:<ts>`), ours or the person's own."""
    language: str = ""
    """The language the person reads, as their platform names it (`en-GB`); empty where it does not say."""
    review: ProfileReview | None = None
    """What `Intake.take_review` puts here: the answers about a profile, of which the text is the profile's."""


@dataclass(frozen=True, slots=True, repr=False)
class ReviewSubmission:
    """A filled-in profile review (`bot.profile_form`)."""

    reporter: Reporter
    review: ProfileReview
    event_keys: tuple[str, ...]
    """As in `Submission`. Slack: `view:<id>`."""
    reply_to: Address
    about: UUID | None = None
    """The report whose button opened it: the review joins that report, and takes the profile's address from it."""
    insisted: bool = False
    follows: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a submission is stored: whoever holds it may answer 200."""

    report_id: UUID
    reference: str
    """The short name people use, for example `TB-1042`."""
    repeat: bool
    """True where the same event had been stored before; nothing more will be sent for it."""


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
    PACED = "paced"
    """They handed in a great many at once; all are kept and read one by one."""
    EXTERNAL = "external"
    """They are a guest or from another organisation."""


@dataclass(frozen=True, slots=True)
class NoticeRequest:
    """A notice to be delivered durably: stored first, posted once."""

    key: NoticeKey
    reporter: Reporter
    reply_to: Address
    event_keys: tuple[str, ...]
    language: str = ""
    """As in `Submission`."""


class BotError(Exception):
    """Something went wrong on my side. Please try again, or tell your security team directly.

    Root of the package's errors. The docstring's first paragraph is what the person reads.
    """

    @classmethod
    def user_message(cls) -> str:
        """The sentence for the person, in the language that is spoken here (`bot.wording.speaking`)."""
        name = f"errors.{cls.__name__}"
        return words().text(name) if words().has(name) else " ".join((cls.__doc__ or "").split("\n\n")[0].split())


class ReportNotFiledError(BotError):
    """I could not file your report just now. Please try again in a minute, or tell your security team directly."""


class EmptyTextError(BotError):
    """There is no text to read. Please paste the words that the sender wrote to you."""


class EmptyReviewError(BotError):
    """There is nothing in this review yet. Give the profile's address or its words, or answer a question."""


class TextTooLongError(BotError):
    """That is longer than the 40,000 characters I can read. Please send only what the sender wrote to you."""


class NotHereError(BotError):
    """That can be decided in the security channel only."""


class NotReadYetError(BotError):
    """I am still reading that one. Please try again in a moment."""


class AlreadyToldError(BotError):
    """The security team already knows of this report, so it is kept until it is deleted on time."""


class UnknownReportError(BotError):
    """I cannot find that report among yours. Please send me the message again."""
