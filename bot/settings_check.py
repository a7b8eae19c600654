"""What must agree between settings: one sentence for each contradiction, with the way out."""

import base64
import binascii
import ipaddress
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.channel_setting import slack_place

if TYPE_CHECKING:
    from pydantic import SecretStr

    from bot.settings import Settings

MASTER_KEY_BYTES = 32
NEW_KEY_HINT = 'python3 -c "import base64, os; print(base64.b64encode(os.urandom(32)).decode())"'


def contradictions(settings: "Settings") -> list[str]:
    """Say everything that is missing or contradictory, each as a sentence naming the variable and the remedy."""
    return [
        *_storage(settings),
        *_slack(settings),
        *_slack_install(settings),
        *_teams(settings),
        *_thumbprint(settings),
        *_web(settings),
        *_channel(settings),
        *_addresses(settings),
    ]


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach the host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _storage(settings: "Settings") -> Iterator[str]:
    url, key = settings.database_url, settings.master_key
    if url and not url.get_secret_value().startswith(("postgresql://", "postgres://")):
        yield "DATABASE_URL must start with postgresql://. Correct it, or remove it to use the built-in PostgreSQL."
    if url and not key:
        yield f"MASTER_KEY is missing: with DATABASE_URL all replicas need the same key. Make one with: {NEW_KEY_HINT}"
    if key and not _is_key(key):
        yield f"MASTER_KEY must be the base64 text of {MASTER_KEY_BYTES} bytes. Make one with: {NEW_KEY_HINT}"


def _is_key(key: "SecretStr") -> bool:
    try:
        return len(base64.b64decode(key.get_secret_value(), validate=True)) == MASTER_KEY_BYTES
    except (binascii.Error, ValueError):
        return False


def _slack(settings: "Settings") -> Iterator[str]:
    token, signing, app = settings.slack_bot_token, settings.slack_signing_secret, settings.slack_app_token
    if (signing or app) and not token and not _installs(settings):
        yield "SLACK_BOT_TOKEN is missing. Copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions."
    if (token or _installs(settings)) and not (signing or app):
        yield (
            "SLACK_SIGNING_SECRET is missing. Set it to receive events over HTTP, "
            "or set SLACK_APP_TOKEN (xapp-…) to use Socket Mode."
        )
    if signing and app:
        yield (
            "SLACK_SIGNING_SECRET and SLACK_APP_TOKEN contradict each other. "
            "Keep the first for events over HTTP, or the second for Socket Mode."
        )
    if token and not token.get_secret_value().startswith("xoxb-"):
        yield "SLACK_BOT_TOKEN must start with xoxb-. Copy the Bot User OAuth Token, not another one."
    if app and not app.get_secret_value().startswith("xapp-"):
        yield "SLACK_APP_TOKEN must start with xapp-. Copy an app-level token with connections:write."


def _installs(settings: "Settings") -> bool:
    """Tell whether anything of installing by OAuth is set."""
    return bool(settings.slack_client_id or settings.slack_client_secret or settings.slack_public_url)


def _slack_install(settings: "Settings") -> Iterator[str]:
    if not _installs(settings):
        if settings.slack_enterprise_ids:
            yield "SLACK_ENTERPRISE_IDS needs SLACK_CLIENT_ID and its companions. Set them or remove it."
        return
    given = {
        "SLACK_CLIENT_ID": bool(settings.slack_client_id),
        "SLACK_CLIENT_SECRET": settings.slack_client_secret is not None,
        "SLACK_PUBLIC_URL": bool(settings.slack_public_url),
    }
    for name in (name for name, present in given.items() if not present):
        yield (
            f"{name} is missing: for workspaces to install the bot, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and "
            "SLACK_PUBLIC_URL are needed together."
        )
    if settings.slack_bot_token:
        yield (
            "SLACK_BOT_TOKEN and SLACK_CLIENT_ID contradict each other. "
            "Keep the first for one workspace, or the second for workspaces that install the bot themselves."
        )
    if urlsplit(settings.slack_public_url).query or urlsplit(settings.slack_public_url).fragment:
        yield "SLACK_PUBLIC_URL must be a plain address like https://bot.example.org. Remove what follows ? or #."
    if not (settings.slack_team_ids or settings.slack_enterprise_ids or slack_place(settings.alert_channel)[0]):
        yield (
            "SLACK_TEAM_IDS is missing: name the workspaces (T…) that may install the bot, "
            "or their organisations (E…) in SLACK_ENTERPRISE_IDS."
        )


def _teams(settings: "Settings") -> Iterator[str]:
    given = {
        "TEAMS_APP_ID": bool(settings.teams_app_id),
        "TEAMS_APP_PASSWORD": settings.teams_app_password is not None or settings.teams_app_certificate is not None,
        "TEAMS_TENANT_ID": bool(settings.teams_tenant_id),
    }
    if any(given.values()):
        for name in (name for name, present in given.items() if not present):
            yield (
                f"{name} is missing: Teams needs TEAMS_APP_ID, TEAMS_TENANT_ID, and TEAMS_APP_PASSWORD or "
                "TEAMS_APP_CERTIFICATE together."
            )
        if settings.teams_app_password and settings.teams_app_certificate:
            yield "TEAMS_APP_PASSWORD and TEAMS_APP_CERTIFICATE contradict each other. Keep one of them."
        if settings.alert_channel == "teams" and not settings.teams_admins:
            yield "TEAMS_ADMINS is missing: name the Entra object ids of those who may choose the channel for alerts."


def _thumbprint(settings: "Settings") -> Iterator[str]:
    thumbprint = settings.teams_app_certificate_thumbprint
    if thumbprint and not settings.teams_app_certificate:
        yield "TEAMS_APP_CERTIFICATE is missing: its _THUMBPRINT says only which certificate the file must hold."


def _web(settings: "Settings") -> Iterator[str]:
    if settings.web_enabled and not is_loopback(settings.host) and not settings.allow_remote_web:
        yield (
            f"HOST={settings.host} would show the web page, which knows no passwords, to other machines. "
            "Set HOST=127.0.0.1, or WEB=false, or ALLOW_REMOTE_WEB=true where a proxy asks people to sign in."
        )
    if not (settings.web_enabled or settings.slack_enabled or settings.teams_enabled):
        yield "WEB=false leaves nowhere to reach the bot. Set WEB=true, or set up Slack or Teams."


def _channel(settings: "Settings") -> Iterator[str]:
    channel = settings.alert_channel
    if channel == "web":
        if not settings.web_enabled:
            yield "SECURITY_CHANNEL=web needs the web page. Set WEB=true, or name a Slack or Teams channel."
    elif channel.startswith("slack:"):
        if not settings.slack_enabled:
            yield "SECURITY_CHANNEL names a Slack channel, but SLACK_BOT_TOKEN is missing. Set it or name another."
        yield from _slack_channel(settings)
    elif channel == "teams":
        if not settings.teams_enabled:
            yield "SECURITY_CHANNEL=teams needs Teams. Set TEAMS_APP_ID and its companions, or change the channel."
    elif channel:
        yield "SECURITY_CHANNEL must be web, slack:<channel id>, slack:<workspace id>/<channel id> or teams."
    elif settings.slack_enabled or settings.teams_enabled:
        yield "SECURITY_CHANNEL is missing: say where alerts go, with slack:<channel id> or teams."


def _slack_channel(settings: "Settings") -> Iterator[str]:
    home, channel = slack_place(settings.alert_channel)
    teams, enterprises = settings.slack_team_ids, settings.slack_enterprise_ids
    if not channel.isalnum() or (settings.alert_channel.count("/") and not home.isalnum()):
        yield (
            "SECURITY_CHANNEL must look like slack:C0123ABCD or slack:T0123ABCD/C0123ABCD: the channel's ID, "
            "found at the end of its details, and the ID of its workspace."
        )
    elif not home and settings.slack_installable and (len(teams) != 1 or enterprises):
        yield (
            "SECURITY_CHANNEL must say which workspace the channel belongs to, as in slack:T0123ABCD/C0123ABCD "
            "(slack:E0123ABCD/C0123ABCD where the whole organisation installs the bot)."
        )
    listed = enterprises if home.startswith("E") else teams
    if home and listed and home not in listed and (listed is enterprises or not enterprises):
        yield f"SECURITY_CHANNEL names {home}, which SLACK_TEAM_IDS or SLACK_ENTERPRISE_IDS leaves out. Add it there."


def _addresses(settings: "Settings") -> Iterator[str]:
    for name in ("slack_api_url", "slack_public_url", "teams_openid_url", "teams_token_url"):
        address = getattr(settings, name)
        parts = urlsplit(address)
        safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
        if address and not safe:
            yield f"{name.upper()} must start with https://. Only an address on this machine may use http://."
