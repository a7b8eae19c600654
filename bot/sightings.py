"""Whether a profile or a contact was handed in before: counts and dates, never names. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import exp, log
from typing import Final

from bot.case_words import date
from bot.wording import words
from nlp.links import SUSPICIOUS, review_url
from nlp.model import Assessment, Contribution, Kind, LinkReview, LinkType, Observable, ObservableKind, RiskBand

MONTH: Final = timedelta(days=30)
YEAR: Final = timedelta(days=365)
FEW: Final = 2
"""Up to so many colleagues are "at least one": an exact small number could give somebody away."""
WORRYING_OTHERS: Final = 2
"""So many other people's worrying reports of a profile raise a bare link to it."""
UNKNOWN: Final = -1.5
"""Log-odds of malice of a profile of which nothing is known but that somebody asked about it."""
MOST_KEYS: Final = 120
_LAST_NUMBER_WORD: Final = 12
_SURE: Final = 1e-6


class Subject(StrEnum):
    """What was handed in before."""

    PROFILE = "profile"
    CONTACT = "contact"
    PERSONA = "persona"
    """A contact whatever the band: tells one person's own reports of one sender together, and is never counted."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Something in a report by which another report of the same can be told. Kept as a keyed digest only."""

    subject: Subject
    key: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """What earlier reports say of one subject."""

    subject: Subject
    month: int
    """Different other people who reported it in the last 30 days."""
    year: int
    """The same for the last 365 days."""
    first: datetime | None
    """Of other people's reports in the last 365 days."""
    last: datetime | None
    own: datetime | None
    """The person's own latest earlier report of it, in another case."""
    worrying: int
    """Different other people whose reports of it were MEDIUM or more by themselves, and not judged benign."""
    malicious: bool
    """Whether a person in the security team judged a report of it malicious."""


def seen_in(assessment: Assessment, own_domains: frozenset[str] = frozenset()) -> tuple[Seen, ...]:
    """Give what another report could be recognised by: profiles, and contacts that look malicious.

    A contact looks malicious by itself, or because the message is MEDIUM or more. The employer's own addresses do not
    count: they are the reporter's side.
    """
    found = [Seen(Subject.PROFILE, link.profile_key) for link in assessment.links if link.profile_key]
    found += _contacts(assessment, own_domains)
    return tuple(dict.fromkeys(found))[:MOST_KEYS]


def persona_in(assessment: Assessment, own_domains: frozenset[str] = frozenset()) -> tuple[Seen, ...]:
    """Give what the same sender's next message could be recognised by: profiles and contacts in the sender's words.

    What stands in a signature, a header or the reporter's own words may be anybody's, and does not count.
    """
    read = [item for item in assessment.segments if item.judged]

    def theirs(start: int) -> bool:
        return not assessment.segments or any(item.start <= start < item.end for item in read)

    found = [Seen(Subject.PROFILE, link.profile_key) for link in assessment.links if link.profile_key]
    contacts = [item for item in assessment.observables if item.kind is not ObservableKind.URL and theirs(item.start)]
    found += [
        Seen(Subject.PERSONA, f"{item.kind}|{_normal(item)}") for item in contacts if not _own_mail(item, own_domains)
    ]
    return tuple(dict.fromkeys(found))[:MOST_KEYS]


def _contacts(assessment: Assessment, own_domains: frozenset[str]) -> Iterator[Seen]:
    for link in assessment.links:
        if link.suspicion >= SUSPICIOUS and not link.profile_key and not _own(link, own_domains):
            yield Seen(Subject.CONTACT, _address(link))
    if assessment.band >= RiskBand.MEDIUM:
        for item in assessment.observables:
            if item.kind is not ObservableKind.URL and not _own_mail(item, own_domains):
                yield Seen(Subject.CONTACT, f"{item.kind}|{_normal(item)}")


def _address(link: LinkReview) -> str:
    if link.type is LinkType.MAIL:
        return f"{ObservableKind.EMAIL}|{link.url.casefold()}"
    return f"{ObservableKind.URL}|{link.effective_url.partition('?')[0].partition('#')[0]}"


def _own(link: LinkReview, own_domains: frozenset[str]) -> bool:
    return any(link.host == domain or link.host.endswith(f".{domain}") for domain in own_domains)


def _own_mail(item: Observable, own_domains: frozenset[str]) -> bool:
    if item.kind is not ObservableKind.EMAIL or not own_domains:
        return False
    return _own(review_url(item.value.rpartition("@")[2]), own_domains)


def _normal(item: Observable) -> str:
    if item.kind is ObservableKind.PHONE:
        return "".join(filter(str.isdigit, item.value)).removeprefix("00")
    return item.value.casefold()


def lifted(assessment: Assessment, sightings: Sequence[Sighting]) -> Assessment:
    """Raise a message with a profile to MEDIUM where earlier reports of that profile give reason to.

    A bare link is raised by two other people's worrying reports or by a person's judgement; a text that was read as
    LOW by a person's judgement only. Otherwise earlier reports are stated and change nothing.
    """
    profile = next((item for item in sightings if item.subject is Subject.PROFILE), None)
    weight = weight_of(profile)
    enough = assessment.band is RiskBand.INSUFFICIENT or (profile is not None and profile.malicious)
    if not weight or not enough or assessment.band >= RiskBand.MEDIUM:
        return assessment
    kind = Kind.APPROACH if assessment.kind is Kind.NONE else assessment.kind
    breakdown = (*_before(assessment), Contribution("sightings", weight))
    score = 1 / (1 + exp(-sum(item.log_odds for item in breakdown)))
    return replace(assessment, band=RiskBand.MEDIUM, kind=kind, score=score, breakdown=breakdown)


def _before(assessment: Assessment) -> tuple[Contribution, ...]:
    """Give what the words come to; where they are too few to judge, only that somebody asked about the profile."""
    if assessment.band is RiskBand.INSUFFICIENT:
        return (Contribution("base", UNKNOWN),)
    bounded = min(max(assessment.score, _SURE), 1 - _SURE)
    return assessment.breakdown or (Contribution("base", log(bounded / (1 - bounded))),)


def weight_of(profile: Sighting | None) -> float:
    """Give the log-odds of malice that earlier reports of a profile add."""
    if profile is None:
        return 0.0
    if profile.malicious:
        return 3.0
    return 1.5 if profile.worrying >= WORRYING_OTHERS else 0.0


def lines(sightings: Iterable[Sighting], *, security: bool = False) -> tuple[str, ...]:
    """Say what earlier reports there are; `security`: to the security team, which sees dates in any case."""
    return tuple(line for item in sightings for line in _lines(item, security=security))


def _lines(item: Sighting, *, security: bool) -> Iterator[str]:
    name = "profile.sightings"
    what = words().text(f"{name}.what.{item.subject.value}")
    if item.month:
        yield words().text(f"{name}.month", people=_people(item.month), what=what)
    if item.year > item.month and (not item.month or item.year > FEW):
        yield words().text(f"{name}.year", people=_people(item.year), what=what)
    if item.first and item.last and (security or item.year > FEW):
        yield words().text(f"{name}.dates", first=date(item.first), last=date(item.last))
    if item.own:
        who = "own_security" if security else "own"
        yield words().text(f"{name}.{who}", date=date(item.own), what=what)
    if item.malicious:
        yield words().text(f"{name}.malicious", what=what)


def _people(count: int) -> str:
    name = "profile.sightings"
    if count <= FEW:
        return words().text(f"{name}.few")
    numbers = words().lines(f"{name}.numbers")
    return words().text(f"{name}.people", count=numbers[count] if count <= _LAST_NUMBER_WORD else str(count))
