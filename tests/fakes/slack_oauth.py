"""A Slack that apps are installed from: many workspaces and organisations, codes, tokens that expire, and departures.

Besides what `FakeSlack` covers: the page where a person allows or refuses, `oauth.v2.access` with a code and with a
refresh token (each once), `auth.revoke`, and tokens that are good for their own workspace only as long as they live.
It does not check which conversations a token may see: they are shared by all workspaces here.
"""

import asyncio
import base64
import itertools
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from tests.fakes.slack import Answer, Arguments, FakeSlack, _arguments, _misbehave

TWELVE_HOURS = 43_200


@dataclass(frozen=True)
class Place:
    """What a token is good for."""

    team: str | None
    enterprise: str | None = None
    bot_user: str = "U0BOT"
    until: float = 0.0
    """When the token expires; 0: never."""

    @property
    def whole(self) -> bool:
        return self.team is None


@dataclass
class FakeSlackOAuth(FakeSlack):
    """Set `place` and `answer` before somebody follows the link."""

    client_id: str = "123.456"
    client_secret: str = "client-secret-of-the-app"
    redirect_uri: str = "https://bot.example.org/slack/oauth_redirect"
    place: Place = field(default_factory=lambda: Place("T0HOME"))
    answer: str = "allow"
    """`allow`, or the error that Slack sends the person back with."""
    rotating: bool = False
    tokens: dict[str, Place] = field(default_factory=dict)
    refresh_tokens: dict[str, Place] = field(default_factory=dict)
    codes: dict[str, Place] = field(default_factory=dict)
    slowness: float = 0.0
    """Seconds that an exchange takes, so that two of them overlap."""
    used: list[tuple[str, str]] = field(default_factory=list)
    """Methods and the tokens they were called with."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._serial = itertools.count(1)
        self._server.app.router.add_get("/oauth/v2/authorize", self._authorize)

    def uninstall(self, team: str | None, enterprise: str | None = None) -> None:
        """Make every token of a place worthless."""
        for kept in (self.tokens, self.refresh_tokens):
            for token in [key for key, place in kept.items() if (place.team, place.enterprise) == (team, enterprise)]:
                del kept[token]

    async def _authorize(self, request: web.Request) -> web.Response:
        given = request.query
        if given.get("client_id") != self.client_id or given.get("redirect_uri") != self.redirect_uri:
            return web.Response(status=400, text="bad_redirect_uri")
        if self.answer == "allow":
            code = f"code-{next(self._serial)}"
            self.codes[code] = self.place
            back = {"code": code, "state": given["state"]}
        else:
            back = {"error": self.answer, "state": given["state"]}
        raise web.HTTPFound(f"{self.redirect_uri}?{urlencode(back)}")

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        credentials = request.headers.get("Authorization", "")
        bearer = credentials.removeprefix("Bearer ")
        self.calls.append((method, arguments))
        self.used.append((method, bearer))
        mischief = self._mischief[method].popleft() if self._mischief[method] else None
        if mischief:
            if mischief.done:
                self._dispatch(method, arguments, credentials, bearer)
            return await _misbehave(request, mischief)
        if method == "oauth.v2.access":
            await asyncio.sleep(self.slowness)
        return web.json_response(self._dispatch(method, arguments, credentials, bearer))

    def _dispatch(self, method: str, arguments: Arguments, credentials: str, bearer: str) -> Answer:
        if method == "oauth.v2.access":
            return self._access(arguments, credentials)
        if method == "apps.connections.open":
            known = bearer == self.app_token
            return self._answer(method, arguments) if known else {"ok": False, "error": "invalid_auth"}
        return self._with_token(method, arguments, bearer)

    def _with_token(self, method: str, arguments: Arguments, bearer: str) -> Answer:
        place = self.tokens.get(bearer)
        if place is None:
            return {"ok": False, "error": "token_revoked" if bearer.startswith("xoxb-") else "not_authed"}
        if place.until and self.clock() >= place.until:
            return {"ok": False, "error": "token_expired"}
        if method == "auth.revoke":
            self.uninstall(place.team, place.enterprise)
            return {"ok": True, "revoked": True}
        if method == "auth.test":
            ids = {"team_id": place.team or place.enterprise, "enterprise_id": place.enterprise}
            return {**self._auth_test({}), **ids, "user_id": place.bot_user, "is_enterprise_install": place.whole}
        return self._answer(method, arguments)

    def _access(self, arguments: Arguments, credentials: str) -> Answer:
        expected = base64.b64encode(f"{self.client_id}:{self.client_secret}".encode()).decode()
        if credentials != f"Basic {expected}":
            return {"ok": False, "error": "bad_client_secret"}
        if arguments.get("grant_type") == "refresh_token":
            place = self.refresh_tokens.pop(arguments.get("refresh_token", ""), None)
            return self._granted(place) if place else {"ok": False, "error": "invalid_refresh_token"}
        place = self.codes.pop(arguments.get("code", ""), None)
        if place is None or arguments.get("redirect_uri") != self.redirect_uri:
            return {"ok": False, "error": "invalid_code"}
        return self._granted(place)

    def _granted(self, place: Place) -> Answer:
        number = next(self._serial)
        token, more = f"xoxb-secret-{number}", {}
        if self.rotating:
            token, refresh = f"xoxe.xoxb-secret-{number}", f"xoxe-1-secret-{number}"
            more = {"refresh_token": refresh, "expires_in": TWELVE_HOURS}
            self.refresh_tokens[refresh] = place
        self.tokens[token] = replace(place, until=self.clock() + TWELVE_HOURS if self.rotating else 0.0)
        answer: dict[str, Any] = {
            "ok": True,
            "access_token": token,
            "token_type": "bot",
            "scope": "chat:write,commands,im:history,im:write,groups:history,users:read",
            "bot_user_id": place.bot_user,
            "app_id": "A0TBYL",
            "team": {"id": place.team, "name": "Team"} if place.team else None,
            "enterprise": {"id": place.enterprise, "name": "Grid"} if place.enterprise else None,
            "is_enterprise_install": place.whole,
            "authed_user": {"id": "U0ADMIN"},
            **more,
        }
        return answer
