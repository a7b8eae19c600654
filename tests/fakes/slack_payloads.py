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


def forwarded(
    text: str, author: str = "Dr Anna Weiss", ts: str = "1763776000.000100", channel: str = "D0OTHER", **more: Any
) -> Json:
    """An attachment as "Share message" makes it."""
    return {
        "is_share": True,
        "is_msg_unfurl": True,
        "author_name": author,
        "author_id": "U0WEISS",
        "channel_id": channel,
        "channel_team": TEAM,
        "from_url": f"https://home.slack.com/archives/{channel}/p{ts.replace('.', '')}",
        "footer": "Direct Message",
        "ts": ts,
        "fallback": f"[November 22nd, 2025] {text}",
        "text": text,
        "mrkdwn_in": ["text"],
        "message_blocks": [
            {
                "team": TEAM,
                "channel": channel,
                "ts": ts,
                "message": {"blocks": [rich(section({"type": "text", "text": text}))]},
            }
        ],
        **more,
    }


def edited(event: Json, text: str, **more: Any) -> Json:
    """A `message_changed` event as Slack sends it after an edit of an earlier message event."""
    before = {key: event["event"][key] for key in ("type", "user", "text", "ts", "client_msg_id", "team")}
    now = {**before, "text": text, "edited": {"user": before["user"], "ts": "1763776950.000000"}, **more}
    number = next(_numbers)
    return envelope(
        {
            "type": "message",
            "subtype": "message_changed",
            "hidden": True,
            "channel": event["event"]["channel"],
            "channel_type": "im",
            "ts": f"1763776950.{number:06d}",
            "event_ts": f"1763776950.{number:06d}",
            "message": now,
            "previous_message": before,
        },
        number,
    )


def home_opened(*, user: str = REPORTER, tab: str = "home", **more: Any) -> Json:
    event = {"type": "app_home_opened", "user": user, "channel": f"D{user[1:]}", "tab": tab, "event_ts": "1763776800.1"}
    return envelope({**event, **more})


def interaction(kind: str, *, user: str = REPORTER, team: str | None = TEAM, trigger: str = "", **more: Any) -> Json:
    """The outer part of everything that is pressed, chosen or sent."""
    return {
        "type": kind,
        "user": {"id": user, "username": "anna", "name": "anna", "team_id": team},
        "api_app_id": "A0TBYL",
        "token": "deprecated",
        "trigger_id": trigger or f"{next(_numbers)}.999.abc",
        "team": {"id": TEAM, "domain": "home"},
        "enterprise": None,
        "is_enterprise_install": False,
        **more,
    }


def shortcut(callback: str, *, trigger: str = "", **more: Any) -> Json:
    """A global shortcut."""
    return interaction("shortcut", trigger=trigger, callback_id=callback, action_ts="1763776900.000100", **more)


def message_shortcut(text: str, response_url: str = "", *, channel: str = "C0ELSEWHERE", **more: Any) -> Json:
    """The shortcut "Check this message" on somebody's message, which the payload holds in full."""
    author = more.pop("author", "U0STRANGER")
    ts = more.pop("ts", "1763776500.000200")
    message = {"type": "message", "user": author, "text": text, "ts": ts, "team": "T0OTHER", **more.pop("message", {})}
    return interaction(
        "message_action",
        callback_id="check_message",
        action_ts="1763776900.000100",
        channel={"id": channel, "name": "elsewhere"},
        message_ts=ts,
        message=message,
        response_url=response_url or "https://hooks.slack.com/app/1/2/3",
        **more,
    )


def sent(
    callback: str, values: Json | None = None, *, remember: Json | None = None, view: str = "", **more: Any
) -> Json:
    """A `view_submission`; `values` by the field's name."""
    state = {name: {name: value} for name, value in (values or {}).items()}
    return interaction(
        "view_submission",
        view={
            "id": view or f"V{next(_numbers)}SENT",
            "team_id": TEAM,
            "type": "modal",
            "callback_id": callback,
            "private_metadata": json.dumps(remember) if remember else "",
            "state": {"values": state},
            "hash": "1763776900.abc",
            "root_view_id": "V1",
            "previous_view_id": None,
        },
        response_urls=[],
        **more,
    )


def written(words: str | None) -> Json:
    """What stands in a text field; Slack sends null for an empty one."""
    return {"type": "plain_text_input", "value": words}


def ticked(*values: str) -> Json:
    return {"type": "checkboxes", "selected_options": [option(value) for value in values]}


def radio(value: str | None) -> Json:
    return {"type": "radio_buttons", "selected_option": option(value) if value else None}


def option(value: str) -> Json:
    return {"text": {"type": "plain_text", "text": value, "emoji": False}, "value": value}


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


def press(
    value: str,
    *,
    action: str = "report_anyway",
    channel: str = "",
    ts: str = "1763776900.000100",
    what: Json | None = None,
    place: Json | None = None,
    **more: Any,
) -> Json:
    """A press under a message, or wherever `place` says."""
    user = more.get("user", REPORTER)
    where = {
        "container": {
            "type": "message",
            "message_ts": ts,
            "channel_id": channel or f"D{user[1:]}",
            "is_ephemeral": False,
        },
        "channel": {"id": channel or f"D{user[1:]}", "name": "directmessage"},
        "response_url": "https://hooks.slack.com/actions/1/2/3",
    }
    pressed = what or {"type": "button", "text": {"type": "plain_text", "text": "Press"}, "value": value}
    action_of = {"action_id": action, "block_id": "b1", "action_ts": "1763776901.000100", **pressed}
    return interaction("block_actions", actions=[action_of], **(place or where), **more)


def on_home(view: str = "V0HOME") -> Json:
    """The first page, as the place of a press."""
    return {
        "container": {"type": "view", "view_id": view},
        "view": {"id": view, "type": "home", "state": {"values": {}}},
    }


def in_window(view: str) -> Json:
    """A window, as the place of a press."""
    return {
        "container": {"type": "view", "view_id": view},
        "view": {"id": view, "type": "modal", "state": {"values": {}}},
    }


def as_json(payload: Json) -> tuple[str, str]:
    return json.dumps(payload), JSON_TYPE


def as_form(payload: Json) -> tuple[str, str]:
    """Commands are forms; interactions are forms with one field, `payload`."""
    if "command" in payload:
        return urlencode(payload), FORM_TYPE
    return urlencode({"payload": json.dumps(payload)}), FORM_TYPE
