"""No log line carries what a person wrote, whatever goes wrong and however much is logged."""

import logging

import pytest
import structlog

from handlers.slack.quiet import sdk_logger
from tests.fakes.slack import FakeSlack, Mischief
from tests.fakes.slack_payloads import as_form, as_json, command, direct_message, envelope, press
from tests.handlers.slack.conftest import Door, Open, RememberingIntake

CANARY = "kanarienvogel"


class Careless(RememberingIntake):
    """An intake whose error quotes what it was given."""

    async def take(self, submission: object) -> object:
        raise RuntimeError(f"could not store {submission.text}")  # type: ignore[attr-defined]


@pytest.fixture
def intake() -> RememberingIntake:
    return RememberingIntake()


async def _everything(door: Door, slack: FakeSlack) -> None:
    slack.misbehave("chat.postMessage", Mischief(status=500, body=CANARY), Mischief(error=f"{CANARY} in words"))
    bodies = [
        as_json(direct_message(CANARY)),
        as_form(command(CANARY)),
        as_form(press(CANARY)),
        as_form(press(CANARY, action=CANARY)),
        as_json(envelope({"type": "message", "text": CANARY, "channel": None})),
        as_json(envelope({"type": CANARY, "text": CANARY})),
        as_json(direct_message(CANARY, user="U0S", user_team="T0OTHER")),
        as_json(direct_message(CANARY, user="U0T", user_team="T0OTHER")),
        (f'{{"type": "{CANARY}', "application/json"),
    ]
    for body in bodies:
        await door.send(body)
    await door.client.post("/slack/events", data=CANARY)


async def test_no_log_line_carries_what_was_written(
    open_door: Open, slack: FakeSlack, intake: RememberingIntake, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as lines:
        door = await open_door()
        await _everything(door, slack)
        intake.take = Careless().take  # type: ignore[method-assign]
        assert (await door.send(as_json(direct_message(CANARY)))).status == 503
    assert lines
    assert CANARY not in caplog.text
    assert CANARY not in repr(lines)


async def test_the_libraries_stay_silent_below_errors(
    door: Door, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await _everything(door, slack)
    assert [record for record in caplog.records if record.name.startswith(("slack", "handlers.slack.sdk"))] == []


def test_a_librarys_error_keeps_its_place_and_loses_its_words(caplog: pytest.LogCaptureFixture) -> None:
    sdk_logger().error("Failed with %s", CANARY, exc_info=ValueError(CANARY))
    [record] = caplog.records
    assert CANARY not in caplog.text
    assert "ValueError" in record.getMessage()
    assert "test_quiet" in record.getMessage()
