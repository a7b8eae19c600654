"""Teams as the composition root sees it: a messenger, a route, and an end."""

from aiohttp import web

from bot.front import Front
from bot.settings import Settings
from handlers.teams.bot import TeamsBot
from handlers.teams.config import TeamsConfig, teams_config
from handlers.teams.connector import Connector
from handlers.teams.keys import SigningKeys
from handlers.teams.messenger import TeamsMessenger
from handlers.teams.process import MessagesEndpoint
from handlers.teams.session import Outbound
from handlers.teams.tokens import AccessToken
from handlers.teams.verifier import Verifier

ROUTE = "/api/messages"


class Teams:
    """Microsoft Teams, both directions."""

    def __init__(self, config: TeamsConfig) -> None:
        self._config = config
        self._outbound = Outbound()
        self.messenger = TeamsMessenger(Connector(config, self._outbound, AccessToken(config, self._outbound)))

    async def attach(self, app: web.Application, front: Front) -> None:
        """Add the route that the Bot Connector calls."""
        verifier = Verifier(self._config, SigningKeys(self._config.openid_url, self._outbound))
        app.router.add_post(ROUTE, MessagesEndpoint(verifier, TeamsBot(self._config, front.intake)).handle)

    async def close(self) -> None:
        """Close the connections to Microsoft."""
        await self._outbound.close()


def teams_platform(settings: Settings) -> Teams:
    """Make the platform from the settings; nothing is connected to yet."""
    return Teams(teams_config(settings))
