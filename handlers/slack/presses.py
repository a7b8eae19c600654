"""What a person presses under an answer or on the first page. Stored before Slack gets its 200."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.cases import Remark, StepName
from bot.front import Front
from bot.model import BotError, NotReadYetError, ReportNotFiledError, UnknownReportError
from bot.outgoing import ButtonAction, Notice, Reply
from bot.profile_form import review_form
from handlers.slack.afterwards import Afterwards
from handlers.slack.front_page import FrontPage
from handlers.slack.home import CHECK_HERE, LEARN_HERE
from handlers.slack.interactions import Pressed
from handlers.slack.learning import ACTION, as_message, as_window, chosen_parts, lesson_parts
from handlers.slack.render import render
from handlers.slack.showing import Spot, bring_up_to_date, change_window, open_window, spot_of, whisper
from handlers.slack.views import JsonView, add_window, check_window, exposure_window, review_window, whole_window
from handlers.slack.visit import Body, Visit, listener

NEW = "new"
"""Value of a button that is about no report."""


@dataclass(frozen=True, slots=True)
class Press:
    """A press, and where."""

    visit: Visit
    pressed: Pressed
    spot: Spot


Deed = Callable[[Press], Awaitable[Reply | Notice | None]]
"""Does what a button says; gives what now stands in place of the message, or nothing."""


class Presses:
    """Carries out what people press."""

    def __init__(self, front: Front, afterwards: Afterwards) -> None:
        self._front = front
        self._afterwards = afterwards
        self._page = FrontPage(front)

    def register(self, app: AsyncApp) -> None:
        """Make the app call these methods."""
        deeds: dict[str, Deed] = {
            ButtonAction.REPORT_ANYWAY: self._report_anyway,
            ButtonAction.STEPS: self._tick,
            ButtonAction.KNOWN: self._remark,
            ButtonAction.WRONG: self._remark,
            ButtonAction.CONDUCT: self._remark,
            ButtonAction.WITHDRAW: self._withdraw,
            ButtonAction.DELETE: self._delete,
        }
        windows: dict[str, Callable[[Press], Awaitable[JsonView]]] = {
            ButtonAction.EXPOSURE: self._exposure,
            ButtonAction.ADD: self._add,
            ButtonAction.OPEN: self._whole,
            ButtonAction.REVIEW_PROFILE: self._review,
            CHECK_HERE: self._check,
            LEARN_HERE: self._learn,
        }
        for action, deed in deeds.items():
            app.action(str(action))(listener(self._changing(deed)))
        for action, view in windows.items():
            app.action(str(action))(listener(self._opening(view)))
        app.action(ACTION)(listener(self.on_lesson))

    def _changing(self, deed: Deed) -> Callable[[AsyncAck, Body, Visit], Awaitable[None]]:
        """Make a press that changes something; the place where it was pressed shows the new state."""

        async def change(ack: AsyncAck, body: Body, visit: Visit) -> None:
            press = _press(body, visit)
            try:
                content = await deed(press)
            except BotError as error:
                await self._refused(ack, press, error)
                return
            await ack()
            self._afterwards.begin(self._show(press, content))

        return change

    def _opening(self, view: Callable[[Press], Awaitable[JsonView]]) -> Callable[..., Awaitable[None]]:
        """Make a press that opens a window; a press changes nothing yet."""

        async def open_(ack: AsyncAck, body: Body, visit: Visit) -> None:
            press = _press(body, visit)
            try:
                shown = await view(press)
            except BotError as error:
                await self._refused(ack, press, error)
                return
            await ack()
            self._afterwards.begin(open_window(visit, press.pressed.trigger_id, shown))

        return open_

    async def on_lesson(self, ack: AsyncAck, body: Body, visit: Visit) -> None:
        """Go on in an example, in its place."""
        press = _press(body, visit)
        try:
            parts = chosen_parts(press.pressed.action.value)
        except BotError as error:
            await self._refused(ack, press, error)
            return
        await ack()
        if press.spot.view:
            self._afterwards.begin(change_window(visit, press.spot.view, as_window(parts)))
        else:
            self._afterwards.begin(bring_up_to_date(visit, press.spot, as_message(parts)))

    async def _refused(self, ack: AsyncAck, press: Press, error: BotError) -> None:
        """Say why not; what could not be stored is not acknowledged, so that Slack shows that it failed."""
        if not isinstance(error, ReportNotFiledError):
            await ack()
        self._afterwards.begin(whisper(press.visit, error.user_message(), press.spot))
        if isinstance(error, ReportNotFiledError):
            raise error

    async def _show(self, press: Press, content: Reply | Notice | None) -> None:
        note = content.note if isinstance(content, Reply) else " ".join(content.paragraphs) if content else ""
        if content and press.spot.is_message and not press.spot.home:
            await bring_up_to_date(press.visit, press.spot, render(content))
        await self._page.show(press.visit, note if press.spot.home else "")

    async def _report_anyway(self, press: Press) -> Reply | None:
        report, reporter = press.pressed.report_id, press.visit.reporter
        await self._front.intake.report_anyway(report, reporter)
        try:
            return await self._front.desk.show(report, reporter)
        except NotReadYetError:
            return None

    async def _tick(self, press: Press) -> Reply:
        chosen = {option.value for option in press.pressed.action.selected_options}
        done = frozenset(step for step in StepName if step in chosen)
        return await self._front.desk.tick(press.pressed.report_id, press.visit.reporter, done)

    async def _remark(self, press: Press) -> Reply:
        remark = Remark(press.pressed.action.action_id)
        return await self._front.desk.remark(press.pressed.report_id, press.visit.reporter, remark)

    async def _withdraw(self, press: Press) -> Reply:
        return await self._front.desk.withdraw(press.pressed.report_id, press.visit.reporter)

    async def _delete(self, press: Press) -> Notice:
        return await self._front.desk.delete(press.pressed.report_id, press.visit.reporter)

    async def _exposure(self, press: Press) -> JsonView:
        reply = await self._reply(press)
        if reply.exposure is None:
            raise UnknownReportError
        return exposure_window(reply.exposure, _remember(press))

    async def _add(self, press: Press) -> JsonView:
        return add_window(await self._reply(press), _remember(press))

    async def _whole(self, press: Press) -> JsonView:
        return whole_window(await self._reply(press))

    async def _review(self, press: Press) -> JsonView:
        if press.pressed.action.value == NEW:
            return review_window(review_form())
        visit = press.visit
        return review_window(
            await self._front.intake.review_form(press.pressed.report_id, visit.reporter, visit.language)
        )

    async def _check(self, _press: Press) -> JsonView:
        return check_window()

    async def _learn(self, _press: Press) -> JsonView:
        return as_window(lesson_parts())

    async def _reply(self, press: Press) -> Reply:
        return await self._front.desk.show(press.pressed.report_id, press.visit.reporter)


def _press(body: Body, visit: Visit) -> Press:
    pressed = Pressed.read(body)
    return Press(visit, pressed, spot_of(pressed))


def _remember(press: Press) -> dict[str, str]:
    """Keep which report a window is about, and where its answer stands."""
    kept = {"report": str(press.pressed.report_id)}
    if press.spot.is_message and not press.spot.home:
        kept |= {"channel": press.spot.channel, "ts": press.spot.ts}
    return kept
