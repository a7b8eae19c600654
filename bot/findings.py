"""What is known of a report besides its words: earlier reports of the same, and what a profile review rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.profile_form import ProfileReview
from bot.profile_judgement import ReviewFacts
from bot.profile_review import judged
from bot.sightings import Sighting, lifted
from nlp.model import Assessment, Kind, RiskBand
from nlp.profile.result import ProfileReading


@dataclass(frozen=True, slots=True, repr=False)
class Findings:
    """What was found when the report was read. Kept with its assessment."""

    sightings: tuple[Sighting, ...] = ()
    raised: bool = False
    """Whether earlier reports, and not its own words, made the band of a message."""
    review: ReviewFacts | None = None
    """None: it is a message, not a profile review."""


@dataclass(frozen=True, slots=True, repr=False)
class Read:
    """What the machine read in one report."""

    assessment: Assessment
    given: ProfileReview | None = None
    """The review that was handed in; None where it is a message."""
    profile: ProfileReading = field(default_factory=ProfileReading)
    """What the words of the profile show."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What the reports that a review joins were judged to be."""

    band: RiskBand = RiskBand.INSUFFICIENT
    fraud: bool = False


def by_itself(read: Read, joined: Joined) -> Assessment:
    """Judge a report without regard to earlier reports of the same."""
    return in_light_of(read, joined, ())[0]


def in_light_of(read: Read, joined: Joined, sightings: Sequence[Sighting]) -> tuple[Assessment, Findings]:
    """Judge a report in the light of earlier reports of the same."""
    if read.given is None:
        assessment = lifted(read.assessment, sightings)
        return assessment, Findings(tuple(sightings), raised=assessment is not read.assessment)
    assessment, facts = judged(
        read.given, read.assessment, read.profile, sightings, message=joined.band, fraud=joined.fraud
    )
    return assessment, Findings(tuple(sightings), review=facts)


def is_fraud(kind: str) -> bool:
    """Tell whether a stored kind is ordinary fraud."""
    return kind == Kind.FRAUD.value
