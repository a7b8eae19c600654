"""From answers, words, link and earlier reports to one band. Pure arithmetic whose every step is in the breakdown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import exp
from typing import Final

from bot.profile_form import POINTS, Answer, Section
from bot.sightings import UNKNOWN, Sighting, Subject, weight_of
from nlp.links import SUSPICIOUS
from nlp.model import Assessment, Contribution, Counter, Evidence, Kind, RiskBand, Tactic
from nlp.profile.result import ProfileReading

MEDIUM_SCORE: Final = 0.5
HIGH_SCORE: Final = 0.88
CAPS: Final = {Section.RECOGNISE: 2.0, Section.REALISE: 3.5}
"""The answers of one section together add no more than this."""
REASSURANCE_CAP: Final = 1.5
WORDS_CAP: Final = 2.0
"""The signs in the profile's words together add no more than this."""
LEARNED_SHARE: Final = 0.5
LEARNED_CAP: Final = 1.2
"""The reading that judges messages knows profiles less well: alone it never makes MEDIUM, and it never reassures."""
LINK_SHARE: Final = 3.0
MESSAGE: Final = {RiskBand.MEDIUM: 1.5, RiskBand.HIGH: 3.0}
"""What the band of the messages that the review joins adds."""
ENOUGH_ANSWERS: Final = 7
"""Answers with yes or no, from which on few signs may be called LOW and not merely unknown."""
ENOUGH_IN_EACH: Final = 2
KINDS_FOR_HIGH: Final = 2

OFFERS: Final = frozenset({"offer"})
REACHES: Final = frozenset({"asks", "off_platform"})
"""An offer together with one of these is how published cases went on: the only answers that make HIGH alone."""


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What a review rests on besides the assessment that comes of it."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    has_link: bool = False
    has_words: bool = False
    few_words: bool = False
    """Whether there were too few words to read anything in them."""
    readable: bool = False
    """Whether the words could be read: enough of them, in English."""
    compared: bool = True
    """Whether earlier reports were looked at."""
    message: RiskBand = RiskBand.INSUFFICIENT
    """The highest band of the reports that the review joins."""
    fraud: bool = False
    """Whether those looked like ordinary fraud."""

    def worrying(self, name: str) -> bool:
        """Tell whether the question got its worrying answer."""
        return self.answers.get(name) is POINTS[name].worrying

    def told(self, name: str) -> bool:
        """Tell whether the question got an answer that says something."""
        return self.answers.get(name, Answer.DONT_KNOW) is not Answer.DONT_KNOW

    def reassuring(self, name: str) -> bool:
        """Tell whether the question got the answer that is not the worrying one."""
        return self.told(name) and not self.worrying(name)


def judge(
    read: Assessment, reading: ProfileReading, facts: ReviewFacts, sightings: Sequence[Sighting] = ()
) -> Assessment:
    """Give the review's assessment: the evidence of the profile's words, and one band for everything.

    `read` is the assessment of the review's text (address and words), `reading` that of the words by the rules about
    profiles; its offsets lie at the end of that text. "Don't know" counts as no answer.
    """
    evidence = _evidence(read, reading, facts)
    breakdown = tuple(_contributions(read, reading, facts, sightings))
    score = 1 / (1 + exp(-sum(item.log_odds for item in breakdown)))
    band = _band(score, breakdown, facts, sightings)
    return replace(
        read,
        band=band,
        score=score,
        kind=_kind(band, facts),
        evidence=evidence,
        counters=(*reading.counters,),
        breakdown=breakdown,
        genre=None,
    )


def moved(reading: ProfileReading, start: int, end: int) -> ProfileReading:
    """Give the reading with its offsets in a longer text in which the profile's words stand from `start` to `end`."""

    def sign(item: Evidence) -> Evidence:
        return replace(item, start=item.start + start, end=min(item.end + start, end))

    def counter(item: Counter) -> Counter:
        return replace(item, start=item.start + start, end=min(item.end + start, end))

    return replace(reading, signs=tuple(map(sign, reading.signs)), counters=tuple(map(counter, reading.counters)))


def _evidence(read: Assessment, reading: ProfileReading, facts: ReviewFacts) -> tuple[Evidence, ...]:
    """Put the profile's signs first; the other reading adds tactics that they lack, where it is worried itself."""
    if not facts.readable or read.band < RiskBand.MEDIUM:
        return reading.signs
    known = {item.tactic for item in reading.signs}
    added = (item for item in read.evidence if not item.negated and item.tactic not in known)
    return (*reading.signs, *added)


def _contributions(
    read: Assessment, reading: ProfileReading, facts: ReviewFacts, sightings: Sequence[Sighting]
) -> Iterator[Contribution]:
    yield Contribution("base", UNKNOWN)
    for section, cap in CAPS.items():
        weight = sum(POINTS[name].weight for name in POINTS if POINTS[name].section is section and facts.worrying(name))
        yield Contribution(section.value, min(cap, weight))
    good = sum(POINTS[name].reassures for name in POINTS if facts.reassuring(name))
    yield Contribution("reassurance", -min(REASSURANCE_CAP, good))
    strongest: dict[Tactic, float] = {}
    for item in reading.signs:
        strongest[item.tactic] = max(item.weight, strongest.get(item.tactic, 0.0))
    yield Contribution("profile", min(WORDS_CAP, sum(strongest.values())))
    if facts.readable:
        learned = sum(item.log_odds for item in read.breakdown if item.source != "links")
        yield Contribution("learned", min(LEARNED_CAP, max(0.0, LEARNED_SHARE * learned)))
    suspicion = max((link.suspicion for link in read.links), default=0.0)
    yield Contribution("links", LINK_SHARE * suspicion if suspicion >= SUSPICIOUS else 0.0)
    yield Contribution("sightings", _sighted(sightings))
    yield Contribution("message", MESSAGE.get(facts.message, 0.0))


def _sighted(sightings: Sequence[Sighting]) -> float:
    return weight_of(next((item for item in sightings if item.subject is Subject.PROFILE), None))


def _band(
    score: float, breakdown: Sequence[Contribution], facts: ReviewFacts, sightings: Sequence[Sighting]
) -> RiskBand:
    floor = max(facts.message if facts.message >= RiskBand.MEDIUM else RiskBand.INSUFFICIENT, _floor(sightings))
    if score >= HIGH_SCORE and _may_be_high(breakdown, facts):
        return RiskBand.HIGH
    if score >= MEDIUM_SCORE:
        return max(RiskBand.MEDIUM, floor)
    return max(RiskBand.LOW if _enough(facts) else RiskBand.INSUFFICIENT, floor)


def _floor(sightings: Sequence[Sighting]) -> RiskBand:
    return RiskBand.MEDIUM if _sighted(sightings) else RiskBand.INSUFFICIENT


def _may_be_high(breakdown: Sequence[Contribution], facts: ReviewFacts) -> bool:
    """Ask for two different kinds of witness, or for an offer that reaches for something."""
    if any(map(facts.worrying, OFFERS)) and any(map(facts.worrying, REACHES)):
        return True
    seen = {_WITNESS[item.source] for item in breakdown if item.source in _WITNESS and item.log_odds > 0}
    return len(seen) >= KINDS_FOR_HIGH


_WITNESS: Final = {
    Section.RECOGNISE.value: "answers",
    Section.REALISE.value: "answers",
    "profile": "words",
    "learned": "words",
    "links": "link",
    "sightings": "others",
    "message": "message",
}


def _enough(facts: ReviewFacts) -> bool:
    """LOW has to be earned by answers: no sign in the words, or no answer, is no reassurance."""
    told = [POINTS[name].section for name in POINTS if facts.told(name)]
    return len(told) >= ENOUGH_ANSWERS and all(told.count(section) >= ENOUGH_IN_EACH for section in Section)


def _kind(band: RiskBand, facts: ReviewFacts) -> Kind:
    if band < RiskBand.MEDIUM:
        return Kind.NONE
    return Kind.FRAUD if facts.fraud else Kind.APPROACH
