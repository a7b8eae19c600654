"""The answers that an open page shows, each as it stands now: a letter keeps only how it stood when it was written."""

import json
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from bot.desk import Desk
from bot.model import BotError, Reporter, UnknownReportError
from handlers.web.wire import letter

GONE: Final = ""
"""In place of a card whose report was deleted."""


@dataclass(slots=True)
class Changes:
    """Counts what was done in each conversation, so that every open page notices."""

    _counts: dict[str, int] = field(default_factory=dict)

    def note(self, conversation: str) -> None:
        """Say that something was done there."""
        self._counts[conversation] = self.count(conversation) + 1

    def count(self, conversation: str) -> int:
        """Tell how often something was done there."""
        return self._counts.get(conversation, 0)


@dataclass(slots=True)
class Cards:
    """What one open page shows of one person's reports."""

    desk: Desk
    reporter: Reporter
    _sent: dict[UUID, tuple[str, bool]] = field(default_factory=dict)
    """By report: the card as it was last sent, and whether it may repeat an earlier one."""

    async def fresh(self, body: str) -> str:
        """Give a letter as it reads now; GONE where it belongs to a report that was deleted."""
        fields = json.loads(body)
        if fields.get("type") not in {"reply", "person"}:
            return body
        report_id, repeat = UUID(fields["report_id"]), fields.get("possible_repeat", False)
        card = await self._card(report_id, body, repeat=repeat)
        if fields["type"] == "reply" and card:
            self._sent[report_id] = card, repeat
            return card
        return body if card else GONE

    def shown(self) -> list[str]:
        """Give the cards as they were last sent."""
        return [card for card, _ in self._sent.values()]

    async def changed(self) -> list[tuple[UUID, str]]:
        """Give the cards that read otherwise than they were last sent; GONE where the report was deleted."""
        news = []
        for report_id, (sent, repeat) in tuple(self._sent.items()):
            card = await self._card(report_id, sent, repeat=repeat)
            if card != sent:
                news.append((report_id, card))
                self._sent[report_id] = card, repeat
            if card == GONE:
                del self._sent[report_id]
        return news

    async def _card(self, report_id: UUID, otherwise: str, *, repeat: bool) -> str:
        try:
            return letter(await self.desk.show(report_id, self.reporter), possible_repeat=repeat)
        except UnknownReportError:
            return GONE
        except BotError:  # not read yet, or no database: what was there before is still the best
            return otherwise
