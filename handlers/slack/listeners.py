"""What the bot does with what Slack sends: store it, and only then say 200. This file sorts; the others act."""

from collections.abc import Awaitable, Callable

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.front import Front
from bot.settings import Settings
from handlers.slack.afterwards import Afterwards
from handlers.slack.parse import SLACKBOT
from handlers.slack.payloads import NotUnderstoodError
from handlers.slack.people import People, Person
from handlers.slack.presses import Presses
from handlers.slack.refusals import Refusals
from handlers.slack.sent import SentWindows
from handlers.slack.triage_presses import TriagePresses
from handlers.slack.visit import CONTEXT_KEY, Body, Visit
from handlers.slack.ways_in import WaysIn
from handlers.slack.workspace import Origin, Workspace, Workspaces, author_of, organisation_of, teams_of

log = structlog.get_logger(__name__)

OK, UNAUTHORIZED, UNAVAILABLE = 200, 401, 503


class Listeners:
    """Stands before everything else. Whatever a listener raises becomes 503, so that Slack sends it again."""

    def __init__(
        self, front: Front, workspaces: Workspaces, people: People, afterwards: Afterwards, settings: Settings
    ) -> None:
        self._workspaces = workspaces
        self._language = settings.language
        self._people = people
        self._refusals = Refusals(front, afterwards)
        self._parts = (
            WaysIn(front, afterwards),
            Presses(front, afterwards),
            SentWindows(front, afterwards),
            TriagePresses(front, afterwards, settings),
        )

    def register(self, app: AsyncApp) -> None:
        """Make the app call what fits."""
        app.use(self.only_our_people)
        for part in self._parts:
            part.register(app)
        app.error(self.on_error)

    async def only_our_people(
        self,
        req: AsyncBoltRequest,
        body: Body,
        context: AsyncBoltContext,
        next: Callable[[], Awaitable[None]],  # noqa: A002  bolt's name
    ) -> BoltResponse | None:
        """Turn away other workspaces, and guests and external people politely; nothing of theirs is stored."""
        workspace = await self._workspaces.serving(teams_of(body), organisation_of(body))
        origin = await workspace.origin(body) if workspace else Origin.FOREIGN
        if workspace is None or origin is Origin.FOREIGN:
            log.warning("slack_foreign_workspace", mode=req.mode)
            # Over a socket no answer would make Slack send it again.
            return BoltResponse(status=OK if req.mode == "socket_mode" else UNAUTHORIZED)
        visit, guest = await self._visit(workspace, author_of(body))
        if origin is Origin.EXTERNAL or guest:
            return await self._refusals.refuse(body, visit)
        context[CONTEXT_KEY] = visit
        await next()
        return None

    async def on_error(self, error: Exception) -> BoltResponse:
        """Answer 200 to what the bot has no use for, 503 to what failed; log the kind of error, never its words."""
        if isinstance(error, BoltUnhandledRequestError):
            return BoltResponse(status=OK)
        if isinstance(error, NotUnderstoodError):  # asking Slack to send it again would not help
            log.warning("slack_request_not_understood", fields=error.fields)
            return BoltResponse(status=OK)
        log.error("slack_request_failed", error=type(error).__name__)
        return BoltResponse(status=UNAVAILABLE)

    async def _visit(self, workspace: Workspace, user: str) -> tuple[Visit, bool]:
        identity = await workspace.identity()
        person = Person()
        if user not in {"", identity.user, SLACKBOT}:
            person = await self._people.about(workspace.api, identity.team, user)
        language = person.language or self._language
        return Visit(workspace.api, identity.team, user, identity.user, language), person.guest
