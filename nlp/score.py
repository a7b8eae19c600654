"""Evidence to band: pure arithmetic whose every step is in the breakdown.

The score is a logistic sum of a few contributions, each with a stated cap, so that no single sort of evidence can
decide alone. The band is read off the score through operating points and gates.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from math import exp, log

from nlp.links import SUSPICIOUS
from nlp.model import Contribution, Counter, Evidence, Kind, LinkReview, RiskBand, Tactic

BIAS = -0.7
"""Log-odds of malice where the trained part is undecided and nothing else was seen: malice is the rarer case."""
LEARNED_CAP = 6.0
"""The trained part moves the score no further than this, either way."""
TACTIC_SHARE = 0.2
"""How much of a tactic's weight counts: signs overlap, so they are not independent. The strongest counts twice."""
TACTICS_CAP = 1.6
"""All tactics together add no more than this, the strongest's second share aside."""
COUNTER_CAP = 1.5
"""Signs against can be spoofed: all of them together take off no more than this."""
LINK_SHARE = 2.0

MIN_WORDS = 5
"""Below this many words outside links, a text without two tactics is not enough to judge."""
FEW_WORDS = 12
"""Below this many words, a text without any sign either way is not enough to judge."""
TACTICS_FOR_HIGH = 2
"""A lone tactic never makes HIGH, however heavy."""

UNSPOOFABLE = frozenset({Tactic.SECRECY, Tactic.MOVE_TO_OTHER_PLATFORM, Tactic.CREDENTIAL_OR_MALWARE_LINK})
"""No sign against makes up for these: with one of them present, counter-evidence counts half."""


class Sensitivity(Enum):
    """Operating points: the scores from which on a text is MEDIUM and HIGH."""

    CAREFUL = (0.65, 0.9)
    """Alarms early, on about 1 in 12 everyday honest messages: for small teams with highly exposed staff."""
    BALANCED = (0.8, 0.95)
    """HIGH on at most 1 in 200 everyday honest messages, MEDIUM or more on at most 1 in 20; see docs/evaluation.md."""
    QUIET = (0.88, 0.97)
    """Alarms late, on about 1 in 45 everyday honest messages: for large organisations with few analysts."""

    @property
    def medium(self) -> float:
        """Least score of MEDIUM."""
        return self.value[0]

    @property
    def high(self) -> float:
        """Least score of HIGH."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Signals:
    """Everything that was seen in one text, before it is weighed."""

    evidence: Sequence[Evidence]
    counters: Sequence[Counter]
    links: Sequence[LinkReview]
    malice: float
    """Probability of malice by the trained part, 0 to 1."""
    scam_share: float
    """Of that malice, the share that is ordinary fraud, 0 to 1."""
    words: int
    """Words outside links and addresses."""
    readable: bool
    """False where the text is mainly in a language that is not read."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the weighing came to."""

    band: RiskBand
    score: float
    kind: Kind
    breakdown: tuple[Contribution, ...]


def weigh(signals: Signals, sensitivity: Sensitivity = Sensitivity.BALANCED) -> Verdict:
    """Weigh each tactic once, by its strongest span, and pick a band.

    One tactic repeated ten times is one tactic. HIGH needs two different tactics: a lone signal never alarms anybody.
    """
    breakdown = tuple(_contributions(signals))
    score = _probability(sum(item.log_odds for item in breakdown))
    band = RiskBand.INSUFFICIENT if not_enough_to_judge(signals) else _band(score, signals, sensitivity)
    return Verdict(band, score, _kind(band, signals), breakdown)


def tactic_weights(evidence: Iterable[Evidence]) -> dict[Tactic, float]:
    """Return each tactic that the text does not deny, with the weight of its strongest span."""
    weights: dict[Tactic, float] = {}
    for item in evidence:
        if not item.negated:
            weights[item.tactic] = max(item.weight, weights.get(item.tactic, 0.0))
    return weights


def not_enough_to_judge(signals: Signals) -> bool:
    """Tell whether too little was handed in, or too little of it can be read, to say anything.

    Decided before the score is looked at: a greeting is not safe, it is unknown.
    """
    tactics = len(tactic_weights(signals.evidence))
    suspicious = any(link.suspicion >= SUSPICIOUS for link in signals.links)
    if suspicious or tactics >= TACTICS_FOR_HIGH:
        return False
    if not signals.readable or signals.words < MIN_WORDS:
        return True
    return signals.words < FEW_WORDS and tactics == 0 and not signals.counters


def _contributions(signals: Signals) -> Iterable[Contribution]:
    yield Contribution("base", BIAS)
    yield Contribution("learned", max(-LEARNED_CAP, min(LEARNED_CAP, _log_odds(signals.malice))))
    weights = tactic_weights(signals.evidence)
    shared = TACTIC_SHARE * sum(weights.values())
    scale = TACTIC_SHARE * min(1.0, TACTICS_CAP / shared) if shared else 0.0
    for place, (tactic, weight) in enumerate(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))):
        yield Contribution(tactic.value, (scale + TACTIC_SHARE if place == 0 else scale) * weight)
    against = min(COUNTER_CAP, sum(item.weight for item in signals.counters))
    if against:
        yield Contribution("counter", -against / (2 if UNSPOOFABLE & weights.keys() else 1))
    suspicion = max((link.suspicion for link in signals.links), default=0.0)
    if suspicion >= SUSPICIOUS:
        yield Contribution("links", LINK_SHARE * suspicion)


def _band(score: float, signals: Signals, sensitivity: Sensitivity) -> RiskBand:
    weights = tactic_weights(signals.evidence)
    suspicious = any(link.suspicion >= SUSPICIOUS for link in signals.links)
    signs = len(weights) + suspicious
    if score >= sensitivity.high and signs >= TACTICS_FOR_HIGH:
        return RiskBand.HIGH
    if score >= sensitivity.medium and signs:
        return RiskBand.MEDIUM
    return RiskBand.LOW


def _kind(band: RiskBand, signals: Signals) -> Kind:
    if band < RiskBand.MEDIUM:
        return Kind.NONE
    return Kind.FRAUD if signals.scam_share >= 0.5 else Kind.APPROACH  # noqa: PLR2004 - the larger share


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return log(bounded / (1 - bounded))


def _probability(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))
