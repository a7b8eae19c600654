import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(folder: Path, mode: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  our own module
        [sys.executable, "-m", "tests.bot.crashing_bot", str(folder), mode],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.chaos
@pytest.mark.parametrize("mode", ["die_taking", "die_posting"])
def test_a_bot_killed_after_taking_answers_once_after_its_restart(data_folder: Path, mode: str) -> None:
    killed = run(data_folder, mode)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    restarted = run(data_folder, "serve")
    assert restarted.returncode == 0, restarted.stderr
    direct, security = json.loads(restarted.stdout.splitlines()[-1])
    assert [body for _, body in direct] == ["Reply"]
    assert [body for _, body in security] == ["Alert"]
    assert ("outcome=found" in restarted.stdout) == (mode == "die_posting")
