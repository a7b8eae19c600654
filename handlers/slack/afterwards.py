"""Work that follows an answer: Slack has its 200, and what fails now is logged and not repeated."""

import asyncio
from collections.abc import Coroutine

import structlog

from handlers.slack.api import CallFailedError

log = structlog.get_logger(__name__)

GOODBYE_SECONDS = 3.0


class Afterwards:
    """Keeps the tasks that were begun, until they end or the bot does."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, work: Coroutine[object, object, None]) -> None:
        """Do this next, without making anybody wait for it."""
        task = asyncio.create_task(_quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Let what was begun end, but not for long."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=GOODBYE_SECONDS)
            for task in late:
                task.cancel()


async def _quietly(work: Coroutine[object, object, None]) -> None:
    try:
        await work
    except CallFailedError as error:
        log.info("slack_not_shown", reason=error.code)
    except Exception as error:  # noqa: BLE001  nobody awaits it, and a traceback may quote
        log.error("slack_afterwards_failed", error=type(error).__name__)  # noqa: TRY400  as above
