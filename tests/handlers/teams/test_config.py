"""Which clouds the bot knows and whom it trusts."""

from typing import Any

from bot.settings import Settings
from handlers.teams.config import TeamsConfig, teams_config
from tests.fakes.teams import APP_ID, PERSON, SECRET, TENANT


def configured(**changes: Any) -> TeamsConfig:
    given = {
        "teams_app_id": APP_ID,
        "teams_app_password": SECRET,
        "teams_tenant_id": TENANT,
        "security_channel": "web",
        "web": True,
        **changes,
    }
    return teams_config(Settings(_env_file=None, **given))


def test_the_public_cloud_is_the_default() -> None:
    config = configured()
    assert config.issuer == "https://api.botframework.com"
    assert config.token_url == f"https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token"
    assert config.may_write_to("https://smba.trafficmanager.net/emea/")
    assert not config.may_write_to("https://smba.infra.gov.teams.microsoft.us/teams/")


def test_the_government_cloud_trusts_and_writes_to_its_own_hosts_only() -> None:
    config = configured(teams_cloud="usgov")
    assert config.issuer == "https://api.botframework.us"
    assert config.openid_url.startswith("https://login.botframework.azure.us/")
    assert config.token_url.startswith("https://login.microsoftonline.us/")
    assert config.scope == "https://api.botframework.us/.default"
    assert config.may_write_to("https://smba.infra.gov.teams.microsoft.us/teams/")
    assert not config.may_write_to("https://smba.trafficmanager.net/emea/")


def test_only_the_own_tenant_is_allowed_unless_others_are_named() -> None:
    assert configured().tenants == {TENANT}
    assert configured(teams_allowed_tenants=("ONE", "two")).tenants == {"one", "two"}


def test_nobody_may_choose_the_channel_unless_named() -> None:
    assert configured().admins == frozenset()
    assert configured(teams_admins=(PERSON.upper(), "other")).admins == {PERSON, "other"}


def test_the_secret_is_never_shown() -> None:
    assert SECRET not in repr(configured())
