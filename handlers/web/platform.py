"""The page's routes: its files, its words, what is handed in and pressed, and the stream of both conversations."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import PurePath
from typing import Final

from aiohttp import web

from bot.front import Front
from bot.mailbox import Mailbox
from bot.model import EmptyReviewError, EmptyTextError, TextTooLongError
from bot.security_channel import WEB_CONVERSATION
from bot.settings import Settings
from bot.wording import words
from handlers.web.cards import Cards, Changes
from handlers.web.guard import Handler, guarded, sentence
from handlers.web.language import filled, page_words
from handlers.web.messenger import WebMessenger, direct
from handlers.web.security import Security
from handlers.web.staff import Staff
from handlers.web.stream import Stream
from handlers.web.visitor import visitor, welcome
from handlers.web.windows import Windows
from nlp.model import MAX_CHARACTERS

PAGE: Final = files("handlers.web") / "page"
TYPES: Final = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Web:
    """The web page as a platform beside Slack and Teams."""

    settings: Settings
    mailbox: Mailbox
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    changes: Changes = field(default_factory=Changes)

    @property
    def messenger(self) -> WebMessenger:
        """What delivers to the page."""
        return WebMessenger(self.mailbox)

    async def attach(self, app: web.Application, front: Front) -> None:
        """Add the page's routes."""
        reads, writes = self._reads(front), self._writes(front)
        for path, handler in reads.items():
            app.router.add_get(path, self._guarded(handler))
        for path, handler in writes.items():
            app.router.add_post(path, self._guarded(handler))
        app.on_shutdown.append(self._end_streams)

    def _reads(self, front: Front) -> Mapping[str, Handler]:
        windows = Windows(front, self.settings.language)

        async def events(request: web.Request) -> web.StreamResponse:
            return await self._stream(request, front).run(request)

        return {
            "/": self._index,
            "/page/{name}": _asset,
            "/web/setting": self._setting,
            "/web/words": _words,
            "/web/events": events,
            "/web/my-reports": windows.my_reports,
            "/web/review-form": windows.review_form,
            "/web/lesson": windows.lesson,
        }

    def _writes(self, front: Front) -> Mapping[str, Handler]:
        staff = Staff(front, self.mailbox, self.changes, self.settings.language)
        windows = Windows(front, self.settings.language)
        writes = {
            "/web/messages": staff.take,
            "/web/review": staff.take_review,
            "/web/show": staff.show,
            "/web/tick": staff.tick,
            "/web/expose": staff.expose,
            "/web/remark": staff.remark,
            "/web/report-anyway": staff.report_anyway,
            "/web/withdraw": staff.withdraw,
            "/web/delete": staff.delete,
            "/web/lesson-answer": windows.answer,
        }
        if self._alerts_here:
            security = Security(front, self.mailbox, self.settings.language)
            writes |= {"/web/look": security.look, "/web/decide": security.decide}
        return writes

    def _guarded(self, handler: Handler) -> Handler:
        return guarded(handler, remote=self.settings.allow_remote_web, language=self.settings.language)

    async def close(self) -> None:
        """Hold nothing: the page's connections end with the server."""

    async def _end_streams(self, _: web.Application) -> None:
        """End every open stream, so that the server need not wait for browsers."""
        self.stopping.set()

    @property
    def _alerts_here(self) -> bool:
        return self.settings.alert_channel == "web"

    async def _index(self, request: web.Request) -> web.Response:
        text = filled((PAGE / "index.html").read_text("utf-8"))
        response = web.Response(text=text, content_type="text/html", headers={"Content-Language": words().language})
        welcome(request, response, days=self.settings.retention_days)
        return response

    async def _setting(self, _: web.Request) -> web.Response:
        platform = self.settings.alert_channel.partition(":")[0] or "web"
        return web.json_response(
            {
                "alerts_here": self._alerts_here,
                "alerts_go_to": words().text(f"surfaces.platforms.{platform}"),
                "most_characters": MAX_CHARACTERS,
                "too_long": TextTooLongError.user_message(),
                "empty": EmptyTextError.user_message(),
                "empty_review": EmptyReviewError.user_message(),
            }
        )

    def _stream(self, request: web.Request, front: Front) -> Stream:
        person = visitor(request)
        conversations = {"direct": direct(person.user)}
        if self._alerts_here:
            conversations["security"] = WEB_CONVERSATION
        return Stream(self.mailbox, conversations, Cards(front.desk, person), self.changes, self.stopping)


async def _words(_: web.Request) -> web.Response:
    return web.json_response(page_words())


async def _asset(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    known = {entry.name for entry in PAGE.iterdir() if entry.is_file() and not entry.name.endswith(".html")}
    if name not in known:
        return sentence(404, "There is no such file.")
    return web.Response(body=(PAGE / name).read_bytes(), content_type=TYPES[PurePath(name).suffix], charset="utf-8")


def web_platform(settings: Settings, mailbox: Mailbox) -> Web:
    """Make the web page's platform; nothing is served before `attach`."""
    return Web(settings, mailbox)
