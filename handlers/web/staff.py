"""What a person hands in and presses. Everything is stored before it is answered."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from aiohttp import web

from bot.cases import Remark
from bot.front import Front
from bot.mailbox import Mailbox
from bot.model import NoticeKey, NoticeRequest, Receipt, Reporter, ReviewSubmission, Submission
from bot.outgoing import Notice, Reply
from bot.profile_form import ProfileReview
from bot.wording import words
from handlers.web import payload
from handlers.web.cards import Changes
from handlers.web.language import wish
from handlers.web.messenger import address, direct
from handlers.web.visitor import visitor
from handlers.web.wire import letter, own_letter

COMMANDS: Final = {"help": NoticeKey.HELP, "status": NoticeKey.STATUS}
JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Staff:
    """Where the page hands things in. A pressed button answers with the card as it stands then."""

    front: Front
    mailbox: Mailbox
    changes: Changes
    language: str
    """Of people whose browser asks for none that is spoken."""

    async def take(self, request: web.Request) -> web.Response:
        """File a message, or answer a command; 202 only once it is stored."""
        person, given = visitor(request), payload.read(payload.Message, await request.read())
        to, language = address(direct(person.user)), wish(request, self.language)
        keys = (f"page:{person.user}:{given.key}",)
        command = COMMANDS.get(given.text.strip().lower())
        if command and given.about is None:
            await self.front.intake.answer(NoticeRequest(command, person, to, keys, language))
            return web.json_response({}, status=202)
        receipt = await self.front.intake.take(
            Submission(
                reporter=person,
                text=given.text,
                event_keys=keys,
                reply_to=to,
                insisted=given.insist,
                context=given.context.strip(),
                about=given.about,
                language=language,
            )
        )
        kind = "later" if given.about else "message"
        return await self._filed(person, receipt, own_letter(receipt, given.text, context=given.context, kind=kind))

    async def take_review(self, request: web.Request) -> web.Response:
        """File a profile review; 202 only once it is stored."""
        person, given = visitor(request), payload.read(payload.Review, await request.read())
        review = ProfileReview(given.profile_url, given.profile_text, given.answers)
        receipt = await self.front.intake.take_review(
            ReviewSubmission(
                reporter=person,
                review=review,
                event_keys=(f"page:{person.user}:{given.key}",),
                reply_to=address(direct(person.user)),
                about=given.about,
                language=wish(request, self.language),
            )
        )
        return await self._filed(person, receipt, own_letter(receipt, review.text, kind="review"))

    async def _filed(self, person: Reporter, receipt: Receipt, own: str) -> web.Response:
        await self.mailbox.post(direct(person.user), _own_id(receipt.report_id), own)
        return web.json_response({"report_id": str(receipt.report_id), "reference": receipt.reference}, status=202)

    async def show(self, request: web.Request) -> web.Response:
        """Give a report's card as it stands now."""
        person, given = visitor(request), payload.read(payload.Report, await request.read())
        return _card(await self.front.desk.show(given.report_id, person))

    async def tick(self, request: web.Request) -> web.Response:
        """Remember which of the four Rs are done."""
        person, given = visitor(request), payload.read(payload.Ticks, await request.read())
        return self._done(person, await self.front.desk.tick(given.report_id, person, given.done))

    async def expose(self, request: web.Request) -> web.Response:
        """Remember what has happened so far; without an answer, it stays open."""
        person, given = visitor(request), payload.read(payload.Happened, await request.read())
        if not given.happened:
            return _card(await self.front.desk.show(given.report_id, person))
        return self._done(person, await self.front.desk.expose(given.report_id, person, given.happened))

    async def remark(self, request: web.Request) -> web.Response:
        """Remember what the person says of the answer."""
        person, given = visitor(request), payload.read(payload.Said, await request.read())
        return self._done(person, await self.front.desk.remark(given.report_id, person, Remark(given.remark)))

    async def report_anyway(self, request: web.Request) -> web.Response:
        """Tell security about a report on its reporter's wish."""
        person, given = visitor(request), payload.read(payload.Report, await request.read())
        receipt = await self.front.intake.report_anyway(given.report_id, person)
        note = words().text("web.told", reference=receipt.reference)
        return self._done(person, await self._noted(given.report_id, person, note), status=202)

    async def _noted(self, report_id: UUID, person: Reporter, note: str) -> Reply:
        return replace(await self.front.desk.show(report_id, person), note=note)

    async def withdraw(self, request: web.Request) -> web.Response:
        """Say that the person withdraws their report."""
        person, given = visitor(request), payload.read(payload.Report, await request.read())
        return self._done(person, await self.front.desk.withdraw(given.report_id, person))

    async def delete(self, request: web.Request) -> web.Response:
        """Delete a report that security was never told of."""
        person, given = visitor(request), payload.read(payload.Report, await request.read())
        told = await self.front.desk.delete(given.report_id, person)
        await self.mailbox.forget(_own_id(given.report_id))
        return self._done(person, told)

    def _done(self, person: Reporter, now: Reply | Notice, status: int = 200) -> web.Response:
        self.changes.note(direct(person.user))
        return _card(now, status)


def _card(content: Reply | Notice, status: int = 200) -> web.Response:
    return web.Response(text=letter(content), content_type=JSON, status=status)


def _own_id(report_id: UUID) -> UUID:
    """Name the letter that shows a person what they handed in."""
    return uuid5(NAMESPACE_URL, f"tbyl:own:{report_id}")
