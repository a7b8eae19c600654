"""Slack: events, commands and actions in; blocks out."""
