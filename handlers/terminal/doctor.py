"""`tbyl doctor`: look at everything that the bot needs, a line each, with what to do where something is wrong."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime

import typer

from bot.checkup import Check, State, fine, not_checked, problem
from bot.settings import Settings, SettingsError, load_settings
from handlers.terminal.contract import JsonObject

EXIT_PROBLEM = 1


def examine() -> list[Check]:
    """Look at everything, in an order in which the first problem is worth mending first."""
    try:
        settings = load_settings()
    except SettingsError as error:
        wrong = [problem("settings", line, "Correct it and run tbyl doctor again.") for line in str(error).splitlines()]
        return [*wrong, not_checked("everything else", "Without settings that agree there is nothing to look at.")]
    return asyncio.run(_examine(settings))


async def _examine(settings: Settings) -> list[Check]:
    from bot.doctor import check_up  # noqa: PLC0415  libraries that the other commands do without

    own = [fine("settings", "They agree with each other."), *await check_up(settings, _now)]
    found = await asyncio.gather(*(platform(settings, _now()) for platform in _platforms(settings)))
    return [*own, *(check for checks in found for check in checks), *_not_set_up(settings)]


Platform = Callable[[Settings, datetime], Coroutine[None, None, list[Check]]]


def _platforms(settings: Settings) -> list[Platform]:
    found: list[Platform] = []
    if settings.slack_enabled:
        from handlers.slack import doctor as slack  # noqa: PLC0415

        found.append(slack.check_up)
    if settings.teams_enabled:
        from handlers.teams import doctor as teams  # noqa: PLC0415

        found.append(teams.check_up)
    return found


def _not_set_up(settings: Settings) -> list[Check]:
    names = {"Slack": settings.slack_enabled, "Teams": settings.teams_enabled}
    return [not_checked(name, "It is not set up.") for name, there in names.items() if not there]


def _now() -> datetime:
    return datetime.now(UTC)


def show(checks: list[Check]) -> None:
    """Print a line for each, and the remedy under it."""
    for check in checks:
        typer.echo(f"{check.state.value:<12} {check.part + ':':<16} {check.says}")
        if check.remedy:
            typer.echo(f"{'':<12} {'':<16} {check.remedy}")
    wrong = sum(check.state is State.PROBLEM for check in checks)
    typer.echo(f"\n{wrong} problem{'' if wrong == 1 else 's'} found." if wrong else "\nNo problem found.")


def as_json(checks: list[Check]) -> JsonObject:
    """Give the same for a program."""
    return {
        "ok": not any(check.state is State.PROBLEM for check in checks),
        "checks": [
            {"part": check.part, "state": check.state.value, "says": check.says, "remedy": check.remedy}
            for check in checks
        ],
    }
