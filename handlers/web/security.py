"""What an analyst presses in the page's security pane."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from aiohttp import web

from bot.front import Front
from bot.mailbox import Mailbox
from bot.outgoing import Alert
from bot.security_channel import WEB_CONVERSATION
from bot.triage import Analyst
from bot.wording import speaking, words
from handlers.web import payload
from handlers.web.messenger import address
from handlers.web.visitor import visitor
from handlers.web.wire import letter


@dataclass(frozen=True, slots=True)
class Security:
    """Where alerts are looked at and closed. The alert as it stands then goes to every open page, as a letter."""

    front: Front
    mailbox: Mailbox
    language: str
    """Of the security channel."""

    async def look(self, request: web.Request) -> web.Response:
        """Remember that somebody looks at the case."""
        given = payload.read(payload.Report, await request.read())
        return await self._now(await self.front.triage.look(given.report_id, self._analyst(request)))

    async def decide(self, request: web.Request) -> web.Response:
        """Close the case; its reporter hears of it."""
        given = payload.read(payload.Decided, await request.read())
        analyst = self._analyst(request)
        return await self._now(await self.front.triage.decide(given.report_id, analyst, given.disposition))

    def _analyst(self, request: web.Request) -> Analyst:
        """Whoever presses; the page knows no names, and its pane is the only place where these buttons stand."""
        with speaking(self.language):
            somebody = words().text("updates.somebody")
        return Analyst(visitor(request).user, somebody, address(WEB_CONVERSATION))

    async def _now(self, alert: Alert) -> web.Response:
        body = letter(alert)
        await self.mailbox.post(WEB_CONVERSATION, uuid5(NAMESPACE_URL, f"tbyl:alert:{body}"), body)
        return web.Response(text=body, content_type="application/json")
