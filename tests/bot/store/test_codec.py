from datetime import datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guidance import Case, alert, reply, unreadable
from bot.model import Address, Platform
from bot.outgoing import Alert, Notice, Reply
from bot.store.codec import dump, load
from nlp.model import (
    Assessment,
    Contribution,
    Counter,
    Genre,
    Kind,
    LinkReview,
    LinkType,
    Observable,
    ObservableKind,
    RiskBand,
    Tactic,
)
from tests.bot.fakes import NOW, assessment, evidence

ANY_TEXT = st.text(st.characters())


@given(ANY_TEXT)
def test_every_string_survives(text: str) -> None:
    address = Address(Platform.SLACK, text, text)
    assert load(Address, dump(address)) == address


def full_assessment() -> Assessment:
    text = "HIGH \ud800 praise https://x.example"
    return Assessment(
        RiskBand.HIGH,
        0.87,
        Kind.APPROACH,
        (evidence(text, Tactic.FLATTERY, "\ud800 praise"),),
        (Counter("c", "names a public advert", 0.5, 0, 4, "HIGH"),),
        (Observable(ObservableKind.URL, "https://x.example", 14, 31),),
        (
            LinkReview(
                url="https://x.example",
                defanged="hxxps://x[.]example",
                host="x.example",
                registrable="x.example",
                site="",
                type=LinkType.OTHER,
                effective_url="https://x.example/",
                suspicion=0.2,
                reasons=("It is what it claims.",),
                profile_key="",
                start=14,
                end=31,
            ),
        ),
        (Contribution("flattery", 1.5),),
        Genre.ACCOUNT,
        "en",
        (),
        "v1",
    )


@pytest.mark.parametrize("value", [full_assessment(), unreadable(), assessment("HIGH thing")])
def test_an_assessment_survives_whole(value: Assessment) -> None:
    assert load(Assessment, dump(value)) == value


def test_outgoing_messages_survive_whole() -> None:
    case = Case(uuid4(), "TB-1", "Reporter X", Platform.TEAMS, NOW, "checked", "HIGH thing")
    for kind, value in (
        (Reply, reply(case, full_assessment(), told=False)),
        (Alert, alert(case, full_assessment())),
        (Notice, Notice("t", ("a", "b"))),
    ):
        back = load(kind, dump(value))
        assert back == value
    assert isinstance(load(Reply, dump(reply(case, full_assessment(), told=True))).report_id, UUID)
    assert isinstance(load(Alert, dump(alert(case, full_assessment()))).received_at, datetime)


def test_only_dataclass_instances_are_written() -> None:
    with pytest.raises(TypeError):
        dump({"a": 1})
