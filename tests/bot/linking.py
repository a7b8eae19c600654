"""A stand-in for the reading that really reviews links, with the band in the text's first word."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from bot.model import Address, Platform, Reporter, Submission
from bot.runtime import Bot
from nlp.links import review
from nlp.model import Approach, Assessment
from nlp.observe import observe
from tests.bot.fakes import REPLY_TO, FakeAssessor, FakeMessenger
from tests.conftest import eventually

PROFILE = "https://www.linkedin.com/in/jane-doe-1a2b3c"


@dataclass
class LinkingAssessor(FakeAssessor):
    own_domains: frozenset[str] = field(default_factory=frozenset)

    def assess(self, approach: Approach) -> Assessment:
        made = FakeAssessor.assess(self, approach)
        seen = observe(approach.text)
        links = review(approach.text, seen, own_domains=self.own_domains)
        return replace(made, observables=seen, links=links, evidence=made.evidence if made.band else ())


def person(name: str, tenant: str = "local") -> Reporter:
    return Reporter(Platform.WEB, tenant, name)


async def hand_in(bot: Bot, messenger: FakeMessenger, text: str, name: str = "me", tenant: str = "local") -> UUID:
    """Hand in a text and wait for the answer."""
    count = len(messenger.replies)
    to = Address(Platform.WEB, tenant, REPLY_TO.reference)
    key = f"event:{name}:{tenant}:{count}:{text[:60]}"
    receipt = await bot.intake.take(Submission(person(name, tenant), text, (key,), to))
    await eventually(lambda: any(item.content.report_id == receipt.report_id for item in messenger.replies))
    return receipt.report_id
