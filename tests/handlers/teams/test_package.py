"""The package that an administrator uploads."""

import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings, SettingsError
from handlers.teams.dialogs import CHECK_MESSAGE, COMMANDS
from handlers.teams.package import make_manifest, write_package
from handlers.teams.parse import COMMAND, PAGES, REGISTER_WORDS
from tests.fakes.teams import APP_ID, FakeMicrosoft


@pytest.fixture
def configured() -> Settings:
    return Settings(_env_file=None, security_channel="teams", **FakeMicrosoft().settings())  # type: ignore[arg-type]


def test_the_package_holds_manifest_and_icons_at_its_root(configured: Settings, tmp_path: Path) -> None:
    target = tmp_path / "new folder" / "app.zip"
    write_package(configured, target)
    with zipfile.ZipFile(target) as package:
        assert package.namelist() == ["manifest.json", "color.png", "outline.png"]
        manifest = json.loads(package.read("manifest.json"))
        sizes = [struct.unpack(">II", package.read(manifest["icons"][kind])[16:24]) for kind in ("color", "outline")]
    assert sizes == [(192, 192), (32, 32)]
    assert manifest["id"] == manifest["bots"][0]["botId"] == APP_ID
    assert "{{" not in json.dumps(manifest)


def test_the_same_settings_give_the_same_bytes(configured: Settings, tmp_path: Path) -> None:
    write_package(configured, tmp_path / "a.zip")
    write_package(configured, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_no_permission_is_asked_for(configured: Settings) -> None:
    manifest = make_manifest(configured)
    assert not {"permissions", "authorization", "webApplicationInfo", "devicePermissions"} & set(manifest)
    assert manifest["validDomains"] == []


def test_texts_keep_to_the_lengths_that_teams_allows(configured: Settings) -> None:
    manifest = json.loads(json.dumps(make_manifest(configured)))
    assert len(manifest["name"]["short"]) <= 30
    assert len(manifest["name"]["full"]) <= 100
    assert len(manifest["description"]["short"]) <= 80
    assert len(manifest["description"]["full"]) <= 4000
    for commands in manifest["bots"][0]["commandLists"]:
        assert len(commands["commands"]) <= 10
        for command in commands["commands"]:
            assert len(command["title"]) <= 32
            assert len(command["description"]) <= 128


def commands(configured: Settings) -> list[dict[str, Any]]:
    manifest = json.loads(json.dumps(make_manifest(configured)))
    (extension,) = manifest["composeExtensions"]
    assert extension["botId"] == APP_ID
    found: list[dict[str, Any]] = extension["commands"]
    return found


def test_every_command_of_the_message_extension_is_answered_and_no_other_is(configured: Settings) -> None:
    found = commands(configured)
    assert {command["id"] for command in found} == COMMANDS
    assert all(command["type"] == "action" and command["fetchTask"] for command in found)
    assert [command["id"] for command in found if "message" in command["context"]] == [CHECK_MESSAGE]


def test_every_typed_command_in_the_menu_is_understood(configured: Settings) -> None:
    manifest = json.loads(json.dumps(make_manifest(configured)))
    for listed in manifest["bots"][0]["commandLists"]:
        for command in listed["commands"]:
            known = command["title"] in {*PAGES, COMMAND} | (REGISTER_WORDS if "team" in listed["scopes"] else set())
            assert known, command["title"]


def test_no_more_than_a_personal_chat_and_a_team_is_asked_for(configured: Settings) -> None:
    manifest = json.loads(json.dumps(make_manifest(configured)))
    assert manifest["bots"][0]["scopes"] == ["personal", "team"]


def test_without_an_application_id_it_says_which_setting_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="TEAMS_APP_ID"):
        write_package(Settings(_env_file=None), tmp_path / "app.zip")


def test_a_place_that_cannot_be_written_is_said(configured: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        write_package(configured, tmp_path / "file" / "app.zip")
