"""Commands for those who run the bot: look whether all is well, open a report on the record, read the record."""

from typing import Annotated, NoReturn

import typer

from handlers.terminal.contract import dumps

operate = typer.Typer()

EXIT_CANNOT = 2


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


@operate.command()
def reveal(
    reference: Annotated[str, typer.Argument(metavar="TB-1042", help="The report, as the alert names it.")],
    *,
    reason: Annotated[str, typer.Option(help="Why you open it; entered in the audit.")] = "",
    person: Annotated[bool, typer.Option("--person", help="Also who the reporter is.")] = False,
) -> None:
    """Open a report's own words, after entering in the audit who opens it and why."""
    from handlers.terminal.reveal import CannotError, revealed, show  # noqa: PLC0415  as above

    try:
        show(revealed(reference, reason, person=person))
    except CannotError as error:
        _stop(str(error))


@operate.command()
def audit(
    *,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many entries, the newest first.")] = 100,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Show who opened, deleted or decided what, and why."""
    from handlers.terminal.reveal import CannotError, entries, entry_json, show_entries  # noqa: PLC0415  as above

    try:
        found = entries(limit)
    except CannotError as error:
        _stop(str(error))
    if json:
        for entry in found:
            typer.echo(dumps(entry_json(entry)))
    else:
        show_entries(found)


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(EXIT_CANNOT)
