import io
import json

import pytest

from handlers.terminal.batch import assess_lines, write_batch
from nlp.model import (
    MAX_CHARACTERS,
    Approach,
    Assessment,
    Evidence,
    Kind,
    RiskBand,
    Tactic,
    TextTooLongError,
)


def assess(approach: Approach) -> Assessment:
    """Find one sign, the first character, so that offsets can be followed through."""
    if len(approach.text) > MAX_CHARACTERS:
        raise TextTooLongError
    quote = approach.text[:1]
    sign = Evidence("first", Tactic.SECRECY, 1.0, "begins", "Texts begin.", 0, len(quote), quote)
    return Assessment(RiskBand.LOW, 0.25, Kind.NONE, (sign,), (), (), (), (), None, "en", (), "rules-0+weights-0")


def lines_of(*rows: object) -> list[bytes]:
    return [json.dumps(row).encode() + b"\n" for row in rows]


def test_each_line_is_answered_in_order_with_its_own_id() -> None:
    rows = list(assess_lines(lines_of({"id": "b", "text": "x"}, {"id": 7, "text": "y", "more": 1}), assess))
    assert [row["id"] for row in rows] == ["b", 7]
    assert [row["band"] for row in rows] == ["low", "low"]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (b"not json\n", "not JSON"),
        (b"\n", "not JSON"),
        (b'["a list"]\n', "not an object"),
        (b'{"text": "\xff"}\n', "not UTF-8"),
        (b"[" * 100_000 + b"\n", "not JSON"),
    ],
)
def test_an_unreadable_line_is_named_by_its_number_and_the_run_goes_on(line: bytes, hint: str) -> None:
    first, second = assess_lines([line, *lines_of({"id": "after", "text": "x"})], assess)
    assert first["line"] == 1
    assert hint in first["error"]
    assert second["id"] == "after"


@pytest.mark.parametrize("text", [None, 3, ["x"]])
def test_a_line_without_a_text_keeps_its_id(text: object) -> None:
    (row,) = assess_lines(lines_of({"id": "a", "text": text}), assess)
    assert row["id"] == "a"
    assert "text" in row["error"]


def test_a_text_over_the_limit_is_refused_with_the_limit_named() -> None:
    (row,) = assess_lines(lines_of({"id": "long", "text": "x" * 40_001}), assess)
    assert "40,000" in row["error"]


def test_a_byte_order_mark_is_forgiven_on_the_first_line() -> None:
    (row,) = assess_lines([b"\xef\xbb\xbf" + lines_of({"id": "a", "text": "x"})[0]], assess)
    assert row["band"] == "low"


@pytest.mark.parametrize("character", ["\N{GRINNING FACE}", "\ud800", "\x00", "é", "\N{LINE SEPARATOR}"])
def test_every_character_survives_the_way_out(character: str) -> None:
    target = io.StringIO()
    write_batch(io.BytesIO(lines_of({"id": "a", "text": character})[0]), target, assess)
    (line,) = target.getvalue().splitlines()
    (found,) = json.loads(line)["tactics"][0]["evidence"]
    assert found["quote"] == character
    assert (found["start"], found["end"]) == (0, 1)


def test_output_flows_before_the_input_ends() -> None:
    def endless() -> object:
        while True:
            yield lines_of({"id": "a", "text": "x"})[0]

    rows = assess_lines(endless(), assess)  # type: ignore[arg-type]  # a generator is enough
    assert next(rows)["id"] == "a"
    assert next(rows)["id"] == "a"
