"""The words of a case: one persona's approach to one person, from the first report on, as it goes on over weeks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Final

from nlp.model import RiskBand, Tactic


class StepName(StrEnum):
    """The four Rs, in the campaign's order. A person ticks off what they have done."""

    RECOGNISE = "recognise"
    REALISE = "realise"
    REPORT = "report"
    REMOVE = "remove"


class Exposure(StrEnum):
    """What the person says has happened so far. Asked without blame; everything about it may be left open."""

    NOTHING = "nothing"
    ACCEPTED = "accepted"
    REPLIED = "replied"
    SHARED_CV = "shared_cv"
    SHARED_WORK = "shared_work"
    MOVED = "moved"
    OPENED = "opened"
    """Opened, ran or installed something, or logged in."""
    MET = "met"
    PAID = "paid"
    """Was paid or given something, or paid."""


URGENT: Final = frozenset({Exposure.SHARED_WORK, Exposure.OPENED, Exposure.MET, Exposure.PAID})
"""Exposures that security should act on the same day."""


class Remark(StrEnum):
    """What the person may say of an answer."""

    KNOWN = "known"
    """They know the sender, and how they know it."""
    WRONG = "wrong"
    """The answer is wrong."""
    CONDUCT = "conduct"
    """It is about a colleague: not for the channel."""


class Disposition(StrEnum):
    """The closing word of the people who looked at a case."""

    MALICIOUS = "malicious"
    SUSPICIOUS = "suspicious"
    BENIGN = "benign"
    INSUFFICIENT_INFORMATION = "insufficient_information"
    DUPLICATE = "duplicate"


class Stage(IntEnum):
    """How far an approach has come; a later one is graver."""

    CONTACT = 1
    CULTIVATION = 2
    OFF_PLATFORM = 3
    PAID_TASK = 4
    TRAVEL_OR_GIFT = 5
    COVERT = 6


_STAGE_OF: Final = {
    Tactic.RECRUITER_APPROACH: Stage.CONTACT,
    Tactic.IMPERSONATION: Stage.CONTACT,
    Tactic.CLEARANCE_OR_ROLE_TARGETING: Stage.CONTACT,
    Tactic.VAGUE_OR_UNVERIFIABLE_CLIENT: Stage.CONTACT,
    Tactic.FLATTERY: Stage.CULTIVATION,
    Tactic.ROMANCE_OR_FRIENDSHIP: Stage.CULTIVATION,
    Tactic.MOVE_TO_OTHER_PLATFORM: Stage.OFF_PLATFORM,
    Tactic.PAID_REPORT_OR_CONSULTING: Stage.PAID_TASK,
    Tactic.PAID_SPEAKING: Stage.PAID_TASK,
    Tactic.SENSITIVE_INFORMATION_REQUEST: Stage.PAID_TASK,
    Tactic.CREDENTIAL_OR_MALWARE_LINK: Stage.PAID_TASK,
    Tactic.TRAVEL_ALL_EXPENSES: Stage.TRAVEL_OR_GIFT,
    Tactic.MONEY_OR_GIFT: Stage.TRAVEL_OR_GIFT,
    Tactic.SECRECY: Stage.COVERT,
    Tactic.COERCION: Stage.COVERT,
}
_STAGE_AFTER: Final = {
    Exposure.MOVED: Stage.OFF_PLATFORM,
    Exposure.SHARED_WORK: Stage.PAID_TASK,
    Exposure.MET: Stage.TRAVEL_OR_GIFT,
    Exposure.PAID: Stage.TRAVEL_OR_GIFT,
}

STAGES_FOR_MEDIUM: Final = 3
"""Different stages, over at least two reports, from which on a case is at least MEDIUM."""
STAGES_FOR_HIGH: Final = 4
"""The same for HIGH, where work for money, travel or secrecy is among them."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What is known of a case besides the words that were handed in."""

    reference: str = ""
    """The case's name, that of its first report: `TB-1042`. Empty while a report is a case of its own."""
    reports: int = 1
    """How many reports it holds by now."""
    stages: frozenset[Stage] = frozenset()
    exposure: frozenset[Exposure] | None = None
    """None: not asked yet, or left open."""
    steps_done: frozenset[StepName] = frozenset()
    remarks: frozenset[Remark] = frozenset()
    disposition: Disposition | None = None
    looking: bool = False
    """Whether somebody in the security team has said that they look at it."""
    withdrawn: bool = False
    update_by: datetime | None = None
    """By when the reporter hears from us again, whatever the news; None where security was not told."""


def stages_of(tactics: Iterable[Tactic], exposure: Iterable[Exposure] = ()) -> frozenset[Stage]:
    """Tell which stages of an approach the tactics and the person's own account show."""
    seen = {_STAGE_OF[tactic] for tactic in tactics if tactic in _STAGE_OF}
    return frozenset(seen | {_STAGE_AFTER[item] for item in exposure if item in _STAGE_AFTER})


def raised(band: RiskBand, case: CaseFile) -> RiskBand:
    """Give the band of a message in the light of its case: what grows over weeks is graver than each step alone.

    One report says no more than its words; the band never falls.
    """
    if case.reports <= 1:
        return band
    count = len(case.stages)
    if count >= STAGES_FOR_HIGH and max(case.stages) >= Stage.PAID_TASK:
        return max(band, RiskBand.HIGH)
    return max(band, RiskBand.MEDIUM) if count >= STAGES_FOR_MEDIUM else band
