"""Holds what rules see against what the trained part makes of the same sentence.

A rule sees that some words stand together; whether they mean what the rule says, the sentence around them tells. Two
readers judged the reasons under 200 messages: they found three in ten right where the trained part gave the rule's
tactic less than 2 % in that sentence, and eight in ten from 40 % on.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import sqrt

from nlp.clean import Cleaned
from nlp.learned.reader import SentenceTactics
from nlp.model import Evidence

LEAST_LIKELY = 0.02
"""Below this a sign is none."""
LEAST_SHARE = 0.4
"""Share of its weight that a sign keeps which the trained part hardly supports."""
MOST_SHARE = 1.3
"""What a sign that it fully supports counts."""


def supported(evidence: Sequence[Evidence], told: Cleaned, tactics: SentenceTactics) -> tuple[Evidence, ...]:
    """Weigh signs by how likely their tactic is in their sentence, and leave out those that it does not support.

    `tactics` are those of `told`. A sign outside the sentences that were read keeps its weight, as does a denied one.
    """
    places = [told.original_span(*place) for place in tactics.places]
    return tuple(_weighed(evidence, places, tactics))


def _weighed(
    evidence: Sequence[Evidence], places: Sequence[tuple[int, int]], tactics: SentenceTactics
) -> Iterator[Evidence]:
    begins = [start for start, _ in places]
    for item in evidence:
        around = range(max(0, bisect_right(begins, item.start) - 1), bisect_right(begins, item.end - 1))
        likely = [tactics.likelihood(number, item.tactic) for number in around if places[number][1] > item.start]
        if item.negated or not likely:
            yield item
        elif max(likely) >= LEAST_LIKELY:
            yield replace(item, weight=item.weight * min(MOST_SHARE, LEAST_SHARE + sqrt(max(likely))))
