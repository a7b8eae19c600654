"""Whose token this is, and who may use the bot."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

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
        self._api = api
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
        answer = await self._api.call(self._api.client.auth_test())
        return Identity(*(str(answer.get(key) or "") for key in _IDENTITY_FIELDS))

    async def origin(self, body: Mapping[str, object]) -> Origin:
        """Tell where an event, command or interaction comes from; every kind names its team elsewhere."""
        identity = await self.identity()
        homes = self._allowed or {identity.team}
        if not _teams(body) & homes:
            return Origin.FOREIGN
        own = homes | ({identity.enterprise} if identity.enterprise else set())
        shared = body.get("is_ext_shared_channel") is True
        return Origin.EXTERNAL if shared or not _authors(body) <= own else Origin.HOME


_IDENTITY_FIELDS = ("team_id", "enterprise_id", "user_id", "bot_id")


def _failed(asking: asyncio.Task[Identity]) -> bool:
    return asking.done() and (asking.cancelled() or asking.exception() is not None)


def _teams(body: Mapping[str, object]) -> set[str]:
    """The workspaces for which Slack sent this: those that installed the bot, not the author's."""
    authorizations = body.get("authorizations")
    listed = authorizations if isinstance(authorizations, list) else []
    teams = {_text(item, "team_id") for item in listed} - {""}
    return teams or {_text(body, "team_id") or _text(body.get("team"), "id")}


def _authors(body: Mapping[str, object]) -> set[str]:
    """The workspace that the author belongs to, as far as it is named."""
    event, user = body.get("event"), body.get("user")
    named = [_text(event, "user_team"), _text(event, "source_team"), _text(event, "team"), _text(user, "team_id")]
    return {team for team in named if team}


def _text(value: object, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""
