"""`tbyl rules`: what the commands print and how they exit."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handlers.terminal.app import app
from nlp.rulebook import load_rulebook
from nlp.signs.document import PAGE, document

RUN = CliRunner()
LURE = "Please send me your CV, then we continue on WhatsApp. We pay 500 dollars for a short report on the navy."


@pytest.fixture
def texts(tmp_path: Path) -> str:
    """A labelled file with one line that cannot be read."""
    path = tmp_path / "texts.jsonl"
    rows = [{"text": LURE, "label": "lure"}, {"text": "See you at lunch.", "label": "benign"}, {"label": "benign"}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return str(path)


def test_stats_as_json_count_every_rule_and_name_bad_lines(texts: str) -> None:
    found = json.loads(RUN.invoke(app, ["rules", "stats", "--json", texts]).stdout)
    counts = {rule["id"]: rule["texts"] for rule in found["rules"]}
    assert counts["private_messenger"] == {"lure": 1}
    assert len(counts) == len(load_rulebook().rules)
    assert "pay_or_else" in found["silent"]
    assert found["texts"] == {"lure": 1, "benign": 1}
    assert len(found["skipped"]) == 1
    assert "line 3" in found["skipped"][0]


def test_stats_for_people_list_what_is_silent_and_what_sees_too_much(texts: str) -> None:
    shown = RUN.invoke(app, ["rules", "stats", texts, texts]).stdout
    assert "2 lure, 2 benign" in shown
    assert "private_messenger" in shown
    assert "Saw nothing (" in shown
    assert "Saw more than 2.0% of the honest texts: none" in shown


def test_stats_of_a_file_that_is_not_there_say_so() -> None:
    result = RUN.invoke(app, ["rules", "stats", "/no/such/file.jsonl"])
    assert (result.exit_code, "I cannot open /no/such/file.jsonl" in result.stderr) == (2, True)


def test_the_page_of_all_rules_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == document(load_rulebook()), "run `make rules`"


def test_a_page_that_is_out_of_date_fails_the_check_and_is_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "RULES.md"
    monkeypatch.setattr("nlp.signs.document.PAGE", page)
    page.write_text("old", encoding="utf-8")
    checked = RUN.invoke(app, ["rules", "document", "--check"])
    assert (checked.exit_code, "make rules" in checked.stdout, page.read_text("utf-8")) == (1, True, "old")
    assert RUN.invoke(app, ["rules", "document"]).exit_code == 0
    assert RUN.invoke(app, ["rules", "document", "--check"]).exit_code == 0
