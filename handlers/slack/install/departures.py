"""What Slack says when a workspace leaves: the tokens are deleted, its reports stay until their retention ends."""

from collections.abc import Awaitable, Callable, Mapping

from slack_bolt.response import BoltResponse

from handlers.slack.api import CallFailedError, Fate
from handlers.slack.install.workspaces import InstalledWorkspace, InstalledWorkspaces
from handlers.slack.visit import Body
from handlers.slack.workspace import organisation_of, teams_of

OK = 200
GONE = frozenset({"account_inactive", "invalid_auth", "not_authed", "token_revoked"})
"""Slack's words for a token that will never be good again."""
UNINSTALLED, REVOKED = "app_uninstalled", "tokens_revoked"


class Departures:
    """Stands before the gate: a workspace that has left must not be turned away with its goodbye."""

    def __init__(self, workspaces: InstalledWorkspaces) -> None:
        self._workspaces = workspaces

    async def see_off(
        self,
        body: Body,
        next: Callable[[], Awaitable[None]],  # noqa: A002  bolt's name
    ) -> BoltResponse | None:
        """Delete the tokens of an installation that ended."""
        event = body.get("event")
        kind = event.get("type") if isinstance(event, dict) else ""
        if kind not in {UNINSTALLED, REVOKED}:
            await next()
            return None
        workspace = await self._workspaces.serving(teams_of(body), organisation_of(body))
        if workspace and await self._has_ended(workspace, kind, body):
            await self._workspaces.forget(workspace)
        return BoltResponse(status=OK)

    async def _has_ended(self, workspace: InstalledWorkspace, kind: str, body: Mapping[str, object]) -> bool:
        """Tell a departure from one that is over (they came back), partial, or of one workspace of an organisation.

        Raises:
            CallFailedError: Slack could not say; it sends the event again.
        """
        found, when = workspace.installation, body.get("event_time")
        since = isinstance(when, int) and when >= int(found.installed_at.timestamp())
        if kind == UNINSTALLED and since and found.team:
            return True
        try:
            await workspace.api.call(workspace.api.client.auth_test())
        except CallFailedError as error:
            if error.fate is Fate.REFUSED:
                return error.code in GONE
            raise
        return False
