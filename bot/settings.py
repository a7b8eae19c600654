"""Everything that can be set, each with its meaning, from environment variables or a `.env` file.

A value that is missing or contradicts another stops the start with a sentence that names the variable and says
how to fix it. No secret is ever part of such a sentence.
"""

from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.settings_check import contradictions
from nlp.model import RiskBand

APP_FOLDER = "thinkbeforeyoulink"


class SettingsError(Exception):
    """The settings cannot be used. `str()` is one sentence a line, each naming a variable and the way out."""


def _names(value: object) -> object:
    """Split a comma-separated list as people write it in an environment variable."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _lowered(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_names)]
Lowered = BeforeValidator(_lowered)


def _data_folder() -> Path:
    return platformdirs.user_data_path(APP_FOLDER, appauthor=False)


class Settings(BaseSettings):
    """The bot's settings. The environment variable is the field's name in capitals."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    database_url: SecretStr | None = None
    """A PostgreSQL to use (`postgresql://…`). Unset: the bot runs one of its own in DATA_DIR."""
    data_dir: Path = Field(default_factory=_data_folder)
    """Folder of the bot's own PostgreSQL and of the generated key."""
    master_key: SecretStr | None = None
    """Base64 of 32 random bytes, wraps the keys that encrypt reports. Generated into DATA_DIR without DATABASE_URL."""
    retention_days: int = Field(default=90, ge=1, le=3650)
    """Days after which a report and everything made from it is deleted."""

    security_channel: str = ""
    """Where alerts go: `web` (default with WEB), `slack:C0123…` or `teams` (a channel where the bot is mentioned).

    `slack:T0123…/C0123…` names the channel's workspace too, `slack:E0123…/C0123…` an organisation that
    installed the bot as a whole. It is needed where several workspaces install the bot.
    """
    alert_from: Annotated[Literal["low", "medium", "high"], Lowered] = "medium"
    """The lowest risk band that alerts the security channel unasked."""
    update_within_days: int = Field(default=5, ge=1, le=60)
    """Days within which a reporter is promised news of a report that security was told of."""
    conduct_contact: str = ""
    """Whom staff should speak to about a colleague's conduct ("the security manager, room 4"), in a sentence."""
    language: str = "en"
    """The language of people whose platform does not name one, and of the security channel; `en` or `fr`."""
    sensitivity: Annotated[Literal["careful", "balanced", "quiet"], Lowered] = "balanced"
    """How readily the reading warns."""
    own_domains: Names = ()
    """The employer's own domains (`ministry.example`), separated by commas: links that imitate them are suspicious."""

    web: bool | None = None
    """Whether to serve the web page. Unset: yes when neither Slack nor Teams is set up."""
    host: str = "127.0.0.1"
    """Address to listen on."""
    port: int = Field(default=8080, ge=0, le=65535)
    """Port to listen on; 0 takes any free one."""
    allow_remote_web: bool = False
    """Whether the web page, which knows no passwords, may be reached from other machines."""

    slack_bot_token: SecretStr | None = None
    """Slack bot token (`xoxb-…`), for one workspace. For several, SLACK_CLIENT_ID and its companions instead."""
    slack_client_id: str = ""
    """Client ID of the Slack app, where workspaces install it from the bot's own address `/slack/install`."""
    slack_client_secret: SecretStr | None = None
    """Client secret of the Slack app."""
    slack_public_url: str = ""
    """The bot's own address as browsers reach it (`https://bot.example.org`), for the way back from Slack."""
    slack_signing_secret: SecretStr | None = None
    """Slack signing secret, for events over HTTP."""
    slack_app_token: SecretStr | None = None
    """Slack app-level token (`xapp-…`), for Socket Mode; instead of the signing secret."""
    slack_api_url: str = "https://slack.com/api/"
    """Base of Slack's Web API. GovSlack: `https://slack-gov.com/api/`."""
    slack_team_ids: Names = ()
    """Workspaces that may use the bot (`T…`), separated by commas.

    Empty: the one the token belongs to; with SLACK_CLIENT_ID only the one that SECURITY_CHANNEL names.
    """
    slack_enterprise_ids: Names = ()
    """Enterprise Grid organisations (`E…`), separated by commas, that may install the bot, as a whole or in any
    workspace."""

    teams_app_id: str = ""
    """Microsoft application (client) id of the bot."""
    teams_app_password: SecretStr | None = None
    """Client secret of that application."""
    teams_app_certificate: Path | None = None
    """PEM file with a certificate of that application and its private key; instead of the secret."""
    teams_app_certificate_thumbprint: str = ""
    """Thumbprint (SHA-1 or SHA-256) that the certificate must have, as the Azure portal shows it."""
    teams_tenant_id: str = ""
    """Entra tenant that the application belongs to."""
    teams_allowed_tenants: Names = ()
    """Tenants whose people may use the bot, separated by commas. Empty: the own tenant only."""
    teams_admins: Names = ()
    """Entra object ids, separated by commas, of those who may name the channel for alerts by mentioning the bot."""
    teams_cloud: Annotated[Literal["public", "usgov"], Lowered] = "public"
    """Which Microsoft cloud the bot is registered in."""
    teams_openid_url: str = ""
    """OpenID metadata address, where it differs from the cloud's."""
    teams_token_url: str = ""
    """Address that issues the bot's own tokens, where it differs from the cloud's."""
    teams_service_hosts: Names = ()
    """Hosts that replies may be sent to, separated by commas, where they differ from the cloud's."""

    log_level: Annotated[Literal["debug", "info", "warning", "error"], Lowered] = "info"
    """The least weighty log lines that are written."""

    @property
    def slack_enabled(self) -> bool:
        """Whether Slack is set up."""
        return self.slack_bot_token is not None or self.slack_installable

    @property
    def slack_installable(self) -> bool:
        """Whether workspaces install the bot themselves, each with a token of its own."""
        return bool(self.slack_client_id)

    @property
    def teams_enabled(self) -> bool:
        """Whether Teams is set up."""
        return bool(self.teams_app_id)

    @property
    def web_enabled(self) -> bool:
        """Whether the web page is served."""
        return not (self.slack_enabled or self.teams_enabled) if self.web is None else self.web

    @property
    def alert_channel(self) -> str:
        """SECURITY_CHANNEL with its default filled in."""
        return self.security_channel or ("web" if self.web_enabled else "")

    @property
    def alert_band(self) -> RiskBand:
        """The lowest band that alerts unasked."""
        return RiskBand[self.alert_from.upper()]

    @property
    def teams_tenants(self) -> tuple[str, ...]:
        """Tenants whose people may use the bot."""
        return self.teams_allowed_tenants or ((self.teams_tenant_id,) if self.teams_tenant_id else ())

    @model_validator(mode="after")
    def _agree(self) -> "Settings":
        problems = contradictions(self)
        if problems:
            raise ValueError("\n".join(problems))
        return self


def load_settings() -> Settings:
    """Read the settings of this process.

    Raises:
        SettingsError: one sentence for each thing that is missing or contradictory.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(item["loc"], item["msg"]) for item in error.errors())) from None


def _sentence(where: tuple[int | str, ...], message: str) -> str:
    text = message.removeprefix("Value error, ")
    return f"{str(where[0]).upper()} cannot be used: {text}. Correct it or remove it." if where else text
