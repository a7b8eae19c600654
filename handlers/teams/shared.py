"""What a message hands in: the sender's words, the person's own around them, and what it answers. Pure."""

import re
from dataclasses import dataclass, field

from handlers.teams.html_text import LONGEST_HTML, MessageText, Part, Source, html_to_text
from handlers.teams.payload import Entity, Incoming
from handlers.teams.quoted import REFERENCES, Held, held_turns, is_me, part_turn
from handlers.teams.turns import Turn, as_text, read_time

HTML = "text/html"
BOT = "28:"
"""Teams ids of bots begin so."""
OWN_WORDS = 300
"""Longer words around a hand-made quotation are no remark: the quotation is then part of what was pasted."""
AT = re.compile(r"</?at[^<>]{0,200}>")
_QUOTED = re.compile(r"<quoted\b[^<>]{0,200}/>")


@dataclass(slots=True, repr=False)
class Shared:
    """A message, taken apart."""

    own: str = ""
    """The person's own words."""
    turns: list[Turn] = field(default_factory=list)
    """What others wrote, in order; empty where the message is its own words only."""
    earlier: str = ""
    """Words of the person's own earlier message, or of the bot's, that it answers."""
    follows: list[str] = field(default_factory=list)
    """Ids of messages that it answers."""
    has_picture: bool = False

    @property
    def conversation(self) -> str:
        """What others wrote, as text."""
        return as_text(self.turns)


def read_shared(activity: Incoming) -> Shared:
    """Take a message apart."""
    me, shared = activity.sender.aad_object_id or "", Shared()
    message = _message(activity)
    held = [
        Held(id=item.id, content_type=item.content_type, content=item.content)
        for item in activity.attachments or ()
        if item.content_type in REFERENCES
    ]
    shared.has_picture = message.has_picture
    shared.turns += held_turns(held, me)
    for entity in activity.entities or ():
        _add_entity(shared, entity, activity, message)
    for part in message.parts:
        _add_part(shared, part, activity)
    shared.own = "\n\n".join(part.text for part in message.parts if part.source is Source.OWN)
    if activity.reply_to_id:
        shared.follows.append(activity.reply_to_id)
    shared.follows += _thread(activity)
    _undo_quotation(shared, message)
    return shared


def _add_part(shared: Shared, part: Part, activity: Incoming) -> None:
    if part.source in {Source.OWN, Source.PLACEHOLDER}:
        return
    if part.source is Source.REPLY and _known(part.author_id, part.author, activity):
        shared.earlier = part.text
        shared.follows.append(part.id)
    elif part.text:
        shared.turns.append(part_turn(part, activity.sender.aad_object_id or ""))


def _add_entity(shared: Shared, entity: Entity, activity: Incoming, message: MessageText) -> None:
    """Add a message that is quoted beside the text, unless the text quotes it too."""
    quoted = entity.quoted_reply
    if quoted is None or any(part.id and part.id == quoted.message_id for part in message.parts):
        return
    if _known(quoted.sender_id or "", quoted.sender_name or "", activity):
        shared.earlier = (quoted.preview or "").strip()
        shared.follows.append(quoted.message_id or "")
    elif quoted.preview:
        shared.turns.append(Turn(quoted.preview.strip(), quoted.sender_name or "", read_time(quoted.time)))


def _known(account: str, name: str, activity: Incoming) -> bool:
    """Tell whether a quoted message is the bot's or the person's own, so that its words are no news."""
    if account:
        return BOT in account or account == activity.sender.id or is_me(account, activity.sender.aad_object_id or "")
    return bool(name) and name in {activity.recipient.name, activity.sender.name}


def _undo_quotation(shared: Shared, message: MessageText) -> None:
    """Take everything as what was pasted where a quotation made by hand stands in a long text."""
    made_by_hand = all(part.source in {Source.OWN, Source.QUOTE} for part in message.parts)
    if shared.turns and made_by_hand and len(shared.turns) == len(_quotes(message)) and len(shared.own) > OWN_WORDS:
        shared.own, shared.turns = message.text, []


def _quotes(message: MessageText) -> list[Part]:
    return [part for part in message.parts if part.source is Source.QUOTE and part.text]


def _thread(activity: Incoming) -> list[str]:
    """The message that began the thread of a channel, where it is not this one."""
    root = activity.conversation.id.partition(";messageid=")[2]
    return [root] if root and root != activity.id else []


def _message(activity: Incoming) -> MessageText:
    attachments = activity.attachments or []
    htmls = [item.content for item in attachments if item.content_type == HTML and isinstance(item.content, str)]
    others = any(item.content_type not in {HTML, None, *REFERENCES} for item in attachments)
    if htmls and len(htmls[0]) <= LONGEST_HTML:
        read = html_to_text(htmls[0])
        if read.text or any(part.id for part in read.parts):
            return MessageText(read.parts, read.has_picture or others)
        others = others or read.has_picture
    plain = _QUOTED.sub("", AT.sub("", activity.text or "")).replace("\r\n", "\n").strip()
    return MessageText((Part(Source.OWN, plain),), others)
