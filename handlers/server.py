"""The composition root: the one place that knows the bot and every platform, and runs them as one process."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from typing import Final, Protocol

import structlog
import typer
from aiohttp import web

from bot.front import Front
from bot.installations import Installations
from bot.mailbox import Mailbox
from bot.messenger import Messenger
from bot.model import BotError
from bot.reading import Assessor
from bot.runtime import running_bot
from bot.settings import Settings, SettingsError
from bot.store.database import DatabaseAwayError
from bot.store.embedded import EmbeddedDatabaseError
from bot.store.migrate import MigrationError
from bot.store.vault import WrongMasterKeyError
from handlers.health import add_health
from handlers.listener import base_address, bound
from handlers.logs import set_up_logging

log = structlog.get_logger(__name__)

MOST_BYTES: Final = 1_048_576
"""Largest request body; 40,000 characters need at most 480,000 bytes of JSON."""
GOODBYE_SECONDS: Final = 5.0
"""Requests that are still open when the server stops get so long to finish."""


class PlatformHandler(Protocol):
    """One platform as this file sees it."""

    @property
    def messenger(self) -> Messenger:
        """What delivers to the platform."""

    async def attach(self, app: web.Application, front: Front) -> None:
        """Begin to receive: add routes, or connect."""

    async def close(self) -> None:
        """Let go of connections; called last, when nothing is delivered any more."""


def run(settings: Settings) -> None:
    """Run the bot until Ctrl-C or SIGTERM.

    Raises:
        SettingsError: it cannot start as things are set; the sentence says what to change.
    """
    set_up_logging(settings)
    with suppress(KeyboardInterrupt):
        asyncio.run(_until_stopped(settings))
    typer.echo("Stopped.")


async def _until_stopped(settings: Settings) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        stopped.set()
        loop.remove_signal_handler(signal.SIGINT)  # a second Ctrl-C ends it at once

    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C arrives as KeyboardInterrupt
            loop.add_signal_handler(number, stop)
    service = asyncio.create_task(_serve(settings))
    stopping = asyncio.create_task(stopped.wait())
    await asyncio.wait({service, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    service.cancel()
    with suppress(asyncio.CancelledError):
        await service


async def _serve(settings: Settings) -> None:
    try:
        async with serving(settings) as address:
            typer.echo(_ready(settings, address))
            await asyncio.Event().wait()
    except (EmbeddedDatabaseError, MigrationError, WrongMasterKeyError) as error:
        raise SettingsError(str(error)) from error
    except DatabaseAwayError as error:
        raise SettingsError(
            f"The database does not answer ({error}). "
            "Correct DATABASE_URL, or remove it to use the built-in PostgreSQL."
        ) from error


def _ready(settings: Settings, address: str) -> str:
    if settings.web_enabled:
        return f"Ready. Open {address} in a browser. Ctrl-C stops."
    return f"Ready, listening on {address}. Ctrl-C stops."


@asynccontextmanager
async def serving(settings: Settings, assessor: Assessor | None = None) -> AsyncIterator[str]:
    """Bring up bot, platforms and server; give the base address; take all down in reverse order.

    Without an `assessor` the real one is loaded.

    Raises:
        SettingsError: the port cannot be listened on, or a platform refuses its settings.
        EmbeddedDatabaseError, DatabaseAwayError, MigrationError, WrongMasterKeyError: the database does not fit.
    """
    async with AsyncExitStack() as stack:
        listener = stack.enter_context(closing(bound(settings.host, settings.port)))
        typer.echo("Starting; this takes a few seconds, a little longer the first time …")
        platforms: list[PlatformHandler] = []
        stack.push_async_callback(_close, platforms)

        def messengers(mailbox: Mailbox) -> list[Messenger]:
            platforms.extend(_platforms(settings, mailbox))
            return [platform.messenger for platform in platforms]

        bot = await stack.enter_async_context(running_bot(settings, messengers, assessor=assessor))
        app = web.Application(client_max_size=MOST_BYTES, middlewares=[_plain_errors])
        add_health(app, bot)
        for platform in platforms:
            await platform.attach(app, bot.front)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=GOODBYE_SECONDS)
        stack.push_async_callback(runner.cleanup)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        yield base_address(settings.host, listener)


async def _close(platforms: list[PlatformHandler]) -> None:
    for platform in reversed(platforms):
        await platform.close()


def _platforms(settings: Settings, mailbox: Mailbox) -> Iterator[PlatformHandler]:
    """Make the platforms that are set up. Libraries of the others are never imported: they take seconds."""
    if settings.slack_enabled:
        from handlers.slack.platform import slack_platform  # noqa: PLC0415

        yield slack_platform(settings, Installations(mailbox.database))
    if settings.teams_enabled:
        from handlers.teams.platform import teams_platform  # noqa: PLC0415

        yield teams_platform(settings)
    if settings.web_enabled:
        from handlers.web.platform import web_platform  # noqa: PLC0415

        yield web_platform(settings, mailbox)


@web.middleware
async def _plain_errors(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer what nobody foresaw with a sentence; the log says where it happened, never with which words."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:  # noqa: PLR2004  redirects are no errors
            raise
        allow = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else None
        return web.json_response({"error": f"{error.reason}."}, status=error.status, headers=allow)
    except Exception as error:  # noqa: BLE001  the outermost place: its only other outcome is a bare 500
        log.error("unforeseen_error", error=type(error).__name__, where=_place(error))  # noqa: TRY400  a traceback may quote
        return web.json_response({"error": BotError.user_message()}, status=500)


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
