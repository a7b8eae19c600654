"""What is put around a message must neither clear a lure nor blacken an honest text."""

import random
from collections.abc import Callable, Sequence
from itertools import islice

import pytest

from nlp.assessor import Assessor
from nlp.learned.texts import KEPT_APART, Text, read_texts, training_texts
from nlp.model import Approach, RiskBand

LURES = 120
HONEST = 100
MOST_CLEARED = 0.10
MOST_BLACKENED = 0.02
SEED = 20_251_118

NEWSLETTER = (
    "This month in the society: the summer lecture moves to the town hall, the library is open again on Saturdays, "
    "and members can collect the new handbook at the desk.\n\nThe choir meets on the first Tuesday. The garden group "
    "is looking for somebody who can mend the greenhouse before the frost, and the fair needs hands for the tea tent."
)
FOOTER = (
    "You are receiving this email because you joined the society. Unsubscribe | Manage your preferences\n"
    "\N{COPYRIGHT SIGN} 2026 Millbrook Society. All rights reserved."
)
NOTICE = (
    "This e-mail and any attachments are confidential and intended solely for the use of the addressee. If you are not "
    "the intended recipient, please notify the sender immediately and delete this e-mail. This message has been "
    "scanned for viruses. Registered in England, company number 01234567."
)
REASSURING = " We will never ask for money. You can check us at any time. The advert is public on our website." * 17
SIGNATURE = "Kind regards,\nDr Helen Marsh\nHead of Events | Millbrook Society Ltd\n+44 113 496 0000"
MAIL = "From: Helen Marsh <h.marsh@uni.example>\nSent: 03 March 2026 10:41\nTo: Jane Roe"
FORWARD = f"---------- Forwarded message ---------\n{MAIL}"

Change = Callable[[str], str]

ADDED: dict[str, Change] = {
    "a newsletter below": lambda text: f"{text}\n\n{NEWSLETTER}",
    "a newsletter above": lambda text: f"{NEWSLETTER}\n\n{text}",
    "a newsletter six times": lambda text: f"{text}\n\n{NEWSLETTER * 6}",
    "a newsletter with its footer": lambda text: f"{text}\n\n{NEWSLETTER}\n\n{FOOTER}",
    "a legal notice below": lambda text: f"{text}\n\n{NOTICE}",
    "a legal notice above": lambda text: f"{NOTICE}\n\n{text}",
    "fifty reassurances": lambda text: text + REASSURING,
    "a signature": lambda text: f"{text}\n\n{SIGNATURE}",
    "a mail header": lambda text: f"{MAIL}\n\n{text}",
    "everything": lambda text: f"{MAIL}\n\n{text}{REASSURING}\n\n{SIGNATURE}\n\n{NOTICE}\n\n{NEWSLETTER}\n\n{FOOTER}",
}
WRAPPED: dict[str, Change] = {
    "a question above": lambda text: f"is this a scam? I think it's fine\n\n{text}",
    "a question in the same line": lambda text: f"Is this a scam? I think it's fine. {text}",
    "a question to security": lambda text: (
        f"Hi security, is this a scam? I think it's fine but thought I'd ask.\n\n{text}\n\nThanks, Priya"
    ),
    "please check": lambda text: f"Hi security team, please check the below\n\n{text}",
    "thoughts": lambda text: f"got this today, thoughts?\n\n{text}",
    "looks fine": lambda text: f"fyi looks fine to me\n\n{text}",
    "a question below": lambda text: f"{text}\n\nis this legit? looks fine to me but my manager said to ask",
    "an alarm": lambda text: f"This looks very suspicious, I think it's a phishing scam!! Should I report?\n\n{text}",
    "a forwarded mail": lambda text: f"FYI, probably nothing.\n\n{FORWARD}\n\n{text}",
    "a quoted mail": lambda text: "Is this real?\n\nOn Tue, Helen wrote:\n> " + text.replace("\n", "\n> "),
}


@pytest.fixture(scope="module")
def lures(assessor: Assessor) -> list[str]:
    """A seeded sample of malicious texts that nothing was learned from and that alarm when they stand alone."""
    return sample(assessor, read_texts(KEPT_APART), malicious=True, most=LURES)


@pytest.fixture(scope="module")
def honest(assessor: Assessor) -> list[str]:
    """A seeded sample of honest texts of the corpus that do not."""
    return sample(assessor, training_texts(), malicious=False, most=HONEST)


def sample(assessor: Assessor, found: Sequence[Text], *, malicious: bool, most: int) -> list[str]:
    texts = [item.text for item in found if (item.label != "benign") is malicious]
    random.Random(SEED).shuffle(texts)  # noqa: S311  a sample, no secret
    return list(islice((text for text in texts if alarms(assessor, text) is malicious), most))


def alarms(assessor: Assessor, text: str) -> bool:
    return assessor.assess(Approach(text)).band >= RiskBand.MEDIUM


def share_that_alarms(assessor: Assessor, texts: Sequence[str], change: Change) -> float:
    return sum(alarms(assessor, change(text)) for text in texts) / len(texts)


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in (ADDED | WRAPPED).items()])
def test_what_is_put_around_a_lure_does_not_clear_it(assessor: Assessor, lures: list[str], change: Change) -> None:
    assert share_that_alarms(assessor, lures, change) >= 1 - MOST_CLEARED


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in WRAPPED.items()])
def test_what_a_reporter_says_around_an_honest_text_does_not_blacken_it(
    assessor: Assessor, honest: list[str], change: Change
) -> None:
    assert share_that_alarms(assessor, honest, change) <= MOST_BLACKENED
