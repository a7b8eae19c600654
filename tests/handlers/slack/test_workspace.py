"""Whose token this is, and where a request comes from."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from bot.settings import SettingsError
from handlers.slack.api import CallFailedError, SlackApi
from handlers.slack.workspace import OneWorkspace, Origin, Workspace, author_of
from tests.fakes.slack import FakeSlack, Mischief
from tests.fakes.slack_payloads import command, direct_message, envelope, message_shortcut, press, sent, shortcut
from tests.handlers.slack.conftest import Open


@pytest.fixture
async def api(slack: FakeSlack) -> AsyncIterator[SlackApi]:
    api = SlackApi(SecretStr("xoxb-fake"), slack.api_url, total_seconds=1.0)
    yield api
    await api.close()


async def test_slack_is_asked_once_however_many_wait(api: SlackApi, slack: FakeSlack) -> None:
    workspace = Workspace(api, ())
    identities = await asyncio.gather(*(workspace.identity() for _ in range(20)))
    assert {item.team for item in identities} == {"T0HOME"}
    assert len(slack.called("auth.test")) == 1


async def test_a_failed_question_fails_all_who_wait_and_is_asked_anew(api: SlackApi, slack: FakeSlack) -> None:
    slack.misbehave("auth.test", Mischief(status=503))
    workspace = Workspace(api, ())
    failures = await asyncio.gather(*(workspace.identity() for _ in range(20)), return_exceptions=True)
    assert {type(item) for item in failures} == {CallFailedError}
    assert (await workspace.identity()).bot == "B0BOT"
    assert len(slack.called("auth.test")) == 2


@pytest.mark.parametrize("code", ["invalid_auth", "account_inactive", "token_revoked"])
async def test_a_refused_token_stops_the_start_with_a_sentence(open_door: Open, slack: FakeSlack, code: str) -> None:
    slack.misbehave("auth.test", Mischief(error=code))
    with pytest.raises(SettingsError, match=rf"SLACK_BOT_TOKEN was refused by Slack \({code}\)"):
        await open_door()


GRID = {"team": None, "enterprise": {"id": "E0GRID", "name": "Grid"}, "is_enterprise_install": True}
"""As Slack writes it where the app is installed for a whole organisation."""
SISTER = direct_message("x", user_team="T0SISTER", team="T0SISTER")["event"]


@pytest.mark.parametrize(
    ("body", "allowed", "origin"),
    [
        (direct_message("x"), (), Origin.HOME),
        (command("x"), (), Origin.HOME),
        (press("x"), (), Origin.HOME),
        (direct_message("x"), ("T0SISTER",), Origin.FOREIGN),
        (direct_message("x", user_team="T0OTHER"), (), Origin.EXTERNAL),
        (direct_message("x", source_team="T0OTHER"), (), Origin.EXTERNAL),
        (press("x", team="T0OTHER"), (), Origin.EXTERNAL),
        ({**direct_message("x"), "is_ext_shared_channel": True}, (), Origin.EXTERNAL),
        (envelope(SISTER), (), Origin.EXTERNAL),
        (envelope(SISTER), ("T0HOME", "T0SISTER"), Origin.HOME),
        (direct_message("x", user_team="E0GRID"), (), Origin.HOME),
        (envelope(SISTER, team="T0SISTER", authorized="T0SISTER"), (), Origin.FOREIGN),
        (command("x", team="T0OTHER"), (), Origin.FOREIGN),
        ({"type": "block_actions", "team": {"id": "T0OTHER"}}, (), Origin.FOREIGN),
        (shortcut("x", team="T0HOME"), (), Origin.HOME),
        (message_shortcut("x", message={"team": "T0OTHER", "user_team": "T0OTHER"}), (), Origin.HOME),
        ({**sent("x"), **GRID}, (), Origin.HOME),
        ({**sent("x", team="T0SISTER"), **GRID}, (), Origin.EXTERNAL),
        ({**sent("x", team="T0SISTER"), **GRID}, ("T0HOME", "T0SISTER"), Origin.HOME),
        ({**sent("x"), **GRID, "enterprise": {"id": "E0OTHER"}}, (), Origin.FOREIGN),
        ({}, (), Origin.FOREIGN),
    ],
)
async def test_where_a_request_comes_from(
    api: SlackApi, slack: FakeSlack, body: dict[str, object], allowed: tuple[str, ...], origin: Origin
) -> None:
    slack.enterprise = "E0GRID"
    assert await Workspace(api, allowed).origin(body) is origin


async def test_one_workspace_posts_for_everybody_and_serves_its_own(api: SlackApi) -> None:
    only = OneWorkspace(Workspace(api, ()))
    assert await only.posting("T0ANYTHING") is api
    found = await only.serving({"T0HOME"})
    assert found is not None
    assert found.api is api
    assert await only.serving({"T0OTHER"}) is None
    assert await only.serving(set()) is None


@pytest.mark.parametrize(
    ("body", "author"),
    [
        (direct_message("x"), "U0ANNA"),
        (direct_message("x", bot_id="B0BOT"), ""),
        (command("x"), "U0ANNA"),
        (press("x"), "U0ANNA"),
        ({}, ""),
    ],
)
def test_who_asks(body: dict[str, object], author: str) -> None:
    assert author_of(body) == author
