"""Who may talk to the page: the person's own browser, from the page itself, and nobody through it.

The page knows no passwords. On loopback, the danger is another web site open in the same browser: one that posts
here (stopped by `Origin` and by taking JSON only) or that gives its own name this machine's address to read here
(DNS rebinding, stopped by `Host`).
"""

import functools
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

from bot.learning import UnknownChoiceError, UnknownLessonError
from bot.model import (
    AlreadyToldError,
    BotError,
    EmptyReviewError,
    EmptyTextError,
    NotHereError,
    NotReadYetError,
    ReportNotFiledError,
    TextTooLongError,
    UnknownReportError,
)
from bot.settings_check import is_loopback
from bot.store.database import DatabaseAwayError
from bot.wording import FALLBACK, speaking, words
from handlers.web.language import wish

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

SECURITY_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}

STATUS: Final[dict[type[BotError], int]] = {
    EmptyTextError: 422,
    EmptyReviewError: 422,
    TextTooLongError: 413,
    UnknownReportError: 404,
    UnknownLessonError: 404,
    UnknownChoiceError: 422,
    NotHereError: 403,
    AlreadyToldError: 409,
    NotReadYetError: 409,
    ReportNotFiledError: 503,
}


class RequestRefusedError(Exception):
    """The request is not one that the page makes."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def guarded(handler: Handler, *, remote: bool, language: str = FALLBACK) -> Handler:
    """Let only the page's own requests through, and answer every failure with a sentence in JSON.

    The handler speaks the language that the browser asks for.

    Args:
        handler: what answers the request.
        remote: whether the page may be reached under names of other machines (ALLOW_REMOTE_WEB).
        language: what is spoken to browsers that ask for none that is known.
    """

    @functools.wraps(handler)
    async def answer(request: web.Request) -> web.StreamResponse:
        with speaking(wish(request, language)):
            try:
                _check(request, remote=remote)
                response = await handler(request)
            except (RequestRefusedError, BotError, DatabaseAwayError, web.HTTPRequestEntityTooLarge) as error:
                response = _refusal(error)
        if not response.prepared:
            response.headers.update(SECURITY_HEADERS)
        return response

    return answer


def _check(request: web.Request, *, remote: bool) -> None:
    host = urlsplit(f"//{request.host}").hostname or ""
    if not (remote or is_loopback(host)):
        raise RequestRefusedError(403, "This page answers only under this machine's own address, http://127.0.0.1.")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"} and request.path != "/":
        raise RequestRefusedError(403, "Only the page itself may ask for this.")
    if request.method != "POST":
        return
    if urlsplit(request.headers.get("Origin", "")).netloc != request.host:
        raise RequestRefusedError(403, "Only the page itself may hand something in.")
    if request.content_type != "application/json":
        raise RequestRefusedError(415, "Only JSON can be handed in here.")


def _refusal(error: Exception) -> web.Response:
    match error:
        case RequestRefusedError():
            return sentence(error.status, error.sentence)
        case BotError():
            return sentence(STATUS.get(type(error), 500), error.user_message())
        case web.HTTPRequestEntityTooLarge():
            return sentence(413, TextTooLongError.user_message())
        case _:
            return sentence(503, words().text("web.database_away"))


def sentence(status: int, text: str) -> web.Response:
    """Answer with one sentence for the person."""
    return web.json_response({"error": text}, status=status)
