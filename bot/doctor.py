"""The bot's own check-up: database, folder, disk, language, web page, and whether reading works."""

import asyncio
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.at_hand import NoDatabaseError, database_address, master_key
from bot.checkup import Check, clock, fine, not_checked, problem
from bot.runtime import KEY_FILE
from bot.settings import Settings
from bot.settings_check import is_loopback
from bot.store.database import DatabaseAwayError
from bot.store.embedded import EmbeddedDatabaseError
from bot.store.facts import DatabaseFacts, facts_of
from bot.wording import languages
from nlp.model import Approach, ReadingError

LEAST_FREE_BYTES: Final = 500_000_000
OTHERS: Final = stat.S_IRWXO | stat.S_IRWXG
OTHERS_READ_OR_WRITE: Final = stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH
ENV_FILE: Final = Path(".env")
SAMPLE: Final = "My client, whom I cannot name, pays 2,000 dollars for a short report. Shall we move to WhatsApp?"


async def check_up(settings: Settings, now: Callable[[], datetime]) -> list[Check]:
    """Look at everything that needs no platform."""
    reading = asyncio.create_task(asyncio.to_thread(lambda: list(_reading(settings))))
    return [
        *_folder(settings),
        *_disk(settings),
        *await _database(settings, now),
        *_language(settings),
        *_web(settings),
        *await reading,
    ]


def _folder(settings: Settings) -> Iterator[Check]:
    for path, forbidden, mode in (
        (settings.data_dir, OTHERS_READ_OR_WRITE, "700"),
        (settings.data_dir / KEY_FILE, OTHERS, "600"),
        (ENV_FILE, OTHERS_READ_OR_WRITE, "600"),
    ):
        if not path.exists():
            continue
        if stat.S_IMODE(path.stat().st_mode) & forbidden:
            yield problem("files", f"Other users of this machine can open {path}.", f"Run: chmod {mode} {path}")
        else:
            yield fine("files", f"Only the bot's own user can open {path}.")


def _disk(settings: Settings) -> Iterator[Check]:
    if settings.database_url:
        yield not_checked("disk", "The database is elsewhere; the room on its disk was not looked at.")
        return
    place = next(path for path in (settings.data_dir, *settings.data_dir.absolute().parents) if path.exists())
    free = shutil.disk_usage(place).free
    said = f"{free / 1e9:.1f} GB are free where DATA_DIR is."
    if free < LEAST_FREE_BYTES:
        yield problem("disk", said, "Make room, or set DATA_DIR to a larger disk: a full one stops every report.")
    else:
        yield fine("disk", said)


async def _database(settings: Settings, now: Callable[[], datetime]) -> list[Check]:
    try:
        key = master_key(settings)
        async with database_address(settings) as address:
            facts = await facts_of(address, key.key_id, now)
    except NoDatabaseError as error:
        return [not_checked("database", str(error))]
    except EmbeddedDatabaseError as error:
        return [problem("database", "The built-in PostgreSQL does not start.", str(error))]
    except DatabaseAwayError as error:
        remedy = "Correct DATABASE_URL, or let this machine reach that server and log in there."
        return [problem("database", f"The database cannot be used ({error}).", remedy)]
    return list(_judged(settings, facts))


def _judged(settings: Settings, facts: DatabaseFacts) -> Iterator[Check]:
    yield fine("database", f"PostgreSQL {facts.version} answers.")
    yield clock("database", "PostgreSQL's", facts.ahead_seconds)
    if facts.unfit:
        remedy = "Install the version of the bot that the database was last used with, or a newer one."
        yield problem("database", f"It does not fit this version of the bot ({', '.join(facts.unfit)}).", remedy)
    if facts.missing:
        yield not_checked(
            "database", f"{len(facts.missing)} migrations are still to come; the next start applies them."
        )
        return
    if not facts.unfit:
        yield fine("database", "Its tables are those of this version.")
    if facts.key_fits:
        yield fine("database", "The master key fits.")
    else:
        remedy = "Restore the MASTER_KEY that it was written with. Nothing can be read without it."
        yield problem("database", "It was written with another master key.", remedy)
    if facts.refused:
        remedy = "See below whether the bot may write where it should; the messages are tried again by themselves."
        yield problem("database", f"{facts.refused} messages were refused by a platform and are still owed.", remedy)
    if settings.alert_channel == "teams" and not facts.channels:
        remedy = "Let one of TEAMS_ADMINS mention the bot in the channel that alerts should go to."
        yield problem("Teams", "No channel for alerts is registered yet; alerts wait.", remedy)


def _language(settings: Settings) -> Iterator[Check]:
    known = ", ".join(languages())
    if settings.language.lower() in languages():
        yield fine("language", f"The bot speaks {settings.language.lower()} (of {known}).")
    else:
        yield problem(
            "language", f"There are no words for LANGUAGE={settings.language}.", f"Set it to one of: {known}."
        )


def _web(settings: Settings) -> Iterator[Check]:
    if not settings.web_enabled:
        yield fine("web page", "It is not served.")
    elif is_loopback(settings.host):
        yield fine("web page", "Only this machine can reach it.")
    else:
        remedy = "Make sure that a proxy in front of it asks people to sign in; the page itself knows no passwords."
        yield not_checked("web page", f"Other machines can reach it at {settings.host}:{settings.port}.", remedy)


def _reading(settings: Settings) -> Iterator[Check]:
    from nlp.assessor import Assessor  # noqa: PLC0415  seconds of work, done beside the database
    from nlp.score import Sensitivity  # noqa: PLC0415

    try:
        assessor = Assessor.load(Sensitivity[settings.sensitivity.upper()], frozenset(settings.own_domains))
        band = assessor.assess(Approach(SAMPLE)).band
    except (OSError, ValueError, KeyError, ImportError, ReadingError) as error:
        remedy = "Install the bot anew; its rules or weights are incomplete."
        yield problem("reading", f"Rules and weights cannot be loaded ({type(error).__name__}).", remedy)
        return
    if band.label in {"medium", "high"}:
        yield fine("reading", f"Rules and weights load, and see the signs in a sample ({assessor.version}).")
    else:
        remedy = "Install the bot anew; its rules or weights are not those of the release."
        yield problem("reading", f"The sample approach was called {band.label}.", remedy)
