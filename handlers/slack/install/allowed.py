"""Which workspaces and organisations may install the bot, and use it. Nobody that the settings do not name."""

from dataclasses import dataclass
from typing import Self

from bot.channel_setting import slack_place
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Allowed:
    """Those whom the operator named."""

    teams: frozenset[str]
    enterprises: frozenset[str]

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Read SLACK_TEAM_IDS and SLACK_ENTERPRISE_IDS; the security channel's own workspace always counts."""
        home, _ = slack_place(settings.alert_channel)
        return cls(
            frozenset({*settings.slack_team_ids, home} - {""}), frozenset({*settings.slack_enterprise_ids, home} - {""})
        )

    def __contains__(self, place: tuple[str, str]) -> bool:
        """Tell whether this organisation and workspace, either of them empty, may."""
        enterprise, team = place
        return (bool(team) and team in self.teams) or (bool(enterprise) and enterprise in self.enterprises)
