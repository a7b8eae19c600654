"""How SECURITY_CHANNEL names a channel on Slack."""

from typing import Final

SLACK_PREFIX: Final = "slack:"


def slack_place(setting: str) -> tuple[str, str]:
    """Give the workspace or organisation and the channel that SECURITY_CHANNEL names on Slack; empty: not named."""
    if not setting.startswith(SLACK_PREFIX):
        return "", ""
    home, _, channel = setting.removeprefix(SLACK_PREFIX).rpartition("/")
    return home, channel
