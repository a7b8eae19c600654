"""What the page may hand in, read strictly."""

import json
from collections.abc import Mapping
from uuid import UUID

from handlers.web.guard import RequestRefusedError


def message(body: bytes) -> tuple[UUID, str]:
    """Read a message: the key that the page made for it, and its text.

    Raises:
        RequestRefusedError: it is not what the page sends.
    """
    fields = _fields(body, "key", "text")
    return _uuid(fields["key"]), fields["text"]


def report_id(body: bytes) -> UUID:
    """Read which report is meant.

    Raises:
        RequestRefusedError: it is not what the page sends.
    """
    return _uuid(_fields(body, "report_id")["report_id"])


def _fields(body: bytes, *names: str) -> Mapping[str, str]:
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise RequestRefusedError(400, "That is not JSON.") from None
    if not isinstance(fields, dict) or set(fields) != set(names):
        raise RequestRefusedError(400, f"A JSON object with exactly these keys is needed: {', '.join(names)}.")
    if not all(isinstance(value, str) for value in fields.values()):
        raise RequestRefusedError(400, f"Each of these must be a text: {', '.join(names)}.")
    return fields


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise RequestRefusedError(400, "An id must be a UUID.") from None
