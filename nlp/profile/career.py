"""Dates and titles of a profile that contradict each other. Only what the text itself says is compared."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from nlp.finders.linear import linear
from nlp.model import Evidence, Tactic
from nlp.profile.periods import MONTHS, Period, periods

STATED_SLACK: Final = 13
"""Months by which a stated length may differ from its dates: sites round, and years alone are vague."""
EARLY_YEARS: Final = 3
"""Years before the end of a first degree from which on a senior title is too early to fit."""
EXPERIENCE_SLACK: Final = 3
"""Years by which stated experience may be longer than the time since a first degree began."""
UNKNOWN_YEARS: Final = 6
"""Years allowed for since the newest date of a profile that goes on to this day: the text has no clock."""

_FIRST_DEGREE: Final = linear(r"\b(bachelor|ba|b\.a|bsc|b\.sc|bba|beng|llb|undergraduate|licence)\b")
_SENIOR: Final = linear(
    r"\b(managing director|director|senior partner|partner|vice president|president|chief executive|ceo|chairman"
    r"|chairwoman|senior advis[eo]r|senior consultant|general manager)\b"
)
_OWN_FIRM: Final = linear(
    r"\b(founder|co-founder|student|students|union|society|club|volunteer|family|intern|studies)\b"
)
_EXPERIENCE: Final = linear(r"\b(\d{1,2})\+? years?['\x{2019}]?(?: of)?(?: [a-z]{2,20}){0,3} experience")


class _Sign(NamedTuple):
    id: str
    weight: float
    says: str
    because: str


_REVERSED: Final = _Sign(
    "period_ends_before_it_begins",
    1.2,
    "gives a time that ends before it begins",
    "Careers that were made up are seldom checked for their dates.",
)
_WRONG_LENGTH: Final = _Sign(
    "period_has_another_length",
    1.2,
    "states a length that its own dates contradict",
    "The site counts a length by itself; one that does not fit was typed in or changed.",
)
_TOO_EARLY: Final = _Sign(
    "senior_before_first_degree",
    1.0,
    "claims a senior post years before the end of a first degree",
    "Invented careers climb faster than real ones.",
)
_TOO_LONG: Final = _Sign(
    "experience_longer_than_career",
    1.0,
    "claims more years of experience than its own dates leave room for",
    "Careers that were made up are seldom checked for their dates.",
)


def contradictions(text: str) -> Iterator[Evidence]:
    """Find what the profile says against itself, in its order."""
    found = periods(text)
    for period in found:
        sign = _against_itself(period)
        if sign is not None:
            yield _evidence(text, sign, period.start, period.end)
    studied = [period for period in found if period.last is not None and _FIRST_DEGREE.search(period.says)]
    if not studied:
        return
    first = min(studied, key=lambda period: period.first)
    for period in found:
        if _too_senior(period, first):
            yield _evidence(text, _TOO_EARLY, period.start, period.end)
            break
    yield from _experience(text, first, found)


def _against_itself(period: Period) -> _Sign | None:
    if period.last is None:
        return None
    length = period.last - period.first + 1
    if length <= 0:
        return _REVERSED
    if period.stated is not None and abs(period.stated - length) > STATED_SLACK:
        return _WRONG_LENGTH
    return None


def _too_senior(period: Period, degree: Period) -> bool:
    if degree.last is None or period is degree or not _SENIOR.search(period.says) or _OWN_FIRM.search(period.says):
        return False
    return period.first + EARLY_YEARS * MONTHS <= degree.last


def _experience(text: str, degree: Period, found: Sequence[Period]) -> Iterator[Evidence]:
    """Compare stated experience with the newest year that the profile names: it needs no clock."""
    match = _EXPERIENCE.search(text)
    if match is None:
        return
    newest = max(period.last if period.last is not None else period.first for period in found)
    room = (newest - degree.first) // MONTHS
    if int(match.group(1)) > room + EXPERIENCE_SLACK + _unknown_years(found):
        yield _evidence(text, _TOO_LONG, match.start(), match.end())


def _unknown_years(found: Sequence[Period]) -> int:
    """Years that may have passed since the newest date, where something goes on to this day."""
    return UNKNOWN_YEARS if any(period.last is None for period in found) else 0


def _evidence(text: str, sign: _Sign, start: int, end: int) -> Evidence:
    quote = text[start:end]
    return Evidence(sign.id, Tactic.IMPERSONATION, sign.weight, sign.says, sign.because, start, end, quote)
