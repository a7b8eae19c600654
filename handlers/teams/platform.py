"""Teams as the composition root sees it: a messenger, a route, and an end."""

from aiohttp import web

from bot.front import Front
from bot.settings import Settings
from handlers.teams.bot import TeamsBot
from handlers.teams.chats import Chats
from handlers.teams.config import TeamsConfig, teams_config
from handlers.teams.connector import Connector
from handlers.teams.courtesy import Courtesy
from handlers.teams.dialogs import Dialogs
from handlers.teams.keys import SigningKeys
from handlers.teams.messenger import TeamsMessenger
from handlers.teams.presses import Presses
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
        connector = Connector(config, self._outbound, AccessToken(config, self._outbound))
        chats = Chats(connector)
        self._courtesy = Courtesy(connector, chats)
        self.messenger = TeamsMessenger(connector, chats)

    async def attach(self, app: web.Application, front: Front) -> None:
        """Add the route that the Bot Connector calls."""
        verifier = Verifier(self._config, SigningKeys(self._config.openid_url, self._outbound))
        dialogs = Dialogs(front, self._courtesy)
        bot = TeamsBot(self._config, front, Presses(front), dialogs, self._courtesy)
        app.router.add_post(ROUTE, MessagesEndpoint(verifier, bot).handle)

    async def close(self) -> None:
        """Close the connections to Microsoft."""
        await self._courtesy.close()
        await self._outbound.close()


def teams_platform(settings: Settings) -> Teams:
    """Make the platform from the settings; nothing is connected to yet."""
    return Teams(teams_config(settings))
