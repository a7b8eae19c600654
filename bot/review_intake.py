"""Turning a filled-in profile review into a submission that is filed like any other."""

from dataclasses import replace
from uuid import UUID

from bot.model import EmptyReviewError, Reporter, ReviewSubmission, Submission, TextTooLongError, UnknownReportError
from bot.profile_form import POINTS, Answer
from bot.store import reports
from bot.store.database import Connection
from bot.store.vault import TenantVault
from nlp.model import MAX_CHARACTERS, LinkReview, LinkType


def check(given: ReviewSubmission) -> None:
    """Refuse what cannot be filed.

    Raises:
        EmptyReviewError: no address, no words, no report it is about and no answer.
        TextTooLongError: it is longer than can be read.
    """
    if not given.event_keys:
        raise ValueError("a submission needs at least one event key")
    told = any(answer is not Answer.DONT_KNOW for answer in given.review.answers.values())
    if not (given.review.text or told or given.about):
        raise EmptyReviewError
    if len(given.review.text) > MAX_CHARACTERS:
        raise TextTooLongError


async def submission(connection: Connection, vault: TenantVault, given: ReviewSubmission) -> Submission:
    """Make the submission; the profile's address comes from the report it is about, unless another was given.

    Raises:
        UnknownReportError: `about` is no report of this person.
    """
    known = {name: answer for name, answer in given.review.answers.items() if name in POINTS}
    review = replace(given.review, answers=known)
    if given.about:
        profile = await profile_of(connection, vault, given.about, given.reporter)
        if profile and not review.profile_url.strip():
            review = replace(review, profile_url=profile.url)
    return Submission(
        reporter=given.reporter,
        text=review.text,
        event_keys=given.event_keys,
        reply_to=given.reply_to,
        insisted=given.insisted,
        about=given.about,
        follows=given.follows,
        language=given.language,
        review=review,
    )


async def profile_of(
    connection: Connection, vault: TenantVault, report_id: UUID, reporter: Reporter
) -> LinkReview | None:
    """Give the first profile link of a person's own report; None where it has none or was not read yet.

    Raises:
        UnknownReportError: there is no such report of this person.
    """
    row = await reports.report(connection, report_id)
    if row is None or row.tenant != vault.tenant or row.reporter_tag != vault.tag(reporter.user):
        raise UnknownReportError
    assessment = await reports.assessment_of(connection, vault, report_id)
    links = assessment.links if assessment else ()
    return next((link for link in links if link.type is LinkType.PROFILE), None)
