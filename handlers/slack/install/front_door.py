"""Tokens of many workspaces, put together: the install flow, the keeper of tokens, and what happens at a departure."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.installations import Installations
from bot.settings import Settings
from handlers.slack.api import SlackApi
from handlers.slack.install.allowed import Allowed
from handlers.slack.install.departures import Departures
from handlers.slack.install.flow import InstallFlow
from handlers.slack.install.keeper import TokenKeeper
from handlers.slack.install.store import Grants, States
from handlers.slack.install.workspaces import InstalledWorkspaces


class Installing:
    """As `handlers.slack.one_token.OneToken`, for a token for each workspace or organisation."""

    def __init__(
        self, settings: Settings, installations: Installations, now: Callable[[], float], seconds: float
    ) -> None:
        self.api = SlackApi(SecretStr(""), settings.slack_api_url, total_seconds=seconds)
        """Has no token of its own."""
        self.keeper = TokenKeeper(installations, settings, now)
        self.workspaces = InstalledWorkspaces(installations, self.keeper, settings, seconds)
        grants = Grants(installations, Allowed.of(settings), self.api, now)
        self._flow = InstallFlow(settings, States(installations, now), grants)

    async def begin(self, app: web.Application) -> None:
        """Add the routes and look after the tokens."""
        self._flow.add_routes(app)
        self.keeper.open()

    def authorize(self) -> Callable[[], Awaitable[AuthorizeResult]]:
        """Leave it to the gate: which token a request needs is found there, with the workspace."""

        async def authorize() -> AuthorizeResult:
            return AuthorizeResult(enterprise_id=None, team_id=None)

        return authorize

    def register(self, app: AsyncApp) -> None:
        """Hear of departures, before the gate does."""
        app.use(Departures(self.workspaces).see_off)

    async def close(self) -> None:
        """Drop the connections."""
        await self.keeper.close()
        await self.workspaces.close()
        await self.api.close()
