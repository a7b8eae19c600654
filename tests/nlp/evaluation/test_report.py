import re
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the evaluation group is not installed")

from nlp.evaluation import plots, report
from nlp.evaluation.cost import Cost
from nlp.evaluation.figures import CalibrationBin
from nlp.evaluation.heldout import Point
from nlp.evaluation.report import PageError, fill
from nlp.evaluation.rows import Label, Scored
from nlp.learned.gate import Figure, Measured

ROOT = Path(__file__).parents[3]
PAGE = "before\n<!-- measured: own -->\nold\n<!-- end: own -->\nafter\n"


def test_a_block_replaces_what_stood_between_its_marks_and_nothing_else() -> None:
    filled = fill(PAGE, "own", "new\n")
    assert filled == PAGE.replace("old", "new")
    assert fill(filled, "own", "old") == PAGE


@pytest.mark.parametrize("page", ["", PAGE + PAGE, PAGE.replace("end", "END")])
def test_a_page_without_its_marks_is_not_written(page: str) -> None:
    with pytest.raises(PageError):
        fill(page, "own", "new")


def test_the_page_has_a_place_for_every_block() -> None:
    page = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    names = set(re.findall(r"<!-- measured: (\w+) -->", page))
    assert names == {"own", "apart", "curve", "genres", "methods", "attacks", "cost", "outside"}
    for name in names:
        page = fill(page, name, "x")


def test_without_files_the_block_from_elsewhere_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE + PAGE.replace("own", "outside")
    (tmp_path / "docs").mkdir()
    (tmp_path / report.PAGE).write_text(page, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(report, "apart_blocks", lambda *_: {})
    monkeypatch.setattr(report, "own_blocks", lambda _, when, *__: {"own": when})
    report.main([], date(2026, 11, 22))
    written = (tmp_path / report.PAGE).read_text(encoding="utf-8")
    assert "Measured on 22 November 2026" in written.split("outside")[0]
    assert written.split("outside")[1] == page.split("outside")[1]


ROWS = [
    Scored(label, score / 10, "", "", "") for score in range(10) for label in (Label.LURE, Label.SCAM, Label.BENIGN)
]
POINT = Point(4, Measured("", 1, 1, {"lure": Figure(0.8, 0.1), "scam": Figure(0.9, 0.1)}))


def test_the_same_figures_give_the_same_pictures_without_a_date(tmp_path: Path) -> None:
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        plots.learning_curve([POINT], folder / "curve.svg")
        plots.calibration_curve([CalibrationBin(0.1, 5, 0.15, 0.2)], folder / "calibration.svg")
        plots.roc_curves(ROWS, folder / "roc.svg")
        plots.cost_curve([Cost(100, 1.0), Cost(1_000, 2.0)], folder / "cost.svg")
    for picture in (tmp_path / "one").iterdir():
        drawn = picture.read_bytes()
        assert drawn == (tmp_path / "two" / picture.name).read_bytes()
        assert b"<text" in drawn
        assert b"<dc:date>" not in drawn
