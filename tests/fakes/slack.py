"""A Slack that behaves, over real HTTP and a real websocket on loopback.

It keeps channels, direct messages and their history; checks tokens, memberships, scopes, block limits and metadata;
and can be told to misbehave: refuse, limit, break, hang, or do the work and not say so.

It does not cover: OAuth, rate limits by itself, files, search, the events that a real Slack sends by itself after a
post or an edit, markup parsing of posted text, how clients keep the state of ticks, and whether they make links of
plain text. Limits are those that Slack documents; the total size of blocks is an estimate.
"""

import asyncio
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from tests.fakes.slack_blocks import problems, view_problems

Arguments = dict[str, Any]
Answer = dict[str, Any]


@dataclass(frozen=True)
class Mischief:
    """One way to answer badly."""

    error: str = ""
    """`ok: false` with this code."""
    status: int = 200
    retry_after: int = 0
    hang: bool = False
    silent: bool = False
    """Close the connection without an answer."""
    done: bool = False
    """Do the work first."""
    body: str = ""
    """Answer with this text."""
    kind: str = "text/plain"
    """Content type of that text."""


@dataclass
class FakeSlack:
    """Use as an async context manager; `api_url` is what SLACK_API_URL should be."""

    bot_token: str = "xoxb-fake"
    app_token: str = "xapp-fake"
    team: str = "T0HOME"
    enterprise: str | None = None
    bot_user: str = "U0BOT"
    bot_id: str = "B0BOT"
    member_of: set[str] = field(default_factory=lambda: {"C0SECURITY"})
    readable: set[str] = field(default_factory=lambda: {"C", "D"})
    """First letters of conversations whose history the token may read."""
    people: dict[str, Answer] = field(default_factory=dict)
    """What `users.info` says besides the ordinary, by user."""
    may_read_users: bool = True
    scopes: str = "chat:write,commands,im:history,im:write,groups:history,users:read"
    """What the token was granted, as every answer names it."""
    archived: set[str] = field(default_factory=set)
    """Channels that were put away."""
    clock: Callable[[], float] = time.time
    channels: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    ephemeral: list[Arguments] = field(default_factory=list)
    responses: dict[str, list[Arguments]] = field(default_factory=lambda: defaultdict(list))
    views: list[Arguments] = field(default_factory=list)
    """Windows that were opened, oldest first; each as it is now."""
    homes: dict[str, Answer] = field(default_factory=dict)
    """Each person's first page."""
    calls: list[tuple[str, Arguments]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._mischief: dict[str, deque[Mischief]] = defaultdict(deque)
        self._number = itertools.count(1)
        self._triggers: dict[str, float] = {}
        self._tickets: set[str] = set()
        self._acks: dict[str, asyncio.Future[Answer]] = {}
        self.socket: web.WebSocketResponse | None = None
        self.connected = asyncio.Event()
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/response/{id}", self._respond)
        app.router.add_get("/socket", self._serve_socket)
        self._server = TestServer(app, host="127.0.0.1")

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.socket:
            await self.socket.close()
        await self._server.close()

    @property
    def api_url(self) -> str:
        return f"{str(self._server.make_url('/')).rstrip('/')}/api/"

    def misbehave(self, method: str, *how: Mischief) -> None:
        """Answer the next calls of the method like this, one after the other; then behave again."""
        self._mischief[method].extend(how)

    def posts(self, channel: str) -> list[Answer]:
        """What stands in a conversation, oldest first."""
        return self.channels[channel]

    def called(self, method: str) -> list[Arguments]:
        return [arguments for name, arguments in self.calls if name == method]

    def trigger(self) -> str:
        """Make a trigger id, good for three seconds and one view."""
        trigger = f"{next(self._number)}.trigger"
        self._triggers[trigger] = self.clock()
        return trigger

    def response_url(self) -> str:
        return str(self._server.make_url(f"/response/{next(self._number)}"))

    # -- the Web API -----------------------------------------------------------------------------------------

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        self.calls.append((method, arguments))
        mischief = self._mischief[method].popleft() if self._mischief[method] else None
        if mischief:
            if mischief.done:
                self._answer(method, arguments)
            return await _misbehave(request, mischief)
        wanted = self.app_token if method == "apps.connections.open" else self.bot_token
        if request.headers.get("Authorization") != f"Bearer {wanted}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        return web.json_response(self._answer(method, arguments), headers={"x-oauth-scopes": self.scopes})

    def _answer(self, method: str, arguments: Arguments) -> Answer:
        handlers: dict[str, Callable[[Arguments], Answer]] = {
            "auth.test": self._auth_test,
            "chat.postMessage": self._post,
            "chat.postEphemeral": self._post_ephemeral,
            "conversations.open": self._open,
            "conversations.history": self._history,
            "conversations.info": self._info,
            "conversations.replies": self._replies,
            "chat.update": self._update,
            "users.info": self._user,
            "views.open": self._open_view,
            "views.update": self._update_view,
            "views.publish": self._publish,
            "apps.connections.open": self._connect,
        }
        handler = handlers.get(method)
        return handler(arguments) if handler else {"ok": False, "error": "unknown_method"}

    def _auth_test(self, _: Arguments) -> Answer:
        return {
            "ok": True,
            "url": "https://home.slack.com/",
            "team": "Home",
            "team_id": self.team,
            "enterprise_id": self.enterprise,
            "user": "tbyl",
            "user_id": self.bot_user,
            "bot_id": self.bot_id,
            "is_enterprise_install": False,
        }

    def _post(self, arguments: Arguments) -> Answer:
        if error := self._refusal(arguments):
            return error
        ts = f"{self.clock():.3f}{next(self._number) % 1000:03d}"
        message = {
            "type": "message",
            "user": self.bot_user,
            "bot_id": self.bot_id,
            "ts": ts,
            "text": arguments.get("text", ""),
            "blocks": arguments.get("blocks", []),
            "metadata": arguments.get("metadata"),
            **({"thread_ts": arguments["thread_ts"]} if arguments.get("thread_ts") else {}),
        }
        self.channels[arguments["channel"]].append(message)
        return {"ok": True, "channel": arguments["channel"], "ts": ts, "message": message}

    def _refusal(self, arguments: Arguments) -> Answer | None:
        channel, blocks = arguments.get("channel", ""), arguments.get("blocks") or []
        if not self._knows(channel):
            return {"ok": False, "error": "channel_not_found"}
        if not arguments.get("text") and not blocks:
            return {"ok": False, "error": "no_text"}
        if len(arguments.get("text", "")) > 40_000:
            return {"ok": False, "error": "msg_too_long"}
        if found := problems(blocks):
            code = "msg_blocks_too_long" if found == ["msg_blocks_too_long"] else "invalid_blocks"
            return {"ok": False, "error": code, "response_metadata": {"messages": found}}
        metadata = arguments.get("metadata")
        if metadata is not None and not (
            metadata.get("event_type") and isinstance(metadata.get("event_payload"), dict)
        ):
            return {"ok": False, "error": "invalid_metadata_format"}
        return None

    def _update(self, arguments: Arguments) -> Answer:
        if error := self._refusal(arguments):
            return error
        for message in self.channels[arguments["channel"]]:
            if message["ts"] == arguments.get("ts"):
                if message.get("user") != self.bot_user:
                    return {"ok": False, "error": "cant_update_message"}
                message.update(text=arguments.get("text", ""), blocks=arguments.get("blocks", []), edited=True)
                return {"ok": True, "channel": arguments["channel"], "ts": message["ts"], "text": message["text"]}
        return {"ok": False, "error": "message_not_found"}

    def _user(self, arguments: Arguments) -> Answer:
        user = str(arguments.get("user", ""))
        if not self.may_read_users:
            return {"ok": False, "error": "missing_scope", "needed": "users:read", "provided": "chat:write"}
        if not user.startswith(("U", "W")):
            return {"ok": False, "error": "user_not_found"}
        locale = {"locale": "en-GB"} if arguments.get("include_locale") in {"1", "true", True} else {}
        ordinary = {"id": user, "team_id": self.team, "is_restricted": False, "is_ultra_restricted": False, **locale}
        return {"ok": True, "user": {**ordinary, **self.people.get(user, {})}}

    def _post_ephemeral(self, arguments: Arguments) -> Answer:
        if not self._knows(arguments.get("channel", "")):
            return {"ok": False, "error": "channel_not_found"}
        self.ephemeral.append(arguments)
        return {"ok": True, "message_ts": f"{self.clock():.6f}"}

    def _open(self, arguments: Arguments) -> Answer:
        user = str(arguments.get("users", ""))
        if not user.startswith(("U", "W")):
            return {"ok": False, "error": "user_not_found"}
        return {"ok": True, "channel": {"id": f"D{user[1:]}"}}

    def _info(self, arguments: Arguments) -> Answer:
        channel = str(arguments.get("channel", ""))
        if not {"channels:read", "groups:read"} & set(self.scopes.split(",")):
            return {"ok": False, "error": "missing_scope", "needed": "channels:read,groups:read"}
        if channel not in self.member_of | set(self.channels):
            return {"ok": False, "error": "channel_not_found"}
        there = {"id": channel, "is_member": channel in self.member_of, "is_archived": channel in self.archived}
        return {"ok": True, "channel": there}

    def _history(self, arguments: Arguments) -> Answer:
        return self._page(arguments, lambda item: not item.get("thread_ts"))

    def _replies(self, arguments: Arguments) -> Answer:
        root = arguments.get("ts")
        return self._page(arguments, lambda item: root in {item["ts"], item.get("thread_ts")})

    def _page(self, arguments: Arguments, wanted: Callable[[Answer], bool]) -> Answer:
        channel = arguments.get("channel", "")
        if channel[:1] not in self.readable:
            return {"ok": False, "error": "missing_scope", "needed": "groups:history", "provided": "im:history"}
        if not self._knows(channel):
            return {"ok": False, "error": "channel_not_found"}
        oldest = float(arguments.get("oldest") or 0)
        newest_first = [
            item for item in reversed(self.channels[channel]) if float(item["ts"]) > oldest and wanted(item)
        ]
        start, limit = int(arguments.get("cursor") or 0), min(int(arguments.get("limit") or 100), 999)
        page = newest_first[start : start + limit]
        if arguments.get("include_all_metadata") not in {"1", "true", True}:
            page = [{key: value for key, value in item.items() if key != "metadata"} for item in page]
        more = start + limit < len(newest_first)
        cursor = {"response_metadata": {"next_cursor": str(start + limit)}} if more else {}
        return {"ok": True, "messages": page, "has_more": more, **cursor}

    def _open_view(self, arguments: Arguments) -> Answer:
        made = self._triggers.pop(arguments.get("trigger_id", ""), None)
        if made is None:
            return {"ok": False, "error": "invalid_trigger_id"}
        if self.clock() - made > 3:
            return {"ok": False, "error": "expired_trigger_id"}
        if error := _view_refusal(arguments, "modal"):
            return error
        opened = {**arguments, "id": f"V{next(self._number)}"}
        self.views.append(opened)
        return {"ok": True, "view": {"id": opened["id"]}}

    def _update_view(self, arguments: Arguments) -> Answer:
        for opened in self.views:
            if opened["id"] == arguments.get("view_id"):
                if error := _view_refusal(arguments, "modal"):
                    return error
                opened["view"] = arguments["view"]
                return {"ok": True, "view": {"id": opened["id"]}}
        return {"ok": False, "error": "not_found"}

    def _publish(self, arguments: Arguments) -> Answer:
        if error := _view_refusal(arguments, "home"):
            return error
        self.homes[str(arguments.get("user_id"))] = arguments["view"]
        return {"ok": True, "view": {"id": f"V{next(self._number)}"}}

    def _knows(self, channel: str) -> bool:
        return channel in self.member_of or channel.startswith("D")

    async def _respond(self, request: web.Request) -> web.Response:
        answers = self.responses[request.match_info["id"]]
        if len(answers) >= 5:
            return web.Response(status=404, text="used_url")
        answers.append(await request.json())
        return web.Response(text="ok")

    # -- Socket Mode -----------------------------------------------------------------------------------------

    def _connect(self, _: Arguments) -> Answer:
        ticket = f"ticket{next(self._number)}"
        self._tickets.add(ticket)
        address = urlsplit(self.api_url)
        return {"ok": True, "url": f"ws://{address.netloc}/socket?ticket={ticket}"}

    async def _serve_socket(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self.socket = socket
        self.connected.set()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                answer = message.json()
                waiting = self._acks.pop(answer.get("envelope_id", ""), None)
                if waiting and not waiting.done():
                    waiting.set_result(answer)
        if self.socket is socket:
            self.connected.clear()
        return socket

    async def send(self, kind: str, payload: Answer, envelope_id: str = "") -> Awaitable[Answer]:
        """Send an envelope through the socket; await the result for its acknowledgement."""
        await asyncio.wait_for(self.connected.wait(), 10)
        assert self.socket is not None
        envelope = envelope_id or f"envelope{next(self._number)}"
        waiting = self._acks[envelope] = asyncio.get_running_loop().create_future()
        await self.socket.send_json(
            {
                "type": kind,
                "envelope_id": envelope,
                "payload": payload,
                "accepts_response_payload": kind != "events_api",
                "retry_attempt": 0,
            }
        )
        return waiting

    async def ask_to_reconnect(self) -> None:
        """Say `disconnect`, as Slack does every few hours."""
        assert self.socket is not None
        socket = self.socket
        self.connected.clear()
        await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def hang_up(self) -> None:
        """Break the connection without a word."""
        assert self.socket is not None
        socket = self.socket
        self.connected.clear()
        await socket.close()


def _view_refusal(arguments: Arguments, kind: str) -> Answer | None:
    view = arguments.get("view") or {}
    found = view_problems(view) or ([] if view["type"] == kind else ["view: type"])
    return {"ok": False, "error": "invalid_arguments", "response_metadata": {"messages": found}} if found else None


async def _arguments(request: web.Request) -> Arguments:
    if request.content_type == "application/json":
        body: Arguments = await request.json()
        return body
    given = {**request.query, **{key: value for key, value in (await request.post()).items() if isinstance(value, str)}}
    return {**given, "view": json.loads(given["view"])} if "view" in given else given


async def _misbehave(request: web.Request, mischief: Mischief) -> web.StreamResponse:
    if mischief.hang:
        await asyncio.sleep(3600)
    if mischief.silent:
        assert request.transport is not None
        request.transport.abort()
    headers = {"Retry-After": str(mischief.retry_after)} if mischief.retry_after else {}
    if mischief.body:
        return web.Response(status=mischief.status, text=mischief.body, content_type=mischief.kind, headers=headers)
    answer = {"ok": False, "error": mischief.error} if mischief.error else {}
    return web.json_response(answer, status=mischief.status, headers=headers)
