"""What this platform needs to know, made once from the settings."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.settings import Settings, SettingsError
from bot.settings_check import is_loopback
from handlers.teams.certificate import Certificate, CertificateError


@dataclass(frozen=True, slots=True)
class Cloud:
    """The addresses of one Microsoft cloud."""

    issuer: str
    """Who issues the tokens that the Bot Connector sends."""
    openid_url: str
    login_url: str
    scope: str
    """What the bot's own token is asked for."""
    service_hosts: frozenset[str]
    """The Teams services that may be written to. Exact names: anyone can rent `<name>.trafficmanager.net`."""


CLOUDS = {
    "public": Cloud(
        issuer="https://api.botframework.com",
        openid_url="https://login.botframework.com/v1/.well-known/openidconfiguration",
        login_url="https://login.microsoftonline.com",
        scope="https://api.botframework.com/.default",
        service_hosts=frozenset({"smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"}),
    ),
    "usgov": Cloud(
        issuer="https://api.botframework.us",
        openid_url="https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
        login_url="https://login.microsoftonline.us",
        scope="https://api.botframework.us/.default",
        service_hosts=frozenset({"smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us"}),
    ),
}


@dataclass(frozen=True, slots=True)
class TeamsConfig:
    """Who the bot is in Teams, whom it trusts and where it may write."""

    app_id: str
    app_password: SecretStr | None
    """Client secret; None where a certificate takes its place."""
    issuer: str
    openid_url: str
    token_url: str
    scope: str
    service_hosts: frozenset[str]
    tenants: frozenset[str]
    """Entra tenants, in lower case, whose people may use the bot."""
    admins: frozenset[str]
    """Entra object ids, in lower case, of those who may name the channel for alerts. Empty: nobody may."""
    certificate: Certificate | None = None
    """What the bot shows instead of a secret."""

    def may_write_to(self, service_url: str) -> bool:
        """Tell whether a message, and with it the bot's own token, may be sent to this service.

        HTTPS only; plain HTTP only to this machine, for tests.
        """
        try:
            parts = urlsplit(service_url)
            host, user = parts.hostname or "", parts.username
        except ValueError:
            return False
        safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
        return safe and user is None and host in self.service_hosts


def teams_config(settings: Settings) -> TeamsConfig:
    """Read this platform's part of the settings. They were checked against each other when they were loaded.

    Raises:
        SettingsError: the certificate cannot be used.
    """
    cloud = CLOUDS[settings.teams_cloud]
    return TeamsConfig(
        app_id=settings.teams_app_id,
        app_password=settings.teams_app_password,
        issuer=cloud.issuer,
        openid_url=settings.teams_openid_url or cloud.openid_url,
        token_url=settings.teams_token_url or f"{cloud.login_url}/{settings.teams_tenant_id}/oauth2/v2.0/token",
        scope=cloud.scope,
        service_hosts=_lowered(settings.teams_service_hosts) or cloud.service_hosts,
        tenants=_lowered(settings.teams_tenants),
        admins=_lowered(settings.teams_admins),
        certificate=_certificate(settings),
    )


def _certificate(settings: Settings) -> Certificate | None:
    path = settings.teams_app_certificate
    if path is None:
        return None
    found = Certificate(path, settings.teams_app_certificate_thumbprint)
    try:
        found.check()
    except CertificateError as error:
        raise SettingsError(f"TEAMS_APP_CERTIFICATE cannot be used: {error}") from None
    return found


def _lowered(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)
