"""The bot's own check-up: each thing that can be wrong is found and comes with what to do."""

import base64
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from bot import doctor
from bot.checkup import Check, State
from bot.runtime import KEY_FILE
from bot.settings import Settings
from bot.store.database import Database
from tests.conftest import MakeSettings

NOW = lambda: datetime.now(UTC)  # noqa: E731  a clock


async def database_checks(settings: Settings, ahead: float = 0.0) -> list[Check]:
    return await doctor._database(settings, lambda: datetime.now(UTC) + timedelta(seconds=ahead))


def wrong(checks: list[Check]) -> list[str]:
    return [check.says for check in checks if check.state is State.PROBLEM]


async def test_everything_is_well_where_everything_is_well(
    make_settings: MakeSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    checks = await doctor.check_up(make_settings(), NOW)
    assert wrong(checks) == []
    assert {"database", "language", "web page", "reading"} <= {
        check.part for check in checks if check.state is State.OK
    }
    assert any("see the signs in a sample" in check.says for check in checks)


async def test_every_problem_comes_with_a_remedy(make_settings: MakeSettings) -> None:
    broken = make_settings(database_url="postgresql://nobody@127.0.0.1:9/none", language="xx")
    checks = [*await database_checks(broken), *doctor._language(broken)]
    assert len(wrong(checks)) == 2
    assert all(check.remedy for check in checks if check.state is State.PROBLEM)
    assert "nobody" not in repr(checks)


async def test_another_master_key_is_found(make_settings: MakeSettings, database: Database) -> None:
    await database.vault("web:local")
    assert wrong(await database_checks(make_settings())) == []
    other = base64.b64encode(bytes(32)).decode()
    assert wrong(await database_checks(make_settings(master_key=other))) == ["It was written with another master key."]


async def test_a_database_of_another_version_is_found(make_settings: MakeSettings, database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("INSERT INTO applied_migrations VALUES ('bot', '9999_future.sql', 'x')")
    (problem,) = wrong(await database_checks(make_settings()))
    assert "9999_future.sql" in problem


async def test_looking_applies_no_migration(make_settings: MakeSettings, database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("DROP TABLE applied_migrations")
        checks = await database_checks(make_settings())
        assert "migrations are still to come" in checks[-1].says
        row = connection.execute("SELECT to_regclass('applied_migrations')").fetchone()
    assert row == (None,)


async def test_a_clock_that_is_off_is_found(make_settings: MakeSettings) -> None:
    assert "ahead of PostgreSQL's" in wrong(await database_checks(make_settings(), ahead=300))[0]


async def test_an_unregistered_teams_channel_is_found(make_settings: MakeSettings) -> None:
    teams = {
        "teams_app_id": "a",
        "teams_app_password": "b",
        "teams_tenant_id": "c",
        "teams_admins": ("d",),
        "security_channel": "teams",
    }
    assert wrong(await database_checks(make_settings(**teams))) == [
        "No channel for alerts is registered yet; alerts wait."
    ]


async def test_where_no_database_was_made_yet_none_is_made_now(tmp_path: Path) -> None:
    (check,) = await database_checks(Settings(_env_file=None, data_dir=tmp_path / "fresh"))
    assert check.state is State.NOT_CHECKED
    assert not (tmp_path / "fresh").exists()


def test_open_folders_and_keys_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(_env_file=None, data_dir=tmp_path / "data")
    settings.data_dir.mkdir(mode=0o700)
    key = settings.data_dir / KEY_FILE
    key.touch(mode=0o600)
    assert wrong(list(doctor._folder(settings))) == []
    key.chmod(0o640)
    settings.data_dir.chmod(0o755)
    found = [check for check in doctor._folder(settings) if check.state is State.PROBLEM]
    assert [check.remedy.split()[1:3] for check in found] == [["chmod", "700"], ["chmod", "600"]]


def test_a_full_disk_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path / "not" / "yet")
    assert wrong(list(doctor._disk(settings))) == []
    monkeypatch.setattr(doctor, "LEAST_FREE_BYTES", 1 << 62)
    assert len(wrong(list(doctor._disk(settings)))) == 1


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, State.OK),
        ({"host": "0.0.0.0", "allow_remote_web": True}, State.NOT_CHECKED),  # noqa: S104  that is what is looked for
    ],
)
def test_a_page_that_others_can_reach_is_pointed_out(values: dict[str, object], state: State) -> None:
    settings = Settings(_env_file=None, **values)  # type: ignore[arg-type]  # checked by pydantic
    assert [check.state for check in doctor._web(settings)] == [state]


def test_root_owned_or_not_the_checks_never_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    list(doctor._folder(Settings(_env_file=None, data_dir=tmp_path / "data")))
    assert os.listdir(tmp_path) == []  # noqa: PTH208  names only
