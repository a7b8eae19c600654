"""What the bot does with what Slack sends: store it, and only then say 200."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol
from uuid import UUID

import structlog
from pydantic import ValidationError
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.model import (
    Address,
    BotError,
    EmptyTextError,
    NoticeKey,
    NoticeRequest,
    Platform,
    Receipt,
    Reporter,
    Submission,
    TextTooLongError,
    UnknownReportError,
)
from bot.outgoing import ButtonAction, Notice
from handlers.slack.courtesy import Courtesy
from handlers.slack.messenger import channel_address, person_address
from handlers.slack.parse import Wish, is_for_us, read_command, read_message
from handlers.slack.payloads import ButtonPress, Command, MessageEvent
from handlers.slack.render import render
from handlers.slack.workspace import Origin, Workspace

log = structlog.get_logger(__name__)

COMMAND = "/thinkbeforeyoulink"
READING = "Thank you. I am reading it and answer in our direct messages."
OK, UNAUTHORIZED, UNAVAILABLE = 200, 401, 503

# Bolt hands over the parsed JSON of a request as it is; pydantic reads it below.
Body = dict[str, Any]


class Intake(Protocol):
    """The part of `bot.intake.Intake` that Slack needs."""

    async def take(self, submission: Submission) -> Receipt:
        """File a report."""

    async def report_anyway(self, report_id: UUID, reporter: Reporter) -> Receipt:
        """Tell security about a filed report."""

    async def answer(self, request: NoticeRequest) -> Receipt | None:
        """Owe a person a notice."""

    async def notice(self, key: NoticeKey, reporter: Reporter) -> Notice:
        """Word a notice at once."""


class Listeners:
    """One method for each thing that Slack sends. Whatever they raise becomes 503, so that Slack sends it again."""

    def __init__(self, intake: Intake, workspace: Workspace, courtesy: Courtesy) -> None:
        self._intake = intake
        self._workspace = workspace
        self._courtesy = courtesy

    def register(self, app: AsyncApp) -> None:
        """Make the app call these methods."""
        app.use(self.only_our_people)
        app.event("message")(self.on_message)
        app.command(COMMAND)(self.on_command)
        app.action(ButtonAction.REPORT_ANYWAY.value)(self.on_report_anyway)
        app.error(self.on_error)

    async def only_our_people(
        self,
        req: AsyncBoltRequest,
        body: Body,
        next: Callable[[], Awaitable[None]],  # noqa: A002  bolt's name
    ) -> BoltResponse | None:
        """Turn away other workspaces, and external people politely; nothing of theirs is stored."""
        match await self._workspace.origin(body):
            case Origin.HOME:
                await next()
                return None
            case Origin.EXTERNAL:
                await self._courtesy.decline(body)
                return BoltResponse(status=OK)
            case Origin.FOREIGN:
                log.warning("slack_foreign_workspace", mode=req.mode)
                # Over a socket no answer would make Slack send it again.
                return BoltResponse(status=OK if req.mode == "socket_mode" else UNAUTHORIZED)

    async def on_message(self, body: Body) -> None:
        """Take a direct message; bolt answers 200 after this returns."""
        try:
            incoming = MessageEvent.model_validate(body)
        except ValidationError as error:
            log.warning("slack_message_not_understood", fields=_fields(error))
            return
        identity = await self._workspace.identity()
        message = incoming.event
        if not is_for_us(message, identity.user):
            return
        reporter = Reporter(Platform.SLACK, identity.team, message.user)
        keys = (f"event:{incoming.event_id}", f"message:{message.channel}:{message.ts}:{message.user}")
        to = channel_address(identity.team, message.channel)
        wish = await self._file(read_message(message), reporter, to, keys)
        if wish:
            await self._intake.answer(NoticeRequest(wish, reporter, to, keys))

    async def on_command(self, ack: AsyncAck, body: Body) -> None:
        """Take what follows the slash command; only the person sees the answer."""
        command = Command.model_validate(body)
        identity = await self._workspace.identity()
        reporter = Reporter(Platform.SLACK, identity.team, command.user_id)
        to = person_address(identity.team, command.user_id)
        try:
            wish = await self._file(read_command(command), reporter, to, (f"command:{command.trigger_id}",))
            answer = await self._intake.notice(wish, reporter) if wish else None
        except BotError as error:  # Slack does not send a command again: the person has to know
            await ack(text=error.user_message(), response_type="ephemeral")
            return
        if answer:
            message = render(answer)
            await ack(text=message.text, blocks=message.blocks, response_type="ephemeral")
        else:
            await ack(text=READING, response_type="ephemeral")

    async def on_report_anyway(self, ack: AsyncAck, body: Body) -> None:
        """Tell security on the reporter's own wish. Stored before the ack: a press must not be lost either."""
        press = ButtonPress.model_validate(body)
        identity = await self._workspace.identity()
        reporter = Reporter(Platform.SLACK, identity.team, press.user.id)
        try:
            await self._intake.report_anyway(UUID(press.actions[0].value), reporter)
        except (UnknownReportError, ValueError):
            await ack()
            if press.channel:
                await self._courtesy.tell(press.channel.id, press.user.id, UnknownReportError.user_message())
        else:
            await ack()

    async def on_error(self, error: Exception) -> BoltResponse:
        """Answer 200 to what the bot has no use for, 503 to what failed; log the kind of error, never its words."""
        if isinstance(error, BoltUnhandledRequestError):
            return BoltResponse(status=OK)
        log.error("slack_request_failed", error=type(error).__name__)
        return BoltResponse(status=UNAVAILABLE)

    async def _file(self, wish: Wish, reporter: Reporter, to: Address, keys: tuple[str, ...]) -> NoticeKey | None:
        """File the text, or name the notice that is due instead."""
        if wish.notice:
            return wish.notice
        try:
            await self._intake.take(Submission(reporter, wish.text, keys, to))
        except EmptyTextError:
            return NoticeKey.EMPTY
        except TextTooLongError:
            return NoticeKey.TOO_LONG
        return None


def _fields(error: ValidationError) -> list[str]:
    """Name the places that did not fit, without their values."""
    return sorted(
        {".".join(map(str, item["loc"])) for item in error.errors(include_input=False, include_context=False)}
    )
