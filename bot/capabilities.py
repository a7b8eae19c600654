"""Everything that people can do with the bot. Each platform says how it offers it (`handlers/<platform>/offers.py`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import TypeAlias


@unique
class Capability(StrEnum):
    """One thing that somebody can do or count on; the value says what, in plain words."""

    PASTE = "Paste a message and have it checked"
    COMMAND = "Check a message with a typed command, wherever I am"
    PICK = "Check a message that stands elsewhere on the platform, from its own menu"
    FORWARD = "Forward or quote a message instead of pasting it"
    OWN_WORDS = "Say something in my own words beside it, which is not judged"
    INSIST = "Have security told whatever is found"
    REVIEW_PROFILE = "Review a profile, question by question"
    THREAD = "Write a later message below the earlier one, and it joins the same case"
    ADD = "Add a later message from a button"

    FOLD = "Read the short answer first and unfold the rest"
    STEPS = "Tick off the four Rs; the ticks are still there tomorrow"
    EXPOSURE = "Say what has happened so far and be told what helps now"
    REPORT_ANYWAY = "Report it anyway"
    KNOWN = "Say that I know this person"
    WRONG = "Say that the answer is wrong"
    CONDUCT = "Say that it is about a colleague, and keep it out of the channel"

    MY_REPORTS = "See my own reports and where they stand"
    SHOW = "Show one of them whole"
    WITHDRAW = "Withdraw a report"
    DELETE = "Delete a report that security was not told of"
    OUTCOME = "Hear what became of my report"
    PROMISE = "Hear again by the promised day, whatever the news"

    HELP = "Ask what the bot does"
    LEARN = "Learn from short examples; nobody keeps score"
    LANGUAGE = "Be answered in my own language"
    PICTURE = "Be told that a picture cannot be read"
    EDITED = "Be told that an edit of a message does not change the report"
    OUTSIDERS = "Guests and external people are turned away politely, and nothing of theirs is kept"
    ANSWERED_ONCE = "Be answered once: after a failure the bot looks whether its answer is already there"

    ALERT = "Get an alert in the security channel, without the reporter's name"
    LOOK = "Say that I am looking at it"
    DECIDE = "Close the case with a word; its reporter hears of it"
    NEWS = "Hear in the channel of what reporters add, say, withdraw, and of what is overdue"

    CHANNEL_FROM_CHAT = "Choose the security channel from inside the channel"
    MANY_WORKSPACES = "Serve many workspaces or tenants from one bot"
    CERTIFICATE = "Use a certificate instead of a shared secret"
    NO_PUBLIC_ADDRESS = "Run without a public address"
    CHECK_UP = "Check that everything is set up (`tbyl doctor`)"


SECTIONS: Mapping[str, tuple[Capability, Capability]] = {
    "Handing in": (Capability.PASTE, Capability.ADD),
    "Under an answer": (Capability.FOLD, Capability.CONDUCT),
    "Afterwards": (Capability.MY_REPORTS, Capability.PROMISE),
    "Everywhere": (Capability.HELP, Capability.ANSWERED_ONCE),
    "For the security team": (Capability.ALERT, Capability.NEWS),
    "For whoever runs it": (Capability.CHANNEL_FROM_CHAT, Capability.CHECK_UP),
}
"""Headings, each with its first and its last capability in the order above."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A platform offers it."""

    how: str
    """What a person does or sees there; a sentence or two."""
    shown_by: tuple[str, ...]
    """Names of what in the code does it: at least one.

    `package.module:Name` is something to import. The others are the platform's own: for Slack `event:`, `command:`,
    `shortcut:`, `action:` or `view:` with a listener's key; for Teams `verb:` with a button's, `word:` with one that
    is typed, `command:` with one of the manifest, `invoke:` with an activity's; and a route as `POST /web/messages`.
    """


@dataclass(frozen=True, slots=True)
class NotOffered:
    """A platform does not offer it."""

    reason: str
    """Why not, and what to do instead where there is something."""


Offers: TypeAlias = Mapping[Capability, Offer | NotOffered]


def section(title: str) -> tuple[Capability, ...]:
    """Give the capabilities under a heading, in order."""
    every, (first, last) = tuple(Capability), SECTIONS[title]
    return every[every.index(first) : every.index(last) + 1]
