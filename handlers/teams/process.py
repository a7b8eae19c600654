"""One request from the Bot Connector, from the first byte to the answer.

The order matters: size, kind, token, then the body, then whether the token covers that body. Nothing is stored before
all of it holds, and nothing is answered with success before it is stored.
"""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

import structlog
from aiohttp import web
from botbuilder.core import InvokeResponse, TurnContext

from bot.model import BotError
from handlers.teams.adapter import TurnAdapter, to_sdk
from handlers.teams.bot import INCOMING, TeamsBot
from handlers.teams.keys import KeysUnavailableError
from handlers.teams.payload import Incoming, MalformedActivityError, read_activity
from handlers.teams.session import TooLargeError, read_bounded
from handlers.teams.verifier import Caller, NotAuthenticError, Verifier

LARGEST_BODY = 1_048_576
"""Bytes. A message of 40,000 characters takes at most about half, with its HTML twin and every character escaped."""
TRY_AGAIN_SECONDS = "5"
log = structlog.get_logger(__name__)


class MessagesEndpoint:
    """Answers POST /api/messages."""

    def __init__(self, verifier: Verifier, bot: TeamsBot) -> None:
        self._verifier = verifier
        self._bot = bot
        self._adapter = TurnAdapter()

    async def handle(self, request: web.Request) -> web.Response:
        """Answer 201 once stored, 200 with a body for a pressed button, and otherwise say by status what is wrong."""
        try:
            caller, activity = await self._admitted(request)
        except NotAuthenticError as error:
            log.warning("teams_refused", reason=error.reason)
            return web.Response(status=HTTPStatus.UNAUTHORIZED)
        except KeysUnavailableError:
            log.error("teams_keys_unavailable")  # noqa: TRY400 - a traceback tells nothing more
            return _try_again()
        try:
            answer = await self._turn(caller, activity)
        except BotError as error:
            log.error("teams_not_stored", reason=type(error).__name__)  # noqa: TRY400 - as above
            return _try_again()
        if answer is None:
            return web.Response(status=HTTPStatus.CREATED)
        return web.json_response(answer.body, status=answer.status)

    async def _admitted(self, request: web.Request) -> tuple[Caller, Incoming]:
        body = await _body(request)
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        caller = await self._verifier.authenticate(request.headers.get("Authorization"))
        try:
            activity = read_activity(body)
        except MalformedActivityError:
            raise web.HTTPBadRequest from None
        self._verifier.admit(caller, activity)
        if activity.type in {"message", "invoke"} and activity.id is None:
            raise web.HTTPBadRequest
        return caller, activity

    async def _turn(self, caller: Caller, activity: Incoming) -> InvokeResponse | None:
        result = self._adapter.authenticated(caller)
        return await self._adapter.process_activity(result, to_sdk(activity), self._logic(activity))

    def _logic(self, activity: Incoming) -> Callable[[TurnContext], Awaitable[None]]:
        async def logic(turn_context: TurnContext) -> None:
            turn_context.turn_state[INCOMING] = activity
            await self._bot.on_turn(turn_context)

        return logic


async def _body(request: web.Request) -> bytes:
    if (request.content_length or 0) > LARGEST_BODY:
        raise web.HTTPRequestEntityTooLarge(LARGEST_BODY, request.content_length or 0)
    try:
        return await read_bounded(request.content, LARGEST_BODY)
    except TooLargeError:
        raise web.HTTPRequestEntityTooLarge(LARGEST_BODY, LARGEST_BODY + 1) from None


def _try_again() -> web.Response:
    return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": TRY_AGAIN_SECONDS})
