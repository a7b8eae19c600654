"""Tokens that expire: exchanged in time, once, and never lost on the way."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.store.database import DatabaseAwayError
from tests.conftest import eventually
from tests.fakes.slack import Mischief
from tests.fakes.slack_oauth import FakeSlackOAuth
from tests.fakes.slack_payloads import as_json, direct_message
from tests.handlers.slack.install.conftest import Clock, Replica

HOUR = 3600
LURE = "HIGH fee for a short report"


@pytest.fixture
async def installed(running: Any, slack: FakeSlackOAuth) -> AsyncIterator[Replica]:
    slack.rotating = True
    async with running() as replica:
        assert (await replica.install()).status == 200
        slack.calls.clear()
        yield replica


def exchanges(slack: FakeSlackOAuth) -> int:
    return len(slack.called("oauth.v2.access"))


async def token(replica: Replica) -> str:
    api = await replica.platform._tokens.workspaces.posting("T0HOME")
    assert api is not None
    return str(api.client.token)


@pytest.mark.parametrize(("hours", "times"), [(9.9, 0), (10.1, 1)])
async def test_a_token_is_exchanged_two_hours_before_it_expires(
    installed: Replica, slack: FakeSlackOAuth, clock: Clock, hours: float, times: int
) -> None:
    before = await token(installed)
    clock.later = hours * HOUR
    await installed.installing.keeper.renew_due()
    assert exchanges(slack) == times
    assert ((await token(installed)) != before) == bool(times)


async def test_two_replicas_exchange_once(
    installed: Replica, running: Any, slack: FakeSlackOAuth, clock: Clock
) -> None:
    async with running() as other:
        slack.slowness, clock.later = 0.5, 10.5 * HOUR
        keepers = [installed.installing.keeper, other.installing.keeper] * 3
        await asyncio.gather(*(keeper.renew_due() for keeper in keepers))
        assert exchanges(slack) == 1
        assert await token(installed) == await token(other)


async def test_two_replicas_with_an_expired_token_exchange_once_and_both_serve(
    installed: Replica, running: Any, slack: FakeSlackOAuth, clock: Clock
) -> None:
    async with running() as other:
        slack.slowness, clock.later = 0.5, 13 * HOUR
        answers = await asyncio.gather(
            *(replica.send(as_json(direct_message(LURE))) for replica in (installed, other, installed, other))
        )
        assert [answer.status for answer in answers] == [200] * 4
        assert exchanges(slack) == 1
        await eventually(lambda: len(slack.posts("D0ANNA")) == 4)


async def test_a_refused_exchange_leaves_the_old_token_in_use(
    installed: Replica, slack: FakeSlackOAuth, clock: Clock
) -> None:
    before = await token(installed)
    slack.misbehave("oauth.v2.access", Mischief(error="internal_error"))
    clock.later = 10.5 * HOUR
    await installed.installing.keeper.renew_due()
    assert await token(installed) == before
    assert (await installed.send(as_json(direct_message(LURE)))).status == 200
    await eventually(lambda: len(slack.posts("D0ANNA")) == 1)
    await installed.installing.keeper.renew_due()
    assert exchanges(slack) == 2
    assert await token(installed) != before


async def test_what_slack_gave_while_the_database_failed_is_stored_with_the_next_try(
    installed: Replica, slack: FakeSlackOAuth, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise DatabaseAwayError("gone")

    clock.later = 10.5 * HOUR
    with monkeypatch.context() as patched:
        patched.setattr("bot.store.installations.save", away)
        await installed.installing.keeper.renew_due()
    assert exchanges(slack) == 1
    await installed.installing.keeper.renew_due()
    assert exchanges(slack) == 1
    assert await token(installed) in slack.tokens
    clock.later = 21 * HOUR
    await installed.installing.keeper.renew_due()
    assert exchanges(slack) == 2


async def test_reports_are_taken_where_no_token_can_be_had(
    installed: Replica, slack: FakeSlackOAuth, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    slack.refresh_tokens.clear()
    clock.later = 13 * HOUR
    for _ in range(3):
        assert (await installed.send(as_json(direct_message(LURE)))).status == 200
    assert exchanges(slack) == 1
    assert (await installed.bot.ready()).database
    assert "secret" not in caplog.text


async def test_tokens_that_never_expire_are_left_alone(replica: Replica, slack: FakeSlackOAuth, clock: Clock) -> None:
    await replica.install()
    slack.calls.clear()
    clock.later = 1000 * HOUR
    await replica.installing.keeper.renew_due()
    assert await token(replica) in slack.tokens
    assert exchanges(slack) == 0
