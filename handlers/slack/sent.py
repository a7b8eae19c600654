"""Windows that people send back. Stored before Slack gets its 200; what fails leaves the window open as it was."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.cases import Exposure
from bot.front import Front
from bot.model import BotError, ReviewSubmission, Submission
from bot.profile_form import POINTS, Answer, ProfileReview
from handlers.slack import views
from handlers.slack.afterwards import Afterwards
from handlers.slack.front_page import FrontPage
from handlers.slack.interactions import Sent, report_id
from handlers.slack.render import render
from handlers.slack.showing import Spot, bring_up_to_date
from handlers.slack.views import ADD, CHECK, EXPOSURE, INSIST, OWN, PROFILE, QUESTION, REVIEW, TEXT, URL, JsonView
from handlers.slack.visit import Body, Visit, listener


@dataclass(frozen=True, slots=True)
class Form:
    """A window that was sent, and by whom."""

    visit: Visit
    sent: Sent

    @property
    def keys(self) -> tuple[str, ...]:
        """A window is sent once, however often Slack delivers it."""
        return (f"view:{self.sent.view.id}",)

    def words(self, name: str) -> str:
        """What was written into a field."""
        return self.sent.field(name).value.strip()


class SentWindows:
    """Takes what people wrote and chose."""

    def __init__(self, front: Front, afterwards: Afterwards) -> None:
        self._front = front
        self._afterwards = afterwards
        self._page = FrontPage(front)

    def register(self, app: AsyncApp) -> None:
        """Make the app call these methods."""
        app.view(CHECK)(listener(self._taking(self._check, TEXT)))
        app.view(ADD)(listener(self._taking(self._add, TEXT)))
        app.view(EXPOSURE)(listener(self._taking(self._exposure, views.HAPPENED)))
        app.view(REVIEW)(listener(self._taking(self._review, PROFILE)))

    def _taking(
        self, take: Callable[[Form], Awaitable[JsonView]], blame: str
    ) -> Callable[[AsyncAck, Body, Visit], Awaitable[None]]:
        """Make a window that is taken; what is wrong with it is said beside the field `blame`."""

        async def taken(ack: AsyncAck, body: Body, visit: Visit) -> None:
            form = Form(visit, Sent.read(body))
            try:
                view = await take(form)
            except BotError as error:
                await ack(response_action="errors", errors={blame: error.user_message()})
                return
            await ack(response_action="update", view=view)
            self._afterwards.begin(self._page.show(visit))

        return taken

    async def _check(self, form: Form) -> JsonView:
        insisted = bool(form.sent.field(INSIST).selected_options)
        await self._front.intake.take(_submission(form, insisted=insisted))
        return views.reading_window()

    async def _add(self, form: Form) -> JsonView:
        await self._front.intake.take(_submission(form, about=form.sent.origin.get("report", "")))
        return views.reading_window()

    async def _exposure(self, form: Form) -> JsonView:
        origin = form.sent.origin
        chosen = {option.value for option in form.sent.field(views.HAPPENED).selected_options}
        happened = frozenset(item for item in Exposure if item in chosen)
        report = report_id(origin.get("report", ""))
        reply = await self._front.desk.expose(report, form.visit.reporter, happened)
        spot = Spot(origin.get("channel", ""), origin.get("ts", ""))
        if spot.is_message:
            self._afterwards.begin(bring_up_to_date(form.visit, spot, render(reply)))
        return views.advice_window(reply)

    async def _review(self, form: Form) -> JsonView:
        about = form.sent.origin.get("report", "")
        review = ProfileReview(form.words(URL), form.words(PROFILE), _answers(form.sent))
        visit = form.visit
        await self._front.intake.take_review(
            ReviewSubmission(
                visit.reporter,
                review,
                form.keys,
                visit.direct,
                about=report_id(about) if about else None,
                language=visit.language,
            )
        )
        return views.reading_window()


def _submission(form: Form, *, insisted: bool = False, about: str = "") -> Submission:
    visit = form.visit
    return Submission(
        visit.reporter,
        form.words(TEXT),
        form.keys,
        visit.direct,
        insisted=insisted,
        context=form.words(OWN),
        about=report_id(about) if about else None,
        language=visit.language,
    )


def _answers(sent: Sent) -> dict[str, Answer]:
    """Read which answers were chosen; what was left open or is unknown is left out."""
    chosen = {name: sent.field(f"{QUESTION}{name}").selected_option for name in POINTS}
    return {name: Answer(option.value) for name, option in chosen.items() if option and option.value in set(Answer)}
