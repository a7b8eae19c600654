"""`tbyl batch`: assess a file of lines, one at a time, in order, without growing with the input."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from handlers.terminal.contract import JsonObject, as_json, dumps
from nlp.model import Approach, Assessment, ReadingError

STANDARD_STREAM = "-"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

Assess = Callable[[Approach], Assessment]


class UnreadableLineError(Exception):
    """A line is not what the contract asks for. Its argument says what to do."""


def assess_lines(lines: Iterable[bytes], assess: Assess) -> Iterator[JsonObject]:
    """Yield one object a line, in order; a line that cannot be read gives an `error` and the run goes on.

    Blank lines count as lines and give an error too, so that output line n always answers input line n.
    """
    for number, line in enumerate(lines, start=1):
        name: JsonObject = {"line": number}
        try:
            row = read_row(line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line)
            name = {"id": row["id"]} if "id" in row else name
            yield name | as_json(assess(Approach(text_of(row))))
        except UnreadableLineError as error:
            yield name | {"error": str(error)}
        except ReadingError as error:
            yield name | {"error": error.sentence()}


def read_row(line: bytes) -> JsonObject:
    """Return the JSON object of one line.

    Raises:
        UnreadableLineError: it is not UTF-8 or not a JSON object.
    """
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableLineError(f"The line is not UTF-8 (byte {error.start}). Save the file as UTF-8.") from None
    except (ValueError, RecursionError):
        raise UnreadableLineError('The line is not JSON. Write {"id": "…", "text": "…"}.') from None
    if not isinstance(row, dict):
        raise UnreadableLineError('The line is JSON, but not an object. Write {"id": "…", "text": "…"}.')
    return row


def text_of(row: JsonObject) -> str:
    """Return the row's text.

    Raises:
        UnreadableLineError: it has none.
    """
    text = row.get("text")
    if not isinstance(text, str):
        raise UnreadableLineError('The line has no "text" that is a string. Write {"id": "…", "text": "…"}.')
    return text


@contextmanager
def opened_for_reading(path: str) -> Iterator[BinaryIO]:
    """Open a file, or standard input for `-`.

    Raises:
        OSError: it cannot be opened.
    """
    if path == STANDARD_STREAM:
        yield sys.stdin.buffer
        return
    with Path(path).open("rb") as stream:
        yield stream


@contextmanager
def opened_for_writing(path: str) -> Iterator[TextIO]:
    """Open a file, or standard output for `-`.

    Raises:
        OSError: it cannot be opened.
    """
    if path == STANDARD_STREAM:
        yield sys.stdout
        return
    with Path(path).open("w", encoding="ascii", newline="\n") as stream:
        yield stream


def write_batch(source: BinaryIO, target: TextIO, assess: Assess) -> None:
    """Assess every line of `source` into `target`; show progress on stderr where that is a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TextColumn("lines"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("reading", total=_count_lines(source) if console.is_terminal else None)
        for row in assess_lines(source, assess):
            target.write(dumps(row) + "\n")
            progress.advance(task)
    target.flush()


def _count_lines(source: BinaryIO) -> int | None:
    """Return the number of lines of a file on disk, or None for a pipe."""
    if not source.seekable():
        return None
    total = sum(1 for _ in source)
    source.seek(0)
    return total
