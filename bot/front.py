"""Everything that a platform may ask of the bot."""

from dataclasses import dataclass

from bot.desk import Desk
from bot.intake import Intake
from bot.triage import Triage


@dataclass(frozen=True, slots=True)
class Front:
    """The bot as a platform's handlers see it."""

    intake: Intake
    """Takes what people hand in."""
    desk: Desk
    """Carries out what people do with their own reports."""
    triage: Triage
    """Carries out what analysts do in the security channel."""
