"""`tbyl doctor` as the person at the terminal sees it."""

import asyncio
import base64
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handlers.terminal.app import app
from handlers.terminal.doctor import EXIT_PROBLEM
from tests.conftest import MASTER_KEY
from tests.fakes.slack import FakeSlack

RUNNER = CliRunner()


@pytest.fixture
def settings_of(monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path) -> pytest.MonkeyPatch:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("MASTER_KEY", base64.b64encode(MASTER_KEY.secret).decode())
    return monkeypatch


@pytest.mark.usefixtures("settings_of")
def test_where_all_is_well_the_status_is_zero() -> None:
    result = RUNNER.invoke(app, ["doctor"])
    assert result.exit_code == 0, result.output
    assert "No problem found." in result.output
    assert "not checked  Slack:" in result.output


def test_settings_that_contradict_are_each_a_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "wrong")
    monkeypatch.setenv("WEB", "false")
    result = RUNNER.invoke(app, ["doctor"])
    assert result.exit_code == EXIT_PROBLEM
    assert result.output.count("problem      settings:") >= 2
    assert "wrong" not in result.output.replace("what is wrong", "")


async def test_a_program_gets_the_same_as_json(settings_of: pytest.MonkeyPatch) -> None:
    async with FakeSlack() as slack:
        settings_of.setenv("SLACK_BOT_TOKEN", "xoxb-old")
        settings_of.setenv("SLACK_SIGNING_SECRET", "0123456789abcdef" * 2)
        settings_of.setenv("SLACK_API_URL", slack.api_url)
        settings_of.setenv("SECURITY_CHANNEL", "slack:C0SECURITY")
        result = await asyncio.to_thread(RUNNER.invoke, app, ["doctor", "--json"])
    assert result.exit_code == EXIT_PROBLEM
    found = json.loads(result.stdout)
    assert not found["ok"]
    assert [check["says"] for check in found["checks"] if check["state"] == "problem"] == [
        "SLACK_BOT_TOKEN was refused (invalid_auth)."
    ]
