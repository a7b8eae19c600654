"""Slack: events, commands and actions in; blocks out."""

from handlers.slack.platform import Slack, slack_platform

__all__ = ["Slack", "slack_platform"]
