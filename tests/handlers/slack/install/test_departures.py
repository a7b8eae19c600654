"""Workspaces that leave and come back."""

import time
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from tests.conftest import eventually
from tests.fakes.slack import Mischief
from tests.fakes.slack_oauth import FakeSlackOAuth
from tests.fakes.slack_payloads import Json, as_json, direct_message, envelope
from tests.handlers.slack.install.conftest import Replica

LURE = "HIGH fee for a short report"


def goodbye(kind: str = "app_uninstalled", *, seconds: float = 60, **event: Any) -> Json:
    body = envelope({"type": kind, **event})
    return {**body, "authorizations": [], "event_time": int(time.time() + seconds)}


def revoked(seconds: float = 60) -> Json:
    return goodbye("tokens_revoked", seconds=seconds, tokens={"oauth": [], "bot": ["U0BOT"]})


def rows(url: str, table: str) -> int:
    with psycopg.connect(url) as connection:
        found = connection.execute(SQL("SELECT count(*) FROM {}").format(Identifier(table))).fetchone()
        assert found is not None
        return int(found[0])


@pytest.mark.parametrize("order", [(goodbye, revoked), (revoked, goodbye), (goodbye,), (revoked,)])
async def test_an_uninstalled_workspace_is_forgotten_its_reports_are_not(
    replica: Replica, slack: FakeSlackOAuth, database_url: str, order: Any
) -> None:
    await replica.install()
    await replica.send(as_json(direct_message(LURE)))
    await eventually(lambda: len(slack.posts("D0ANNA")) == 1)
    slack.uninstall("T0HOME")
    for event in order:
        assert (await replica.send(as_json(event()))).status == 200
    assert rows(database_url, "slack_installations") == 0
    assert rows(database_url, "reports") == 1
    assert (await replica.send(as_json(direct_message(LURE)))).status == 401


async def test_deliveries_to_a_workspace_that_left_are_refused_and_arrive_once_it_is_back(
    running: Any, slack: FakeSlackOAuth, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running() as replica:
        await replica.install()
        slack.misbehave("chat.postMessage", *[Mischief(error="ratelimited", retry_after=1)] * 2)
        await replica.send(as_json(direct_message(LURE)))
        await eventually(lambda: len(slack.called("chat.postMessage")) == 2)
        slack.uninstall("T0HOME")
        await replica.send(as_json(goodbye()))
        said = ""

        def refused() -> bool:
            nonlocal said
            said += capsys.readouterr().out
            return "workspace_not_installed" in said

        await eventually(refused)
        assert (await replica.install()).status == 200
        await eventually(lambda: len(slack.posts("D0ANNA")) == 1 and len(slack.posts("C0SECURITY")) == 1, 20)


@pytest.mark.parametrize("event", [goodbye(seconds=-600), revoked(seconds=-600), revoked()])
async def test_an_old_goodbye_does_not_forget_who_came_back(
    replica: Replica, slack: FakeSlackOAuth, event: Json
) -> None:
    await replica.install()
    assert (await replica.send(as_json(event))).status == 200
    assert (await replica.send(as_json(direct_message(LURE)))).status == 200
    await eventually(lambda: len(slack.posts("D0ANNA")) == 1)


async def test_a_goodbye_that_slack_cannot_confirm_is_asked_for_again(
    replica: Replica, slack: FakeSlackOAuth, database_url: str
) -> None:
    await replica.install()
    slack.misbehave("auth.test", Mischief(status=503))
    assert (await replica.send(as_json(revoked()))).status == 503
    slack.uninstall("T0HOME")
    assert (await replica.send(as_json(revoked()))).status == 200
    assert rows(database_url, "slack_installations") == 0


async def test_it_counts_at_once_in_every_replica(replica: Replica, running: Any, slack: FakeSlackOAuth) -> None:
    async with running() as other:
        await replica.install()
        assert (await other.send(as_json(direct_message(LURE)))).status == 200
        slack.uninstall("T0HOME")
        await replica.send(as_json(goodbye()))
        assert (await other.send(as_json(direct_message(LURE)))).status == 401
        assert await other.platform._tokens.workspaces.posting("T0HOME") is None


async def test_the_goodbye_of_a_workspace_that_was_never_here_is_nothing(replica: Replica) -> None:
    assert (await replica.send(as_json(goodbye()))).status == 200
