"""`tbyl reveal` and `tbyl audit` as the person at the terminal sees them."""

import asyncio
import base64
import json
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from typer.testing import CliRunner, Result

from bot.at_hand import database_at_hand
from bot.runtime import running_bot
from bot.settings import Settings
from handlers.terminal.app import app
from handlers.terminal.operate import EXIT_CANNOT
from handlers.terminal.reveal import operator, printable
from tests.bot.fakes import FakeAssessor, FakeMessenger, submission
from tests.conftest import MASTER_KEY, StartBot

RUNNER = CliRunner()
TEXT = "Ask Mr Brown\x1b[2J of https://evil.example/x about it"


@pytest.fixture
async def reference(start_bot: StartBot, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("MASTER_KEY", base64.b64encode(MASTER_KEY.secret).decode())
    monkeypatch.delenv("SUDO_USER", raising=False)
    async with start_bot([FakeMessenger()], workers=False) as bot:
        return (await bot.intake.take(submission(TEXT, f"event:{uuid4()}"))).reference


async def tbyl(*arguments: str) -> Result:
    return await asyncio.to_thread(RUNNER.invoke, app, list(arguments))


async def test_a_report_is_shown_harmless_and_its_reporter_only_on_request(reference: str) -> None:
    plain = await tbyl("reveal", reference, "--reason", "Asked by the duty officer")
    assert plain.exit_code == 0, plain.output
    assert "Mr Brown·[2J" in plain.stdout
    assert "https://evil.example" not in plain.output
    assert "user-7" not in plain.output
    assert "\x1b" not in plain.output
    named = await tbyl("reveal", reference, "--person", "--reason", "The person is in danger")
    assert "Reporter: user-7" in named.stdout


async def test_without_a_reason_nothing_is_shown(reference: str) -> None:
    result = await tbyl("reveal", reference)
    assert result.exit_code == EXIT_CANNOT
    assert "Brown" not in result.output
    assert "--reason" in result.output
    assert "Nothing has been opened" in (await tbyl("audit")).output


async def test_the_audit_shows_who_and_why(reference: str) -> None:
    await tbyl("reveal", reference, "--reason", "Asked by the duty officer")
    shown = (await tbyl("audit")).stdout
    assert f"{reference:<10} revealed by {operator()}: Asked by the duty officer" in shown
    (line,) = (await tbyl("audit", "--json")).stdout.splitlines()
    assert json.loads(line)["by"] == operator()


async def test_a_report_that_is_not_there_is_said_in_a_sentence(reference: str) -> None:
    result = await tbyl("reveal", f"{reference}0", "--reason", "x")
    assert result.exit_code == EXIT_CANNOT
    assert "There is no report" in result.output


async def test_another_master_key_opens_nothing(reference: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTER_KEY", base64.b64encode(bytes(32)).decode())
    result = await tbyl("reveal", reference, "--reason", "x")
    assert result.exit_code == EXIT_CANNOT
    assert "not the key" in result.output


def test_where_no_bot_ever_ran_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    result = RUNNER.invoke(app, ["audit"])
    assert result.exit_code == EXIT_CANNOT
    assert "no database yet" in result.output
    assert not (tmp_path / "data").exists()


def test_whoever_stands_behind_sudo_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUDO_USER", "alice-of-security")
    assert operator().startswith("alice-of-security (as ")


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\r", "\u202e", "\ud800", "\x9b"])
def test_no_sign_that_a_terminal_obeys_is_printed(sign: str) -> None:
    assert printable(f"a{sign}\nb") == "a·\nb"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from handlers.terminal.app import main; main()", *arguments]
    root = Path(__file__).parents[3]
    surroundings = {"PATH": "/usr/bin:/bin", "DATA_DIR": str(folder), "PYTHONPATH": str(root), "HOME": str(folder)}
    return subprocess.run(command, env=surroundings, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603


async def test_the_built_in_database_is_reached_whether_the_bot_runs_or_not(data_folder: Path) -> None:
    settings = Settings(_env_file=None, data_dir=data_folder)
    async with running_bot(settings, [FakeMessenger()], assessor=FakeAssessor(), workers=False) as bot:
        reference = (await bot.intake.take(submission(TEXT))).reference
        beside = await asyncio.to_thread(run, data_folder, "reveal", reference, "--reason", "While it runs")
        assert "Mr Brown" in beside.stdout, beside.stderr
        assert (await bot.ready()).database
    after = await asyncio.to_thread(run, data_folder, "reveal", reference, "--reason", "While it rests")
    assert "Mr Brown" in after.stdout, after.stderr
    async with database_at_hand(settings) as database:
        assert await database.reachable()
