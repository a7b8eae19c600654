"""Commands for those who run the bot: look whether all is well."""

from typing import Annotated

import typer

from handlers.terminal.contract import dumps

operate = typer.Typer()


@operate.command()
def doctor(*, json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Look at settings, database, Slack, Teams and the rest, and say what to do about what is wrong."""
    from handlers.terminal.doctor import EXIT_PROBLEM, as_json, examine, show  # noqa: PLC0415  as in app.py

    checks = examine()
    found = as_json(checks)
    if json:
        typer.echo(dumps(found))
    else:
        show(checks)
    if not found["ok"]:
        raise typer.Exit(EXIT_PROBLEM)
