"""A bot in a process of its own, to be killed: `python -m tests.bot.crashing_bot DATA_DIR take|serve|hang`."""

import asyncio
import json
import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot.delivery import Pace
from bot.mailbox import Mailbox
from bot.messenger import Envelope, Posted
from bot.model import Platform
from bot.runtime import Rhythm, running_bot
from bot.settings import Settings
from tests.bot.fakes import FakeAssessor, submission

RHYTHM = Rhythm(pace=Pace(lease=timedelta(seconds=2), call=timedelta(seconds=1)), reading_lease=timedelta(seconds=2))


class MailboxMessenger:
    """Posts into the mailbox; with `die`, the process is killed right after the message arrived."""

    platform = Platform.WEB

    def __init__(self, mailbox: Mailbox, *, die: bool) -> None:
        self.mailbox = mailbox
        self.die = die

    async def post(self, envelope: Envelope) -> Posted:
        conversation = json.loads(envelope.to.reference)["conversation"]
        number = await self.mailbox.post(conversation, envelope.delivery_id, type(envelope.content).__name__)
        if self.die:
            os.kill(os.getpid(), signal.SIGKILL)
        return Posted(str(number))

    async def find(self, envelope: Envelope, since: datetime) -> Posted | None:
        assert since
        number = await self.mailbox.find(envelope.delivery_id)
        return Posted(str(number)) if number else None


async def main(folder: Path, mode: str) -> None:
    settings = Settings(_env_file=None, data_dir=folder)
    async with running_bot(
        settings,
        lambda mailbox: [MailboxMessenger(mailbox, die=mode == "die_posting")],
        assessor=FakeAssessor(),
        rhythm=RHYTHM,
        workers=mode != "die_taking",
    ) as bot:
        if mode != "serve":
            await bot.intake.take(submission("HIGH offer", "event:1"))
            if mode == "die_taking":
                os.kill(os.getpid(), signal.SIGKILL)
        await bot.mailbox.wait("direct", 0, 30)
        await bot.mailbox.wait("security", 0, 30)
        await asyncio.sleep(0.5)
        print(json.dumps([await bot.mailbox.read(name) for name in ("direct", "security")]))  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
