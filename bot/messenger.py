"""What the bot needs from a platform in order to deliver: one Protocol and the three ways it may fail.

No HTTP post happens exactly once. So each delivery carries an id that the platform stores with the message
(`delivery_id`), and after an attempt whose outcome is unknown the bot first asks `find`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.model import Address, Platform
from bot.outgoing import Outgoing


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message now stands."""

    message_id: str
    """The platform's own id of the message (Slack `channel:ts`, Teams activity id)."""


@dataclass(frozen=True, slots=True, repr=False)
class Envelope:
    """One message on its way."""

    delivery_id: UUID
    to: Address
    content: Outgoing
    possible_repeat: bool = False
    """True where an earlier attempt may have arrived and nobody can tell: the message says so openly."""


class Messenger(Protocol):
    """One platform's way of putting a message somewhere.

    Implementations never retry by themselves and never log content.
    """

    @property
    def platform(self) -> Platform:
        """The platform that this messenger serves."""

    async def post(self, envelope: Envelope) -> Posted:
        """Put the message there, once.

        Raises:
            RetryLaterError: it certainly did not arrive; try again after the given time.
            OutcomeUnknownError: it may or may not have arrived (time-out, broken connection, 5xx after sending).
            RefusedError: it did not arrive and never will as things stand (no such channel, token revoked).
        """

    async def find(self, envelope: Envelope, since: datetime) -> Posted | None:
        """Look whether the delivery arrived earlier; None when it certainly did not.

        Raises:
            CannotLookError: this platform or its permissions cannot tell.
            RetryLaterError: it cannot tell just now.
        """


class DeliveryError(Exception):
    """Root of the ways in which a platform fails to take a message. Carries no content."""


class RetryLaterError(DeliveryError):
    """The message did not arrive; try again after `seconds`."""

    def __init__(self, reason: str, seconds: float = 5.0) -> None:
        super().__init__(reason)
        self.reason = reason
        """A short code for logs and metrics (`ratelimited`, `http_503`); never content."""
        self.seconds = seconds


class OutcomeUnknownError(DeliveryError):
    """The message may or may not have arrived."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RefusedError(DeliveryError):
    """The platform will not take the message as things stand."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CannotLookError(DeliveryError):
    """It cannot be found out whether the message arrived."""
