"""Words for what was seen and what was left out: a sentence a tactic, always with the quote that it rests on."""

from collections.abc import Iterable, Iterator, Sequence

from nlp.clean import Cleaned
from nlp.learned.reader import Candidate
from nlp.model import Evidence, Role, Segment, Tactic

LEARNED_WEIGHT = 1.2
"""Weight of a sign that only the trained part saw, at full certainty: less than a rule that proves itself."""

SAYS: dict[Tactic, tuple[str, str]] = {
    Tactic.RECRUITER_APPROACH: (
        "offers work or an opportunity that you did not ask for",
        "An offer out of the blue is the usual way to start a conversation with somebody who has access.",
    ),
    Tactic.PAID_SPEAKING: (
        "invites you to speak",
        "A paid talk flatters, and opens the door to questions that are not about the talk.",
    ),
    Tactic.PAID_REPORT_OR_CONSULTING: (
        "wants your advice or a written report",
        "Paid reports begin with what is public and move on to what is not.",
    ),
    Tactic.TRAVEL_ALL_EXPENSES: (
        "offers a trip or a visit",
        "A trip that somebody else pays for puts you among strangers, and in their debt.",
    ),
    Tactic.MONEY_OR_GIFT: (
        "talks of money or a reward",
        "A reward that is easy to earn is meant to make you stop asking questions.",
    ),
    Tactic.FLATTERY: ("praises you", "Praise from a stranger lowers the guard. It costs nothing."),
    Tactic.URGENCY_OR_SCARCITY: ("presses for a quick answer", "Hurry leaves no time to check who is asking."),
    Tactic.VAGUE_OR_UNVERIFIABLE_CLIENT: (
        "leaves out who is really behind it",
        "What cannot be checked may not exist. An honest client can be named.",
    ),
    Tactic.SECRECY: ("wants it kept quiet", "Honest work does not need to be hidden from your employer."),
    Tactic.CLEARANCE_OR_ROLE_TARGETING: (
        "seems to have picked you for your job or your access",
        "Access is what such a sender is looking for.",
    ),
    Tactic.SENSITIVE_INFORMATION_REQUEST: (
        "asks about things that are not for outsiders",
        "Small questions about your work add up to something that nobody would ask for at once.",
    ),
    Tactic.CV_OR_PERSONAL_DATA_REQUEST: (
        "asks for your CV or personal details",
        "A CV tells a stranger where you worked, on what, and with whom.",
    ),
    Tactic.MOVE_TO_OTHER_PLATFORM: (
        "wants to move the conversation elsewhere",
        "Elsewhere, nobody checks for abuse, and messages are easily made to vanish.",
    ),
    Tactic.CREDENTIAL_OR_MALWARE_LINK: (
        "wants you to open, run or log in to something",
        "Opening it could give the sender your accounts or your device.",
    ),
    Tactic.ROMANCE_OR_FRIENDSHIP: (
        "builds a personal bond",
        "Friendship that arrives quickly from a stranger can be a way in.",
    ),
    Tactic.IMPERSONATION: (
        "leans on a name or a body that you cannot check from here",
        "Names, titles and mutual contacts are easily borrowed.",
    ),
    Tactic.COERCION: ("puts pressure on you", "Pressure is a reason to get help early. You are not in trouble."),
}
"""Tactic to what it says (completes "The sender …") and why it matters."""

LEFT_OUT = {
    Role.FORWARDER: "your own words",
    Role.TURN: "your own words",
    Role.SIGNATURE: "the signature",
    Role.DISCLAIMER: "the legal notice",
    Role.FOOTER: "the footer",
}
"""Role to the name of what was not judged. Headers are not named: nobody takes them for the message."""


def left_out(segments: Sequence[Segment]) -> Iterator[str]:
    """Say which parts of the text were not judged, if any."""
    names = list(dict.fromkeys(LEFT_OUT[item.role] for item in segments if not item.judged and item.role in LEFT_OUT))
    if not names:
        return
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    if any(item.judged for item in segments):
        yield f"I read what was sent to you, and left out {listed}."
    else:
        yield f"I found only {listed}. Please send what the other person wrote to you, or tell what they did."


def learned_evidence(text: str, cleaned: Cleaned, candidates: Iterable[Candidate]) -> Iterator[Evidence]:
    """Turn sentences that the trained part marked into evidence that quotes the original text."""
    for candidate in candidates:
        says, because = SAYS[candidate.tactic]
        start, end = cleaned.original_span(candidate.start, candidate.end)
        weight = LEARNED_WEIGHT * candidate.probability
        name = f"learned:{candidate.tactic.value}"
        yield Evidence(name, candidate.tactic, weight, says, because, start, end, text[start:end])


def clearest(evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    """Keep the first of each tactic."""
    known: set[Tactic] = set()
    for item in evidence:
        if item.tactic not in known:
            known.add(item.tactic)
            yield item
