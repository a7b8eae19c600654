"""The two addresses of an installation: where it starts, and where Slack sends the person back with a code."""

import asyncio
from typing import Final
from urllib.parse import urljoin

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse

from bot.settings import Settings
from bot.store.database import DatabaseAwayError
from bot.wording import speaking
from handlers.slack.install.oauth_client import OAuthClient
from handlers.slack.install.pages import guarded, page
from handlers.slack.install.store import Grants, NotAllowedError, NotStoredError, States
from handlers.slack.quiet import sdk_logger

log = structlog.get_logger(__name__)

INSTALL_PATH: Final = "/slack/install"
REDIRECT_PATH: Final = "/slack/oauth_redirect"
CALL_SECONDS: Final = 10

SCOPES: Final = ("chat:write", "commands", "im:history", "im:write", "groups:history", "users:read")
"""As in the manifest, which says what each is for."""

OK, BAD, FORBIDDEN, BAD_GATEWAY, UNAVAILABLE = 200, 400, 403, 502, 503
STALE: Final = frozenset({"invalid_browser", "invalid_state", "missing_code"})


class InstallFlow:
    """Slack's own library runs the flow; what people see, and what is logged, is ours."""

    def __init__(self, settings: Settings, states: States, grants: Grants) -> None:
        secret = settings.slack_client_secret
        self._language = settings.language
        self._flow = AsyncOAuthFlow(
            client=OAuthClient(
                base_url=settings.slack_api_url, timeout=CALL_SECONDS, logger=sdk_logger(), retry_handlers=[]
            ),
            logger=sdk_logger(),
            settings=AsyncOAuthSettings(
                client_id=settings.slack_client_id,
                client_secret=secret.get_secret_value() if secret else "",
                scopes=SCOPES,
                user_scopes=(),
                redirect_uri=settings.slack_public_url.rstrip("/") + REDIRECT_PATH,
                install_path=INSTALL_PATH,
                redirect_uri_path=REDIRECT_PATH,
                install_page_rendering_enabled=False,
                authorization_url=urljoin(settings.slack_api_url, "/oauth/v2/authorize"),
                callback_options=AsyncCallbackOptions(success=self._installed, failure=self._failed),
                state_store=states,
                installation_store=grants,
                logger=sdk_logger(),
            ),
        )

    def add_routes(self, app: web.Application) -> None:
        """Add both addresses."""
        app.router.add_get(INSTALL_PATH, self.start, allow_head=False)
        app.router.add_get(REDIRECT_PATH, self.come_back, allow_head=False)

    async def start(self, request: web.Request) -> web.Response:
        """Send the person to Slack with a new state, which their browser keeps as well."""
        try:
            answer = await self._flow.handle_installation(await to_bolt_request(request))
        except DatabaseAwayError:
            answer = self._page("storage", UNAVAILABLE)
        return guarded(await to_aiohttp_response(answer))

    async def come_back(self, request: web.Request) -> web.Response:
        """Turn the code into tokens and keep them; an installation that has begun is finished, whoever hangs up."""
        finishing = asyncio.ensure_future(self._flow.handle_callback(await to_bolt_request(request)))
        try:
            answer = await asyncio.shield(finishing)
        except DatabaseAwayError:
            answer = self._page("storage", UNAVAILABLE)
        except (aiohttp.ClientError, OSError, AttributeError, ValueError) as error:  # last two: no JSON object
            log.warning("slack_not_installed", reason=type(error).__name__)
            answer = self._page("slack", BAD_GATEWAY)
        return guarded(await to_aiohttp_response(answer))

    async def _installed(self, args: AsyncSuccessArgs) -> BoltResponse:
        return self._page("everywhere" if args.installation.is_enterprise_install else "done", OK)

    async def _failed(self, args: AsyncFailureArgs) -> BoltResponse:
        if args.reason in STALE:
            return self._page("stale", BAD)
        if args.reason == "access_denied":
            return self._page("denied", OK)
        if isinstance(args.error, NotAllowedError):
            return self._page("not_allowed", FORBIDDEN)
        if isinstance(args.error, NotStoredError):
            return self._page("storage", UNAVAILABLE)
        log.warning("slack_not_installed", reason="refused")
        return self._page("slack", BAD_GATEWAY)

    def _page(self, name: str, status: int) -> BoltResponse:
        with speaking(self._language):
            body = page(name)
        gone = self._flow.settings.state_utils.build_set_cookie_for_deletion()
        return BoltResponse(status=status, body=body, headers={"content-type": ["text/html"], "set-cookie": [gone]})
