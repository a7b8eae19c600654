"""What Slack's library asks of a store when somebody installs: states that work once, and a place for tokens."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from slack_bolt.error import BoltError
from slack_sdk.oauth.installation_store import Installation as Granted
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.installations import Installations
from bot.store.database import DatabaseAwayError
from bot.store.installations import Installation
from handlers.slack.api import CallFailedError, SlackApi
from handlers.slack.install.allowed import Allowed

log = structlog.get_logger(__name__)

STATE_BYTES = 32


class NotAllowedError(BoltError):
    """The operator did not name this workspace or organisation."""


class NoBotTokenError(BoltError):
    """Slack granted something, but no bot token for a workspace or an organisation."""


class NotStoredError(BoltError):
    """The database was away."""


class States(AsyncOAuthStateStore):
    """Hands states out and takes each back once."""

    def __init__(self, installations: Installations, now: Callable[[], float]) -> None:
        self._installations = installations
        self._now = now

    async def async_issue(self, *_: object, **__: object) -> str:
        """Make a state that nobody can guess."""
        state = secrets.token_urlsafe(STATE_BYTES)
        await self._installations.begin(state, datetime.fromtimestamp(self._now(), UTC))
        return state

    async def async_consume(self, state: str) -> bool:
        """Tell whether the state is one of ours, young, and came for the first time."""
        return await self._installations.arrive(state, datetime.fromtimestamp(self._now(), UTC))


class Grants(AsyncInstallationStore):
    """Keeps what Slack granted, for those who are allowed."""

    def __init__(self, installations: Installations, allowed: Allowed, api: SlackApi, now: Callable[[], float]) -> None:
        self._installations = installations
        self._allowed = allowed
        self._api = api
        self._now = now

    async def async_save(self, installation: Granted) -> None:
        """Keep an installation; give the token of one that is not allowed back to Slack.

        Raises:
            NotAllowedError, NoBotTokenError, NotStoredError: nothing was kept.
        """
        one = _ours(installation, datetime.fromtimestamp(self._now(), UTC))
        if (one.enterprise, one.team) not in self._allowed:
            log.warning("slack_installation_not_allowed", team=one.id)
            await self._give_back(one.token)
            raise NotAllowedError
        try:
            await self._installations.save(one)
        except DatabaseAwayError:
            raise NotStoredError from None
        log.info("slack_installed", team=one.id, whole_organisation=not one.team, expires=one.expires_at is not None)

    async def _give_back(self, token: str) -> None:
        try:
            await self._api.call(self._api.client.auth_revoke(token=token))
        except CallFailedError as error:
            log.warning("slack_token_not_given_back", reason=error.code)


def _ours(granted: Granted, now: datetime) -> Installation:
    enterprise = granted.enterprise_id or ""
    team = "" if granted.is_enterprise_install else granted.team_id or ""
    if not granted.bot_token or not (team or (enterprise and granted.is_enterprise_install)):
        raise NoBotTokenError
    expires = granted.bot_token_expires_at
    return Installation(
        enterprise=enterprise,
        team=team,
        bot_user=granted.bot_user_id or "",
        bot_id=granted.bot_id or "",
        token=granted.bot_token,
        refresh_token=granted.bot_refresh_token or "",
        expires_at=datetime.fromtimestamp(expires, UTC) if expires else None,
        installed_at=now,
    )
