"""The guided profile review's one result: answers, machine reading, link review and earlier reports together.

What platforms need: `review_form` (or `questions`) to ask, `ProfileReview` to fill in, `Intake.take_review` to hand
in. The answer comes as a `Reply`, as for every report.
"""

from dataclasses import dataclass

from bot.outgoing import LinkLine, Reason
from bot.profile_form import Answer, ProfileReview, Question, ReviewForm, Section, questions, review_form
from nlp.model import Kind, RiskBand, Tactic

__all__ = ["Answer", "ProfileReview", "Question", "ReviewForm", "ReviewResult", "Section", "questions", "review_form"]


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
