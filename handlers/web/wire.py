"""What the page is sent: the bot's messages as JSON that a letter holds and the page's script lays out."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Final
from uuid import UUID

from bot.learning import Feedback, Lesson
from bot.model import Receipt
from bot.outgoing import Alert, MyReports, Notice, Outgoing, Reply
from bot.profile_form import ReviewForm

SHOWN_CHARACTERS: Final = 1_000
"""The person's own text is shown back to them up to here; the whole of it is what was read."""


def letter(content: Outgoing, *, possible_repeat: bool = False) -> str:
    """Write one message of the bot as a JSON object; lone surrogates and NUL stay escaped."""
    fields = {"type": _type(content), "possible_repeat": possible_repeat, **asdict(content)}
    if isinstance(content, (Reply, Alert)):
        fields |= {"band": content.band.label}
    return written(fields)


def plain(content: MyReports | ReviewForm | Lesson | Feedback) -> str:
    """Write what a window of the page shows as a JSON object."""
    return written(asdict(content))


def own_letter(receipt: Receipt, text: str, *, context: str = "", kind: str = "message") -> str:
    """Write what the person handed in, so that their side of the conversation shows it.

    Args:
        receipt: says under which name it is kept.
        text: what they handed in.
        context: their own words around it.
        kind: `message`, `later` (added to an earlier report) or `review`.
    """
    return written(
        {
            "type": "person",
            "kind": kind,
            "report_id": receipt.report_id,
            "reference": receipt.reference,
            "text": text[:SHOWN_CHARACTERS],
            "context": context[:SHOWN_CHARACTERS],
            "shortened": max(len(text), len(context)) > SHOWN_CHARACTERS,
        }
    )


def written(fields: object) -> str:
    """Write JSON in which ids and moments are texts."""
    return json.dumps(fields, default=_text)


def _text(value: object) -> str:
    match value:
        case UUID():
            return str(value)
        case datetime():
            return value.isoformat()
        case _:
            raise TypeError(type(value).__name__)


def _type(content: Outgoing) -> str:
    match content:
        case Reply():
            return "reply"
        case Alert():
            return "alert"
        case Notice():
            return "notice"
