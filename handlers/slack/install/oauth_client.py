"""Slack's client with an `oauth.v2.access` of our own: the library's needs a part of aiohttp that goes away."""

from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse


def credentials(client_id: str, client_secret: str) -> dict[str, str]:
    """Write the app's own name and secret as the header that Slack wants them in."""
    return {"Authorization": aiohttp.encode_basic_auth(client_id, client_secret)}


class OAuthClient(AsyncWebClient):
    """As the library's client otherwise."""

    async def oauth_v2_access(
        self,
        *,
        client_id: str,
        client_secret: str,
        code: str | None = None,
        redirect_uri: str | None = None,
        grant_type: str | None = None,
        refresh_token: str | None = None,
        **kwargs: Any,
    ) -> AsyncSlackResponse:
        """Exchange a code, or a refresh token, for tokens."""
        given = {
            "code": code,
            "redirect_uri": redirect_uri,
            "grant_type": grant_type,
            "refresh_token": refresh_token,
            **kwargs,
        }
        return await self.api_call(
            "oauth.v2.access",
            data={key: value for key, value in given.items() if value is not None},
            headers=credentials(client_id, client_secret),
        )
