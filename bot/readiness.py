"""Whether people can be sent to this bot."""

from dataclasses import dataclass
from typing import Final

OVERDUE_SECONDS: Final = 300.0
"""A message undelivered for so long is worth a look; the bot stays ready, since taking reports still works."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether reports can be taken and answered, and what hangs."""

    database: bool
    workers: bool
    undelivered: int = 0
    refused: int = 0
    unread: int = 0
    oldest_undelivered_seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether people can be sent here."""
        return self.database and self.workers

    @property
    def overdue(self) -> bool:
        """Whether somebody waits for a message for too long."""
        return self.oldest_undelivered_seconds > OVERDUE_SECONDS
