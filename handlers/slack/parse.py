"""What a person meant by a message or a command."""

from dataclasses import dataclass

from bot.model import NoticeKey
from handlers.slack.markup import plain, rich_text
from handlers.slack.payloads import Attachment, Command, Message

READ_SUBTYPES = frozenset({"", "file_share", "me_message", "thread_broadcast"})
"""Messages that a person wrote. All others (edits, deletions, joins, bots' messages) are not for us."""

ASKED = {
    "help": NoticeKey.HELP,
    "hi": NoticeKey.HELP,
    "hello": NoticeKey.HELP,
    "hey": NoticeKey.HELP,
    "?": NoticeKey.HELP,
    "status": NoticeKey.STATUS,
}
"""A whole message that is only this word asks for a notice."""


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """Either a text to read or a notice that is asked for."""

    text: str = ""
    notice: NoticeKey | None = None


def is_for_us(message: Message, bot_user: str) -> bool:
    """Tell whether a person wrote this to the bot in direct messages; the bot never answers a bot."""
    from_person = bool(message.user) and not message.bot_id and message.user not in {bot_user, "USLACKBOT"}
    return from_person and message.channel_type == "im" and message.subtype in READ_SUBTYPES


def read_message(message: Message) -> Wish:
    """Gather forwarded messages first, then what was written around them."""
    forwarded = [_attachment(item) for item in message.attachments if item.is_message]
    written = rich_text(message.blocks) or plain(message.text)
    text = "\n\n".join(part for part in (*forwarded, written.strip()) if part)
    has_files = bool(message.files) or any(item.files for item in message.attachments)
    if not text and has_files:
        return Wish(notice=NoticeKey.PICTURE_ONLY)
    return _wish(text, NoticeKey.EMPTY)


def read_command(command: Command) -> Wish:
    """Read the words after the slash command; none at all asks for help."""
    return _wish(plain(command.text).strip(), NoticeKey.HELP)


def _attachment(attachment: Attachment) -> str:
    wrapped = "\n".join(filter(None, (rich_text(item.message.blocks) for item in attachment.message_blocks)))
    return wrapped or plain(attachment.text).strip()


def _wish(text: str, when_empty: NoticeKey) -> Wish:
    word = text.strip().lower()
    if not word:
        return Wish(notice=when_empty)
    asked = ASKED.get(word) or ASKED.get(word.rstrip(" !.?"))
    return Wish(notice=asked) if asked else Wish(text=text)
