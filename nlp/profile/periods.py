"""Spans of time in a profile: "Jan 2018 - Mar 2020 · 2 yrs 3 mos", "2016 - Present", and what stands beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nlp.finders.linear import linear

MOST_PERIODS: Final = 100
"""More of them are no career; the first ones tell enough."""
MONTHS: Final = 12

_MONTH: Final = r"(?:(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? |(0?[1-9]|1[0-2])[/.])?"
_YEAR: Final = r"((?:19|20)\d\d)"
_PERIOD: Final = linear(
    rf"(?:^|[^\w/.-]){_MONTH}{_YEAR}\s{{0,2}}(?:-|\x{{2013}}|\x{{2014}}|to|until)\s{{0,2}}{_MONTH}"
    rf"(?:{_YEAR}|(present|now|today|current|to date))(?:$|[^\w/-])"
)
_STATED: Final = linear(r"^\W{0,4}(?:(\d{1,2}) (?:yrs?|years?))?[ ,]{0,2}(?:(\d{1,2}) (?:mos?|months?))?\b")
_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_REACH: Final = 24
"""Characters after a period in which its length may be stated."""


@dataclass(frozen=True, slots=True)
class Period:
    """One span of time, with the line it stands in and the one before."""

    start: int
    """Offset of its first character in the text."""
    end: int
    """Offset one past its last, a stated length included."""
    first: int
    """Months since year 0 of its beginning; the earliest that the words allow."""
    last: int | None
    """Months since year 0 of its end, the latest that the words allow; None where it goes on."""
    stated: int | None
    """Its length in months as the text states it."""
    says: str
    """The line it stands in, and the one before: what was done then, in lower case."""


def periods(text: str) -> tuple[Period, ...]:
    """Find the spans of time in a text, in its order, at most `MOST_PERIODS`."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Period]:
    place = 0
    for _ in range(MOST_PERIODS):
        match = _PERIOD.search(text, place)
        if match is None:
            return
        place = match.end() if match.end() == len(text) else match.end() - 1
        start = match.start() + (0 if text[match.start()].isalnum() else 1)
        name, number, year, last_name, last_number, last_year, _ = match.groups()
        stated, reach = _stated(text[place : place + _REACH])
        yield Period(
            start,
            place + reach,
            int(year) * MONTHS + _month(name, number, 0),
            int(last_year) * MONTHS + _month(last_name, last_number, MONTHS - 1) if last_year else None,
            stated,
            _lines(text, start),
        )


def _month(name: str | None, number: str | None, otherwise: int) -> int:
    if name:
        return _NAMES.index(name.lower())
    return int(number) - 1 if number else otherwise


def _stated(after: str) -> tuple[int | None, int]:
    match = _STATED.search(after)
    if match is None or not any(match.groups()):
        return None, 0
    years, months = (int(group) if group else 0 for group in match.groups())
    return years * MONTHS + months, match.end()


def _lines(text: str, start: int) -> str:
    """Give the line of a place and the one before it, at most a few hundred characters."""
    window = text[max(0, start - 300) : start + 200]
    at = min(start, 300)
    line_end = window.find("\n", at)
    before = window[: line_end if line_end >= 0 else len(window)].rstrip("\n").split("\n")
    return "\n".join(before[-2:]).lower()
