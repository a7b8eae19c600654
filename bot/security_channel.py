"""Where alerts go: the setting SECURITY_CHANNEL, or a channel registered by mentioning the bot."""

import json
from dataclasses import dataclass
from typing import Final, Self

from bot.channel_setting import SLACK_PREFIX, slack_place
from bot.model import Address, Platform
from bot.store.channels import find_channel
from bot.store.database import Database

WEB_CONVERSATION: Final = "security"
"""Conversation of the web page's security pane."""


@dataclass(frozen=True, slots=True)
class SecurityChannel:
    """The place of alerts, as far as the settings know it."""

    fixed: Address | None
    """None: registered by mention on Teams."""

    @classmethod
    def of(cls, setting: str, slack_teams: tuple[str, ...] = ()) -> Self:
        """Read SECURITY_CHANNEL: `web`, `slack:<channel id>`, `slack:<workspace id>/<channel id>` or `teams`."""
        if setting == Platform.WEB.value:
            return cls(Address(Platform.WEB, "local", json.dumps({"conversation": WEB_CONVERSATION})))
        if setting.startswith(SLACK_PREFIX):
            home, channel = slack_place(setting)
            team = home or (slack_teams[0] if len(slack_teams) == 1 else "")
            return cls(Address(Platform.SLACK, team, json.dumps({"channel": channel})))
        return cls(None)

    async def address(self, database: Database, reporter_tenant: str) -> Address | None:
        """Give where an alert for a reporter of this tenant goes; None while no channel is registered."""
        return self.fixed or await find_channel(database, reporter_tenant, Platform.TEAMS.value)
