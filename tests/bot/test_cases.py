"""Stages of an approach, and what they make of a band."""

import itertools

import pytest

from bot.cases import URGENT, CaseFile, Exposure, Stage, raised, stages_of
from nlp.model import RiskBand, Tactic


def test_every_tactic_and_exposure_leads_to_known_stages() -> None:
    assert stages_of(Tactic) == frozenset(Stage)
    assert stages_of((), Exposure) == {Stage.OFF_PLATFORM, Stage.PAID_TASK, Stage.TRAVEL_OR_GIFT}
    assert stages_of(()) == frozenset()


@pytest.mark.parametrize("band", list(RiskBand))
def test_a_single_report_says_no_more_than_its_words(band: RiskBand) -> None:
    assert raised(band, CaseFile(reports=1, stages=frozenset(Stage))) is band


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        ({Stage.CONTACT}, RiskBand.LOW),
        ({Stage.CONTACT, Stage.CULTIVATION}, RiskBand.LOW),
        ({Stage.CONTACT, Stage.CULTIVATION, Stage.OFF_PLATFORM}, RiskBand.MEDIUM),
        ({Stage.CONTACT, Stage.CULTIVATION, Stage.OFF_PLATFORM, Stage.PAID_TASK}, RiskBand.HIGH),
        (set(Stage), RiskBand.HIGH),
    ],
)
def test_what_grows_over_several_reports_is_graver(stages: set[Stage], expected: RiskBand) -> None:
    assert raised(RiskBand.LOW, CaseFile(reports=3, stages=frozenset(stages))) is expected


def test_one_more_stage_never_lowers_a_band() -> None:
    for band, count in itertools.product(RiskBand, range(1, 4)):
        for size in range(len(Stage)):
            some = frozenset(list(Stage)[:size])
            more = frozenset(list(Stage)[: size + 1])
            before, after = (raised(band, CaseFile(reports=count, stages=seen)) for seen in (some, more))
            assert band <= before <= after


def test_what_may_have_harmed_is_urgent_and_what_is_everyday_is_not() -> None:
    assert {Exposure.OPENED, Exposure.SHARED_WORK, Exposure.MET, Exposure.PAID} == URGENT
