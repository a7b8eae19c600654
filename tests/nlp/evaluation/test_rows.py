import json

import pytest

from nlp.evaluation.rows import Label, Row, assess_lines
from nlp.model import Approach, Assessment, Genre, Kind, RiskBand, TextTooLongError


def assess(approach: Approach) -> Assessment:
    if not approach.text:
        raise TextTooLongError
    return Assessment(RiskBand.LOW, 0.25, Kind.NONE, (), (), (), (), (), Genre.ACCOUNT, "en", (), "rules-0+weights-0")


def line(**values: object) -> bytes:
    return json.dumps(values).encode() + b"\n"


def test_what_a_row_says_of_itself_is_kept_beside_what_was_read() -> None:
    told = line(text="x", label="lure", source="s", tier="core", kind="talk", genre="newsletter")
    scored = assess_lines([("", [told])], assess).scored[0]
    assert (scored.source, scored.tier, scored.row_kind, scored.genre) == ("s", "core", "talk", "newsletter")
    assert (scored.genre_read, scored.band, scored.score) == ("account", "low", 0.25)


def test_a_writer_serves_as_source_and_null_as_absent() -> None:
    rows = assess_lines([("", [line(text="x", label="scam", writer="w7", tier=None, kind=None)])], assess).rows
    assert (rows[0].source, rows[0].tier) == ("w7", "")


@pytest.mark.parametrize(
    ("label", "tier", "truth"),
    [("lure", "core", Label.LURE), ("benign", "Ambiguous", Label.AMBIGUOUS), ("ambiguous", "", Label.AMBIGUOUS)],
)
def test_label_or_tier_make_a_row_ambiguous(label: str, tier: str, truth: Label) -> None:
    assert Row(text="x", label=Label(label), tier=tier).truth is truth


def test_unusable_lines_are_named_by_file_and_left_out() -> None:
    good, empty = line(text="x", label="lure"), line(text="", label="lure")
    assessed = assess_lines([("one", [good, b"nonsense\n"]), ("two", [b"[]", good, empty])], assess)
    assert len(assessed.rows) == len(assessed.scored) == 2
    assert [note.split(":")[0] for note in assessed.skipped] == ["one line 2", "two line 1", "two line 3"]


def test_speed_is_told_by_the_given_clock() -> None:
    ticks = iter(range(10))
    assessed = assess_lines([("", [line(text="x", label="lure")] * 2)], assess, clock=lambda: next(ticks))
    assert (assessed.speed.p50, assessed.speed.mean) == (1_000.0, 1_000.0)


def test_a_byte_order_mark_is_no_fault() -> None:
    assert assess_lines([("", [b"\xef\xbb\xbf" + line(text="x", label="lure")])], assess).skipped == ()
