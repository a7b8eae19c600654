"""The few pages that somebody sees who installs the bot: one sentence of what happened, one of what to do."""

import html
from typing import Final

from aiohttp import web

from bot.wording import words

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",  # the address holds the code
    "X-Content-Type-Options": "nosniff",
}


def page(name: str) -> str:
    """Lay one of the pages out, in the language that is spoken here."""
    said = words()
    title, text = said.text(f"install.{name}.title"), said.text(f"install.{name}.text")
    return (
        f'<!doctype html><html lang="{said.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title></head>"
        f"<body><main><h1>{html.escape(title)}</h1><p>{html.escape(text)}</p></main></body></html>"
    )


def guarded(answer: web.Response) -> web.Response:
    """Keep an answer out of caches, frames and other sites' sight."""
    answer.headers.update(HEADERS)
    for cookie in answer.cookies.values():
        cookie["samesite"] = "Lax"  # it has to come along when Slack sends the person back
    return answer
