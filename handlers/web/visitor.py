"""Which person a browser belongs to: a random name in a cookie that scripts and other sites cannot use.

It keeps one person's conversation apart from another's where several use the same page. It is no sign-in.
"""

import hashlib
import re
import secrets
from typing import Final

from aiohttp import web

from bot.model import Platform, Reporter
from bot.wording import words
from handlers.web.guard import RequestRefusedError
from handlers.web.messenger import TENANT

COOKIE: Final = "tbyl_visitor"
_NAME: Final = re.compile(r"[0-9a-f]{64}")


def welcome(request: web.Request, response: web.StreamResponse, *, days: int) -> None:
    """Give the browser a name unless it has one; it lasts as long as reports do, counted from the last visit."""
    known = request.cookies.get(COOKIE, "")
    name = known if _NAME.fullmatch(known) else secrets.token_hex(32)
    response.set_cookie(COOKIE, name, max_age=days * 86_400, httponly=True, samesite="Strict", secure=request.secure)


def visitor(request: web.Request) -> Reporter:
    """Tell who is asking. What is stored cannot be turned back into the cookie.

    Raises:
        RequestRefusedError: the browser has no name yet.
    """
    name = request.cookies.get(COOKIE, "")
    if not _NAME.fullmatch(name):
        raise RequestRefusedError(403, words().text("web.open_again"))
    return Reporter(Platform.WEB, TENANT, hashlib.sha256(name.encode()).hexdigest()[:32])
