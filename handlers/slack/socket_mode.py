"""Socket Mode: the same listeners behind a connection that we open, for networks that let nothing in."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.quiet import sdk_logger

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pulse:
    """Times in seconds that tests shorten."""

    ping: float = 10.0
    patience: float = 60.0
    """Without a connection for so long, begin anew: the library would go on trying a used-up address."""


class SocketMode:
    """Keeps one connection to Slack open until it is closed. An envelope is acknowledged once it is stored."""

    def __init__(self, app: AsyncApp, app_token: str, client: AsyncWebClient, pulse: Pulse) -> None:
        self._app = app
        self._token = app_token
        self._client = client
        self._pulse = pulse
        self._keeping: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Start connecting, in the background: Slack being away does not keep the bot from starting."""
        self._keeping = asyncio.create_task(self._keep())

    async def close(self) -> None:
        """Let go. What was not acknowledged, Slack sends again."""
        if self._keeping:
            self._keeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeping

    async def _keep(self) -> None:
        while True:
            handler = AsyncSocketModeHandler(
                self._app,
                self._token,
                logger=sdk_logger(),
                web_client=self._client,
                ping_interval=self._pulse.ping,
            )
            connecting = asyncio.ensure_future(handler.client.connect())  # type: ignore[no-untyped-call]  # slack_sdk's
            try:
                await self._until_lost(handler)
            finally:
                connecting.cancel()
                await handler.client.close()  # type: ignore[no-untyped-call]  # slack_sdk's
            log.warning("slack_socket_lost")

    async def _until_lost(self, handler: AsyncSocketModeHandler) -> None:
        """Return once there was no connection for the whole of our patience."""
        loop = asyncio.get_running_loop()
        last_seen = loop.time()
        while loop.time() - last_seen < self._pulse.patience:
            await asyncio.sleep(min(self._pulse.ping, self._pulse.patience) / 2)
            if await handler.client.is_connected():
                last_seen = loop.time()
