import io
import json

import pytest

from handlers.terminal.evaluate import FEWEST_ROWS, evaluate_lines, evaluate_stream
from nlp.model import Approach, Assessment, Kind, RiskBand, TextTooLongError


def assess(approach: Approach) -> Assessment:
    """Score a text by its first character; refuse an empty one as too long, for the sake of the test."""
    if not approach.text:
        raise TextTooLongError
    score = int(approach.text[0]) / 10
    band = RiskBand.MEDIUM if score >= 0.5 else RiskBand.LOW
    kind = Kind.APPROACH if score >= 0.5 else Kind.NONE
    return Assessment(band, score, kind, (), (), (), (), (), None, "en", (), "rules-0+weights-0")


def lines_of(*rows: object) -> list[bytes]:
    return [json.dumps(row).encode() + b"\n" for row in rows]


ROWS = (
    {"text": "9", "label": "lure", "source": "one"},
    {"text": "1", "label": "benign", "source": "two"},
    {"text": "2", "label": "benign", "source": "two"},
)


def test_labelled_lines_become_figures() -> None:
    report = evaluate_lines(lines_of(*ROWS), assess)
    assert report.figures.rows == 3
    assert report.figures.separation["lure"].auc == 1.0
    assert report.figures.bands == {"lure": {"medium": 1}, "benign": {"low": 2}}


def test_unusable_lines_are_named_and_left_out() -> None:
    unusable = [
        b"nonsense\n",
        *lines_of({"text": "9", "label": "odd"}, {"label": "lure"}, {"text": "", "label": "lure"}),
    ]
    report = evaluate_lines([*unusable, *lines_of(*ROWS)], assess)
    assert report.figures.rows == 3
    assert [line.split(":")[0] for line in report.skipped] == ["line 1", "line 2", "line 3", "line 4"]


def test_the_json_report_is_one_object_that_json_can_carry() -> None:
    found = evaluate_stream(io.BytesIO(b"".join(lines_of(*ROWS))), assess, as_json=True)
    assert found is not None
    assert json.loads(json.dumps(found))["figures"]["rows"] == 3


def test_people_see_small_sources_put_together(capsys: pytest.CaptureFixture[str]) -> None:
    many = [{"text": "1", "label": "benign", "source": "large"}] * FEWEST_ROWS
    evaluate_stream(io.BytesIO(b"".join(lines_of(*ROWS, *many))), assess, as_json=False)
    shown = capsys.readouterr().out
    assert "benign large" in shown
    assert "benign two" not in shown
