"""What findings add to an answer and an alert: earlier reports, the offer of a review, the result of one. Pure."""

from dataclasses import replace
from typing import Final

from bot.findings import Findings
from bot.outgoing import Alert, Reply
from bot.profile_review import SUBJECT, worded
from bot.sightings import lines
from bot.wording import words
from nlp.model import Assessment, LinkType, RiskBand, Tactic

REASONS_IN_REPLY: Final = 3
RECOGNISE: Final = 0
"""Place of the first R among the steps."""


def subject(findings: Findings, otherwise: str) -> str:
    """Name what sentences are about: the profile in a review, else as given."""
    return SUBJECT if findings.review else otherwise


def offers_review(findings: Findings, assessment: Assessment) -> bool:
    """Tell whether to offer the guided review: there is a profile, and this is no review of one."""
    return findings.review is None and _has_profile(assessment)


def tactics(findings: Findings, assessment: Assessment) -> tuple[Tactic, ...]:
    """Give what signs and answers point to."""
    return worded(assessment, findings.review).tactics if findings.review else assessment.tactics


def onto_reply(made: Reply, findings: Findings, assessment: Assessment) -> Reply:
    """Add what was found to the answer."""
    if findings.review is None:
        return _onto_message(replace(made, reported_before=lines(findings.sightings)), findings, assessment)
    result = worded(assessment, findings.review, findings.sightings)
    steps = tuple(
        replace(step, actions=result.next_steps) if place == RECOGNISE else step
        for place, step in enumerate(made.steps)
    )
    return replace(
        made,
        headline=result.headline,
        summary=result.summary,
        reasons=result.reasons[:REASONS_IN_REPLY],
        more_reasons=result.reasons[REASONS_IN_REPLY:],
        against=result.against,
        not_judged=result.not_checked,
        steps=steps,
        reported_before=result.reported_before,
    )


def onto_alert(made: Alert, findings: Findings, assessment: Assessment) -> Alert:
    """Add what was found to the alert."""
    before = lines(findings.sightings, security=True)
    if findings.review is None:
        return replace(made, reported_before=before)
    result = worded(assessment, findings.review)
    asked = words().text("profile.alert.asked", asked=made.asked)
    return replace(
        made,
        asked=asked,
        reasons=result.reasons,
        against=result.against,
        not_judged=result.not_checked,
        reported_before=before,
    )


def _onto_message(made: Reply, findings: Findings, assessment: Assessment) -> Reply:
    if findings.raised and made.band is RiskBand.MEDIUM:
        return replace(
            made,
            headline=words().text("profile.sighted.headline"),
            summary=words().text("profile.sighted.summary"),
        )
    if made.band is RiskBand.INSUFFICIENT and _has_profile(assessment):
        return replace(
            made,
            headline=words().text("profile.bare.headline"),
            summary=words().text("profile.bare.summary"),
            not_judged=(words().text("profile.bare.not_judged"), *made.not_judged),
        )
    return made


def _has_profile(assessment: Assessment) -> bool:
    return any(link.type is LinkType.PROFILE for link in assessment.links)
