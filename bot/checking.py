"""Whether a submission can be taken at all; looked at before anything is stored."""

import unicodedata

from bot.model import EmptyTextError, Submission, TextTooLongError
from nlp.model import MAX_CHARACTERS


def check(submission: Submission) -> None:
    """Let a submission through that can be read.

    Raises:
        EmptyTextError: there is nothing to read.
        TextTooLongError: it is longer than can be read.
        ValueError: the platform gave no event key; a defect of its handler.
    """
    if not submission.event_keys:
        raise ValueError("a submission needs at least one event key")
    if not any(_visible(sign) for sign in submission.text[: MAX_CHARACTERS + 1]):
        raise EmptyTextError
    if len(submission.text) > MAX_CHARACTERS:
        raise TextTooLongError


def _visible(sign: str) -> bool:
    """Tell a sign that can be read from spaces, controls and invisible formatting."""
    return not sign.isspace() and unicodedata.category(sign) not in {"Cc", "Cf"}
