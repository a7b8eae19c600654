"""Keeping the promise of news by a day: where nobody has decided, the reporter hears that, and security is reminded."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from bot import case_words
from bot.alias import alias
from bot.policy import Policy
from bot.store import cases, reports
from bot.store.database import Connection, Database
from bot.store.ledger import DeliveryKind, Draft, owe
from bot.store.queue import Queue
from bot.wording import speaking

AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Promises:
    """Looks for reporters who should have heard by now."""

    database: Database
    queue: Queue
    clock: Callable[[], datetime]
    policy: Policy

    async def keep(self) -> int:
        """Tell every reporter whose day has come that somebody still looks, and by when they hear again."""
        async with self.database.transaction() as connection:
            due = await cases.promised_before(connection, self.clock(), AT_ONCE)
            for case_id in due:
                await self._tell(connection, case_id)
        return len(due)

    async def _tell(self, connection: Connection, case_id: UUID) -> None:
        case = await cases.case(connection, case_id)
        held = await reports.reports_of_case(connection, case_id)
        if case is None or not held:
            return
        row, by = held[-1], self.clock() + self.policy.update_within
        await cases.keep(connection, case_id, update_by=by)
        revision = await cases.next_revision(connection, case_id)
        vault = await self.database.vault(row.tenant)
        file = replace(case.file(), update_by=by)
        with speaking(row.language or self.policy.language):
            promise = case_words.still_looking(file, by)
        with speaking(self.policy.language):
            reminder = case_words.reminder(file, alias(case.reporter_tag), by)
        to = reports.reply_address(vault, row)
        for draft in (
            Draft(uuid4(), DeliveryKind.PROMISE, promise, row.platform, to, row.id, revision),
            Draft(uuid4(), DeliveryKind.REMINDER, reminder, row.platform, None, row.id, revision),
        ):
            await owe(connection, self.queue, vault, draft)
