"""Telling the security channel: of a report for the first time, and what is new of a case it knows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from bot import case_words, guidance
from bot.alias import alias
from bot.dossier import Dossier
from bot.model import NotReadYetError
from bot.placing import promise
from bot.policy import Policy
from bot.store import cases
from bot.store.database import Connection
from bot.store.ledger import DeliveryKind, Draft, owe
from bot.store.queue import Queue
from bot.store.vault import TenantVault
from bot.wording import speaking


@dataclass(frozen=True, slots=True)
class Telling:
    """Owes messages to the security channel, in its own language, within the caller's transaction."""

    queue: Queue
    policy: Policy
    clock: Callable[[], datetime]

    async def alert(self, connection: Connection, vault: TenantVault, found: Dossier) -> Dossier:
        """Tell of a report, once, and promise its reporter news by a day; gives the report as it stands then.

        Raises:
            NotReadYetError: there is nothing to tell yet.
        """
        if found.assessment is None:
            raise NotReadYetError
        case = await promise(connection, found.case, self.clock() + self.policy.update_within)
        now = replace(found, case=case, told=True)
        with speaking(self.policy.language):
            content = guidance.alert(now.view(self.policy.conduct_contact), found.assessment)
        draft = Draft(uuid4(), DeliveryKind.ALERT, content, now.row.platform, None, now.row.id)
        await owe(connection, self.queue, vault, draft)
        return now

    async def news(self, connection: Connection, vault: TenantVault, found: Dossier, line: Callable[[], str]) -> None:
        """Tell one line about a case; `line` words it."""
        revision = await cases.next_revision(connection, found.case.id)
        with speaking(self.policy.language):
            content = case_words.news(found.case.file(), alias(found.case.reporter_tag), line())
        row = found.row
        draft = Draft(uuid4(), DeliveryKind.UPDATE, content, row.platform, None, row.id, revision)
        await owe(connection, self.queue, vault, draft)
