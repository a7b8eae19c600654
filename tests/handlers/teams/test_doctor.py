"""The check-up of the Teams side, against Microsoft's side on loopback."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.checkup import Check, State
from bot.settings import Settings
from handlers.teams.doctor import check_up
from tests.fakes.teams import Answer, FakeMicrosoft


async def look(microsoft: FakeMicrosoft, *, ahead: float = 0.0, **changes: Any) -> list[Check]:
    settings = Settings(_env_file=None, security_channel="teams", **{**microsoft.settings(), **changes})
    return await check_up(settings, datetime.now(UTC) + timedelta(seconds=ahead))


def wrong(checks: list[Check]) -> list[str]:
    return [check.says for check in checks if check.state is State.PROBLEM]


async def test_all_is_well_and_nothing_was_posted(microsoft: FakeMicrosoft) -> None:
    checks = await look(microsoft)
    assert wrong(checks) == []
    assert "Microsoft gives the bot its token." in [check.says for check in checks]
    assert microsoft.taken == []


async def test_a_refused_secret_is_a_problem_and_not_shown(microsoft: FakeMicrosoft) -> None:
    checks = await look(microsoft, teams_app_password="an-old-secret")
    assert wrong(checks) == ["Microsoft refuses the bot's credentials (token_http_401)."]
    assert "an-old-secret" not in repr(checks)
    assert "TEAMS_APP_PASSWORD" in checks[0].remedy


async def test_a_token_service_that_is_away_is_another_problem(microsoft: FakeMicrosoft) -> None:
    microsoft.token_answers.append(Answer(0))
    checks = await look(microsoft)
    assert wrong(checks) == ["No token can be had (token_unreachable)."]


async def test_the_wrong_cloud_is_named_with_the_right_one(microsoft: FakeMicrosoft) -> None:
    checks = await look(microsoft, teams_cloud="usgov")
    (problem,) = (check for check in checks if check.state is State.PROBLEM)
    assert "another issuer" in problem.says
    assert problem.remedy == "Set TEAMS_CLOUD=public."


@pytest.mark.parametrize("ahead", [-120.0, 500.0])
async def test_a_clock_that_is_off_is_a_problem(microsoft: FakeMicrosoft, ahead: float) -> None:
    assert "clock" in wrong(await look(microsoft, ahead=ahead))[0]


async def test_missing_keys_are_a_problem(microsoft: FakeMicrosoft) -> None:
    microsoft.keys_status = 503
    assert wrong(await look(microsoft)) == ["The signing keys cannot be had (ClientResponseError)."]
    microsoft.keys_status = 200
    microsoft.keys = []
    assert wrong(await look(microsoft)) == ["The key set holds no RSA key."]


async def test_a_certificate_that_cannot_be_used_is_a_problem(microsoft: FakeMicrosoft, tmp_path: Path) -> None:
    checks = await look(microsoft, teams_app_password=None, teams_app_certificate=tmp_path / "none.pem")
    assert wrong(checks) == ["The certificate cannot be used."]
    assert "TEAMS_APP_CERTIFICATE" in checks[0].remedy
