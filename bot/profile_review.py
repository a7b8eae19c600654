"""The guided profile review's one result: answers, machine reading, link review and earlier reports together.

What platforms need: `review_form` (or `questions`) to ask, `ProfileReview` to fill in, `Intake.take_review` to hand
in. The answer comes as a `Reply`, as for every report.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.outgoing import LinkLine, Reason
from bot.profile_form import POINTS, Answer, ProfileReview, Question, ReviewForm, Section, questions, review_form
from bot.profile_judgement import MESSAGE, ReviewFacts, judge, moved
from bot.reasons import against, link_lines, reasons
from bot.shown import shown
from bot.sightings import Sighting, lines
from bot.wording import words
from nlp.model import Assessment, Kind, LinkType, RiskBand, Tactic
from nlp.profile.result import ProfileReading

__all__ = [
    "Answer",
    "ProfileReview",
    "Question",
    "ReviewFacts",
    "ReviewForm",
    "ReviewResult",
    "Section",
    "judged",
    "questions",
    "review",
    "review_form",
    "worded",
]

SUBJECT: Final = "profile"
"""Which of the wording's subjects reasons are about."""


@dataclass(frozen=True, slots=True, repr=False)
class ReviewResult:
    """What a review came to."""

    band: RiskBand
    kind: Kind
    score: float
    """Probability of malice, 0 to 1; orders results of one band."""
    headline: str
    summary: str
    reported_before: tuple[str, ...]
    reasons: tuple[Reason, ...]
    """Strongest first. Those that rest on an answer have no quote."""
    against: tuple[Reason, ...]
    links: tuple[LinkLine, ...]
    not_checked: tuple[str, ...]
    """What nobody looked at: questions left open, links never opened, words not given. Never reassures."""
    next_steps: tuple[str, ...]
    """How to find out more without contacting the person; one sentence each."""
    tactics: tuple[Tactic, ...]
    """What signs and answers point to, strongest first, each once."""


def review(
    given: ProfileReview,
    read: Assessment,
    reading: ProfileReading,
    sightings: Sequence[Sighting] = (),
    *,
    message: RiskBand = RiskBand.INSUFFICIENT,
    compared: bool = True,
) -> ReviewResult:
    """Judge a review and word the result.

    Args:
        given: what was handed in.
        read: the assessment of `given.text`.
        reading: `read_profile(given.words)`.
        sightings: what earlier reports say.
        message: the highest band of the reports that the review joins.
        compared: whether earlier reports were looked at.
    """
    assessment, facts = judged(given, read, reading, sightings, message=message)
    return worded(assessment, replace(facts, compared=compared), sightings)


def judged(
    given: ProfileReview,
    read: Assessment,
    reading: ProfileReading,
    sightings: Sequence[Sighting] = (),
    *,
    message: RiskBand = RiskBand.INSUFFICIENT,
    fraud: bool = False,
) -> tuple[Assessment, ReviewFacts]:
    """Judge a review; gives the assessment and what it rests on, which `worded` puts into sentences."""
    facts = ReviewFacts(
        answers={name: answer for name, answer in given.answers.items() if name in POINTS},
        has_link=bool(given.profile_url.strip()),
        has_words=bool(given.words),
        few_words=bool(given.words) and not reading.enough,
        readable=bool(given.words) and reading.readable,
        message=message,
        fraud=fraud,
    )
    end = len(given.text)
    return judge(read, moved(reading, end - len(given.words), end), facts, sightings), facts


def worded(assessment: Assessment, facts: ReviewFacts, sightings: Sequence[Sighting] = ()) -> ReviewResult:
    """Put a judged review into sentences, in the language that is spoken here."""
    band = assessment.band
    headline = f"profile.bands.{band.label}.headline"
    if assessment.kind is Kind.FRAUD and band >= RiskBand.MEDIUM:
        headline = f"profile.fraud_headline.{band.label}"
    return ReviewResult(
        band=band,
        kind=assessment.kind,
        score=assessment.score,
        headline=words().text(headline),
        summary=words().text(f"profile.bands.{band.label}.summary"),
        reported_before=lines(sightings),
        reasons=tuple(_reasons(assessment, facts)),
        against=(*_good_answers(facts), *against(assessment, SUBJECT)),
        links=link_lines(assessment),
        not_checked=tuple(_not_checked(facts)),
        next_steps=tuple(_next_steps(assessment)),
        tactics=_tactics(assessment, facts),
    )


def _reasons(assessment: Assessment, facts: ReviewFacts) -> Iterator[Reason]:
    """Order answers and spans by weight; a span proves more than an answer of the same weight."""
    spans = reasons(assessment, SUBJECT)
    weights = {shown(item.quote): item.weight for item in reversed(assessment.evidence)}
    ranked = [(weights.get(item.quote, 1.0), 0, item) for item in spans]
    ranked += [(POINTS[name].weight, 1, _answer_reason(name)) for name in POINTS if facts.worrying(name)]
    if facts.message in MESSAGE:
        ranked.append((MESSAGE[facts.message], 0, _message_reason(facts.message)))
    for _, _, reason in sorted(ranked, key=lambda item: (-item[0], item[1])):
        yield reason


def _answer_reason(name: str) -> Reason:
    question = f"profile.questions.{name}"
    tactic = words().text(f"tactics.{POINTS[name].tactic.value}")
    return Reason(words().text(f"{question}.worry"), words().text(f"{question}.why"), "", tactic)


def _message_reason(band: RiskBand) -> Reason:
    said = words().text(f"profile.message_bands.{band.label}")
    return Reason(words().text("profile.message", band=said), words().text("profile.message_because"), "", "")


def _good_answers(facts: ReviewFacts) -> Iterator[Reason]:
    for name in POINTS:
        if facts.reassuring(name) and words().has(f"profile.questions.{name}.good"):
            yield Reason(words().text(f"profile.questions.{name}.good"), "", "", "")


def _not_checked(facts: ReviewFacts) -> Iterator[str]:
    name = "profile.not_checked"
    still_open = [words().text(f"profile.questions.{item}.topic") for item in POINTS if not facts.told(item)]
    if still_open:
        yield words().text(f"{name}.open", topics="; ".join(still_open))
    if not facts.has_words:
        yield words().text(f"{name}.words")
    elif facts.few_words:
        yield words().text(f"{name}.few_words")
    elif not facts.readable:
        yield words().text(f"{name}.language")
    if not facts.told("picture"):
        yield words().text(f"{name}.picture")
    yield words().text(f"{name}.link")
    yield words().text(f"{name}.reports" if facts.compared else f"{name}.no_reports")


def _next_steps(assessment: Assessment) -> Iterator[str]:
    steps = ("private_mode", "about") if _has_profile(assessment) else ("about",)
    for step in (*steps, "register", "phone", "contact"):
        yield words().text(f"profile.next_steps.{step}")


def _has_profile(assessment: Assessment) -> bool:
    return any(link.type is LinkType.PROFILE for link in assessment.links)


def _tactics(assessment: Assessment, facts: ReviewFacts) -> tuple[Tactic, ...]:
    answered = sorted((name for name in POINTS if facts.worrying(name)), key=lambda name: -POINTS[name].weight)
    return tuple(dict.fromkeys((*assessment.tactics, *(POINTS[name].tactic for name in answered))))
