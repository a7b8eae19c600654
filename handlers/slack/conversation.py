"""What is the sender's and what is the person's own: shared messages in order with who wrote them, and quotations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from handlers.slack.markup import plain, rich_text, rich_text_apart
from handlers.slack.payloads import Attachment, Spoken

NOBODY = "Unknown"


@dataclass(frozen=True, slots=True, repr=False)
class Heard:
    """A message taken apart."""

    text: str
    """The sender's words: what was shared or quoted, or everything where nothing was."""
    context: str = ""
    """The person's own words around them."""


def hear(message: Spoken) -> Heard:
    """Take a message to the bot apart: what was shared or quoted is the approach, the rest is the person's own."""
    shared = shared_messages(message.attachments)
    quoted, own = _apart(message)
    approach = "\n\n".join(part for part in (shared, quoted) if part)
    return Heard(approach, own) if approach else Heard(own)


def overhear(message: Spoken) -> str:
    """Read a message that somebody else wrote: all of it is theirs, whatever it quotes or shares."""
    return "\n\n".join(part for part in (_written(message), shared_messages(message.attachments)) if part)


def shared_messages(attachments: Sequence[Attachment]) -> str:
    """Give the shared messages in the order in which they were written, one turn a paragraph.

    One alone is given without its author: its words are the approach.
    """
    turns = [(item, words) for item in attachments if item.is_message and (words := _words(item))]
    if len(turns) == 1:
        return turns[0][1]
    if all(_at(item) for item, _ in turns):
        turns.sort(key=lambda turn: float(turn[0].ts))
    return "\n\n".join(f"{_mark(item)}: {words}" for item, words in turns)


def origins(attachments: Sequence[Attachment]) -> list[str]:
    """Name where the shared messages stand in Slack: `<channel>:<ts>`."""
    return [f"{item.channel_id}:{item.ts}" for item in attachments if item.is_message and item.channel_id and item.ts]


def _apart(message: Spoken) -> tuple[str, str]:
    quoted, own = rich_text_apart(message.blocks)
    if quoted or own:
        return (quoted, own) if quoted else _marked(own)
    return _marked(plain(message.text).strip())


def _marked(text: str) -> tuple[str, str]:
    """Take apart by `>` at the start of lines.

    Where the rest is longer than what is marked, nothing is a quotation: it may be a pasted e-mail that quotes the
    one before, and the rest must not go unread.
    """
    pieces = [
        (marked, "\n".join(lines)) for marked, lines in groupby(text.splitlines(), lambda line: line.startswith(">"))
    ]
    quoted = "\n".join(_bare(piece) for marked, piece in pieces if marked).strip()
    own = "\n".join(piece for marked, piece in pieces if not marked).strip()
    return (quoted, own) if len(quoted) >= len(own) else ("", text)


def _bare(piece: str) -> str:
    return "\n".join(line.removeprefix(">>>").removeprefix(">").removeprefix(" ") for line in piece.splitlines())


def _written(message: Spoken) -> str:
    return rich_text(message.blocks) or plain(message.text).strip()


def _words(attachment: Attachment) -> str:
    wrapped = "\n".join(filter(None, (rich_text(item.message.blocks) for item in attachment.message_blocks)))
    return wrapped or plain(attachment.text).strip()


def _mark(attachment: Attachment) -> str:
    name = attachment.author_name or attachment.author_subname or attachment.author_id or NOBODY
    at = _at(attachment)
    name = " ".join(name.replace(":", " ").split()) or NOBODY
    return f"{name} ({at:%Y-%m-%d %H:%M})" if at else name


def _at(attachment: Attachment) -> datetime | None:
    """When it was written, in UTC; Slack says it in seconds."""
    try:
        return datetime.fromtimestamp(float(attachment.ts), UTC)
    except (ValueError, OverflowError, OSError):
        return None
