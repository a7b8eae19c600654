"""Slack put together: one API client, one messenger, one bolt app behind a route or a socket."""

import time
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.front import Front
from bot.settings import Settings, SettingsError
from handlers.slack.afterwards import Afterwards
from handlers.slack.api import TOTAL_SECONDS, CallFailedError, Fate, SlackApi
from handlers.slack.guard import Guard
from handlers.slack.listeners import Listeners
from handlers.slack.messenger import SlackMessenger
from handlers.slack.payloads import Outer
from handlers.slack.people import People
from handlers.slack.quiet import sdk_logger
from handlers.slack.socket_mode import Pulse, SocketMode
from handlers.slack.workspace import OneWorkspace, Workspace

log = structlog.get_logger(__name__)

PATHS = ("/slack/events", "/slack/interactions")
"""Both take events, commands and interactions alike."""


class Slack:
    """The Slack side of the bot."""

    def __init__(
        self, settings: Settings, now: Callable[[], float], total_seconds: float, pulse: Pulse, people: People
    ) -> None:
        if settings.slack_bot_token is None:
            raise SettingsError("SLACK_BOT_TOKEN is missing.")
        self._api = SlackApi(settings.slack_bot_token, settings.slack_api_url, total_seconds=total_seconds)
        self._workspace = Workspace(self._api, settings.slack_team_ids)
        self._settings = settings
        self._now = now
        self._pulse = pulse
        self._socket: SocketMode | None = None
        self._workspaces = OneWorkspace(self._workspace)
        self._people = people
        self._afterwards = Afterwards()
        self.messenger = SlackMessenger(self._workspaces, settings.language)

    async def attach(self, app: web.Application, front: Front) -> None:
        """Listen: at the routes with a signing secret, through a socket with an app token.

        Raises:
            SettingsError: Slack refuses the bot token.
        """
        await self._introduce()
        bolt = self._bolt(front)
        if secret := self._settings.slack_signing_secret:
            endpoint = _endpoint(bolt, Guard(secret.get_secret_value(), self._now))
            for path in PATHS:
                app.router.add_post(path, endpoint)
        if token := self._settings.slack_app_token:
            self._socket = SocketMode(bolt, token.get_secret_value(), self._api.client, self._pulse)
            self._socket.open()

    async def close(self) -> None:
        """Stop listening and drop the connections."""
        if self._socket:
            await self._socket.close()
        await self._afterwards.close()
        await self._people.close()
        await self._api.close()

    async def _introduce(self) -> None:
        """Check the token at the start; Slack being away is no reason not to start."""
        try:
            await self._workspace.identity()
        except CallFailedError as error:
            if error.fate is Fate.REFUSED:
                raise SettingsError(
                    f"SLACK_BOT_TOKEN was refused by Slack ({error.code}). "
                    "Reinstall the app and copy the Bot User OAuth Token again."
                ) from None
            log.warning("slack_not_reached_at_start", reason=error.code)

    def _bolt(self, front: Front) -> AsyncApp:
        app = AsyncApp(
            name="thinkbeforeyoulink",
            logger=sdk_logger(),
            client=self._api.client,
            authorize=_authorize(self._workspace, self._settings),
            process_before_response=True,  # stored first, 200 after
            raise_error_for_unhandled_request=True,
            request_verification_enabled=False,  # the guard has done it, without the library's 500s
            ssl_check_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        Listeners(front, self._workspaces, self._people, self._afterwards, self._settings).register(app)
        return app


def slack_platform(
    settings: Settings,
    *,
    now: Callable[[], float] = time.time,
    total_seconds: float = TOTAL_SECONDS,
    pulse: Pulse | None = None,
    people: People | None = None,
) -> Slack:
    """Make the Slack side; nothing is contacted before `attach` or the first post."""
    return Slack(settings, now, total_seconds, pulse or Pulse(), people or People())


def _authorize(workspace: Workspace, settings: Settings) -> Callable[[], Awaitable[AuthorizeResult]]:
    """Say who the bot is; bolt's own way answers 200 where Slack could not be asked, which would lose the event."""
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""

    async def authorize() -> AuthorizeResult:
        identity = await workspace.identity()
        return AuthorizeResult(
            enterprise_id=identity.enterprise or None,
            team_id=identity.team,
            bot_user_id=identity.user,
            bot_id=identity.bot,
            bot_token=token,
        )

    return authorize


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
