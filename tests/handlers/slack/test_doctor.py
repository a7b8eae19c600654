"""The check-up of Slack's side, against a Slack that behaves and one that does not."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.checkup import Check, State
from handlers.slack.doctor import check_up
from tests.fakes.slack import FakeSlack, Mischief
from tests.handlers.slack.conftest import slack_settings

SECRET = "0123456789abcdef" * 2


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        yield fake


async def look(slack: FakeSlack, *, ahead: float = 0.0, **settings: Any) -> list[Check]:
    if "slack_app_token" not in settings:
        settings = {"slack_signing_secret": SECRET, **settings}
    now = datetime.now(UTC) + timedelta(seconds=ahead)
    return await check_up(slack_settings(slack.api_url, **settings), now)


def wrong(checks: list[Check]) -> list[str]:
    return [check.says for check in checks if check.state is State.PROBLEM]


def said(checks: list[Check]) -> str:
    return " ".join(check.says for check in checks)


async def test_all_is_well_and_nothing_was_posted_or_read(slack: FakeSlack) -> None:
    checks = await look(slack)
    assert {check.state for check in checks} == {State.OK}
    assert "is in the security channel C0SECURITY" in said(checks)
    assert {name for name, _ in slack.calls} == {"auth.test", "conversations.info", "conversations.history"}
    (history,) = slack.called("conversations.history")
    assert history["latest"] == "1"


async def test_a_refused_token_is_the_only_thing_said(slack: FakeSlack) -> None:
    (check,) = await look(slack, slack_bot_token="xoxb-old")
    assert check.state is State.PROBLEM
    assert "invalid_auth" in check.says
    assert "Reinstall" in check.remedy
    assert "xoxb-old" not in check.says + check.remedy


async def test_missing_scopes_are_named(slack: FakeSlack) -> None:
    slack.scopes = "chat:write,commands,im:history"
    checks = await look(slack)
    assert wrong(checks) == ["Scopes are missing: im:write."]
    assert "Without the scope users:read" in said(checks)
    assert "an alert may come twice" in said(checks)


async def test_scopes_beyond_need_are_named(slack: FakeSlack) -> None:
    slack.scopes += ",files:read,admin"
    checks = await look(slack)
    assert wrong(checks) == []
    assert "does not use these scopes: admin, files:read" in said(checks)


@pytest.mark.parametrize("ahead", [-90.0, 90.0, 4000.0])
async def test_a_clock_that_is_off_is_a_problem(slack: FakeSlack, ahead: float) -> None:
    (problem,) = wrong(await look(slack, ahead=ahead))
    assert ("ahead of" if ahead > 0 else "behind") in problem


async def test_a_signing_secret_of_another_form_is_a_problem_and_not_shown(slack: FakeSlack) -> None:
    checks = await look(slack, slack_signing_secret="A-client-id-by-mistake")
    assert wrong(checks) == ["SLACK_SIGNING_SECRET does not have the form of one."]
    assert "client-id" not in said(checks)


async def test_socket_mode_is_tried_with_its_own_token(slack: FakeSlack) -> None:
    assert "opens Socket Mode" in said(await look(slack, slack_app_token="xapp-fake"))
    assert wrong(await look(slack, slack_app_token="xapp-old")) == ["SLACK_APP_TOKEN was refused (invalid_auth)."]


@pytest.mark.parametrize("scopes", ["", ",groups:read"])
async def test_a_channel_that_the_bot_is_not_in_is_a_problem(slack: FakeSlack, scopes: str) -> None:
    slack.scopes += scopes
    slack.member_of.clear()
    _ = slack.channels["C0SECURITY"]
    (problem,) = wrong(await look(slack))
    assert "cannot write to the security channel C0SECURITY" in problem


async def test_an_archived_channel_is_a_problem(slack: FakeSlack) -> None:
    slack.scopes += ",channels:read"
    slack.archived.add("C0SECURITY")
    assert "is_archived" in wrong(await look(slack))[0]


async def test_without_any_scope_to_look_the_channel_is_not_checked(slack: FakeSlack) -> None:
    slack.readable.clear()
    checks = await look(slack)
    assert wrong(checks) == []
    assert checks[-1].state is State.NOT_CHECKED


async def test_a_token_of_another_workspace_is_a_problem(slack: FakeSlack) -> None:
    assert "T0HOME" in wrong(await look(slack, slack_team_ids=("T0OTHER",)))[0]


@pytest.mark.parametrize("how", [Mischief(silent=True), Mischief(body="<html>", status=502), Mischief(body="[]")])
async def test_an_answer_that_cannot_be_read_is_a_problem_and_no_crash(slack: FakeSlack, how: Mischief) -> None:
    slack.misbehave("auth.test", how)
    assert len(wrong(await look(slack))) == 1


async def test_nothing_listening_is_a_problem() -> None:
    checks = await check_up(slack_settings("http://127.0.0.1:9/api/", slack_signing_secret=SECRET), datetime.now(UTC))
    assert "gives no answer" in wrong(checks)[0]
    assert "HTTPS_PROXY" in checks[0].remedy
