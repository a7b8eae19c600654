"""What can go wrong with Slack's side of the settings, found by asking Slack. Posts nothing and reads no message."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

import aiohttp

from bot.channel_setting import slack_place
from bot.checkup import Check, clock, fine, not_checked, problem
from bot.settings import Settings
from handlers.slack.api import CONNECT_SECONDS, SAFE_CODE, TOTAL_SECONDS

PART: Final = "Slack"
NEEDED: Final = ("chat:write", "commands", "im:history", "im:write")
WELCOME: Final = {
    "users:read": "guests cannot be told from staff, and nobody's language is known",
    "groups:history or channels:history": "an alert may come twice after a time-out",
}
"""Scopes that may be left out, and what that costs."""
READS_CHANNEL: Final = {"groups:history", "channels:history"}
SIGNING_SECRET: Final = re.compile(r"[0-9a-f]{32}")
REINSTALL: Final = "Add them under OAuth & Permissions, reinstall the app and copy the token again."


class _UnreachableError(Exception):
    """Slack gave no answer that can be read. Carries the kind of error only."""


@dataclass(frozen=True, slots=True)
class _Answer:
    data: Mapping[str, object]
    headers: Mapping[str, str]

    @property
    def code(self) -> str:
        """Slack's word for what is wrong; empty where nothing is."""
        code = self.data.get("error")
        if self.data.get("ok") is True:
            return ""
        return code if isinstance(code, str) and SAFE_CODE.fullmatch(code) else "unknown_error"


@dataclass(frozen=True, slots=True)
class _Caller:
    session: aiohttp.ClientSession
    base: str

    async def ask(self, method: str, token: str, **arguments: str) -> _Answer:
        """Call a method of the Web API."""
        try:
            async with self.session.post(
                self.base + method,
                data=arguments,
                headers={"Authorization": f"Bearer {token}"},
                allow_redirects=False,
            ) as response:
                data = await response.json(content_type=None)
                return _Answer(data if isinstance(data, dict) else {}, dict(response.headers))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise _UnreachableError(type(error).__name__) from None


async def check_up(settings: Settings, now: datetime) -> list[Check]:
    """Look at Slack's side; `now` is this machine's time."""
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    timeout = aiohttp.ClientTimeout(total=TOTAL_SECONDS, connect=CONNECT_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout, trust_env=True) as session:
        caller = _Caller(session, settings.slack_api_url)
        try:
            if settings.slack_installable:
                says = "Each workspace has a token of its own, which only the running bot opens; see its log."
                return [not_checked(PART, says), *_signing(settings), *await _socket(settings, caller)]
            known = await caller.ask("auth.test", token)
            if known.code:
                remedy = "Reinstall the app and copy the Bot User OAuth Token again."
                return [problem(PART, f"SLACK_BOT_TOKEN was refused ({known.code}).", remedy)]
            return [
                *_identity(settings, known),
                *_scopes(known),
                *_clock(known, now),
                *_signing(settings),
                *await _socket(settings, caller),
                *await _channel(settings, caller, token),
            ]
        except _UnreachableError as error:
            remedy = f"Let this machine reach {settings.slack_api_url} over HTTPS, or set HTTPS_PROXY."
            return [problem(PART, f"Slack gives no answer that can be read ({error}).", remedy)]


def _identity(settings: Settings, known: _Answer) -> Iterator[Check]:
    team = str(known.data.get("team_id") or "")
    if settings.slack_team_ids and team not in settings.slack_team_ids:
        remedy = f"Add {team} to SLACK_TEAM_IDS, or use the token of a workspace that stands there."
        yield problem(PART, f"The token belongs to {team}, which SLACK_TEAM_IDS leaves out.", remedy)
    else:
        yield fine(PART, f"The token is good, for workspace {team}.")


def _scopes(known: _Answer) -> Iterator[Check]:
    header = next((value for key, value in known.headers.items() if key.lower() == "x-oauth-scopes"), None)
    if header is None:
        yield not_checked(PART, "Slack did not say which scopes the token has.")
        return
    granted = {scope.strip() for scope in header.split(",")}
    if missing := [scope for scope in NEEDED if scope not in granted]:
        yield problem(PART, f"Scopes are missing: {', '.join(missing)}.", REINSTALL)
    else:
        yield fine(PART, "The token has every scope that is needed.")
    for scope, cost in WELCOME.items():
        if not granted & set(scope.split(" or ")):
            yield not_checked(PART, f"Without the scope {scope}, {cost}.", "You may leave it so.")
    wanted = {*NEEDED, *READS_CHANNEL, "users:read"}
    if spare := sorted(granted - wanted - {"", "identify"}):
        yield not_checked(PART, f"The bot does not use these scopes: {', '.join(spare)}.", "Take them away.")


def _clock(known: _Answer, now: datetime) -> Iterator[Check]:
    try:
        there = parsedate_to_datetime(known.headers.get("Date", ""))
    except ValueError:
        yield not_checked(PART, "Slack's answer carried no time to compare clocks with.")
    else:
        yield clock(PART, "Slack's", (now - there).total_seconds())


def _signing(settings: Settings) -> Iterator[Check]:
    secret = settings.slack_signing_secret
    if secret is None:
        return
    if SIGNING_SECRET.fullmatch(secret.get_secret_value()):
        yield fine(PART, "SLACK_SIGNING_SECRET has the right form; the first event shows whether it is the right one.")
    else:
        remedy = "Copy the Signing Secret from Basic Information; it has 32 characters, 0 to 9 and a to f."
        yield problem(PART, "SLACK_SIGNING_SECRET does not have the form of one.", remedy)


async def _socket(settings: Settings, caller: _Caller) -> list[Check]:
    if settings.slack_app_token is None:
        return []
    answer = await caller.ask("apps.connections.open", settings.slack_app_token.get_secret_value())
    if answer.code:
        remedy = "Switch Socket Mode on, and copy an app-level token (xapp-…) with connections:write."
        return [problem(PART, f"SLACK_APP_TOKEN was refused ({answer.code}).", remedy)]
    return [fine(PART, "The app-level token opens Socket Mode.")]


async def _channel(settings: Settings, caller: _Caller, token: str) -> list[Check]:
    if not settings.alert_channel.startswith("slack:"):
        return []
    _, channel = slack_place(settings.alert_channel)
    answer = await caller.ask("conversations.info", token, channel=channel)
    if answer.code == "missing_scope":  # the bot does without that scope: an empty look at the history tells as much
        answer = await caller.ask("conversations.history", token, channel=channel, latest="1", limit="1")
        return [_seen(channel, answer.code)]
    found = answer.data.get("channel")
    seen = found if isinstance(found, dict) else {}
    code = answer.code or ("is_archived" if seen.get("is_archived") is True else "")
    return [_seen(channel, code or ("" if seen.get("is_member") is True else "not_in_channel"))]


def _seen(channel: str, code: str) -> Check:
    if not code:
        return fine(PART, f"The bot is in the security channel {channel}.")
    if code == "missing_scope":
        remedy = f"Look yourself whether the bot was invited to {channel}."
        return not_checked(PART, "No scope of the token lets it look at the security channel.", remedy)
    remedies = {
        "not_in_channel": "Invite it there: /invite @Think Before You Link",
        "channel_not_found": "Correct the channel's ID; to a private channel the bot must be invited first.",
        "is_archived": "Unarchive it, or set SECURITY_CHANNEL to another one.",
    }
    remedy = remedies.get(code, "Look up this word in Slack's documentation of conversations.info.")
    return problem(PART, f"The bot cannot write to the security channel {channel} ({code}).", remedy)
