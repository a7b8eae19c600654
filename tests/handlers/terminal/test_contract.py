from dataclasses import replace

from handlers.terminal.contract import as_json
from nlp.model import Assessment, Kind, RiskBand, Role, Segment

ASSESSMENT = Assessment(RiskBand.LOW, 0.25, Kind.NONE, (), (), (), (), (), None, "en", (), "rules-0+weights-0")


def test_segments_say_what_each_part_of_the_text_is() -> None:
    parts = (
        Segment(Role.HEADER, 0, 5),
        Segment(Role.TURN, 6, 11, author="Anna", own=False),
        Segment(Role.FORWARDER, 13, 28, own=True),
    )
    assert as_json(replace(ASSESSMENT, segments=parts))["segments"] == [
        {"role": "header", "start": 0, "end": 5, "author": ""},
        {"role": "turn", "start": 6, "end": 11, "author": "Anna"},
        {"role": "forwarder", "start": 13, "end": 28, "author": ""},
    ]


def test_a_text_without_parts_has_an_empty_list() -> None:
    assert as_json(ASSESSMENT)["segments"] == []
