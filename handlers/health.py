"""What a supervisor asks: is the process alive, can people be sent to it, what are its figures."""

from dataclasses import asdict
from typing import Final

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.runtime import Bot

NOT_READY: Final = 503


def add_health(app: web.Application, bot: Bot) -> None:
    """Add `/healthz` (the process answers), `/readyz` (database and workers too) and `/metrics`."""

    async def alive(_: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def ready(_: web.Request) -> web.Response:
        readiness = await bot.ready()
        body = {"ready": readiness.ok, "overdue": readiness.overdue, **asdict(readiness)}
        return web.json_response(body, status=200 if readiness.ok else NOT_READY)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=generate_latest(bot.metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", ready)
    app.router.add_get("/metrics", metrics)
