import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from handlers.terminal.evaluate import Report, evaluate_files, print_report, report
from handlers.terminal.evaluation_tables import FEWEST_ROWS, print_baselines
from nlp.evaluation import ATTACKS, assess_lines
from nlp.evaluation.baselines import Baseline
from nlp.model import Approach, Assessment, Kind, RiskBand


def assess(approach: Approach) -> Assessment:
    """Score a text by its first character; one that does not begin with a digit is honest."""
    first = approach.text[:1]
    score = int(first) / 10 if first.isascii() and first.isdigit() else 0.0
    band = RiskBand.MEDIUM if score >= 0.5 else RiskBand.LOW
    kind = Kind.APPROACH if score >= 0.5 else Kind.NONE
    return Assessment(band, score, kind, (), (), (), (), (), None, "en", (), "rules-0+weights-0")


def lines_of(*rows: object) -> list[bytes]:
    return [json.dumps(row).encode() + b"\n" for row in rows]


ROWS = (
    {"text": "9", "label": "lure", "source": "one"},
    {"text": "1", "label": "benign", "source": "small"},
    {"text": "2", "label": "benign", "source": "small"},
)


def measured(*rows: object, with_attacks: bool = False) -> Report:
    assessed = assess_lines([("", lines_of(*rows))], assess)
    return report(assessed, assess, with_attacks=with_attacks, with_baselines=False)


@pytest.fixture
def files(tmp_path: Path) -> Iterator[list[str]]:
    for name, rows in (("one.jsonl", ROWS), ("two.jsonl", [*ROWS, {"label": "odd"}])):
        (tmp_path / name).write_bytes(b"".join(lines_of(*rows)))
    return [str(tmp_path / name) for name in ("one.jsonl", "two.jsonl")]


def test_files_are_measured_together_and_their_bad_lines_named(files: list[str]) -> None:
    found = evaluate_files(files, assess, with_attacks=False, with_baselines=False)
    assert found.figures.rows == 6
    assert found.figures.separation["lure"].auc == 1.0
    assert found.figures.bands == {"lure": {"medium": 2}, "benign": {"low": 4}}
    assert [note.split(":")[0] for note in found.skipped] == ["two.jsonl line 4"]


def test_of_one_file_the_line_alone_is_named(files: list[str]) -> None:
    found = evaluate_files(files[1:], assess, with_attacks=False, with_baselines=False)
    assert [note.split(":")[0] for note in found.skipped] == ["line 4"]


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        evaluate_files([str(tmp_path / "none.jsonl")], assess, with_attacks=False, with_baselines=False)


def test_the_json_report_is_one_object_that_json_can_carry() -> None:
    found = json.loads(json.dumps(measured(*ROWS).as_json()))
    assert found["figures"]["rows"] == 3
    assert found["model"] == "rules-0+weights-0"
    assert set(found["speed"]) >= {"p50", "p99"}
    assert not {"attacks", "baselines"} & found.keys()


def test_attacks_are_in_the_report_where_they_are_asked_for() -> None:
    found = measured(*ROWS, with_attacks=True).as_json()
    assert [outcome["attack"] for outcome in found["attacks"]] == list(ATTACKS)
    assert {outcome["attack"]: outcome["rate"] for outcome in found["attacks"]}["long honest text in front"] == 1.0
    assert found["attacked"] == 1


def test_people_see_small_groups_put_together(capsys: pytest.CaptureFixture[str]) -> None:
    many = [{"text": "1", "label": "benign", "source": "large"}] * FEWEST_ROWS
    print_report(measured(*ROWS, *many, {"text": "5", "label": "lure", "tier": "unclear"}, with_attacks=True))
    shown = capsys.readouterr().out
    assert "large" in shown
    assert "small" not in shown
    assert "Ambiguous" in shown
    assert "escaped" in shown


def test_other_methods_stand_beside_this_one() -> None:
    found = measured(*ROWS)
    console = Console(file=io.StringIO(), width=160)
    print_baselines([Baseline("a coin", found.figures.separation, 0.5)], found.figures.separation, found.speed, console)
    shown = console.file.getvalue() if isinstance(console.file, io.StringIO) else ""
    assert "a coin" in shown
    assert "this detector" in shown
