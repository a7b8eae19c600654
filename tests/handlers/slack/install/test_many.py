"""Several workspaces and whole organisations at once; tokens kept to themselves; other ways to connect."""

from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from bot.settings import Settings, SettingsError
from handlers.slack.one_token import OneToken
from tests.conftest import MakeSettings, eventually
from tests.fakes.slack_oauth import FakeSlackOAuth, Place
from tests.fakes.slack_payloads import Json, as_form, as_json, command, direct_message, envelope
from tests.handlers.slack.install.conftest import Replica

LURE = "HIGH fee for a short report"
GRID = {"slack_team_ids": (), "slack_enterprise_ids": ("E0GRID",), "security_channel": "slack:E0GRID/C0SECURITY"}


def from_team(team: str, user: str, *, whole: bool = False, **more: Any) -> Json:
    """A direct message in a workspace, which may belong to an organisation that installed the bot as a whole."""
    body = envelope(direct_message(LURE, user=user, team=team)["event"], team=team, authorized=team)
    if whole:
        body["enterprise_id"] = "E0GRID"
        body["authorizations"][0].update(enterprise_id="E0GRID", is_enterprise_install=True)
    return {**body, **more}


def posted_with(slack: FakeSlackOAuth) -> set[str | None]:
    return {slack.tokens[token].team for method, token in slack.used if method == "chat.postMessage"}


async def test_each_workspace_is_answered_with_its_own_token_and_security_with_its_own(
    replica: Replica, slack: FakeSlackOAuth
) -> None:
    await replica.install()
    slack.place = Place("T0SISTER", bot_user="U0SISBOT")
    await replica.install()
    await replica.send(as_json(from_team("T0SISTER", "U0BEA")))
    await eventually(lambda: len(slack.posts("D0BEA")) == 1 and len(slack.posts("C0SECURITY")) == 1)
    by_channel = {
        arguments["channel"]: slack.tokens[token].team
        for (method, arguments), (_, token) in zip(slack.calls, slack.used, strict=True)
        if method == "chat.postMessage"
    }
    assert by_channel == {"D0BEA": "T0SISTER", "C0SECURITY": "T0HOME"}


async def test_an_organisation_installs_once_for_all_its_workspaces(running: Any, slack: FakeSlackOAuth) -> None:
    slack.place = Place(None, "E0GRID")
    async with running(**GRID) as replica:
        answer = await replica.install()
        assert "organisation" in await answer.text()
        assert (await replica.send(as_json(from_team("T0ONE", "U0ANNA", whole=True)))).status == 200
        assert (await replica.send(as_json(from_team("T0TWO", "U0BEA", whole=True)))).status == 200
        form = {**command(LURE), "team_id": "T0THREE", "enterprise_id": "E0GRID", "user_id": "U0CLEO"}
        assert (await replica.send(as_form({**form, "is_enterprise_install": "true"}))).status == 200
        await eventually(lambda: all(len(slack.posts(f"D0{name}")) == 1 for name in ("ANNA", "BEA", "CLEO")))
        await eventually(lambda: len(slack.posts("C0SECURITY")) == 3)
    assert posted_with(slack) == {None}


async def test_another_organisations_people_are_not_served_by_its_token(running: Any, slack: FakeSlackOAuth) -> None:
    slack.place = Place(None, "E0GRID")
    async with running(**GRID) as replica:
        await replica.install()
        assert (await replica.send(as_json(from_team("T0ELSE", "U0EVE")))).status == 401
        shared = from_team("T0ONE", "U0EVE", whole=True, is_ext_shared_channel=True)
        assert (await replica.send(as_json(shared))).status == 200
        await eventually(lambda: len(slack.posts("D0EVE")) == 1)
        assert slack.posts("C0SECURITY") == []


async def test_a_workspace_of_an_allowed_organisation_may_install_for_itself(
    running: Any, slack: FakeSlackOAuth
) -> None:
    slack.place = Place("T0ONE", "E0GRID")
    async with running(**{**GRID, "security_channel": "slack:T0ONE/C0SECURITY"}) as replica:
        assert (await replica.install()).status == 200
        assert (await replica.send(as_json(from_team("T0ONE", "U0ANNA")))).status == 200
        await eventually(lambda: len(slack.posts("C0SECURITY")) == 1)


async def test_decisions_count_in_the_security_channel_of_the_named_workspace_only(
    replica: Replica, slack: FakeSlackOAuth
) -> None:
    await replica.install()
    slack.place = Place("T0SISTER")
    await replica.install()
    await replica.send(as_json(direct_message(LURE)))
    await eventually(lambda: len(slack.posts("C0SECURITY")) == 1)
    alert = slack.posts("C0SECURITY")[0]
    button = next(
        item for block in alert["blocks"] for item in block.get("elements", []) if item.get("action_id") == "look"
    )
    press: Json = {
        "type": "block_actions",
        "user": {"id": "U0SEC", "name": "sec"},
        "container": {"type": "message", "channel_id": "C0SECURITY", "message_ts": alert["ts"]},
        "channel": {"id": "C0SECURITY"},
        "trigger_id": slack.trigger(),
        "actions": [{**button, "type": "button", "block_id": "b", "action_ts": "1.0"}],
    }
    for team in ("T0SISTER", "T0HOME"):
        body = {**press, "team": {"id": team}, "user": {**press["user"], "team_id": team}}
        assert (await replica.send(as_form(body))).status == 200
        if team == "T0SISTER":
            await eventually(lambda: len(slack.ephemeral) == 1)
            assert slack.called("chat.update") == []
    await eventually(lambda: len(slack.called("chat.update")) == 1)


async def test_no_token_is_ever_in_the_log_or_open_in_the_database(
    running: Any, slack: FakeSlackOAuth, database_url: str, capsys: pytest.CaptureFixture[str], caplog: Any
) -> None:
    slack.rotating = True
    async with running() as replica:
        link, cookie = await replica.start()
        await replica.come_back(await replica.decide(link), cookie)
        await replica.send(as_json(direct_message(LURE)))
        await eventually(lambda: len(slack.posts("D0ANNA")) == 1)
        slack.misbehave("oauth.v2.access")
        await replica.come_back("/slack/oauth_redirect?code=code-secret&state=state-secret", "state-secret")
        second, other_cookie = await replica.start()
        assert second != link
    said = capsys.readouterr()
    with psycopg.connect(database_url) as connection:
        stored = b""
        for table in ("slack_installations", "slack_install_states", "deliveries", "reports", "procrastinate_jobs"):
            stored += "".join(
                str(row) + "".join(bytes(cell).decode("latin-1") for cell in row if isinstance(cell, bytes))
                for row in connection.execute(SQL("SELECT * FROM {}").format(Identifier(table)))
            ).encode()
    everywhere = said.out + said.err + caplog.text + stored.decode()
    assert "T0HOME" in everywhere
    for word in ("xoxb-", "xoxe", "secret", cookie, other_cookie):
        assert word not in everywhere


async def test_socket_mode_serves_installed_workspaces(running: Any, slack: FakeSlackOAuth) -> None:
    async with running(slack_app_token="xapp-fake") as replica:
        assert (await replica.install()).status == 200
        await (await slack.send("events_api", direct_message(LURE)))
        await eventually(lambda: len(slack.posts("D0ANNA")) == 1 and len(slack.posts("C0SECURITY")) == 1)
        assert (await replica.client.post("/slack/events", data="{}")).status == 404


async def test_with_one_token_there_is_nothing_to_install(running: Any, slack: FakeSlackOAuth) -> None:
    slack.tokens["xoxb-one"] = Place("T0HOME")
    single = {"slack_client_id": "", "slack_client_secret": None, "slack_public_url": "", "slack_team_ids": ()}
    async with running(**single, slack_bot_token="xoxb-one") as replica:
        assert isinstance(replica.platform._tokens, OneToken)
        assert (await replica.client.get("/slack/install")).status == 404
        assert (await replica.send(as_json(direct_message(LURE)))).status == 200
        await eventually(lambda: len(slack.posts("D0ANNA")) == 1 and len(slack.posts("C0SECURITY")) == 1)


async def test_one_token_and_a_security_channel_elsewhere_stop_the_start(running: Any, slack: FakeSlackOAuth) -> None:
    slack.tokens["xoxb-one"] = Place("T0OTHER")
    single = {"slack_client_id": "", "slack_client_secret": None, "slack_public_url": "", "slack_team_ids": ()}
    with pytest.raises(SettingsError, match="T0HOME, but SLACK_BOT_TOKEN belongs to T0OTHER"):
        async with running(**single, slack_bot_token="xoxb-one"):
            pass


def test_settings_do_not_show_the_client_secret(make_settings: MakeSettings) -> None:
    found: Settings = make_settings(
        slack_client_id="1.2",
        slack_client_secret="hush",
        slack_public_url="https://bot.example.org",
        slack_signing_secret="s",
        slack_team_ids=("T1",),
        security_channel="slack:C1",
    )
    assert "hush" not in repr(found)
