"""What a whole `tbyl serve` needs: start-to-ready, first and later, and memory after a hundred messages.

Run: `python -m tests.bench.bench_server`. Resident memory counts shared pages once for each process that maps them.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

import psutil
from aiohttp import ClientSession, CookieJar

from tests.e2e.served import Served

MESSAGES = 100
MEGABYTE = 1_000_000
TEXT = (
    "Dear colleague, I came across your profile and was impressed by your work. I represent a consultancy whose client "
    "prefers to stay unnamed for now. They would pay 2,000 dollars for a short paper on the plans of your department, "
    "and cover a trip to discuss it. Please keep this between us, and tell me whether we could continue on Telegram, "
    "since it is easier to talk there. We would need to begin this week because places in the project are limited."
)


async def hand_in(address: str) -> float:
    """Hand messages in one after another and wait for every reply; give seconds a message, answered."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as http:
        await (await http.get(address)).read()
        stream = await http.get(address + "web/events")
        began = time.perf_counter()
        for _ in range(MESSAGES):
            body = {"key": str(uuid4()), "text": TEXT}
            response = await http.post(address + "web/messages", json=body, headers={"Origin": address.rstrip("/")})
            response.raise_for_status()
        replies = 0
        while replies < MESSAGES:
            line = await stream.content.readline()
            replies += line.startswith(b'data: {"type": "reply"')
        stream.close()
        return (time.perf_counter() - began) / MESSAGES


def started(served: Served) -> float:
    began = time.perf_counter()
    served.start()
    return time.perf_counter() - began


def resident(process: psutil.Process) -> int:
    return int(process.memory_info().rss)


def main() -> None:
    """Print one line a figure."""
    with tempfile.TemporaryDirectory() as home:
        served = Served(Path(home))
        sys.stdout.write(f"start to ready, first (makes the database): {started(served):.1f} s\n")
        served.stop()
        sys.stdout.write(f"start to ready, later: {started(served):.1f} s\n")
        assert served.process
        bot = psutil.Process(served.process.pid)
        sys.stdout.write(f"bot's memory when ready: {resident(bot) / MEGABYTE:.0f} MB\n")
        seconds = asyncio.run(hand_in(served.address))
        sys.stdout.write(f"{MESSAGES} messages, from POST to reply: {seconds * 1000:.0f} ms each\n")
        sys.stdout.write(f"bot's memory after them: {resident(bot) / MEGABYTE:.0f} MB (aim: 400)\n")
        database = [item for item in psutil.process_iter(["name", "cmdline"]) if _belongs(item, home)]
        sys.stdout.write(
            f"built-in PostgreSQL: {sum(map(resident, database)) / MEGABYTE:.0f} MB in {len(database)} processes\n"
        )
        served.stop()


def _belongs(process: psutil.Process, home: str) -> bool:
    """Tell whether a process is the PostgreSQL of this data folder, or one of its children."""
    parent = process.parent()
    return any(home in " ".join(item.cmdline()) and "postgres" in item.name() for item in (process, parent) if item)


if __name__ == "__main__":
    main()
