"""What a signed Slack event costs in CPU, as a ratio to a bare aiohttp handler in the same run.

The server runs in a process of its own, so that the client's work is not counted. The intake only remembers: the
database has a figure of its own. Run: `python -m tests.bench.bench_slack`.
"""

import asyncio
import json
import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID, uuid4

import aiohttp
from aiohttp import web

from bot.model import NoticeKey, NoticeRequest, Receipt, Reporter, Submission
from bot.outgoing import Notice
from bot.settings import Settings
from handlers.slack import slack_platform
from tests.bot.fakes import front
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_payloads import SECRET, as_json, direct_message, signed

REQUESTS = 1500
WARM_UP = 200
ROUNDS = 3
TEXT = "Dear Dr Weiss, we pay 3,000 euros for a short report on your field. Please write to me on Signal. " * 5


class NoIntake:
    """Takes everything and keeps nothing."""

    async def take(self, _: Submission) -> Receipt:
        return Receipt(uuid4(), "TB-1", repeat=False)

    async def report_anyway(self, report_id: UUID, _: Reporter) -> Receipt:
        return Receipt(report_id, "TB-1", repeat=False)

    async def answer(self, _: NoticeRequest) -> Receipt | None:
        return None

    async def notice(self, key: NoticeKey, _: Reporter) -> Notice:
        return Notice(key.value, ())


@dataclass(frozen=True, slots=True)
class Figures:
    """CPU seconds a request."""

    bare: float
    slack: float

    @property
    def ratio(self) -> float:
        return self.slack / self.bare


async def _bare(request: web.Request) -> web.Response:
    json.loads(await request.text())
    return web.Response()


async def _cpu(_: web.Request) -> web.Response:
    return web.json_response(time.process_time())


async def _serve(api_url: str, pipe: Connection) -> None:
    settings = Settings(
        _env_file=None,
        slack_bot_token="xoxb-fake",
        slack_signing_secret=SECRET,
        slack_api_url=api_url,
        security_channel="slack:C0SECURITY",
        data_dir=Path("unused"),
    )
    platform = slack_platform(settings)
    app = web.Application()
    app.router.add_post("/bare", _bare)
    app.router.add_get("/cpu", _cpu)
    await platform.attach(app, front(NoIntake()))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    pipe.send(runner.addresses[0][1])
    await asyncio.to_thread(pipe.recv)
    await platform.close()
    await runner.cleanup()


def _server(api_url: str, pipe: Connection) -> None:
    asyncio.run(_serve(api_url, pipe))


async def _cost(session: aiohttp.ClientSession, base: str, path: str, requests: int) -> float:
    async def cpu() -> float:
        async with session.get(f"{base}/cpu") as answer:
            return float(await answer.json())

    bodies = [as_json(direct_message(TEXT))[0] for _ in range(requests)]
    started = await cpu()
    for body in bodies:
        async with session.post(f"{base}{path}", data=body, headers=signed(body)) as answer:
            if answer.status != web.HTTPOk.status_code:
                raise RuntimeError(f"{path} answered {answer.status}")
    return (await cpu() - started) / requests


async def _measured(base: str) -> Figures:
    async with aiohttp.ClientSession() as session:
        for path in ("/bare", "/slack/events"):
            await _cost(session, base, path, WARM_UP)
        rounds = [
            Figures(
                await _cost(session, base, "/bare", REQUESTS), await _cost(session, base, "/slack/events", REQUESTS)
            )
            for _ in range(ROUNDS)
        ]
    return min(rounds, key=lambda figures: figures.bare + figures.slack)


async def measure() -> Figures:
    """Measure both in one run; the quietest of three rounds counts."""
    spawning = multiprocessing.get_context("spawn")
    here, there = spawning.Pipe()
    async with FakeSlack() as slack:
        process = spawning.Process(target=_server, args=(slack.api_url, there), daemon=True)
        process.start()
        try:
            port = await asyncio.to_thread(here.recv)
            return await _measured(f"http://127.0.0.1:{port}")
        finally:
            here.send("stop")
            await asyncio.to_thread(process.join, 10)


def main() -> None:
    """Print the figures."""
    figures = asyncio.run(measure())
    print(f"bare aiohttp handler        {figures.bare * 1e6:7.0f} µs CPU")  # noqa: T201
    print(f"signed Slack event          {figures.slack * 1e6:7.0f} µs CPU   {figures.ratio:.1f} x bare")  # noqa: T201


if __name__ == "__main__":
    main()
