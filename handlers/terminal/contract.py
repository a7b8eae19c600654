"""The machine contract: one assessment as JSON. Other programs depend on it: keys are added, never changed."""

import json
from collections.abc import Mapping
from itertools import groupby
from math import exp
from typing import Any

from nlp.model import Assessment, Evidence, LinkReview

JsonObject = dict[str, Any]


def as_json(assessment: Assessment) -> JsonObject:
    """Return the contract's object without its `id`.

    `start` and `end` count Unicode code points of the given text, and `quote == text[start:end]`.
    """
    return {
        "band": assessment.band.label,
        "score": round(assessment.score, 6),
        "kind": assessment.kind.value,
        "tactics": _tactics(assessment),
        "signs_against": [
            {"sign": item.sign_id, "start": item.start, "end": item.end, "quote": item.quote, "says": item.says}
            for item in assessment.counters
        ],
        "links": [_link(link) for link in assessment.links],
        "language": assessment.language,
        "genre": assessment.genre.value if assessment.genre else None,
        "not_judged": list(assessment.not_judged),
        "segments": [
            {"role": item.role.value, "start": item.start, "end": item.end, "author": item.author}
            for item in assessment.segments
        ],
        "breakdown": [{"source": item.source, "log_odds": round(item.log_odds, 4)} for item in assessment.breakdown],
        "model": assessment.model,
    }


def dumps(value: Mapping[str, object]) -> str:
    """Return one line of ASCII JSON; any text survives it, lone surrogates too."""
    return json.dumps(value, ensure_ascii=True, separators=(", ", ": "))


def strength(weight: float) -> float:
    """Turn an evidence weight (log-odds) into a tactic's score between 0 and 1."""
    return round(1 - exp(-weight), 4)


def _tactics(assessment: Assessment) -> list[JsonObject]:
    counted = sorted((item for item in assessment.evidence if not item.negated), key=lambda item: item.tactic)
    tactics = [(tactic, list(items)) for tactic, items in groupby(counted, key=lambda item: item.tactic)]
    rows = [
        {
            "tactic": tactic.value,
            "score": strength(max(item.weight for item in items)),
            "evidence": [_evidence(item) for item in items],
        }
        for tactic, items in tactics
    ]
    return sorted(rows, key=lambda row: (-row["score"], row["tactic"]))


def _evidence(item: Evidence) -> JsonObject:
    return {
        "start": item.start,
        "end": item.end,
        "quote": item.quote,
        "says": item.says,
        "because": item.because,
        "sign": item.sign_id,
    }


def _link(link: LinkReview) -> JsonObject:
    return {
        "url": link.url,
        "defanged": link.defanged,
        "host": link.host,
        "registrable": link.registrable,
        "site": link.site,
        "type": link.type.value,
        "effective_url": link.effective_url,
        "suspicion": round(link.suspicion, 4),
        "reasons": list(link.reasons),
        "profile_key": link.profile_key,
        "start": link.start,
        "end": link.end,
    }
