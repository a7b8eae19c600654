"""The manifests ask for what the bot uses, and for nothing else."""

import re
from pathlib import Path

import pytest
import yaml

from handlers.slack.platform import PATHS
from handlers.slack.ways_in import CHECK_MESSAGE, CHECK_WORDS, COMMAND, REVIEW_PROFILE

FOLDER = Path(__file__).parents[3] / "deploy" / "slack"
SOURCE = Path(__file__).parents[3] / "handlers" / "slack"

NEEDED = {
    "auth_test": set(),
    "chat_postMessage": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "conversations_open": {"im:write"},
    "conversations_history": {"im:history", "groups:history"},
    "conversations_replies": {"im:history"},
    "chat_update": {"chat:write"},
    "users_info": {"users:read"},
    "views_open": set(),
    "views_update": set(),
    "views_publish": set(),
}
"""Scopes that each method of the Web API needs here."""


@pytest.fixture(params=["manifest.yaml", "manifest-socket-mode.yaml"])
def path(request: pytest.FixtureRequest) -> Path:
    return FOLDER / str(request.param)


def test_the_scopes_are_those_that_the_code_needs(path: Path) -> None:
    called = {
        name
        for file in SOURCE.glob("*.py")
        for name in re.findall(r"(?<!handler\.)client\.([a-z]+_[A-Za-z]+)\(", file.read_text())
    }
    assert called == set(NEEDED)
    scopes = yaml.safe_load(path.read_text())["oauth_config"]["scopes"]
    assert set(scopes) == {"bot"}
    assert set(scopes["bot"]) == set().union(*NEEDED.values()) | {"commands"}


def test_each_scope_and_event_is_explained(path: Path) -> None:
    lines = path.read_text().splitlines()
    for number, line in enumerate(lines):
        if re.match(r"\s+- [a-z]+(:[a-z]+)?(\.im)?$", line):
            assert lines[number - 1].strip().startswith("#"), line


def test_people_can_write_to_the_bot_and_use_the_command(path: Path) -> None:
    manifest = yaml.safe_load(path.read_text())
    assert manifest["features"]["app_home"]["messages_tab_enabled"]
    assert not manifest["features"]["app_home"]["messages_tab_read_only_enabled"]
    assert [item["command"] for item in manifest["features"]["slash_commands"]] == [COMMAND]
    assert manifest["features"]["app_home"]["home_tab_enabled"]
    assert manifest["settings"]["interactivity"]["is_enabled"]


def test_the_manifest_names_what_the_code_listens_to(path: Path) -> None:
    heard = "".join(file.read_text() for file in SOURCE.glob("*.py"))
    manifest = yaml.safe_load(path.read_text())
    events = set(manifest["settings"]["event_subscriptions"]["bot_events"])
    assert {event.partition(".")[0] for event in events} == set(re.findall(r"app\.event\(\"([a-z_]+)\"\)", heard))
    assert events == {"message.im", "app_home_opened"}
    shortcuts = {(item["callback_id"], item["type"]) for item in manifest["features"]["shortcuts"]}
    assert shortcuts == {(CHECK_MESSAGE, "message"), (CHECK_WORDS, "global"), (REVIEW_PROFILE, "global")}
    assert set(re.findall(r"app\.shortcut\(([A-Z_]+)\)", heard)) == {"CHECK_MESSAGE", "CHECK_WORDS", "REVIEW_PROFILE"}


def test_what_people_read_in_the_manifest_fits(path: Path) -> None:
    features = yaml.safe_load(path.read_text())["features"]
    for item in features["shortcuts"]:
        assert len(item["name"]) <= 24
        assert len(item["description"]) <= 150


def test_the_addresses_are_the_bots_route() -> None:
    addresses = re.findall(r"https://bot\.example\.org(\S+)", (FOLDER / "manifest.yaml").read_text())
    assert addresses == [PATHS[0]] * 3


def test_the_two_manifests_differ_in_addresses_and_mode_only() -> None:
    def without_addresses(name: str) -> list[str]:
        lines = (FOLDER / name).read_text().splitlines()
        return [line for line in lines if "://" not in line and "socket_mode_enabled" not in line][2:]

    http, socket = without_addresses("manifest.yaml"), without_addresses("manifest-socket-mode.yaml")
    assert http == socket
    assert "://" not in (FOLDER / "manifest-socket-mode.yaml").read_text()
