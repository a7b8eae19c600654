"""Both conversations, live: what is there already, then each new letter as it arrives."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from aiohttp import web
from aiohttp_sse import EventSourceResponse

from bot.mailbox import Mailbox
from bot.store.database import DatabaseAwayError
from handlers.web.cards import GONE, Cards, Changes
from handlers.web.guard import SECURITY_HEADERS
from handlers.web.wire import written

POLL_SECONDS: Final = 0.2
HISTORY: Final = 200
"""How many earlier letters of a conversation a newly opened page is sent."""
_POSITION: Final = re.compile(r"(\d{1,15})-(\d{1,15})")


@dataclass(frozen=True, slots=True)
class Stream:
    """Sends the letters of some conversations to one open page, as events named after its panes."""

    mailbox: Mailbox
    conversations: Mapping[str, str]
    """Conversation by pane: `direct` and, where alerts come here, `security`."""
    cards: Cards
    changes: Changes
    stopping: asyncio.Event
    """Set when the server goes down, so that no open page keeps it up."""

    async def run(self, request: web.Request) -> web.StreamResponse:
        """Stream until the page goes away, the server stops or the database is lost; the page then asks again.

        Raises:
            DatabaseAwayError: before anything was sent.
        """
        place = _place(request.query.get("after", ""))
        fresh = not any(place.values())
        seen = self._done()
        waiting = await self._read(place)
        if fresh:
            waiting = {pane: letters[-HISTORY:] for pane, letters in waiting.items()}
        response = EventSourceResponse(headers=SECURITY_HEADERS)
        await response.prepare(request)
        async with response:
            try:
                if not fresh:
                    await self._remember(response, place["direct"])
                await self._send(response, waiting, place)
                await response.send("", event="caught-up")
                while await self._pause(request):
                    await self._send(response, await self._read(place), place)
                    if seen != self._done():
                        seen = self._done()
                        await self._send_changes(response)
            except (DatabaseAwayError, ConnectionError):
                response.force_close()
        return response

    async def _remember(self, response: EventSourceResponse, until: int) -> None:
        """Look again at what a returning page shows already: it may have changed meanwhile."""
        earlier = await self.mailbox.read(self.conversations["direct"])
        for _, body in [item for item in earlier if item[0] <= until][-HISTORY:]:
            await self.cards.fresh(body)
        for card in self.cards.shown():
            await response.send(card, event="changed")

    def _done(self) -> int:
        return self.changes.count(self.conversations["direct"])

    async def _read(self, place: Mapping[str, int]) -> dict[str, list[tuple[int, str]]]:
        return {
            pane: await self.mailbox.read(conversation, after=place[pane])
            for pane, conversation in self.conversations.items()
        }

    async def _send(
        self, response: EventSourceResponse, letters: Mapping[str, list[tuple[int, str]]], place: dict[str, int]
    ) -> None:
        for pane, items in letters.items():
            for number, body in items:
                place[pane] = number
                now = await self.cards.fresh(body) if pane == "direct" else body
                if now != GONE:
                    await response.send(now, id=f"{place['direct']}-{place['security']}", event=pane)

    async def _send_changes(self, response: EventSourceResponse) -> None:
        """Send the cards that read otherwise now; they take the place of those that the page shows."""
        for report_id, card in await self.cards.changed():
            if card == GONE:
                await response.send(written({"report_id": report_id}), event="gone")
            else:
                await response.send(card, event="changed")

    async def _pause(self, request: web.Request) -> bool:
        """Wait a moment; False where there is nobody left to send to, or the server stops."""
        try:
            await asyncio.wait_for(self.stopping.wait(), POLL_SECONDS)
        except TimeoutError:
            return request.transport is not None and not request.transport.is_closing()
        return False


def _place(after: str) -> dict[str, int]:
    found = _POSITION.fullmatch(after)
    direct, security = map(int, found.groups()) if found else (0, 0)
    return {"direct": direct, "security": security}
