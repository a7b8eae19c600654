"""How long a service asks to be left alone."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_SECONDS = 3600.0
SHORTEST_SECONDS = 0.5


def retry_after(headers: Mapping[str, str], default: float) -> float:
    """Read `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3); `default` where it is missing or nonsense."""
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        seconds = float(value)
    else:
        try:
            seconds = (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError):
            seconds = default
    return min(max(seconds, SHORTEST_SECONDS), LONGEST_SECONDS)
