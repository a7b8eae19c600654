from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.model import Counter, Evidence, Kind, LinkReview, LinkType, RiskBand, Tactic
from nlp.score import COUNTER_CAP, Sensitivity, Signals, weigh


def evidence(tactic: Tactic, weight: float = 2.0, *, negated: bool = False) -> Evidence:
    return Evidence("a_sign", tactic, weight, "does it", "It matters.", 0, 1, "x", negated)


def counter(weight: float = 1.0) -> Counter:
    return Counter("against", "is open about it", weight, 0, 1, "x")


def link(suspicion: float) -> LinkReview:
    return LinkReview("u", "u", "h", "r", "", LinkType.OTHER, "u", suspicion, (), "", 0, 1)


NOTHING = Signals(evidence=(), counters=(), links=(), malice=0.1, scam_share=0.1, words=60, readable=True)
LURE = replace(NOTHING, malice=0.97, evidence=(evidence(Tactic.SECRECY), evidence(Tactic.MONEY_OR_GIFT)))
TACTICS = st.lists(
    st.builds(evidence, st.sampled_from(Tactic), st.floats(0.2, 3.0), negated=st.booleans()), max_size=8
).map(tuple)


def test_an_ordinary_text_is_low_and_of_no_kind() -> None:
    verdict = weigh(NOTHING)
    assert (verdict.band, verdict.kind) == (RiskBand.LOW, Kind.NONE)


def test_two_tactics_and_a_malicious_reading_make_high() -> None:
    assert weigh(LURE).band is RiskBand.HIGH


def test_a_lone_tactic_never_makes_high_however_heavy() -> None:
    alone = replace(LURE, malice=0.9999, evidence=(evidence(Tactic.SECRECY, 3.0),) * 10)
    assert weigh(alone).band is RiskBand.MEDIUM


def test_without_any_sign_to_show_nothing_is_raised() -> None:
    assert weigh(replace(LURE, evidence=())).band is RiskBand.LOW


def test_denied_evidence_is_not_counted() -> None:
    denied = replace(NOTHING, evidence=(evidence(Tactic.SECRECY, negated=True),))
    assert weigh(denied) == weigh(NOTHING)


@pytest.mark.parametrize("words", [0, 1, 4])
def test_a_greeting_is_not_enough_to_judge_however_the_trained_part_reads_it(words: int) -> None:
    assert weigh(replace(NOTHING, malice=0.99, words=words)).band is RiskBand.INSUFFICIENT


def test_a_few_words_with_two_tactics_are_judged() -> None:
    assert weigh(replace(LURE, words=4)).band is RiskBand.HIGH


def test_a_text_in_another_language_is_not_called_low() -> None:
    assert weigh(replace(NOTHING, readable=False)).band is RiskBand.INSUFFICIENT


def test_a_suspicious_link_alone_is_judged_and_counts() -> None:
    verdict = weigh(replace(NOTHING, words=0, malice=0.5, links=(link(0.9),)))
    assert verdict.band >= RiskBand.LOW
    assert verdict.score > weigh(replace(NOTHING, words=0, malice=0.5)).score


def test_fifty_reassuring_phrases_take_off_no_more_than_the_cap() -> None:
    reassured = weigh(replace(NOTHING, counters=(counter(),) * 50))
    assert min(item.log_odds for item in reassured.breakdown if item.source == "counter") == -COUNTER_CAP


def test_a_mostly_fraudulent_reading_is_called_fraud() -> None:
    assert weigh(replace(LURE, scam_share=0.8)).kind is Kind.FRAUD
    assert weigh(LURE).kind is Kind.APPROACH


def test_sensitivity_orders_the_bands() -> None:
    for malice, names in product((0.2, 0.6, 0.8, 0.95), [("QUIET", "BALANCED"), ("BALANCED", "CAREFUL")]):
        signals = replace(LURE, malice=malice)
        quieter, louder = (weigh(signals, Sensitivity[name]).band for name in names)
        assert quieter <= louder


@settings(deadline=None)
@given(TACTICS, st.sampled_from(Tactic), st.floats(0.2, 3.0), st.floats(0.001, 0.999))
def test_one_more_sign_never_lowers_the_score_or_the_band(
    seen: tuple[Evidence, ...], tactic: Tactic, weight: float, malice: float
) -> None:
    before = replace(NOTHING, evidence=seen, malice=malice)
    after = replace(before, evidence=(*seen, evidence(tactic, weight)))
    assert weigh(after).score >= weigh(before).score - 1e-12
    assert weigh(after).band >= weigh(before).band


@settings(deadline=None)
@given(TACTICS, st.floats(0.0, 1.0))
def test_the_breakdown_explains_the_whole_score(seen: tuple[Evidence, ...], malice: float) -> None:
    verdict = weigh(replace(NOTHING, evidence=seen, malice=malice, counters=(counter(),)))
    total = sum(item.log_odds for item in verdict.breakdown)
    assert 0.0 <= verdict.score <= 1.0
    assert (verdict.score >= 0.5) == (total >= 0)
