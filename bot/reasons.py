"""Evidence in people's words: each sentence with the span that proves it, the strongest first.

The reading's own sentences are English; `bot.reading_words` says how another language comes by its sentences.
"""

from bot import reading_words
from bot.outgoing import LinkLine, Reason
from bot.shown import shortened, shown
from bot.wording import words
from nlp.model import Assessment, Evidence, LinkReview, LinkType

SUSPICIOUS_FROM = 0.5
"""Suspicion from which a link is marked."""
LINK_LIMIT = 160
QUIET_LINKS = frozenset({LinkType.MAIL, LinkType.PHONE})
"""Shown only where there is something wrong with them."""


def reasons(assessment: Assessment, subject: str) -> tuple[Reason, ...]:
    """Say what was seen: each tactic's strongest span first, then the other spans. Denied signs are left out."""
    counted = [item for item in assessment.evidence if not item.negated]
    first = list({item.tactic: item for item in reversed(counted)}.values())
    first.sort(key=counted.index)
    rest = [item for item in counted if item not in first]
    made = [_reason(item, subject) for item in (*first, *rest)]
    return tuple({(reason.sentence, reason.quote): reason for reason in made}.values())


def _reason(item: Evidence, subject: str) -> Reason:
    says, because = reading_words.sign(item)
    sentence = f"{words().text(f'subject.{subject}.sender')} {says}."
    return Reason(sentence, because, shown(item.quote), words().text(f"tactics.{item.tactic.value}"))


def against(assessment: Assessment, subject: str) -> tuple[Reason, ...]:
    """Say what speaks against malice."""
    who = words().text(f"subject.{subject}.text")
    made = [Reason(f"{who} {reading_words.counter(item)}.", "", shown(item.quote), "") for item in assessment.counters]
    return tuple({(reason.sentence, reason.quote): reason for reason in made}.values())


def link_lines(assessment: Assessment) -> tuple[LinkLine, ...]:
    """Show every link so that nobody can click it, with what can be said of it unopened."""
    told = [link for link in assessment.links if link.type not in QUIET_LINKS or link.suspicion >= SUSPICIOUS_FROM]
    return tuple({link.defanged: _line(link) for link in reversed(told)}.values())[::-1]


def _line(link: LinkReview) -> LinkLine:
    sentences = tuple(shown(reading_words.translated(sentence)) for sentence in link.reasons)
    return LinkLine(shortened(link.defanged, LINK_LIMIT), sentences, link.suspicion >= SUSPICIOUS_FROM)
