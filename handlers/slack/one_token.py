"""Where tokens come from. Here: the one bot token in the settings."""

from collections.abc import Awaitable, Callable
from typing import Protocol

import structlog
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.channel_setting import slack_place
from bot.settings import Settings, SettingsError
from handlers.slack.api import CallFailedError, Fate, SlackApi
from handlers.slack.workspace import OneWorkspace, Workspace, Workspaces

log = structlog.get_logger(__name__)


class Tokens(Protocol):
    """Where tokens come from."""

    api: SlackApi
    """For calls that belong to no workspace."""

    @property
    def workspaces(self) -> Workspaces:
        """Finds the workspace that a request or a message belongs to."""

    async def begin(self, app: web.Application) -> None:
        """Make ready before the first request comes in.

        Raises:
            SettingsError: it cannot work like this.
        """

    def authorize(self) -> Callable[[], Awaitable[AuthorizeResult]]:
        """Give what bolt asks before it calls anything."""

    def register(self, app: AsyncApp) -> None:
        """Listen to what stands before the gate."""

    async def close(self) -> None:
        """Drop the connections."""


class OneToken:
    """The bot token in the settings."""

    def __init__(self, settings: Settings, seconds: float) -> None:
        if settings.slack_bot_token is None:
            raise SettingsError("SLACK_BOT_TOKEN is missing.")
        self._token = settings.slack_bot_token
        self._home, _ = slack_place(settings.alert_channel)
        self.api = SlackApi(self._token, settings.slack_api_url, total_seconds=seconds)
        self._workspace = Workspace(self.api, settings.slack_team_ids)
        self.workspaces: Workspaces = OneWorkspace(self._workspace)

    async def begin(self, _app: web.Application) -> None:
        """Check the token; Slack being away is no reason not to start."""
        try:
            identity = await self._workspace.identity()
        except CallFailedError as error:
            if error.fate is Fate.REFUSED:
                raise SettingsError(
                    f"SLACK_BOT_TOKEN was refused by Slack ({error.code}). "
                    "Reinstall the app and copy the Bot User OAuth Token again."
                ) from None
            log.warning("slack_not_reached_at_start", reason=error.code)
            return
        if self._home and self._home != identity.team:
            raise SettingsError(
                f"SECURITY_CHANNEL names workspace {self._home}, but SLACK_BOT_TOKEN belongs to {identity.team}. "
                "Correct one of them."
            )

    def authorize(self) -> Callable[[], Awaitable[AuthorizeResult]]:
        """Say who the bot is; bolt's own way answers 200 where Slack could not be asked, which would lose the event."""

        async def authorize() -> AuthorizeResult:
            identity = await self._workspace.identity()
            return AuthorizeResult(
                enterprise_id=identity.enterprise or None,
                team_id=identity.team,
                bot_user_id=identity.user,
                bot_id=identity.bot,
                bot_token=self._token.get_secret_value(),
            )

        return authorize

    def register(self, app: AsyncApp) -> None:
        """Nothing stands before the gate."""

    async def close(self) -> None:
        """Drop the connections."""
        await self.api.close()
