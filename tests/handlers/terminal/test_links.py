"""`tbyl links`: figures of files of links, and of another tool on the same ones."""

import json
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from handlers.terminal.app import EXIT_CANNOT_OPEN, app

LINKS = "https://www.linkedin.com/in/jane\n\nhttps://linkedin-login.test/in/jane\nhttp://203.0.113.7/login.php\n"
RUNNER = CliRunner()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "links.txt"
    path.write_text(LINKS, "utf-8")
    return path


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Another tool that calls everything fraud but the first, and notes what it was asked."""
    asked: list[str] = []

    def run(source: None, out: str, *, urls: list[str], enrich: bool, **_: object) -> None:
        assert source is None
        assert not enrich
        asked.extend(urls)
        verdicts = ["REVIEW", *["FRAUD"] * (len(urls) - 1)]
        Path(out).write_text("".join(json.dumps({"fraud_verdict": item}) + "\n" for item in verdicts), "utf-8")

    module = ModuleType("fraudurl.cli")
    module.run = run  # type: ignore[attr-defined]  # a stand-in
    monkeypatch.setitem(sys.modules, "fraudurl", ModuleType("fraudurl"))
    monkeypatch.setitem(sys.modules, "fraudurl.cli", module)
    monkeypatch.setattr(metadata, "version", lambda _: "9.9")
    return asked


def test_the_share_of_suspicious_links_is_told_file_by_file(file: Path) -> None:
    outcome = RUNNER.invoke(app, ["links", "--json", str(file), str(file)])
    assert outcome.exit_code == 0
    first, second = json.loads(outcome.stdout)["files"]
    assert first == second
    assert first == {
        "file": "links.txt",
        "links": 3,
        "found": [{"tool": "tbyl", "suspicious": 2, "share": 2 / 3, "unsure": 0}],
    }


def test_the_other_tool_is_asked_about_the_same_links(file: Path, peer: list[str]) -> None:
    outcome = RUNNER.invoke(app, ["links", "--json", "--compare", str(file)])
    (figures,) = json.loads(outcome.stdout)["files"]
    assert peer == LINKS.split()
    assert figures["found"][1] == {"tool": "fraudurl 9.9", "suspicious": 2, "share": 2 / 3, "unsure": 1}


def test_people_get_a_table_without_a_link_in_it(file: Path) -> None:
    outcome = RUNNER.invoke(app, ["links", str(file)])
    assert "66.7%" in outcome.stdout
    assert "linkedin" not in outcome.stdout


def test_an_empty_file_has_no_share(tmp_path: Path, peer: list[str]) -> None:
    (tmp_path / "none.txt").write_text("\n", "utf-8")
    outcome = RUNNER.invoke(app, ["links", "--json", "--compare", str(tmp_path / "none.txt")])
    assert [found["share"] for found in json.loads(outcome.stdout)["files"][0]["found"]] == [0.0, 0.0]
    assert peer == []


def test_a_missing_file_and_a_missing_tool_are_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = RUNNER.invoke(app, ["links", str(file) + ".gone"])
    assert missing.exit_code == EXIT_CANNOT_OPEN
    assert "cannot open" in missing.stderr

    def absent(_: str) -> str:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "version", absent)
    without = RUNNER.invoke(app, ["links", "--compare", str(file)])
    assert without.exit_code == EXIT_CANNOT_OPEN
    assert "uv sync --group evaluation" in without.stderr
