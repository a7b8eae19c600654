"""The manifest for many workspaces is the ordinary one, and what installing needs besides."""

from pathlib import Path

import yaml

from handlers.slack.install.departures import REVOKED, UNINSTALLED
from handlers.slack.install.flow import REDIRECT_PATH, SCOPES

FOLDER = Path(__file__).parents[4] / "deploy" / "slack"


def test_it_asks_for_what_the_link_asks_for_and_comes_back_to_the_bots_route() -> None:
    manifest = yaml.safe_load((FOLDER / "manifest-many-workspaces.yaml").read_text())
    assert manifest["oauth_config"]["scopes"] == {"bot": list(SCOPES)}
    assert manifest["oauth_config"]["redirect_urls"] == [f"https://bot.example.org{REDIRECT_PATH}"]


def test_it_differs_from_the_ordinary_one_in_what_installing_needs_only() -> None:
    ordinary = yaml.safe_load((FOLDER / "manifest.yaml").read_text())
    many = yaml.safe_load((FOLDER / "manifest-many-workspaces.yaml").read_text())
    del many["oauth_config"]["redirect_urls"]
    ordinary["settings"]["event_subscriptions"]["bot_events"] += [UNINSTALLED, REVOKED]
    ordinary["settings"].update(org_deploy_enabled=True, token_rotation_enabled=True)
    assert many == ordinary
