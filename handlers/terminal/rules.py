"""`tbyl rules`: check the rulebook, count what its rules see, write its page.

The commands import what they need when they run: help must not wait for spaCy.
"""

from contextlib import ExitStack
from typing import Annotated

import typer

from handlers.terminal.contract import dumps

EXIT_WRONG = 1
"""A rule or the page is not in order; sentences on stdout say what to do."""
EXIT_CANNOT_OPEN = 2
OFTEN = 0.02

rules = typer.Typer(help="The rulebook.", no_args_is_help=True)


@rules.command()
def lint() -> None:
    """Check every rule file: its examples, lists and wording. Exit 1 if anything is wrong."""
    from nlp.signs.lint import lint as find_problems  # noqa: PLC0415 - see the module

    problems = find_problems()
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise typer.Exit(EXIT_WRONG)
    typer.echo("The rulebook is in order.")


@rules.command()
def document(
    *,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if the page is out of date.")] = False,
) -> None:
    """Write nlp/rules/RULES.md: every rule with what it says, its weight and an example."""
    from nlp.rulebook import load_rulebook  # noqa: PLC0415 - see the module
    from nlp.signs.document import PAGE  # noqa: PLC0415 - see the module
    from nlp.signs.document import document as page  # noqa: PLC0415 - see the module

    text = page(load_rulebook())
    current = PAGE.exists() and PAGE.read_text("utf-8") == text
    if check and not current:
        typer.echo(f"{PAGE.name} is out of date. Run `make rules` and commit it.")
        raise typer.Exit(EXIT_WRONG)
    if not current:
        PAGE.write_text(text, encoding="utf-8")
    typer.echo(f"{PAGE.name} is up to date.")


@rules.command()
def stats(
    sources: Annotated[list[str], typer.Argument(metavar="FILE.jsonl …", help="Lines {text, label?}; `-` is stdin.")],
    *,
    often: Annotated[float, typer.Option(help="List rules that see more than this share of honest texts.")] = OFTEN,
    json: Annotated[bool, typer.Option("--json", help="Print the counts as one JSON object.")] = False,
) -> None:
    """Count what each rule sees: by label, never, too often, and never alone."""
    from handlers.terminal.batch import opened_for_reading  # noqa: PLC0415 - see the module
    from handlers.terminal.rule_stats import stats as count  # noqa: PLC0415 - see the module

    try:
        with ExitStack() as stack:
            streams = [stack.enter_context(opened_for_reading(source)) for source in sources]
            counted = count(streams, often, as_json=json)
    except OSError as error:
        typer.echo(f"I cannot open {error.filename}: {error.strerror}.", err=True)
        raise typer.Exit(EXIT_CANNOT_OPEN) from error
    if counted is not None:
        typer.echo(dumps(counted))
