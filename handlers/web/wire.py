"""What the page is sent: the bot's messages as JSON that a letter holds and the page's script lays out."""

import json
from dataclasses import asdict
from typing import Final

from bot.model import Receipt
from bot.outgoing import Alert, Notice, Outgoing, Reply

SHOWN_CHARACTERS: Final = 1_000
"""The person's own text is shown back to them up to here; the whole of it is what was read."""


def letter(content: Outgoing, *, possible_repeat: bool) -> str:
    """Write one message of the bot as a JSON object; lone surrogates and NUL stay escaped."""
    fields = {"type": _type(content), "possible_repeat": possible_repeat, **asdict(content)}
    if isinstance(content, (Reply, Alert)):
        fields |= {"report_id": str(content.report_id), "band": content.band.label}
    if isinstance(content, Alert):
        fields |= {"received_at": content.received_at.isoformat()}
    return json.dumps(fields)


def own_letter(text: str, receipt: Receipt) -> str:
    """Write what the person handed in, so that their side of the conversation shows it."""
    return json.dumps(
        {
            "type": "person",
            "report_id": str(receipt.report_id),
            "reference": receipt.reference,
            "text": text[:SHOWN_CHARACTERS],
            "shortened": len(text) > SHOWN_CHARACTERS,
        }
    )


def _type(content: Outgoing) -> str:
    match content:
        case Reply():
            return "reply"
        case Alert():
            return "alert"
        case Notice():
            return "notice"
