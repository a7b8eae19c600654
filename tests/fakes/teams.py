"""Microsoft's side of a Teams bot on loopback: OpenID metadata, signing keys, token endpoint and Bot Connector.

It behaves: posts without the current token get 401, as do wrong client secrets and assertions, and any answer can be
replaced by a 429 with Retry-After, a 5xx, a broken connection or silence. Every activity that was taken is kept.

It does not cover: Teams' own rendering and size limits, redelivery of activities that were answered with 5xx,
throttling by rate, real Entra tokens, and deleting messages. Membership is what `without_app` says.
"""

import asyncio
import base64
import time
from collections import deque
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Self
from uuid import uuid4

import jwt
from aiohttp import web
from cryptography import x509  # noqa: TC002
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

APP_ID = "11111111-2222-3333-4444-555555555555"
SECRET = "the-app-secret"
TENANT = "aaaaaaaa-0000-0000-0000-000000000001"
PERSON = "bbbbbbbb-0000-0000-0000-000000000002"
ISSUER = "https://api.botframework.com"
BOT = f"28:{APP_ID}"
BOT_NAME = "Think Before You Link"


class Key:
    """An RSA key pair with an id."""

    def __init__(self, kid: str = "key-1", endorsements: tuple[str, ...] = ("msteams", "webchat")) -> None:
        self.kid = kid
        self.endorsements = endorsements
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def public(self) -> dict[str, Any]:
        """The key as it stands in the published key set."""
        jwk: dict[str, Any] = RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {**jwk, "kid": self.kid, "use": "sig", "endorsements": list(self.endorsements)}


@cache
def first_key() -> Key:
    """The key that is published to begin with; made once, for that takes a while."""
    return Key()


@dataclass
class Answer:
    """One answer of the connector that is not the usual one; status 0 hangs up, -1 says nothing for a while."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Taken:
    """One activity that the connector took."""

    path: str
    token: str
    body: dict[str, Any]

    @property
    def activity(self) -> dict[str, Any]:
        """The message itself, also where it began a thread."""
        inner: dict[str, Any] = self.body.get("activity", self.body)
        return inner

    @property
    def card(self) -> dict[str, Any]:
        """The message's card."""
        content: dict[str, Any] = self.activity["attachments"][0]["content"]
        return content


class FakeMicrosoft:
    """One server that plays all of Microsoft's parts."""

    def __init__(self) -> None:
        self.keys = [first_key()]
        self.taken: list[Taken] = []
        self.changed: list[Taken] = []
        self.opened: list[dict[str, Any]] = []
        self.without_app: set[str] = set()
        self.certificate: x509.Certificate | None = None
        self.assertions: set[str] = set()
        self.answers: deque[Answer] = deque()
        self.token_answers: deque[Answer] = deque()
        self.token_seconds = 3600
        self.tokens: list[str] = []
        self.token_requests = 0
        self.key_requests = 0
        self.keys_status = 200
        self.url = "http://127.0.0.1"
        self._quiet = asyncio.Event()
        self._arrived = asyncio.Condition()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._publish)
        app.router.add_post("/token", self._token)
        app.router.add_post("/teams/v3/conversations", self._connector)
        app.router.add_post("/teams/v3/conversations/{conversation}/activities", self._connector)
        app.router.add_put("/teams/v3/conversations/{conversation}/activities/{activity}", self._connector)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._quiet.set()
        await self._runner.cleanup()

    @property
    def service_url(self) -> str:
        """What activities name as their service."""
        return f"{self.url}/teams/"

    def settings(self) -> dict[str, object]:
        """The bot's settings that point at this server."""
        return {
            "teams_app_id": APP_ID,
            "teams_app_password": SECRET,
            "teams_tenant_id": TENANT,
            "teams_openid_url": f"{self.url}/openid",
            "teams_token_url": f"{self.url}/token",
            "teams_service_hosts": ("127.0.0.1",),
            "teams_admins": (PERSON,),
        }

    def claims(self, **changes: object) -> dict[str, object]:
        """Claims of a good token; a change to None leaves the claim out."""
        now = int(time.time())
        good = {
            "iss": ISSUER,
            "aud": APP_ID,
            "serviceurl": self.service_url,
            "nbf": now - 10,
            "exp": now + 600,
            **changes,
        }
        return {name: value for name, value in good.items() if value is not None}

    def sign(self, key: Key | None = None, **changes: object) -> str:
        """Issue a token as the Bot Connector does."""
        used = key or self.keys[0]
        return jwt.encode(self.claims(**changes), used.private, algorithm="RS256", headers={"kid": used.kid})

    def activity(self, text: str = "", **changes: object) -> dict[str, Any]:
        """A message in a personal chat, shaped as Teams sends it."""
        conversation = {"id": "a:personal-chat", "conversationType": "personal", "tenantId": TENANT}
        return {
            "type": "message",
            "id": uuid4().hex,
            "timestamp": "2026-11-21T12:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": "29:person", "name": "A Person", "aadObjectId": PERSON},
            "recipient": {"id": BOT, "name": BOT_NAME},
            "conversation": conversation,
            "channelData": {"tenant": {"id": TENANT}},
            "text": text,
            "textFormat": "plain",
            **changes,
        }

    def channel_post(self, text: str = "", **changes: object) -> dict[str, Any]:
        """A post in a team's channel that mentions the bot."""
        channel = "19:security@thread.tacv2"
        return self.activity(
            f"<at>{BOT_NAME}</at> {text}",
            conversation={
                "id": f"{channel};messageid=17",
                "conversationType": "channel",
                "isGroup": True,
                "tenantId": TENANT,
            },
            channelData={"tenant": {"id": TENANT}, "team": {"id": "19:team"}, "channel": {"id": channel}},
            entities=[{"type": "mention", "mentioned": {"id": BOT}, "text": f"<at>{BOT_NAME}</at>"}],
            **changes,
        )

    def invoke(self, name: str, value: object, **changes: object) -> dict[str, Any]:
        """An activity that wants its answer at once."""
        return self.activity(type="invoke", name=name, value=value, **changes)

    def execute(self, action: dict[str, Any], given: dict[str, object] | None = None, **changes: object) -> Any:
        """A press of a card's universal action, with what was filled in."""
        value = {"action": {**action, "data": {**action["data"], **(given or {})}}}
        return self.invoke("adaptiveCard/action", value, **changes)

    async def wait_for(self, count: int, seconds: float = 20.0) -> list[Taken]:
        """Wait until so many activities were taken."""
        async with asyncio.timeout(seconds), self._arrived:
            await self._arrived.wait_for(lambda: len(self.taken) >= count)
        return self.taken

    async def wait_for_change(self, count: int = 1, seconds: float = 20.0) -> list[Taken]:
        """Wait until so many messages were changed."""
        async with asyncio.timeout(seconds), self._arrived:
            await self._arrived.wait_for(lambda: len(self.changed) >= count)
        return self.changed

    async def _openid(self, _: web.Request) -> web.Response:
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.url}/keys"})

    async def _publish(self, _: web.Request) -> web.Response:
        self.key_requests += 1
        if self.keys_status != 200:
            return web.Response(status=self.keys_status)
        return web.json_response({"keys": [{"kty": "odd"}, *(key.public() for key in self.keys)]})

    async def _token(self, request: web.Request) -> web.StreamResponse:
        self.token_requests += 1
        if self.token_answers:
            return await self._misbehave(request, self.token_answers.popleft())
        form = await request.post()
        if not self._proves_itself({name: str(value) for name, value in form.items()}) or not form.get("scope"):
            return web.json_response({"error": "invalid_client"}, status=401)
        self.tokens.append(f"token-{len(self.tokens) + 1}")
        return web.json_response(
            {"token_type": "Bearer", "access_token": self.tokens[-1], "expires_in": self.token_seconds}
        )

    def _proves_itself(self, form: dict[str, str]) -> bool:
        """Check the client's secret, or its assertion as Entra does: signature, certificate, audience, life."""
        if form.get("client_id") != APP_ID:
            return False
        if self.certificate is None:
            return form.get("client_secret") == SECRET
        if form.get("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer":
            return False
        signed = form["client_assertion"]
        digest = base64.urlsafe_b64encode(self.certificate.fingerprint(hashes.SHA256())).rstrip(b"=").decode()
        if jwt.get_unverified_header(signed) != {"alg": "PS256", "typ": "JWT", "x5t#S256": digest}:
            return False
        try:
            claims = jwt.decode(
                signed,
                self.certificate.public_key(),  # type: ignore[arg-type]  # an RSA key
                algorithms=["PS256"],
                audience=f"{self.url}/token",
                issuer=APP_ID,
                subject=APP_ID,
                options={"require": ["aud", "exp", "iss", "jti", "nbf", "sub"]},
            )
        except jwt.PyJWTError:
            return False
        fresh = claims["jti"] not in self.assertions and claims["exp"] - claims["nbf"] <= 600
        self.assertions.add(claims["jti"])
        return fresh

    async def _connector(self, request: web.Request) -> web.StreamResponse:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not self.tokens or token != self.tokens[-1]:
            return web.json_response({"error": {"code": "Unauthorized"}}, status=401)
        body = await request.json()
        if self.answers:
            return await self._misbehave(request, self.answers.popleft())
        if "members" in body:
            return self._open_chat(body)
        async with self._arrived:
            (self.changed if request.method == "PUT" else self.taken).append(Taken(request.path, token, body))
            self._arrived.notify_all()
        name = f"sent-{len(self.taken)}"
        return web.json_response({"id": name}, status=201)

    def _open_chat(self, body: dict[str, Any]) -> web.Response:
        """Give the chat with a person, as often as it is asked for; refused where they do not have the app."""
        person = body["members"][0]["id"]
        self.opened.append(body)
        if person in self.without_app or body["tenantId"] != body["channelData"]["tenant"]["id"]:
            return web.json_response({"error": {"code": "ForbiddenOperationException"}}, status=403)
        return web.json_response({"id": f"a:chat-with-{person}"}, status=201)

    async def _misbehave(self, request: web.Request, answer: Answer) -> web.StreamResponse:
        if answer.status < 0:
            await self._quiet.wait()
        if answer.status <= 0:
            if request.transport:
                request.transport.close()
            return web.Response()
        return web.Response(status=answer.status, headers=answer.headers)
