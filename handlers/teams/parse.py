"""What a person wants, read from one activity. Pure: it asks nobody and stores nothing."""

import re
from dataclasses import dataclass
from uuid import UUID

from bot.model import NoticeKey
from bot.outgoing import ButtonAction
from handlers.teams.html_text import LONGEST_HTML, MessageText, html_to_text
from handlers.teams.payload import Incoming

COMMAND = "thinkbeforeyoulink"
NOTICES = {
    "help": NoticeKey.HELP,
    "hi": NoticeKey.HELP,
    "hello": NoticeKey.HELP,
    "hey": NoticeKey.HELP,
    "start": NoticeKey.HELP,
    "status": NoticeKey.STATUS,
}
REGISTER_WORDS = frozenset({"register", "alerts", "alerts here", "register alerts", "send alerts here"})
HTML = "text/html"
_AT = re.compile(r"</?at[^<>]{0,200}>")


@dataclass(frozen=True, slots=True, repr=False)
class Check:
    """Read this text."""

    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Send this notice."""

    key: NoticeKey


@dataclass(frozen=True, slots=True)
class Register:
    """Send alerts to this channel from now on."""


@dataclass(frozen=True, slots=True)
class ReportAnyway:
    """Tell security of this report, whatever the machine made of it."""

    report_id: UUID


Wish = Check | Ask | Register | ReportAnyway


def read_message(activity: Incoming) -> Wish | None:
    """Read what a message asks for; None where it is not addressed to the bot.

    In a personal chat everything is. In channels and group chats only a mention is, and there a text is read only
    after the typed command, so that nobody discloses an approach to colleagues by accident.
    """
    pressed = read_button(activity.value)
    if pressed:
        return pressed
    personal = activity.conversation.conversation_type in {None, "personal"}
    mention = _mention(activity)
    if not personal and mention is None:
        return None
    message = _message(activity)
    said = (message.text.replace(mention, "", 1) if mention else message.text).strip()
    command, said = _command(said)
    text = said or message.quoted
    key = NOTICES.get(text.casefold().strip(" .!?"))
    if key or not text:
        key = key or _nothing(command=command, personal=personal, picture=message.has_picture)
        return Ask(key) if key else Register()
    if command or personal:
        return Check(text)
    return Register() if text.casefold().strip(" .!") in REGISTER_WORDS else Ask(NoticeKey.HELP)


def _nothing(*, command: bool, personal: bool, picture: bool) -> NoticeKey | None:
    """What to answer to no words at all; None for a bare mention, which registers the channel."""
    if picture:
        return NoticeKey.PICTURE_ONLY
    if command:
        return NoticeKey.HELP
    return NoticeKey.EMPTY if personal else None


def read_button(value: object) -> ReportAnyway | None:
    """Read a pressed button's data; None where it is not one of ours."""
    if not isinstance(value, dict) or value.get("verb") != ButtonAction.REPORT_ANYWAY.value:
        return None
    try:
        return ReportAnyway(UUID(str(value.get("report"))))
    except ValueError:
        return None


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
            return _AT.sub("", entity.text or "").strip()
    return None


def _message(activity: Incoming) -> MessageText:
    attachments = activity.attachments or []
    htmls = [item.content for item in attachments if item.content_type == HTML and isinstance(item.content, str)]
    others = any(item.content_type not in {HTML, None} for item in attachments)
    if htmls and len(htmls[0]) <= LONGEST_HTML:
        read = html_to_text(htmls[0])
        if read.text or read.quoted:
            return MessageText(read.text, read.quoted, read.has_picture or others)
        others = others or read.has_picture
    plain = _AT.sub("", activity.text or "").replace("\r\n", "\n").strip()
    return MessageText(plain, "", others)
