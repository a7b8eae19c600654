"""Only what Slack signed in the last five minutes comes in."""

import io
import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes.slack_payloads import as_json, direct_message, signed
from tests.handlers.slack.conftest import Door, Open, RememberingIntake

NOW = 1_763_776_800.0
BODY, _ = as_json(direct_message("We pay well for a short report."))


@pytest.fixture
async def door(open_door: Open) -> Door:
    return await open_door(now=lambda: NOW)


async def status(door: Door, body: str | bytes, headers: dict[str, str], path: str = "/slack/events") -> int:
    return (await door.client.post(path, data=body, headers=headers)).status


@pytest.mark.parametrize("path", ["/slack/events", "/slack/interactions"])
async def test_a_signed_request_comes_in_by_either_path(door: Door, intake: RememberingIntake, path: str) -> None:
    assert await status(door, BODY, signed(BODY, at=NOW), path) == 200
    assert len(intake.taken) == 1


@pytest.mark.parametrize("at", [NOW - 300, NOW + 300])
async def test_five_minutes_either_way_are_accepted(door: Door, at: float) -> None:
    assert await status(door, BODY, signed(BODY, at=at)) == 200


@pytest.mark.parametrize("at", [NOW - 301, NOW + 301, 0])
async def test_stale_and_future_requests_get_401(door: Door, intake: RememberingIntake, at: float) -> None:
    assert await status(door, BODY, signed(BODY, at=at)) == 401
    assert intake.taken == []


@pytest.mark.parametrize(
    "spoiled",
    [
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": "v0=\u00e9"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "now"},
        {"X-Slack-Request-Timestamp": "1763776800.0"},
        {"X-Slack-Request-Timestamp": "+1763776800"},
        {"X-Slack-Request-Timestamp": "9" * 5000},
    ],
)
async def test_spoiled_headers_get_401(door: Door, intake: RememberingIntake, spoiled: dict[str, str]) -> None:
    assert await status(door, BODY, {**signed(BODY, at=NOW), **spoiled}) == 401
    assert intake.taken == []


async def test_an_unsigned_request_gets_401(door: Door, intake: RememberingIntake) -> None:
    assert await status(door, BODY, {"Content-Type": "application/json"}) == 401
    assert intake.taken == []


async def test_a_body_changed_after_signing_gets_401(door: Door, intake: RememberingIntake) -> None:
    assert await status(door, BODY.replace("well", "much"), signed(BODY, at=NOW)) == 401
    assert intake.taken == []


async def test_another_secret_gets_401(door: Door) -> None:
    assert await status(door, BODY, signed(BODY, at=NOW, secret="another")) == 401


async def test_a_body_that_is_no_text_gets_401(door: Door) -> None:
    body = b'{"type": "\xff\xfe"}'
    assert await status(door, body, signed(body, at=NOW)) == 401


async def test_a_body_over_the_limit_gets_413_before_its_signature_is_looked_at(door: Door) -> None:
    answer = await door.client.post("/slack/events", data=io.BytesIO(b"x" * 1_048_577))
    assert answer.status == 413


async def test_the_challenge_of_slacks_url_verification_is_answered(door: Door) -> None:
    body = json.dumps({"type": "url_verification", "token": "deprecated", "challenge": "3eZbrw1aB"})
    answer = await door.client.post("/slack/events", data=body, headers=signed(body, at=NOW))
    assert (answer.status, await answer.json()) == (200, {"challenge": "3eZbrw1aB"})


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "event", "team", "team_id", "user", "actions", "channel", "authorizations", "blocks"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
BODIES = st.one_of(
    JUNK.map(json.dumps),
    JUNK.map(lambda junk: json.dumps({"type": "event_callback", "team_id": "T0HOME", "event": junk})),
    JUNK.map(
        lambda junk: json.dumps(
            {"type": "event_callback", "team_id": "T0HOME", "event": {"type": "message", "x": junk}}
        )
    ),
    st.text(max_size=60),
    st.just("[" * 5000),
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BODIES)
async def test_signed_junk_never_gets_500(door: Door, body: str) -> None:
    body = body.encode("utf-8", "replace").decode()
    assert await status(door, body, signed(body, at=NOW)) in {200, 400, 401}


async def test_the_clock_is_the_machines_unless_told_otherwise(open_door: Open) -> None:
    door = await open_door()
    assert await status(door, BODY, signed(BODY, at=time.time())) == 200
