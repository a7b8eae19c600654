"""The page's routes: its files, its setting, what is handed in, and the stream of both conversations."""

import asyncio
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import PurePath
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from aiohttp import web

from bot.front import Front
from bot.intake import Intake
from bot.mailbox import Mailbox
from bot.model import EmptyTextError, NoticeKey, NoticeRequest, Submission, TextTooLongError
from bot.security_channel import WEB_CONVERSATION
from bot.settings import Settings
from handlers.web import payload
from handlers.web.guard import guarded, sentence
from handlers.web.messenger import WebMessenger, address, direct
from handlers.web.stream import Stream
from handlers.web.visitor import visitor, welcome
from handlers.web.wire import own_letter
from nlp.model import MAX_CHARACTERS

PAGE: Final = files("handlers.web") / "page"
COMMANDS: Final = {"help": NoticeKey.HELP, "status": NoticeKey.STATUS}
TYPES: Final = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
CHANNELS: Final = {"slack": "Slack", "teams": "Microsoft Teams"}


@dataclass(frozen=True, slots=True)
class Web:
    """The web page as a platform beside Slack and Teams."""

    settings: Settings
    mailbox: Mailbox
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def messenger(self) -> WebMessenger:
        """What delivers to the page."""
        return WebMessenger(self.mailbox)

    async def attach(self, app: web.Application, front: Front) -> None:
        """Add the page's routes."""
        desk = _Desk(front.intake, self.mailbox)
        get, post = app.router.add_get, app.router.add_post
        remote = self.settings.allow_remote_web
        get("/", guarded(self._index, remote=remote))
        get("/page/{name}", guarded(_asset, remote=remote))
        get("/web/setting", guarded(self._setting, remote=remote))
        get("/web/events", guarded(self._events, remote=remote))
        post("/web/messages", guarded(desk.take, remote=remote))
        post("/web/report-anyway", guarded(desk.report_anyway, remote=remote))
        app.on_shutdown.append(self._end_streams)

    async def close(self) -> None:
        """Hold nothing: the page's connections end with the server."""

    async def _end_streams(self, _: web.Application) -> None:
        """End every open stream, so that the server need not wait for browsers."""
        self.stopping.set()

    @property
    def _alerts_here(self) -> bool:
        return self.settings.alert_channel == "web"

    async def _index(self, request: web.Request) -> web.Response:
        response = _file("index.html")
        welcome(request, response, days=self.settings.retention_days)
        return response

    async def _setting(self, _: web.Request) -> web.Response:
        platform = self.settings.alert_channel.partition(":")[0]
        return web.json_response(
            {
                "alerts_here": self._alerts_here,
                "alerts_go_to": CHANNELS.get(platform, "this page"),
                "most_characters": MAX_CHARACTERS,
                "too_long": TextTooLongError.user_message(),
                "empty": EmptyTextError.user_message(),
            }
        )

    async def _events(self, request: web.Request) -> web.StreamResponse:
        conversations = {"direct": direct(visitor(request).user)}
        if self._alerts_here:
            conversations["security"] = WEB_CONVERSATION
        return await Stream(self.mailbox, conversations, self.stopping).run(request)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where the page hands things in."""

    intake: Intake
    mailbox: Mailbox

    async def take(self, request: web.Request) -> web.Response:
        """File a message, or answer a command; 202 only once it is stored."""
        person = visitor(request)
        key, text = payload.message(await request.read())
        conversation = direct(person.user)
        event_keys = (f"page:{person.user}:{key}",)
        command = COMMANDS.get(text.strip().lower())
        if command:
            await self.intake.answer(NoticeRequest(command, person, address(conversation), event_keys))
            return web.json_response({}, status=202)
        receipt = await self.intake.take(Submission(person, text, event_keys, address(conversation)))
        own = uuid5(NAMESPACE_URL, f"tbyl:own:{receipt.report_id}")
        await self.mailbox.post(conversation, own, own_letter(text, receipt))
        return web.json_response({"report_id": str(receipt.report_id), "reference": receipt.reference}, status=202)

    async def report_anyway(self, request: web.Request) -> web.Response:
        """Tell security about a report on its reporter's wish."""
        receipt = await self.intake.report_anyway(payload.report_id(await request.read()), visitor(request))
        return web.json_response({"reference": receipt.reference}, status=202)


async def _asset(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    known = {entry.name for entry in PAGE.iterdir() if entry.is_file()}
    return _file(name) if name in known else sentence(404, "There is no such file.")


def _file(name: str) -> web.Response:
    return web.Response(body=(PAGE / name).read_bytes(), content_type=TYPES[PurePath(name).suffix], charset="utf-8")


def web_platform(settings: Settings, mailbox: Mailbox) -> Web:
    """Make the web page's platform; nothing is served before `attach`."""
    return Web(settings, mailbox)
