"""What the page shows in windows of its own: a person's reports, the profile review, examples to learn from."""

from dataclasses import dataclass
from uuid import UUID

from aiohttp import web

from bot import learning
from bot.front import Front
from bot.outgoing import MyReports
from bot.profile_form import ReviewForm, review_form
from handlers.web import payload
from handlers.web.guard import RequestRefusedError
from handlers.web.language import wish
from handlers.web.visitor import visitor
from handlers.web.wire import plain


@dataclass(frozen=True, slots=True)
class Windows:
    """Gives what stands in a window. Nothing here changes anything."""

    front: Front
    language: str
    """Of people whose browser asks for none that is spoken."""

    async def my_reports(self, request: web.Request) -> web.Response:
        """List the person's own reports."""
        return _json(await self.front.desk.my_reports(visitor(request), wish(request, self.language)))

    async def review_form(self, request: web.Request) -> web.Response:
        """Give the form of the profile review, empty or about one of the person's reports."""
        person, about = visitor(request), request.query.get("about", "")
        if not about:
            return _json(review_form())
        return _json(await self.front.intake.review_form(_id(about), person, wish(request, self.language)))

    async def lesson(self, request: web.Request) -> web.Response:
        """Give an example to learn from."""
        number = request.query.get("number", "0")
        if not (number.isascii() and number.isdecimal() and len(number) < 4):  # noqa: PLR2004  no list is so long
            raise learning.UnknownLessonError
        return _json(learning.lesson(int(number)))

    async def answer(self, request: web.Request) -> web.Response:
        """Say what there is to say about an answer to an example; it is kept nowhere."""
        visitor(request)
        given = payload.read(payload.Chosen, await request.read())
        return _json(learning.answer(given.number, given.choice))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise RequestRefusedError(400, "An id must be a UUID.") from None


def _json(content: MyReports | ReviewForm | learning.Lesson | learning.Feedback) -> web.Response:
    return web.Response(text=plain(content), content_type="application/json")
