"""What the employer has set about telling people."""

from dataclasses import dataclass
from datetime import timedelta

from bot.wording import FALLBACK
from nlp.model import RiskBand


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings that decide who is told what, and by when."""

    alert_from: RiskBand = RiskBand.MEDIUM
    update_within: timedelta = timedelta(days=5)
    """A reporter hears again after no more than this."""
    conduct_contact: str = ""
    """Whom to turn to with a concern about a colleague; empty for the usual words."""
    language: str = FALLBACK
    """Of the security channel, and of people whose platform names none."""
    own_domains: frozenset[str] = frozenset()
    """The employer's domains, in lower case: their addresses are nobody's contact but the reporter's side."""
