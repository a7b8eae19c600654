"""What stands in front of everything: only what Slack signed in the last five minutes comes in."""

import re
from collections.abc import Callable

from aiohttp import web
from slack_sdk.signature import Clock, SignatureVerifier

MAX_BODY_BYTES = 1_048_576
"""Slack's largest documented payloads stay far below."""
TIMESTAMP = re.compile(r"[0-9]{1,12}")


class _Clock(Clock):
    """Hands the verifier our clock."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now  # type: ignore[method-assign]  # the library's only way to set a clock


class Guard:
    """Lets a request's body through, or raises the HTTP answer that it deserves."""

    def __init__(self, signing_secret: str, now: Callable[[], float]) -> None:
        self._verifier = SignatureVerifier(signing_secret, _Clock(now))

    async def admit(self, request: web.Request) -> str:
        """Return the signed body as text.

        Raises:
            web.HTTPRequestEntityTooLarge: before anything else is looked at.
            web.HTTPUnauthorized: unsigned, stale, from the future, tampered with, or not even text.
        """
        body = await request.clone(client_max_size=MAX_BODY_BYTES).read()
        timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        # What the verifier would raise on, it need not see.
        if not (TIMESTAMP.fullmatch(timestamp) and signature.isascii()):
            raise web.HTTPUnauthorized
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            raise web.HTTPUnauthorized from None
        if not self._verifier.is_valid(text, timestamp, signature):
            raise web.HTTPUnauthorized
        return text
