"""Finds the installation that a request or a message belongs to, with a token that can be used."""

import asyncio
from collections.abc import Mapping, Sequence

import structlog
from pydantic import SecretStr

from bot.installations import Installations
from bot.messenger import RetryLaterError
from bot.settings import Settings
from bot.store.database import DatabaseAwayError
from bot.store.installations import Installation
from handlers.slack.api import SlackApi
from handlers.slack.install.allowed import Allowed
from handlers.slack.install.keeper import TokenKeeper
from handlers.slack.workspace import Identity, Origin, Workspace

log = structlog.get_logger(__name__)


class InstalledWorkspace(Workspace):
    """A workspace, or a whole organisation, that installed the bot."""

    def __init__(self, api: SlackApi, found: Installation, sisters: frozenset[str]) -> None:
        super().__init__(api, (found.id, *sisters))
        self.update(found)

    def update(self, found: Installation) -> None:
        """Use the installation as it stands now."""
        self.installation = found
        self.api.client.token = found.token

    async def identity(self) -> Identity:
        """Say who the bot is there; Slack said so at the installation."""
        found = self.installation
        return Identity(found.id, found.enterprise, found.bot_user, found.bot_id)

    async def origin(self, body: Mapping[str, object]) -> Origin:
        """As in `Workspace`; an organisation's people come from any of its workspaces, whose ids nobody lists here."""
        if self.installation.team:
            return await super().origin(body)
        return Origin.EXTERNAL if body.get("is_ext_shared_channel") is True else Origin.HOME


class InstalledWorkspaces:
    """Looks installations up for each request, so that leaving and coming back count at once in every replica."""

    def __init__(self, installations: Installations, keeper: TokenKeeper, settings: Settings, seconds: float) -> None:
        self._installations = installations
        self._keeper = keeper
        self._allowed = Allowed.of(settings)
        self._base_url = settings.slack_api_url
        self._seconds = seconds
        self._known: dict[str, InstalledWorkspace] = {}

    async def serving(self, teams: set[str], organisation: str = "") -> InstalledWorkspace | None:
        """As in `Workspaces`. With the database away, what was known last: the report's own storing tells the person.

        Raises:
            DatabaseAwayError: it is away, and nothing was known.
        """
        ids = [*sorted(teams - {organisation}), *([organisation] if organisation else [])]
        try:
            return await self._find(ids)
        except DatabaseAwayError:
            known = next((self._known[id_] for id_ in ids if id_ in self._known), None)
            if known is None or not known.api.client.token:
                raise
            return known

    async def posting(self, tenant: str) -> SlackApi | None:
        """As in `Workspaces`."""
        try:
            found = await self._find([tenant])
        except DatabaseAwayError:
            raise RetryLaterError("database_away") from None  # nothing was posted
        return found.api if found else None

    async def forget(self, workspace: InstalledWorkspace) -> None:
        """Delete an installation's tokens, here and in the database."""
        if await self._installations.forget(workspace.installation):
            workspace.api.client.token = None
            log.info("slack_installation_forgotten", team=workspace.installation.id)

    async def close(self) -> None:
        """Drop the connections."""
        await asyncio.gather(*(known.api.close() for known in self._known.values()))

    async def _find(self, ids: Sequence[str]) -> InstalledWorkspace | None:
        found = await self._installations.find(ids)
        if found is None:
            for known in (self._known[id_] for id_ in ids if id_ in self._known):
                known.api.client.token = None
            return None
        if (found.enterprise, found.team) not in self._allowed:
            return None
        return self._at_hand(await self._keeper.fresh(found))

    def _at_hand(self, found: Installation) -> InstalledWorkspace:
        known = self._known.get(found.id)
        if known is None:
            api = SlackApi(SecretStr(found.token), self._base_url, total_seconds=self._seconds)
            known = self._known[found.id] = InstalledWorkspace(api, found, self._allowed.teams)
        elif known.installation != found:
            known.update(found)
        return known
