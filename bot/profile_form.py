"""The guided profile review as people meet it: plain questions, each with three answers and a reason why it is asked.

Words live in `bot/wording/<language>/profile.yml`. Which answer is the worrying one, and what it points to, is the
same in every language and stands here.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

from bot.wording import speaking, words
from nlp.model import Tactic


class Answer(StrEnum):
    """What a person can say to a question."""

    YES = "yes"
    NO = "no"
    DONT_KNOW = "dont_know"
    """The same as no answer: it never reassures and never worries."""


class Section(StrEnum):
    """Which of the four Rs a question belongs to."""

    RECOGNISE = "recognise"
    """Looks at the profile."""
    REALISE = "realise"
    """Looks at what the person wants."""


@dataclass(frozen=True, slots=True)
class Question:
    """One plain question."""

    id: str
    """Its name in `ProfileReview.answers`, the same in every language."""
    section: Section
    text: str
    why: str
    """One line on why it is asked."""
    worrying: Answer
    """YES or NO: the answer that is a warning sign."""


@dataclass(frozen=True, slots=True, repr=False)
class ProfileReview:
    """What a person handed in about a profile. Everything is optional, but something must be there."""

    profile_url: str = ""
    """As they gave it; read as characters only."""
    profile_text: str = ""
    """Headline, about and experience as they stand on the profile."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By the questions' ids. What is left out is the same as DONT_KNOW."""

    @property
    def words(self) -> str:
        """The profile's own words, without the white space around them."""
        return self.profile_text.strip()

    @property
    def text(self) -> str:
        """What is kept as the report's text: the address, then the profile's own words."""
        return "\n\n".join(part for part in (self.profile_url.strip(), self.words) if part)


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """Everything that a platform shows in order to ask for a review; every string is ready to show."""

    title: str
    """At most 24 characters."""
    introduction: str
    section_titles: Mapping[Section, str]
    questions: tuple[Question, ...]
    answer_labels: Mapping[Answer, str]
    """In the order in which they are offered."""
    url_label: str
    url_hint: str
    text_label: str
    text_hint: str
    submit_label: str
    """At most 24 characters."""
    about: UUID | None = None
    """The report that it was opened from; goes back in `ReviewSubmission.about`."""
    profile: str = ""
    """The profile of that report, defanged, in a sentence. Where it is there, the address need not be asked."""


@dataclass(frozen=True, slots=True)
class Point:
    """What a question's worrying answer weighs and points to."""

    section: Section
    worrying: Answer
    weight: float
    """Log-odds of malice of the worrying answer."""
    tactic: Tactic
    reassures: float = 0.0
    """Log-odds that the other answer takes off; only what cannot be faked by the profile itself."""


POINTS: Final[Mapping[str, Point]] = {
    "known": Point(Section.RECOGNISE, Answer.NO, 0.4, Tactic.IMPERSONATION, reassures=0.8),
    "checked": Point(Section.RECOGNISE, Answer.NO, 0.4, Tactic.IMPERSONATION, reassures=1.0),
    "picture": Point(Section.RECOGNISE, Answer.YES, 0.6, Tactic.IMPERSONATION),
    "company": Point(Section.RECOGNISE, Answer.NO, 0.9, Tactic.VAGUE_OR_UNVERIFIABLE_CLIENT, reassures=0.4),
    "seniority": Point(Section.RECOGNISE, Answer.YES, 0.6, Tactic.IMPERSONATION),
    "history": Point(Section.RECOGNISE, Answer.NO, 0.6, Tactic.IMPERSONATION, reassures=0.2),
    "connections": Point(Section.RECOGNISE, Answer.YES, 0.7, Tactic.CLEARANCE_OR_ROLE_TARGETING),
    "account": Point(Section.RECOGNISE, Answer.NO, 0.7, Tactic.IMPERSONATION, reassures=0.3),
    "offer": Point(Section.REALISE, Answer.YES, 1.0, Tactic.MONEY_OR_GIFT),
    "detail": Point(Section.REALISE, Answer.NO, 0.8, Tactic.VAGUE_OR_UNVERIFIABLE_CLIENT, reassures=0.3),
    "hurry": Point(Section.REALISE, Answer.YES, 0.6, Tactic.URGENCY_OR_SCARCITY),
    "flattery": Point(Section.REALISE, Answer.YES, 0.5, Tactic.FLATTERY),
    "off_platform": Point(Section.REALISE, Answer.YES, 1.1, Tactic.MOVE_TO_OTHER_PLATFORM),
    "asks": Point(Section.REALISE, Answer.YES, 1.2, Tactic.SENSITIVE_INFORMATION_REQUEST),
}
"""The questions in the order in which they are asked."""


def questions(language: str = "") -> tuple[Question, ...]:
    """Give the questions in order, in the nearest language to the wish; empty: the one that is spoken here."""
    with speaking(language) if language else nullcontext():
        return tuple(
            Question(
                name,
                point.section,
                words().text(f"profile.questions.{name}.text"),
                words().text(f"profile.questions.{name}.why"),
                point.worrying,
            )
            for name, point in POINTS.items()
        )


def review_form(language: str = "", *, about: UUID | None = None, profile: str = "") -> ReviewForm:
    """Give the form, empty, or about a report whose profile is `profile` (defanged)."""
    with speaking(language) if language else nullcontext():
        form = "profile.form"
        return ReviewForm(
            title=words().text(f"{form}.title"),
            introduction=words().text(f"{form}.introduction"),
            section_titles={section: words().text(f"profile.sections.{section}") for section in Section},
            questions=questions(),
            answer_labels={answer: words().text(f"profile.answers.{answer}") for answer in Answer},
            url_label=words().text(f"{form}.url_label"),
            url_hint=words().text(f"{form}.url_hint"),
            text_label=words().text(f"{form}.text_label"),
            text_hint=words().text(f"{form}.text_hint"),
            submit_label=words().text(f"{form}.submit"),
            about=about,
            profile=words().text(f"{form}.about", profile=profile) if profile else "",
        )
