"""What can go wrong with the Teams side of the settings, looked at by asking Microsoft. Posts nothing."""

from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

import aiohttp
from pydantic import BaseModel

from bot.checkup import Check, clock, fine, not_checked, problem
from bot.messenger import RetryLaterError
from bot.settings import Settings, SettingsError
from handlers.teams.config import CLOUDS, TeamsConfig, teams_config
from handlers.teams.session import Outbound, TooLargeError, read_bounded
from handlers.teams.tokens import AccessToken

PART: Final = "Teams"
LARGEST_DOCUMENT: Final = 1_000_000
REFUSED: Final = ("token_http_400", "token_http_401", "token_http_403")


class _Metadata(BaseModel):
    issuer: str
    jwks_uri: str


class _KeySet(BaseModel):
    keys: list[dict[str, object]]


async def check_up(settings: Settings, now: datetime) -> list[Check]:
    """Look at the Teams side; `now` is this machine's time."""
    try:
        config = teams_config(settings)
    except SettingsError as error:
        return [problem(PART, "The certificate cannot be used.", str(error))]
    outbound = Outbound()
    try:
        return [*await _token(settings, config, outbound), *await _metadata(config, outbound, now), *_people(config)]
    finally:
        await outbound.close()


async def _token(settings: Settings, config: TeamsConfig, outbound: Outbound) -> list[Check]:
    try:
        await AccessToken(config, outbound).get()
    except RetryLaterError as error:
        return [_no_token(settings, config, error.reason)]
    return [fine(PART, "Microsoft gives the bot its token.")]


def _no_token(settings: Settings, config: TeamsConfig, reason: str) -> Check:
    if reason in REFUSED:
        shown = "TEAMS_APP_CERTIFICATE" if settings.teams_app_certificate else "TEAMS_APP_PASSWORD"
        remedy = (
            f"Compare TEAMS_APP_ID and TEAMS_TENANT_ID with the app registration, and renew {shown}: it may have "
            "expired, or belong to another application."
        )
        return problem(PART, f"Microsoft refuses the bot's credentials ({reason}).", remedy)
    remedy = f"Let this machine reach {config.token_url} over HTTPS, or set HTTPS_PROXY."
    return problem(PART, f"No token can be had ({reason}).", remedy)


async def _metadata(config: TeamsConfig, outbound: Outbound, now: datetime) -> list[Check]:
    try:
        text, date = await _fetch(config.openid_url, outbound)
        found = _Metadata.model_validate_json(text)
        keys = _KeySet.model_validate_json((await _fetch(found.jwks_uri, outbound))[0]).keys
    except (aiohttp.ClientError, TimeoutError, TooLargeError, OSError, ValueError) as error:
        remedy = f"Let this machine reach {config.openid_url} over HTTPS, or set HTTPS_PROXY. No event can be verified."
        return [problem(PART, f"The signing keys cannot be had ({type(error).__name__}).", remedy)]
    return [*_issuer(config, found), *_keys(keys), *_clock(date, now)]


async def _fetch(url: str, outbound: Outbound) -> tuple[bytes, str]:
    async with outbound.session.get(url, allow_redirects=False, raise_for_status=True) as response:
        return await read_bounded(response.content, LARGEST_DOCUMENT), response.headers.get("Date", "")


def _issuer(config: TeamsConfig, found: _Metadata) -> Iterator[Check]:
    if found.issuer == config.issuer:
        yield fine(PART, f"Events are verified as issued by {config.issuer}.")
        return
    cloud = next((name for name, cloud in CLOUDS.items() if cloud.issuer == found.issuer), "")
    remedy = f"Set TEAMS_CLOUD={cloud}." if cloud else "Correct TEAMS_OPENID_URL, or remove it."
    yield problem(PART, f"The metadata names another issuer than {config.issuer}, of the set cloud.", remedy)


def _keys(keys: list[dict[str, object]]) -> Iterator[Check]:
    if any(key.get("kty") == "RSA" for key in keys):
        yield fine(PART, "The signing keys are there.")
    else:
        yield problem(PART, "The key set holds no RSA key.", "Correct TEAMS_OPENID_URL, or remove it.")


def _clock(date: str, now: datetime) -> Iterator[Check]:
    try:
        there = parsedate_to_datetime(date)
    except ValueError:
        yield not_checked(PART, "Microsoft's answer carried no time to compare clocks with.")
    else:
        yield clock(PART, "Microsoft's", (now - there).total_seconds())


def _people(config: TeamsConfig) -> Iterator[Check]:
    yield fine(PART, f"People of {len(config.tenants)} tenant(s) may use the bot.")
    yield not_checked(PART, "Whether Teams can reach the bot shows only when somebody writes to it.")
