"""What a Teams turn costs in CPU, as a ratio to a bare aiohttp handler in the same run.

A turn is a signed message from the first byte to the 201: body, JWT, checks, the SDK's pipeline, reading the HTML.
The server runs in a process of its own, so that the client's work is not counted. The intake only remembers: the
database has a figure of its own. Run: `python -m tests.bench.bench_teams`.
"""

import asyncio
import json
import multiprocessing
import sys
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection

import aiohttp
import structlog
from aiohttp import web

from bot.settings import Settings
from handlers.teams.platform import teams_platform
from tests.bot.fakes import front
from tests.fakes.teams import FakeMicrosoft
from tests.handlers.teams.fake_intake import FakeIntake

REQUESTS = 800
WARM_UP = 100
ROUNDS = 3
TEXT = "Dear Dr Weiss, we pay 3,000 euros for a short report on your field. Please write to me on Signal. " * 5


@dataclass(frozen=True, slots=True)
class Figures:
    """CPU seconds a request."""

    bare: float
    teams: float

    @property
    def ratio(self) -> float:
        """How many bare requests a turn costs."""
        return self.teams / self.bare


async def _bare(request: web.Request) -> web.Response:
    json.loads(await request.text())
    return web.Response(status=201)


async def _cpu(_: web.Request) -> web.Response:
    return web.json_response(time.process_time())


async def _serve(values: dict[str, object], pipe: Connection) -> None:
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    teams = teams_platform(Settings(_env_file=None, security_channel="teams", **values))  # type: ignore[arg-type]
    app = web.Application()
    app.router.add_post("/bare", _bare)
    app.router.add_get("/cpu", _cpu)
    await teams.attach(app, front(FakeIntake()))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    pipe.send(runner.addresses[0][1])
    await asyncio.Event().wait()


def _server(values: dict[str, object], pipe: Connection) -> None:
    asyncio.run(_serve(values, pipe))


async def _cost(session: aiohttp.ClientSession, path: str, bodies: list[bytes], token: str, expected: int) -> float:
    async def cpu() -> float:
        async with session.get("/cpu") as response:
            return float(await response.json())

    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    before = await cpu()
    for body in bodies:
        async with session.post(path, data=body, headers=headers) as response:
            if response.status != expected:
                raise RuntimeError(f"{path} answered {response.status}")
    return (await cpu() - before) / len(bodies)


async def _measure() -> Figures:
    async with FakeMicrosoft() as microsoft:
        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.get_context("spawn").Process(
            target=_server, args=(microsoft.settings(), theirs), daemon=True
        )
        process.start()
        try:
            port = await asyncio.to_thread(ours.recv)
            async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
                return await _rounds(session, microsoft)
        finally:
            process.terminate()
            process.join()


async def _rounds(session: aiohttp.ClientSession, microsoft: FakeMicrosoft) -> Figures:
    html = [{"contentType": "text/html", "content": f"<p>{TEXT}</p>"}]
    bodies = [json.dumps(microsoft.activity(TEXT, attachments=html)).encode() for _ in range(REQUESTS)]
    token = microsoft.sign()
    for path in ("/bare", "/api/messages"):
        await _cost(session, path, bodies[:WARM_UP], token, 201)
    bare, teams = [], []
    for _ in range(ROUNDS):
        bare.append(await _cost(session, "/bare", bodies, token, 201))
        teams.append(await _cost(session, "/api/messages", bodies, token, 201))
    return Figures(min(bare), min(teams))


def main() -> None:
    """Print the figures."""
    found = asyncio.run(_measure())
    sys.stdout.write(
        f"Teams turn with JWT: {found.teams * 1e6:.0f} µs CPU; bare aiohttp handler: {found.bare * 1e6:.0f} µs; "
        f"ratio {found.ratio:.1f} (aim: at most 3,000 µs)\n"
    )


if __name__ == "__main__":
    main()
