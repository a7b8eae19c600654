"""A conversation that was handed in: who wrote what, in order. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

ME = "Me"
"""The name under which the reading knows the words of the person who hands it in."""
SOMEBODY = "Sender"
LONGEST_NAME = 40
_NOT_IN_NAMES = re.compile(r"[\s:;!?<>\[\]{}|\"]+")
_MILLISECONDS = re.compile(r"\d{13}\Z")


@dataclass(frozen=True, slots=True, repr=False)
class Turn:
    """One message of a conversation."""

    text: str
    author: str = ""
    """Display name; empty where nobody knows."""
    at: datetime | None = None


def as_text(turns: Sequence[Turn]) -> str:
    """Write a conversation down, one turn a paragraph, as the reading expects it.

    A single message stands alone, and so do messages that are all the person's own: whoever picks one of those has
    passed on in it what somebody else wrote.
    """
    said = [turn for turn in turns if turn.text]
    if len(said) == 1 or all(turn.author == ME for turn in said):
        return "\n\n".join(turn.text for turn in said)
    return "\n\n".join(f"{_name(turn)}{_time(turn)}: {turn.text}" for turn in said)


def time_of(message_id: str) -> datetime | None:
    """Tell when a message was sent from its id, which Teams makes of the milliseconds since 1970."""
    if not _MILLISECONDS.match(message_id):
        return None
    return datetime.fromtimestamp(int(message_id) / 1000, UTC)


def read_time(text: str | None) -> datetime | None:
    """Read a time in ISO 8601, or in milliseconds since 1970; None where it is neither."""
    try:
        return time_of(text or "") or datetime.fromisoformat(text or "")
    except ValueError:
        return None


def _name(turn: Turn) -> str:
    return " ".join(_NOT_IN_NAMES.sub(" ", turn.author).split())[:LONGEST_NAME].strip() or SOMEBODY


def _time(turn: Turn) -> str:
    return f" ({turn.at:%Y-%m-%d %H:%M})" if turn.at else ""
