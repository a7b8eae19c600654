"""The words that reading speaks in: every value here is frozen and made once.

`Approach` is what is read. `Observable`, `Evidence` and `Counter` are what was seen in it, each with offsets
into the original text. `Assessment` is the result. Offsets count Unicode code points of `Approach.text`,
never of the cleaned text, and a quote always equals `text[start:end]`.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

MAX_CHARACTERS = 40_000
"""Longest text that is read, in Unicode code points. Longer ones are refused by name, not cut silently."""


class Tactic(StrEnum):
    """What the sender does to the person. A closed list."""

    RECRUITER_APPROACH = "recruiter_approach"
    PAID_SPEAKING = "paid_speaking"
    PAID_REPORT_OR_CONSULTING = "paid_report_or_consulting"
    TRAVEL_ALL_EXPENSES = "travel_all_expenses"
    MONEY_OR_GIFT = "money_or_gift"
    FLATTERY = "flattery"
    URGENCY_OR_SCARCITY = "urgency_or_scarcity"
    VAGUE_OR_UNVERIFIABLE_CLIENT = "vague_or_unverifiable_client"
    SECRECY = "secrecy"
    CLEARANCE_OR_ROLE_TARGETING = "clearance_or_role_targeting"
    SENSITIVE_INFORMATION_REQUEST = "sensitive_information_request"
    CV_OR_PERSONAL_DATA_REQUEST = "cv_or_personal_data_request"
    MOVE_TO_OTHER_PLATFORM = "move_to_other_platform"
    CREDENTIAL_OR_MALWARE_LINK = "credential_or_malware_link"
    ROMANCE_OR_FRIENDSHIP = "romance_or_friendship"
    IMPERSONATION = "impersonation"
    COERCION = "coercion"


class RiskBand(IntEnum):
    """How much there is to worry about, in order.

    INSUFFICIENT means "not enough to judge". It is the lowest only so that bands can be compared with `>=`;
    it never means *safe*.
    """

    INSUFFICIENT = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def label(self) -> str:
        """The band's name in the machine contract, in lower case."""
        return self.name.lower()


class Kind(StrEnum):
    """What sort of malice the text looks like."""

    APPROACH = "approach"
    """Espionage-style: cultivating a person for access or information."""
    FRAUD = "fraud"
    """Ordinary crime: the sender wants money or credentials."""
    NONE = "none"


class Genre(StrEnum):
    """What sort of text it is. Signs are read in its light."""

    PERSONAL_CONTACT = "personal_contact"
    CONVERSATION_TURN = "conversation_turn"
    ACCOUNT = "account"
    PUBLIC_NOTICE = "public_notice"
    NEWSLETTER = "newsletter"
    TRANSACTIONAL = "transactional"
    WORKPLACE = "workplace"
    AWARENESS = "awareness"


@dataclass(frozen=True, slots=True)
class Approach:
    """One unsolicited contact: the text as it was handed in, untouched.

    Its `repr` shows only the length, so that a log line or a traceback cannot carry the text.
    """

    text: str
    context: str = ""
    """What the platform knows to be the reporter's own words: not assessed, it only helps to tell the genre."""

    def __repr__(self) -> str:
        return f"Approach(<{len(self.text)} characters>)"


class Role(StrEnum):
    """What a part of the text is. Only messages and what the other side said in a conversation are judged."""

    MESSAGE = "message"
    """What was received, or a person's own account of it."""
    TURN = "turn"
    """What one side said in a conversation."""
    FORWARDER = "forwarder"
    """The reporter's remarks about what they hand in."""
    SIGNATURE = "signature"
    DISCLAIMER = "disclaimer"
    FOOTER = "footer"
    HEADER = "header"
    """What programs write around a message: addresses, dates, who said what when."""


@dataclass(frozen=True, slots=True, repr=False)
class Segment:
    """One part of the text, without the white space around it. Segments are in order and do not overlap."""

    role: Role
    start: int
    end: int
    author: str = ""
    """Who speaks in a turn, as the text names them; empty for every other role."""
    own: bool = False
    """True where the reporter wrote it."""

    @property
    def judged(self) -> bool:
        """Whether what it says counts as the sender's."""
        return self.role in {Role.MESSAGE, Role.TURN} and not self.own


class ObservableKind(StrEnum):
    """What sort of contact point an observable is."""

    URL = "url"
    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"


@dataclass(frozen=True, slots=True, repr=False)
class Observable:
    """A URL, e-mail address, telephone number or handle found in the text."""

    kind: ObservableKind
    value: str
    """As it stands in the text, defanging undone and invisible characters removed."""
    start: int
    end: int


class LinkType(StrEnum):
    """What a link leads to, as far as its own characters tell."""

    PROFILE = "profile"
    COMPANY = "company"
    POST = "post"
    JOB = "job"
    MESSAGE = "message"
    INVITE = "invite"
    MEETING = "meeting"
    FORM = "form"
    FILE = "file"
    REPOSITORY = "repository"
    SHORTENER = "shortener"
    REDIRECTOR = "redirector"
    MAIL = "mail"
    PHONE = "phone"
    OTHER = "other"


@dataclass(frozen=True, slots=True, repr=False)
class LinkReview:
    """What can be said of one link without ever touching it."""

    url: str
    """As it stands in the text."""
    defanged: str
    """Safe to show: no client makes it clickable."""
    host: str
    """The effective host as a browser would resolve it, in lower case; empty where there is none."""
    registrable: str
    """The part of the host that somebody registered (`bbc.co.uk`); empty where there is none."""
    site: str
    """The known site the link truly belongs to (`linkedin`, `github`, …); empty where unknown."""
    type: LinkType
    effective_url: str
    """The target after wrappers and redirectors were unwrapped by reading alone."""
    suspicion: float
    """0 (is what it claims to be) to 1."""
    reasons: tuple[str, ...]
    """Sentences, the weightiest first. They explain `suspicion`, or say that the link is what it claims to be."""
    profile_key: str
    """One key for every URL form of a person's page (`linkedin:in/jane-doe-1a2b3c`); empty for other links."""
    start: int
    end: int


@dataclass(frozen=True, slots=True, repr=False)
class Evidence:
    """One span of the approach that one sign was recognised in."""

    sign_id: str
    """Id of the rule, or `learned:<tactic>` where the trained part saw it."""
    tactic: Tactic
    weight: float
    """Contribution to the score, in the log-odds of malice; positive."""
    says: str
    """Completes "The sender …"."""
    because: str
    """Why that is a warning sign: one sentence."""
    start: int
    """Offset of the first character in `Approach.text`."""
    end: int
    """Offset one past the last character."""
    quote: str
    negated: bool = False
    """True where the text itself denies it; kept, shown, not counted."""


@dataclass(frozen=True, slots=True, repr=False)
class Counter:
    """One span that speaks *against* malice. Shown beside the evidence; capped, since it can be spoofed."""

    sign_id: str
    says: str
    """Completes "The text …"."""
    weight: float
    """Log-odds taken off; positive."""
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """One line of the score's breakdown: what moved it, and by how much."""

    source: str
    """A tactic's name, `counter`, `genre`, `learned` or `links`."""
    log_odds: float


@dataclass(frozen=True, slots=True, repr=False)
class Assessment:
    """The machine's result for one approach. People decide; this only prepares."""

    band: RiskBand
    score: float
    """Probability (0 to 1) that the text is a malicious approach or fraud.

    It orders texts even where the band is INSUFFICIENT.
    """
    kind: Kind
    evidence: tuple[Evidence, ...]
    """Counted evidence first, strongest first; negated evidence last."""
    counters: tuple[Counter, ...]
    observables: tuple[Observable, ...]
    links: tuple[LinkReview, ...]
    breakdown: tuple[Contribution, ...]
    genre: Genre | None
    """None where it could not be told."""
    language: str
    """ISO 639-1 code of the text's main language; `und` where it could not be told."""
    not_judged: tuple[str, ...]
    """Sentences on what was not looked at: another language, links never opened, pictures."""
    model: str
    """Version of rules and weights together: the same text and version give the same assessment."""
    segments: tuple[Segment, ...] = ()
    """What the text consists of; all that can be seen of it lies in one of them."""

    @property
    def tactics(self) -> tuple[Tactic, ...]:
        """The tactics seen and not denied, strongest first, each once."""
        return tuple(dict.fromkeys(item.tactic for item in self.evidence if not item.negated))


class ReadingError(Exception):
    """Root of what reading refuses. Its docstring is what the person reads."""

    @classmethod
    def sentence(cls) -> str:
        """The sentence for the person."""
        return (cls.__doc__ or "").strip()


class TextTooLongError(ReadingError):
    """The text is longer than 40,000 characters. Please send the part that the sender wrote to you."""
