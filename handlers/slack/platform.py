"""Slack put together: one API client, one messenger, one bolt app behind a route or a socket."""

import time
from collections.abc import Awaitable, Callable

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.front import Front
from bot.installations import Installations
from bot.settings import Settings, SettingsError
from handlers.slack.afterwards import Afterwards
from handlers.slack.api import TOTAL_SECONDS
from handlers.slack.guard import Guard
from handlers.slack.install import Installing
from handlers.slack.listeners import Listeners
from handlers.slack.messenger import SlackMessenger
from handlers.slack.one_token import OneToken, Tokens
from handlers.slack.payloads import Outer
from handlers.slack.people import People
from handlers.slack.quiet import sdk_logger
from handlers.slack.socket_mode import Pulse, SocketMode

PATHS = ("/slack/events", "/slack/interactions")
"""Both take events, commands and interactions alike."""


class Slack:
    """The Slack side of the bot."""

    def __init__(
        self, settings: Settings, tokens: Tokens, now: Callable[[], float], pulse: Pulse, people: People
    ) -> None:
        self._tokens = tokens
        self._settings = settings
        self._now = now
        self._pulse = pulse
        self._socket: SocketMode | None = None
        self._people = people
        self._afterwards = Afterwards()
        self.messenger = SlackMessenger(tokens.workspaces, settings.language)

    async def attach(self, app: web.Application, front: Front) -> None:
        """Listen: at the routes with a signing secret, through a socket with an app token.

        Raises:
            SettingsError: Slack refuses the bot token, or it is another workspace's than the security channel.
        """
        await self._tokens.begin(app)
        bolt = self._bolt(front)
        if secret := self._settings.slack_signing_secret:
            endpoint = _endpoint(bolt, Guard(secret.get_secret_value(), self._now))
            for path in PATHS:
                app.router.add_post(path, endpoint)
        if token := self._settings.slack_app_token:
            self._socket = SocketMode(bolt, token.get_secret_value(), self._tokens.api.client, self._pulse)
            self._socket.open()

    async def close(self) -> None:
        """Stop listening and drop the connections."""
        if self._socket:
            await self._socket.close()
        await self._afterwards.close()
        await self._people.close()
        await self._tokens.close()

    def _bolt(self, front: Front) -> AsyncApp:
        app = AsyncApp(
            name="thinkbeforeyoulink",
            logger=sdk_logger(),
            client=self._tokens.api.client,
            authorize=self._tokens.authorize(),
            process_before_response=True,  # stored first, 200 after
            raise_error_for_unhandled_request=True,
            request_verification_enabled=False,  # the guard has done it, without the library's 500s
            ssl_check_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        self._tokens.register(app)
        Listeners(front, self._tokens.workspaces, self._people, self._afterwards, self._settings).register(app)
        return app


def slack_platform(
    settings: Settings,
    installations: Installations | None = None,
    *,
    now: Callable[[], float] = time.time,
    total_seconds: float = TOTAL_SECONDS,
    pulse: Pulse | None = None,
    people: People | None = None,
) -> Slack:
    """Make the Slack side; nothing is contacted before `attach` or the first post."""
    tokens: Tokens
    if settings.slack_installable:
        if installations is None:
            raise SettingsError("SLACK_CLIENT_ID needs a place to keep installations in.")
        tokens = Installing(settings, installations, now, total_seconds)
    else:
        tokens = OneToken(settings, total_seconds)
    return Slack(settings, tokens, now, pulse or Pulse(), people or People())


def _endpoint(bolt: AsyncApp, guard: Guard) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        body = await guard.admit(request)
        try:
            bolt_request = AsyncBoltRequest(body=body, headers={"content-type": request.content_type})
            Outer.model_validate(bolt_request.body)
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
            raise web.HTTPBadRequest from None
        return await to_aiohttp_response(await bolt.async_dispatch(bolt_request))

    return answer
