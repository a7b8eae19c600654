"""How fast one person's submissions are read: a burst at once, the rest one by one, so that nobody waits for them."""

from datetime import datetime, timedelta
from typing import Final

BURST: Final = 20
"""So much may one person hand in within the window before the rest waits its turn; others never wait for it."""
BURST_WINDOW: Final = timedelta(minutes=1)
PACE: Final = timedelta(seconds=3)
"""One of the rest is read each so often."""
SAID_EVERY: Final = timedelta(minutes=10)
"""A person is told so no more often than this."""


def wait_after(lately: int) -> timedelta:
    """How long a submission waits to be read, after so many of the same person within the window."""
    return PACE * max(0, lately + 1 - BURST)


def said_key(user: str, now: datetime) -> str:
    """The event key under which a person is told that they are being paced: one for each stretch of time."""
    return f"paced:{user}:{int(now.timestamp() // SAID_EVERY.total_seconds())}"
