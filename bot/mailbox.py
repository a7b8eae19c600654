"""The web page's platform side: conversations kept in the same database as everything else."""

import asyncio
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from bot.store import letters
from bot.store.database import Database

TENANT: Final = "web:local"
POLL_SECONDS: Final = 0.2


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Letters in conversations, numbered from 1 in order of arrival. Bodies are encrypted at rest.

    Every method raises `DatabaseAwayError` where the database does not answer.
    """

    database: Database

    async def post(self, conversation: str, delivery_id: UUID, body: str) -> int:
        """Put a letter at the end of a conversation, once per delivery; give its number."""
        vault = await self.database.vault(TENANT)
        async with self.database.transaction() as connection:
            return await letters.add_letter(connection, vault, conversation, delivery_id, body)

    async def find(self, delivery_id: UUID) -> int | None:
        """Give the number of a delivery's letter; None where there is none."""
        async with self.database.transaction() as connection:
            return await letters.letter_number(connection, delivery_id)

    async def forget(self, delivery_id: UUID) -> None:
        """Drop what a letter says, for good. Doing it twice, or to a letter that never was, is harmless."""
        async with self.database.transaction() as connection:
            await letters.empty_letter(connection, delivery_id)

    async def read(self, conversation: str, after: int = 0) -> list[tuple[int, str]]:
        """Read the letters with a number above `after`, in order."""
        vault = await self.database.vault(TENANT)
        async with self.database.transaction() as connection:
            return await letters.letters_after(connection, vault, conversation, after)

    async def wait(self, conversation: str, after: int, timeout: float) -> None:  # noqa: ASYNC109  waiting is its work
        """Return when a letter above `after` is there, or after `timeout` seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while loop.time() < deadline:
            async with self.database.transaction() as connection:
                if await letters.last_number(connection, conversation) > after:
                    return
            await asyncio.sleep(min(POLL_SECONDS, max(0.0, deadline - loop.time())))
