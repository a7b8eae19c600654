import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.settings import Settings
from handlers.logs import set_up_logging

CANARY = "canary-7319"


@pytest.fixture
def logging_as_served(tmp_path: Path) -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    set_up_logging(Settings(_env_file=None, data_dir=tmp_path, log_level="info"))
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.usefixtures("logging_as_served")
def test_line_keeps_known_keys_and_names_the_dropped_ones(capsys: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger().info("delivered", platform="web", text=CANARY)
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["platform"], line["dropped_keys"]) == ("delivered", "web", ["text"])
    assert CANARY not in json.dumps(line)


@pytest.mark.usefixtures("logging_as_served")
def test_library_may_say_where_it_failed_but_not_in_which_words(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        int(CANARY)
    except ValueError:
        logging.getLogger("some.library").exception("could not read %s", CANARY)
    output = capsys.readouterr().err
    line = json.loads(output)
    assert (line["logger"], line["error"], line["level"]) == ("some.library", "ValueError", "error")
    assert CANARY not in output


@pytest.mark.usefixtures("logging_as_served")
def test_a_terminal_is_not_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert not sys.stderr.isatty()
    structlog.get_logger().debug("too small a matter")
    assert capsys.readouterr().err == ""
