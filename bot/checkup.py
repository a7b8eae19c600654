"""One thing looked at: whether it is in order, and what to do where it is not."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

CLOCK_LIMIT_SECONDS: Final = 60.0
"""Clocks further apart than this are a problem: platforms refuse signatures of a few minutes' age."""


class State(StrEnum):
    """What came of looking."""

    OK = "ok"
    PROBLEM = "problem"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a check-up. It never holds a secret or a word that somebody handed in."""

    part: str
    """What was looked at: "database", "Slack"."""
    state: State
    says: str
    """One sentence."""
    remedy: str = ""
    """What to do; empty where all is well."""


def fine(part: str, says: str) -> Check:
    """Say that something is in order."""
    return Check(part, State.OK, says)


def problem(part: str, says: str, remedy: str) -> Check:
    """Say what is wrong and how to put it right."""
    return Check(part, State.PROBLEM, says, remedy)


def not_checked(part: str, says: str, remedy: str = "") -> Check:
    """Say what nobody looked at and why."""
    return Check(part, State.NOT_CHECKED, says, remedy)


def clock(part: str, whose: str, ahead_seconds: float) -> Check:
    """Compare clocks; `ahead_seconds` is this machine's time less the other's."""
    if abs(ahead_seconds) <= CLOCK_LIMIT_SECONDS:
        return fine(part, f"This machine's clock agrees with {whose}.")
    direction = "ahead of" if ahead_seconds > 0 else "behind"
    return problem(
        part,
        f"This machine's clock is {abs(ahead_seconds):.0f} seconds {direction} {whose}.",
        "Let both machines keep their clocks by a time service (NTP).",
    )
