"""What a person wants, read from one activity. Pure: it asks nobody and stores nothing."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model import NoticeKey
from handlers.teams.payload import Incoming
from handlers.teams.press import Press, read_press
from handlers.teams.shared import AT, Shared, read_shared

COMMAND = "thinkbeforeyoulink"
LONGEST_CONTEXT = 4_000
"""Characters of the person's own words that are kept beside what they hand in."""


class Page(StrEnum):
    """What can be asked for in a word."""

    HELP = "help"
    STATUS = "status"
    LEARN = "learn"
    REVIEW = "review"


PAGES = {
    **dict.fromkeys(("help", "hi", "hello", "hey", "start", "check"), Page.HELP),
    **dict.fromkeys(("status", "reports", "my reports"), Page.STATUS),
    **dict.fromkeys(("learn", "examples"), Page.LEARN),
    **dict.fromkeys(("review", "review a profile", "profile review"), Page.REVIEW),
}
REGISTER_WORDS = frozenset({"register", "alerts", "alerts here", "register alerts", "send alerts here"})


@dataclass(frozen=True, slots=True, repr=False)
class Check:
    """Read this text."""

    text: str
    context: str = ""
    """What the person wrote around it."""
    follows: tuple[str, ...] = ()
    """Messages that it was written under."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Send this notice."""

    key: NoticeKey


@dataclass(frozen=True, slots=True)
class Register:
    """Send alerts to this channel from now on."""


Wish = Check | Ask | Page | Register | Press


def read_message(activity: Incoming) -> Wish | None:
    """Read what a message asks for; None where it is not addressed to the bot.

    In a personal chat everything is. In channels and group chats only a mention is, and there a text is read only
    after the typed command, so that nobody discloses an approach to colleagues by accident.
    """
    pressed = read_press(activity.value)
    if pressed:
        return pressed
    mention = _mention(activity)
    if not activity.personal and mention is None:
        return None
    shared = read_shared(activity)
    said = (shared.own.replace(mention, "", 1) if mention else shared.own).strip()
    command, said = _command(said)
    if shared.turns:
        return _handed_in(shared, said) if command or activity.personal else Page.HELP
    return _typed(shared, said, command=command, personal=activity.personal)


def _handed_in(shared: Shared, said: str) -> Check:
    """Others' words, with the person's own beside them."""
    return Check(shared.conversation, said[:LONGEST_CONTEXT], tuple(filter(None, shared.follows)))


def _typed(shared: Shared, said: str, *, command: bool, personal: bool) -> Wish:
    text = said or shared.earlier
    word = text.casefold().strip(" .!?")
    if word in PAGES:
        return PAGES[word]
    if not text:
        return _nothing(command=command, personal=personal, picture=shared.has_picture)
    if command or personal:
        return Check(text, follows=tuple(filter(None, shared.follows)))
    return Register() if word in REGISTER_WORDS else Page.HELP


def _nothing(*, command: bool, personal: bool, picture: bool) -> Wish:
    """What to answer to no words at all; a bare mention registers the channel."""
    if picture:
        return Ask(NoticeKey.PICTURE_ONLY)
    if command:
        return Page.HELP
    return Ask(NoticeKey.EMPTY) if personal else Register()


def _command(text: str) -> tuple[bool, str]:
    """Take the typed command, with or without `/`, off the front of a text."""
    word, *rest = text.split(maxsplit=1) or [""]
    if word.removeprefix("/").rstrip(":").casefold() != COMMAND:
        return False, text
    return True, rest[0].strip() if rest else ""


def _mention(activity: Incoming) -> str | None:
    """The bot's name as it is mentioned, or None."""
    for entity in activity.entities or ():
        if entity.type == "mention" and entity.mentioned and entity.mentioned.id == activity.recipient.id:
            return AT.sub("", entity.text or "").strip()
    return None
