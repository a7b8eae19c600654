import base64
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings, SettingsError, load_settings
from nlp.model import RiskBand

KEY = base64.b64encode(bytes(32)).decode()
SLACK = {"SLACK_BOT_TOKEN": "xoxb-1-secret", "SLACK_SIGNING_SECRET": "s"}
INSTALL = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "hush-client",
    "SLACK_PUBLIC_URL": "https://bot.example.org",
    "SLACK_SIGNING_SECRET": "s",
}
TEAMS = {"TEAMS_APP_ID": "app", "TEAMS_APP_PASSWORD": "pw", "TEAMS_TENANT_ID": "tenant", "TEAMS_ADMINS": "owner"}


@pytest.fixture(autouse=True)
def _no_dotenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def settings(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def test_without_any_setting_the_page_is_served_on_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch)
    assert (found.web_enabled, found.host, found.alert_channel) == (True, "127.0.0.1", "web")
    assert found.alert_band is RiskBand.MEDIUM
    assert found.database_url is None


def test_with_a_platform_the_page_is_not_served_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not settings(monkeypatch, **SLACK, SECURITY_CHANNEL="slack:C01").web_enabled
    assert settings(monkeypatch, WEB="true").web_enabled


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, **TEAMS, SECURITY_CHANNEL="teams", TEAMS_ALLOWED_TENANTS="a, b,,c ")
    assert found.teams_tenants == ("a", "b", "c")


def test_the_own_tenant_is_allowed_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings(monkeypatch, **TEAMS, SECURITY_CHANNEL="teams").teams_tenants == ("tenant",)


def test_a_dotenv_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=9999\nUNRELATED=1\nSECURITY_CHANNEL=\n")
    assert load_settings().port == 9999


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"DATABASE_URL": "postgresql://x"}, ["MASTER_KEY"]),
        ({"DATABASE_URL": "mysql://x", "MASTER_KEY": KEY}, ["DATABASE_URL"]),
        ({"MASTER_KEY": "short"}, ["MASTER_KEY"]),
        ({"MASTER_KEY": base64.b64encode(bytes(31)).decode()}, ["MASTER_KEY"]),
        ({"SLACK_SIGNING_SECRET": "s"}, ["SLACK_BOT_TOKEN"]),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SECURITY_CHANNEL": "slack:C1"}, ["SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"]),
        ({**SLACK, "SLACK_APP_TOKEN": "xapp-1", "SECURITY_CHANNEL": "slack:C1"}, ["SLACK_APP_TOKEN"]),
        ({**SLACK, "SLACK_BOT_TOKEN": "xoxp-1", "SECURITY_CHANNEL": "slack:C1"}, ["SLACK_BOT_TOKEN"]),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xoxb-1", "SECURITY_CHANNEL": "slack:C1"}, ["xapp-"]),
        (
            {"TEAMS_APP_ID": "app", "SECURITY_CHANNEL": "teams"},
            ["TEAMS_APP_PASSWORD", "TEAMS_TENANT_ID", "TEAMS_ADMINS"],
        ),
        (SLACK, ["SECURITY_CHANNEL"]),
        ({**SLACK, "SECURITY_CHANNEL": "slack:/C1"}, ["SECURITY_CHANNEL", "slack:T0123ABCD/C0123ABCD"]),
        ({**SLACK, "SECURITY_CHANNEL": "slack:T1/C1", "SLACK_TEAM_IDS": "T2"}, ["SECURITY_CHANNEL", "T1"]),
        ({**SLACK, "SECURITY_CHANNEL": "slack:C1", "SLACK_ENTERPRISE_IDS": "E1"}, ["SLACK_ENTERPRISE_IDS"]),
        ({"SLACK_CLIENT_ID": "1.2", "SECURITY_CHANNEL": "slack:T1/C1"}, ["SLACK_CLIENT_SECRET", "SLACK_PUBLIC_URL"]),
        ({"SLACK_PUBLIC_URL": "https://b.example"}, ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"]),
        ({**INSTALL, **SLACK, "SECURITY_CHANNEL": "slack:T1/C1"}, ["SLACK_BOT_TOKEN and SLACK_CLIENT_ID"]),
        ({**INSTALL, "SLACK_SIGNING_SECRET": "", "SECURITY_CHANNEL": "slack:T1/C1"}, ["SLACK_SIGNING_SECRET"]),
        ({**INSTALL, "SECURITY_CHANNEL": "web", "WEB": "true"}, ["SLACK_TEAM_IDS", "SLACK_ENTERPRISE_IDS"]),
        ({**INSTALL, "SECURITY_CHANNEL": "slack:C1", "SLACK_TEAM_IDS": "T1,T2"}, ["SECURITY_CHANNEL", "slack:T0123"]),
        ({**INSTALL, "SECURITY_CHANNEL": "slack:C1", "SLACK_ENTERPRISE_IDS": "E1"}, ["SECURITY_CHANNEL", "slack:E0"]),
        ({**INSTALL, "SECURITY_CHANNEL": "slack:E2/C1", "SLACK_ENTERPRISE_IDS": "E1"}, ["E2"]),
        ({**INSTALL, "SLACK_PUBLIC_URL": "http://b.example", "SECURITY_CHANNEL": "slack:T1/C1"}, ["SLACK_PUBLIC_URL"]),
        ({**INSTALL, "SLACK_PUBLIC_URL": "https://b.example/?a", "SECURITY_CHANNEL": "slack:T1/C1"}, ["plain address"]),
        ({**SLACK, "SECURITY_CHANNEL": "web"}, ["SECURITY_CHANNEL", "WEB=true"]),
        ({**SLACK, "SECURITY_CHANNEL": "teams"}, ["TEAMS_APP_ID"]),
        ({**TEAMS, "SECURITY_CHANNEL": "slack:C1"}, ["SLACK_BOT_TOKEN"]),
        ({**SLACK, "SECURITY_CHANNEL": "slack:#general"}, ["SECURITY_CHANNEL", "ID"]),
        ({"SECURITY_CHANNEL": "email"}, ["SECURITY_CHANNEL"]),
        ({"HOST": "0.0.0.0"}, ["HOST", "ALLOW_REMOTE_WEB"]),  # noqa: S104  refused is the point
        ({"WEB": "false"}, ["WEB"]),
        ({"SLACK_API_URL": "http://slack.example/api/"}, ["SLACK_API_URL", "https://"]),
        ({"PORT": "70000"}, ["PORT"]),
        ({"RETENTION_DAYS": "0"}, ["RETENTION_DAYS"]),
        ({"ALERT_FROM": "never"}, ["ALERT_FROM"]),
        ({"SENSITIVITY": "loud"}, ["SENSITIVITY"]),
    ],
)
def test_a_contradiction_names_the_variable_and_the_way_out(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], named: list[str]
) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(monkeypatch, **values)
    for name in named:
        assert name in str(caught.value)
    assert str(caught.value).rstrip().endswith((".", "--", ')"'))


@pytest.mark.parametrize(
    "values",
    [
        {"HOST": "0.0.0.0", "ALLOW_REMOTE_WEB": "true"},  # noqa: S104  allowed outright
        {"HOST": "::1"},
        {"HOST": "localhost"},
        {"SLACK_API_URL": "http://127.0.0.1:9/api/"},
        {**SLACK, "SECURITY_CHANNEL": "slack:C1", "HOST": "0.0.0.0"},  # noqa: S104  no page there
        {**SLACK, **TEAMS, "SECURITY_CHANNEL": "teams"},
        {"DATABASE_URL": "postgresql://x", "MASTER_KEY": KEY},
        {"ALERT_FROM": "HIGH", "LOG_LEVEL": "INFO"},
        {**SLACK, "SECURITY_CHANNEL": "slack:T1/C1"},
        {**INSTALL, "SECURITY_CHANNEL": "slack:T1/C1"},
        {**INSTALL, "SECURITY_CHANNEL": "slack:C1", "SLACK_TEAM_IDS": "T1"},
        {**INSTALL, "SECURITY_CHANNEL": "slack:T1/C1", "SLACK_TEAM_IDS": "T2", "SLACK_ENTERPRISE_IDS": "E1"},
        {**INSTALL, "SECURITY_CHANNEL": "slack:E1/C1", "SLACK_ENTERPRISE_IDS": "E1"},
        {**INSTALL, "SLACK_SIGNING_SECRET": "", "SLACK_APP_TOKEN": "xapp-1", "SECURITY_CHANNEL": "slack:T1/C1"},
    ],
)
def test_sound_combinations_are_taken(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    settings(monkeypatch, **values)


def test_no_secret_is_said_or_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(monkeypatch, SLACK_BOT_TOKEN="hush-hush", MASTER_KEY="hush-hush", PORT="hush-hush")
    assert "hush" not in str(caught.value)
    monkeypatch.undo()
    shown = repr(
        Settings(
            _env_file=None,
            slack_bot_token="xoxb-hush",
            slack_signing_secret="hush",
            security_channel="slack:C1",
            master_key=KEY,
        )
    )  # type: ignore[arg-type]
    assert "hush" not in shown
    assert KEY not in shown


def test_settings_cannot_be_changed_once_made() -> None:
    found = Settings(_env_file=None)
    with pytest.raises(ValidationError):
        found.port = 1
