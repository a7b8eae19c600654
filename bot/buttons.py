"""What can be pressed under an answer. Pure."""

from collections.abc import Iterator
from typing import Final

from bot.cases import CaseFile, Remark
from bot.outgoing import ButtonAction
from nlp.model import Assessment, Genre, RiskBand

INSIDE: Final = frozenset({Genre.ACCOUNT, Genre.WORKPLACE})
"""What people tell in their own words may be about a colleague."""


def offered(case: CaseFile, viewed: Assessment, *, told: bool, profile: bool) -> Iterator[ButtonAction]:
    """Say what can be pressed under an answer; at most six, which is what Teams shows."""
    if not told:
        yield ButtonAction.REPORT_ANYWAY
    if profile:
        yield ButtonAction.REVIEW_PROFILE
    if viewed.band >= RiskBand.MEDIUM:
        yield ButtonAction.EXPOSURE
    elif viewed.genre in INSIDE:
        yield ButtonAction.CONDUCT
    yield ButtonAction.ADD
    for remark in (Remark.KNOWN, Remark.WRONG):
        if remark not in case.remarks:
            yield ButtonAction(remark.value)
