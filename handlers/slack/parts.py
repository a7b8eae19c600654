"""What messages, windows and the first page are made of, before it becomes blocks. Every text is shown literally."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Title:
    """The first line."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names what follows. The bot's own constant words only: it alone is read as markup."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A line in small print."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question before something that cannot be taken back."""

    title: str
    text: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Press:
    """Something to press."""

    action_id: str
    label: str
    value: str
    ask: Ask | None = None


@dataclass(frozen=True, slots=True)
class Presses:
    """Things to press, side by side, each with an action of its own."""

    buttons: tuple[Press, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Checks:
    """Things to tick, each tick sent at once."""

    name: str
    """Block and subject, as in `steps:<report id>`."""
    action_id: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """One of several, sent at once and after a question."""

    name: str
    action_id: str
    placeholder: str
    choices: tuple[Choice, ...]
    ask: Ask


@dataclass(frozen=True, slots=True)
class TextField:
    """A place to write in, in a window."""

    name: str
    label: str
    hint: str = ""
    optional: bool = False
    lines: bool = True


@dataclass(frozen=True, slots=True)
class ChecksField:
    """Things to tick in a window, sent with it."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class RadiosField:
    """One of several in a window, sent with it; may be left open."""

    name: str
    label: str
    hint: str
    choices: tuple[Choice, ...]


Field: TypeAlias = TextField | ChecksField | RadiosField
Part: TypeAlias = Title | Heading | Words | Aside | Rule | Presses | Checks | Pick | Field
