"""Requests as Slack sends them, signed. Shapes follow Slack's documentation of events and interactions."""

import hashlib
import hmac
import itertools
import json
import time
from typing import Any
from urllib.parse import urlencode

SECRET = "a-signing-secret-for-tests"
TEAM = "T0HOME"
REPORTER = "U0ANNA"

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"

_numbers = itertools.count(1)

Json = dict[str, Any]


def signed(
    body: str | bytes, *, at: float | None = None, secret: str = SECRET, kind: str = JSON_TYPE
) -> dict[str, str]:
    """Headers that make a request Slack's."""
    raw = body.encode() if isinstance(body, str) else body
    timestamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
    return {"Content-Type": kind, "X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def direct_message(text: str = "", *, user: str = REPORTER, team: str = TEAM, **more: Any) -> Json:
    """A `message.im` event of a person who writes to the bot."""
    number = next(_numbers)
    event = {
        "type": "message",
        "channel": f"D{user[1:]}",
        "channel_type": "im",
        "user": user,
        "text": text,
        "ts": f"1763776800.{number:06d}",
        "event_ts": f"1763776800.{number:06d}",
        "client_msg_id": f"client-{number}",
        "team": team,
        **more,
    }
    return envelope(event, number)


def envelope(event: Json, number: int | None = None, *, team: str = TEAM, authorized: str = TEAM) -> Json:
    """The outer part of every event."""
    return {
        "token": "deprecated",
        "team_id": team,
        "context_team_id": authorized,
        "api_app_id": "A0TBYL",
        "type": "event_callback",
        "event_id": f"Ev{number or next(_numbers):010d}",
        "event_time": 1763776800,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": authorized,
                "user_id": "U0BOT",
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event": event,
    }


def forwarded(text: str) -> Json:
    """An attachment as "Share message" makes it."""
    return {
        "is_share": True,
        "is_msg_unfurl": True,
        "author_name": "Dr Anna Weiss",
        "channel_id": "D0OTHER",
        "ts": "1763776000.000100",
        "fallback": f"[November 22nd, 2025] {text}",
        "text": text,
        "mrkdwn_in": ["text"],
        "message_blocks": [
            {
                "team": TEAM,
                "channel": "D0OTHER",
                "ts": "1763776000.000100",
                "message": {"blocks": [rich(section({"type": "text", "text": text}))]},
            }
        ],
    }


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "block_id": "b1", "elements": list(parts)}


def section(*elements: Json, kind: str = "rich_text_section") -> Json:
    return {"type": kind, "elements": list(elements)}


def command(text: str, *, user: str = REPORTER, team: str = TEAM, trigger: str = "") -> Json:
    return {
        "token": "deprecated",
        "team_id": team,
        "team_domain": "home",
        "channel_id": "C0SOMEWHERE",
        "channel_name": "somewhere",
        "user_id": user,
        "user_name": "anna",
        "command": "/thinkbeforeyoulink",
        "text": text,
        "api_app_id": "A0TBYL",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/1/2/3",
        "trigger_id": trigger or f"{next(_numbers)}.999.abc",
    }


def press(value: str, *, user: str = REPORTER, team: str = TEAM, action: str = "report_anyway") -> Json:
    return {
        "type": "block_actions",
        "user": {"id": user, "username": "anna", "name": "anna", "team_id": team},
        "api_app_id": "A0TBYL",
        "token": "deprecated",
        "container": {"type": "message", "message_ts": "1763776900.000100", "channel_id": f"D{user[1:]}"},
        "trigger_id": f"{next(_numbers)}.999.abc",
        "team": {"id": TEAM, "domain": "home"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": f"D{user[1:]}", "name": "directmessage"},
        "response_url": "https://hooks.slack.com/actions/1/2/3",
        "actions": [
            {
                "action_id": action,
                "block_id": "b1",
                "text": {"type": "plain_text", "text": "Report anyway"},
                "value": value,
                "type": "button",
                "action_ts": "1763776901.000100",
            }
        ],
    }


def as_json(payload: Json) -> tuple[str, str]:
    return json.dumps(payload), JSON_TYPE


def as_form(payload: Json) -> tuple[str, str]:
    """Commands are forms; interactions are forms with one field, `payload`."""
    if "command" in payload:
        return urlencode(payload), FORM_TYPE
    return urlencode({"payload": json.dumps(payload)}), FORM_TYPE
