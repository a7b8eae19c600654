"""Who may speak to the bot: every check that stands between a request and the store.

The Bot Framework SDK's own checks accept tokens without an expiry, block the event loop while they fetch keys and
never look at the tenant, so these replace them. The rules are those of Microsoft's "Authentication with the Bot
Connector API", plus a tenant list and a list of service hosts.
"""

from dataclasses import dataclass

import jwt

from handlers.teams.config import TeamsConfig
from handlers.teams.keys import SigningKeys
from handlers.teams.payload import Incoming

CHANNEL = "msteams"
LEEWAY_SECONDS = 60
"""How far the clocks may differ."""


class NotAuthenticError(Exception):
    """The request is refused. `reason` is a short code for logs and metrics; the answer never carries it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Caller:
    """A verified token: who calls, on behalf of which service."""

    service_url: str
    endorsements: frozenset[str]
    app_id: str


class Verifier:
    """Checks that a request comes from Microsoft's Bot Connector, for this bot, from an allowed tenant."""

    def __init__(self, config: TeamsConfig, keys: SigningKeys) -> None:
        self._config = config
        self._keys = keys

    async def authenticate(self, header: str | None) -> Caller:
        """Verify the request's `Authorization` header.

        Raises:
            NotAuthenticError: forged, expired, for somebody else, or missing.
            KeysUnavailableError: nothing can be verified just now.
        """
        token = _bearer(header)
        key = await self._keys.find(_key_id(token))
        if key is None:
            raise NotAuthenticError("unknown_key")
        try:
            claims = jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self._config.app_id,
                issuer=self._config.issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud"], "strict_aud": True},
            )
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError) as error:
            raise NotAuthenticError(_code(error)) from None
        service_url = claims.get("serviceurl")
        if not isinstance(service_url, str):
            raise NotAuthenticError("no_service_url")
        return Caller(service_url, key.endorsements, self._config.app_id)

    def admit(self, caller: Caller, activity: Incoming) -> None:
        """Check that the activity is the one that its caller may speak for.

        Raises:
            NotAuthenticError: another service, channel or tenant.
        """
        if activity.channel_id != CHANNEL or CHANNEL not in caller.endorsements:
            raise NotAuthenticError("channel")
        if activity.service_url.rstrip("/") != caller.service_url.rstrip("/"):
            raise NotAuthenticError("service_url")
        if not self._config.may_write_to(activity.service_url):
            raise NotAuthenticError("service_host")
        if not activity.tenants or not self._config.tenants.issuperset(activity.tenants):
            raise NotAuthenticError("tenant")


def _bearer(header: str | None) -> str:
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotAuthenticError("no_token")
    return token


def _key_id(token: str) -> str:
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise NotAuthenticError("not_a_token") from None
    kid = header.get("kid")
    if header.get("alg") != "RS256" or not isinstance(kid, str):
        raise NotAuthenticError("algorithm")
    return kid


def _code(error: Exception) -> str:
    names = {
        jwt.ExpiredSignatureError: "expired",
        jwt.ImmatureSignatureError: "not_yet_valid",
        jwt.InvalidAudienceError: "audience",
        jwt.InvalidIssuerError: "issuer",
        jwt.MissingRequiredClaimError: "missing_claim",
        jwt.InvalidSignatureError: "signature",
    }
    return names.get(type(error), "invalid")
