"""Whose token this is, and who may use the bot.

`Workspaces` is the one way to a workspace's token: whoever answers a request or posts a message asks it.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from handlers.slack.api import SlackApi


@dataclass(frozen=True, slots=True)
class Identity:
    """The bot as its workspace knows it."""

    team: str
    enterprise: str
    user: str
    bot: str


class Origin(Enum):
    """Where a request's author belongs."""

    HOME = "one of our people"
    EXTERNAL = "somebody else, in a conversation shared with us"
    FOREIGN = "a workspace that this bot does not serve"


class Workspace:
    """The token's own workspace and the others that may use the bot."""

    def __init__(self, api: SlackApi, allowed: tuple[str, ...]) -> None:
        self.api = api
        self._allowed = frozenset(allowed)
        self._asking: asyncio.Task[Identity] | None = None

    async def identity(self) -> Identity:
        """Ask Slack once whose token this is.

        Raises:
            CallFailedError: Slack could not say.
        """
        if self._asking is None or _failed(self._asking):
            self._asking = asyncio.create_task(self._ask())
        return await asyncio.shield(self._asking)  # everybody waits for the same answer

    async def _ask(self) -> Identity:
        answer = await self.api.call(self.api.client.auth_test())
        return Identity(*(str(answer.get(key) or "") for key in _IDENTITY_FIELDS))

    async def serves(self, team: str) -> bool:
        """Tell whether a request of this workspace or, with an app of the whole organisation, of this one is ours."""
        identity = await self.identity()
        return team in (self._allowed or {identity.team}) or team == (identity.enterprise or None)

    async def origin(self, body: Mapping[str, object]) -> Origin:
        """Tell where an event, command or interaction comes from; every kind names its team elsewhere."""
        identity = await self.identity()
        if not any([await self.serves(team) for team in teams_of(body)]):
            return Origin.FOREIGN
        homes = self._allowed or {identity.team}
        own = homes | ({identity.enterprise} if identity.enterprise else set())
        shared = body.get("is_ext_shared_channel") is True
        return Origin.EXTERNAL if shared or not _authors(body) <= own else Origin.HOME


class Workspaces(Protocol):
    """Finds the workspace, and so the token, that a request or a message belongs to."""

    async def serving(self, teams: set[str], organisation: str = "") -> Workspace | None:
        """Give the workspace that one of these team or organisation ids belongs to; None: we do not serve it.

        `organisation` is the one that the teams belong to: its token may be good for all of them.

        Raises:
            CallFailedError: Slack could not say.
        """

    async def posting(self, tenant: str) -> SlackApi | None:
        """Give what posts for a tenant; empty: the security channel's, where settings name no workspace.

        None where that workspace has not installed the bot, or has left.
        """


class OneWorkspace:
    """The workspace of the one token in the settings; it posts for everybody."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def serving(self, teams: set[str], _organisation: str = "") -> Workspace | None:
        """As in `Workspaces`."""
        return self._workspace if any([await self._workspace.serves(team) for team in teams]) else None

    async def posting(self, _tenant: str) -> SlackApi:
        """As in `Workspaces`."""
        return self._workspace.api


_IDENTITY_FIELDS = ("team_id", "enterprise_id", "user_id", "bot_id")


def _failed(asking: asyncio.Task[Identity]) -> bool:
    return asking.done() and (asking.cancelled() or asking.exception() is not None)


def teams_of(body: Mapping[str, object]) -> set[str]:
    """Name the workspaces for which Slack sent this: those that installed the bot, not the author's.

    An app that is installed for a whole organisation is told the organisation instead.
    """
    authorizations = body.get("authorizations")
    listed = authorizations if isinstance(authorizations, list) else []
    teams = {_text(item, "team_id") or _text(item, "enterprise_id") for item in listed} - {""}
    named = _text(body, "team_id") or _text(body.get("team"), "id")
    whole = _text(body, "enterprise_id") or _text(body.get("enterprise"), "id")
    return teams or ({named} if named else {whole} - {""})


def organisation_of(body: Mapping[str, object]) -> str:
    """Name the organisation of those workspaces; empty where there is none."""
    authorizations = body.get("authorizations")
    if isinstance(authorizations, list) and authorizations:
        return _text(authorizations[0], "enterprise_id")
    return _text(body, "enterprise_id") or _text(body.get("enterprise"), "id")


def author_of(body: Mapping[str, object]) -> str:
    """Name the person who wrote, pressed or opened; empty where nobody is named, as with a bot's own message."""
    event = body.get("event")
    if isinstance(event, dict):
        return "" if event.get("bot_id") else _text(event, "user")
    return _text(body, "user_id") or _text(body.get("user"), "id")


def _authors(body: Mapping[str, object]) -> set[str]:
    """The workspace that the author belongs to, as far as it is named."""
    event, user = body.get("event"), body.get("user")
    named = [_text(event, "user_team"), _text(event, "source_team"), _text(event, "team"), _text(user, "team_id")]
    return {team for team in named if team}


def _text(value: object, key: str) -> str:
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""
