"""`tbyl reveal` and `tbyl audit`: open one report's words, on the record, and show the record."""

import asyncio
import getpass
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

import typer

from bot.at_hand import NoDatabaseError, database_at_hand
from bot.reveal import Entry, Revealed, RevealError, listed, reveal
from bot.settings import SettingsError, load_settings
from bot.store.database import Database, DatabaseAwayError
from bot.store.embedded import EmbeddedDatabaseError
from bot.store.migrate import MigrationError
from bot.store.vault import WrongMasterKeyError
from handlers.terminal.contract import JsonObject
from nlp.defang import defang

T = TypeVar("T")

TIME = "%Y-%m-%d %H:%M %Z"


class CannotError(Exception):
    """It could not be done. `str()` is a sentence for the person at the terminal."""


def revealed(reference: str, reason: str, *, person: bool) -> Revealed:
    """Open a report in the running bot's database, or in that of a bot that stands still.

    Raises:
        CannotError: there is no reason, report, database or fitting key.
    """
    return _with_database(lambda database: reveal(database, reference, operator(), reason, person=person))


def entries(limit: int) -> list[Entry]:
    """Give the newest entries of the audit.

    Raises:
        CannotError: there is no database or fitting key.
    """
    return _with_database(lambda database: listed(database, limit))


def operator() -> str:
    """Name who runs this, as the operating system knows them; behind sudo, who stands behind it."""
    user = str(os.getuid()) if hasattr(os, "getuid") else ""
    with suppress(OSError, KeyError, ImportError):
        user = getpass.getuser()
    behind = os.environ.get("SUDO_USER", "")
    return f"{behind} (as {user})" if behind and behind != user else user


def show(found: Revealed) -> None:
    """Print a report; its links cannot be clicked, and the terminal obeys none of its characters."""
    typer.echo(f"{found.reference}, handed in on {found.platform} ({found.tenant}), {found.received_at:{TIME}}")
    if found.person:
        typer.echo(f"Reporter: {printable(found.person)}")
    typer.echo(f"\n{printable(defang(found.text))}")
    if found.context:
        typer.echo(f"\nWhat the reporter wrote around it:\n{printable(defang(found.context))}")
    typer.echo("\nThis reading is entered in the audit.", err=True)


def show_entries(found: list[Entry]) -> None:
    """Print the audit, a line an entry."""
    for entry in found:
        reason = f": {printable(entry.reason)}" if entry.reason else ""
        typer.echo(f"{entry.at:{TIME}}  {entry.reference:<10} {entry.deed} by {printable(entry.by) or '?'}{reason}")
    if not found:
        typer.echo("Nothing has been opened, deleted or decided yet.")


def entry_json(entry: Entry) -> JsonObject:
    """Give an entry for a program."""
    return {
        "at": entry.at.isoformat(),
        "reference": entry.reference,
        "deed": entry.deed,
        "by": entry.by,
        "reason": entry.reason,
    }


def printable(text: str) -> str:
    """Replace what a terminal would obey, one character for one; lines stay."""
    return "".join(sign if sign == "\n" or sign.isprintable() else "\N{MIDDLE DOT}" for sign in text)


def _with_database(work: Callable[[Database], Awaitable[T]]) -> T:
    async def opened() -> T:
        async with database_at_hand(load_settings()) as database:
            return await work(database)

    try:
        return asyncio.run(opened())
    except (
        RevealError,
        SettingsError,
        NoDatabaseError,
        EmbeddedDatabaseError,
        MigrationError,
        WrongMasterKeyError,
    ) as error:
        raise CannotError(str(error)) from None
    except DatabaseAwayError as error:
        raise CannotError(f"The database does not answer ({error}). Run tbyl doctor. Nothing was opened.") from None
