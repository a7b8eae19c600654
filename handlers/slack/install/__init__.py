"""Installing the bot into many workspaces, and into whole organisations, with a token for each."""

from handlers.slack.install.front_door import Installing

__all__ = ["Installing"]
