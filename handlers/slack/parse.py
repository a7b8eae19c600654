"""What a person meant by a message or a command."""

from dataclasses import dataclass

from bot.model import NoticeKey
from handlers.slack.conversation import hear, origins, overhear
from handlers.slack.markup import plain
from handlers.slack.payloads import Command, Message, Spoken

READ_SUBTYPES = frozenset({"", "file_share", "me_message", "thread_broadcast"})
"""Messages that a person wrote. All others (deletions, joins, bots' messages) are not for us."""
EDITED = "message_changed"
SLACKBOT = "USLACKBOT"

ASKED = {
    "help": NoticeKey.HELP,
    "hi": NoticeKey.HELP,
    "hello": NoticeKey.HELP,
    "hey": NoticeKey.HELP,
    "?": NoticeKey.HELP,
    "status": NoticeKey.STATUS,
}
"""A whole message that is only this word asks for a notice."""
LEARN = "learn"


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """A text to read, a notice that is asked for, or an example to learn from."""

    text: str = ""
    context: str = ""
    notice: NoticeKey | None = None
    learn: bool = False
    shared: str = ""
    """The one message that was shared and nothing else, as `<channel>:<ts>`."""
    unread: bool = False
    """Whether a picture or a file came with it."""


def is_for_us(message: Message, bot_user: str) -> bool:
    """Tell whether a person wrote this to the bot in direct messages; the bot never answers a bot."""
    return message.channel_type == "im" and message.subtype in READ_SUBTYPES and _by_person(message, bot_user)


def changed_words(message: Message, bot_user: str) -> bool:
    """Tell whether a person changed the words of a message to the bot; Slack's own previews are no change."""
    now, before = message.message, message.previous_message
    if message.channel_type != "im" or message.subtype != EDITED or now is None or before is None:
        return False
    return _by_person(now, bot_user) and now.text != before.text


def _by_person(message: Spoken, bot_user: str) -> bool:
    return bool(message.user) and not message.bot_id and message.user not in {bot_user, SLACKBOT}


def read_message(message: Spoken) -> Wish:
    """Read what somebody wrote to the bot."""
    heard = hear(message)
    files = _has_files(message)
    if not heard.text and files:
        return Wish(notice=NoticeKey.PICTURE_ONLY)
    shared = origins(message.attachments)
    only = shared[0] if len(shared) == 1 == len(message.attachments) and not heard.context else ""
    if heard.context or shared:
        return Wish(heard.text, heard.context, shared=only, unread=files)
    return _wish(heard.text, NoticeKey.EMPTY, unread=files)


def read_others_message(message: Spoken) -> Wish:
    """Read a message that somebody else wrote, chosen by a shortcut."""
    text, files = overhear(message), _has_files(message)
    if not text:
        return Wish(notice=NoticeKey.PICTURE_ONLY if files else NoticeKey.EMPTY)
    return Wish(text, unread=files)


def read_command(command: Command) -> Wish:
    """Read the words after the slash command; none at all is an empty wish."""
    text = plain(command.text).strip()
    if not text:
        return Wish()
    heard = hear(Spoken(text=command.text))
    return Wish(heard.text, heard.context) if heard.context else _wish(text, NoticeKey.EMPTY)


def _has_files(message: Spoken) -> bool:
    return bool(message.files) or any(item.files for item in message.attachments)


def _wish(text: str, when_empty: NoticeKey, *, unread: bool = False) -> Wish:
    word = text.strip().lower()
    if not word:
        return Wish(notice=when_empty)
    bare = word.rstrip(" !.?")
    if bare == LEARN:
        return Wish(learn=True)
    asked = ASKED.get(word) or ASKED.get(bare)
    return Wish(notice=asked) if asked else Wish(text=text, unread=unread)
