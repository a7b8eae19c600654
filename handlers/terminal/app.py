"""The `tbyl` command: read one text, a file of texts, or run the bot."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from handlers.terminal.contract import dumps
from handlers.terminal.operate import operate
from handlers.terminal.rules import rules
from nlp.model import Approach, ReadingError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.profile_form import ProfileReview

EXIT_CANNOT_OPEN = 2
"""The input or output cannot be opened, or a setting is wrong; a sentence on stderr says which."""

app = typer.Typer(
    help="Think Before You Link: reads a suspicious approach, explains the risk, and never touches its links.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(rules, name="rules")
app.add_typer(operate)


@app.command()
def check(
    text: Annotated[str, typer.Argument(help="What the sender wrote; `-` reads standard input.")] = "-",
    *,
    json: Annotated[bool, typer.Option("--json", help="Print the machine contract's object.")] = False,
) -> None:
    """Assess one text and say why."""
    from handlers.terminal.check import print_for_people
    from handlers.terminal.contract import as_json
    from nlp.assessor import Assessor

    if text == "-":
        if sys.stdin.isatty():
            typer.echo("Paste what the sender wrote, then press Ctrl-D.", err=True)
        text = sys.stdin.buffer.read().decode("utf-8", errors="surrogateescape")
    try:
        assessment = Assessor.load().assess(Approach(text))
    except ReadingError as error:
        _stop(error.sentence())
    if json:
        typer.echo(dumps(as_json(assessment)))
    else:
        print_for_people(Approach(text), assessment)


@app.command()
def batch(
    source: Annotated[str, typer.Argument(metavar="IN.jsonl", help="Lines {id, text}; `-` reads standard input.")],
    target: Annotated[str, typer.Option("-o", "--output", metavar="OUT.jsonl", help="`-` is standard output.")] = "-",
) -> None:
    """Assess every line of a JSON Lines file, in order."""
    from handlers.terminal.batch import opened_for_reading, opened_for_writing, write_batch
    from nlp.assessor import Assessor

    try:
        with opened_for_reading(source) as lines, opened_for_writing(target) as output:
            write_batch(lines, output, Assessor.load().assess)
    except OSError as error:
        _stop(f"I cannot open {error.filename}: {error.strerror}.")


@app.command()
def evaluate(
    sources: Annotated[
        list[str], typer.Argument(metavar="FILE.jsonl…", help="Lines {text, label}; `-` reads standard input.")
    ],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
    attacks: Annotated[bool, typer.Option("--attacks", help="Try to disguise and drown what alarms.")] = False,
    baselines: Annotated[bool, typer.Option("--baselines", help="Measure other methods on the same lines.")] = False,
) -> None:
    """Measure detection on labelled lines: separation, bands, kinds, calibration, speed."""
    from handlers.terminal.evaluate import evaluate_files, print_report
    from nlp.assessor import Assessor
    from nlp.evaluation.baselines import BaselineMissingError

    try:
        report = evaluate_files(sources, Assessor.load().assess, with_attacks=attacks, with_baselines=baselines)
    except OSError as error:
        _stop(f"I cannot open {error.filename}: {error.strerror}.")
    except BaselineMissingError as error:
        _stop(error.sentence())
    if json:
        typer.echo(dumps(report.as_json()))
    else:
        print_report(report)


@app.command()
def profile(
    url: Annotated[str, typer.Argument(help="Address of the profile. It is read, never opened.")] = "",
    *,
    text: Annotated[str, typer.Option("--text", metavar="FILE", help="Words of the profile; `-` is stdin.")] = "",
    answers: Annotated[
        str, typer.Option("--answers", metavar="JSON", help='{"known": "no", …}, or a file that holds it.')
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")] = False,
) -> None:
    """Review a profile: a dozen plain questions, its address and its words. Nothing is opened."""
    from rich.console import Console

    from bot.model import EmptyReviewError
    from bot.profile_form import ProfileReview, review_form
    from handlers.terminal import profile as reviewing
    from handlers.terminal.batch import opened_for_reading

    try:
        content = ""
        if text:
            with opened_for_reading(text) as stream:
                content = stream.read().decode("utf-8", errors="replace")
        given = ProfileReview(url, content, reviewing.parse_answers(answers) if answers else {})
    except OSError as error:
        _stop(f"I cannot open {error.filename}: {error.strerror}.")
    except reviewing.AnswersError as error:
        _stop(str(error))
    console = Console(highlight=False)
    if sys.stdin.isatty() and text != "-" and not answers and not json:
        given = reviewing.ask(review_form(), given, console, input)
    if not reviewing.has_anything(given):
        _stop(EmptyReviewError.user_message())
    _show_review(given, console, as_json=json)


def _show_review(given: "ProfileReview", console: "Console", *, as_json: bool) -> None:
    from handlers.terminal import profile as reviewing
    from nlp.assessor import Assessor
    from nlp.profile.reading import read_profile

    try:
        result = reviewing.result_of(given, reviewing.Readers(Assessor.load().assess, read_profile))
    except ReadingError as error:
        _stop(error.sentence())
    if as_json:
        typer.echo(dumps(reviewing.as_json(result)))
    else:
        console.print(reviewing.render(result), width=min(reviewing.WIDTH, console.width))


@app.command()
def links(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="One link a line; `-` reads standard input.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
    compare: Annotated[bool, typer.Option("--compare", help="Ask fraudurl about the same links, offline.")] = False,
) -> None:
    """Count the suspicious links of a file. None is opened or looked up."""
    from rich.console import Console

    from handlers.terminal.links import PeerMissingError, as_json, measure_files, print_for_people

    try:
        figures = measure_files(files, compare=compare)
    except OSError as error:
        _stop(f"I cannot open {error.filename}: {error.strerror}.")
    except PeerMissingError as error:
        _stop(error.sentence())
    if json:
        typer.echo(dumps(as_json(figures)))
    else:
        print_for_people(figures, Console())


@app.command()
def serve() -> None:
    """Run the bot: Slack, Teams or, with no accounts, a local web page."""
    from bot.settings import SettingsError, load_settings
    from handlers.server import run

    try:
        settings = load_settings()
        run(settings)
    except SettingsError as error:
        _stop(str(error))


@app.command("teams-package")
def teams_package(
    target: Annotated[Path, typer.Option("-o", "--output", help="Where the package goes.")] = Path(
        "artifacts/teams-app.zip"
    ),
) -> None:
    """Make the app package that a Teams administrator uploads."""
    from bot.settings import SettingsError, load_settings
    from handlers.teams.package import write_package

    try:
        write_package(load_settings(), target)
    except SettingsError as error:
        _stop(str(error))
    typer.echo(f"Wrote {target}")


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(EXIT_CANNOT_OPEN)


def main() -> None:
    """Run the command line."""
    app()
