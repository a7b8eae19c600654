"""What the bot does with each kind of activity: store through Intake, then answer."""

from http import HTTPStatus

import structlog
from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext

from bot.intake import Intake
from bot.model import (
    Address,
    BotError,
    EmptyTextError,
    NoticeKey,
    NoticeRequest,
    Platform,
    Receipt,
    Reporter,
    ReportNotFiledError,
    Submission,
    TextTooLongError,
)
from handlers.teams.address import channel_of, here
from handlers.teams.config import TeamsConfig
from handlers.teams.parse import Ask, Check, Register, ReportAnyway, read_button, read_message
from handlers.teams.payload import Incoming

MESSAGE_TYPE = "application/vnd.microsoft.activity.message"
"""An answer to a pressed button that Teams shows as a line of text."""
INCOMING = "incoming"
"""Under this name a turn carries the checked activity."""
log = structlog.get_logger(__name__)


class TeamsBot(ActivityHandler):  # type: ignore[misc]  # the SDK is untyped
    """Turns activities into submissions, requests for notices, and registrations."""

    def __init__(self, config: TeamsConfig, intake: Intake) -> None:
        super().__init__()
        self._config = config
        self._intake = intake

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Take a message in."""
        activity: Incoming = turn_context.turn_state[INCOMING]
        reporter = _reporter(activity)
        wish = read_message(activity)
        if reporter is None or wish is None:
            return
        reply_to = here(activity, reporter.tenant)
        match wish:
            case Check(text):
                await self._check(activity, reporter, reply_to, text)
            case Ask(key):
                await self._intake.answer(_request(activity, reporter, reply_to, key))
            case Register():
                await self._register(activity, reporter, reply_to)
            case ReportAnyway(report_id):
                await self._intake.report_anyway(report_id, reporter)

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        """Say hello to the person who added the bot."""
        activity: Incoming = turn_context.turn_state[INCOMING]
        reporter = _reporter(activity)
        personal = activity.conversation.conversation_type == "personal"
        if reporter and personal and activity.action == "add" and activity.id:
            reply_to = here(activity, reporter.tenant)
            await self._intake.answer(_request(activity, reporter, reply_to, NoticeKey.HELP))

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """Carry out a pressed button; everything else is not offered."""
        activity: Incoming = turn_context.turn_state[INCOMING]
        pressed = read_button(_action(activity.value)) if activity.name == "adaptiveCard/action" else None
        reporter = _reporter(activity)
        if pressed is None or reporter is None:
            return InvokeResponse(status=int(HTTPStatus.NOT_IMPLEMENTED))
        try:
            receipt = await self._intake.report_anyway(pressed.report_id, reporter)
        except ReportNotFiledError:
            raise
        except BotError as error:
            return _line(error.user_message())
        return _line(_told(receipt))

    async def _check(self, activity: Incoming, reporter: Reporter, reply_to: Address, text: str) -> None:
        try:
            await self._intake.take(Submission(reporter, text, (event_key(activity),), reply_to))
        except EmptyTextError:
            await self._intake.answer(_request(activity, reporter, reply_to, NoticeKey.EMPTY))
        except TextTooLongError:
            await self._intake.answer(_request(activity, reporter, reply_to, NoticeKey.TOO_LONG))

    async def _register(self, activity: Incoming, reporter: Reporter, reply_to: Address) -> None:
        """Send alerts here, if the person may decide that.

        Whoever names this channel decides who reads every alert. An activity does not tell whether its author owns
        the team, and owning some team proves little, for most people may create one. So the operator names the
        deciding people in TEAMS_ADMINS, and without it nobody decides.
        """
        channel = channel_of(activity, reporter.tenant)
        if channel is None or reporter.user.lower() not in self._config.admins:
            log.warning("teams_channel_refused", user=reporter.user)
            await self._intake.answer(_request(activity, reporter, reply_to, NoticeKey.CHANNEL_REFUSED))
            return
        request = _request(activity, reporter, reply_to, NoticeKey.CHANNEL_REGISTERED)
        await self._intake.register_security_channel(channel, request)
        log.info("teams_channel_registered", user=reporter.user)


def event_key(activity: Incoming) -> str:
    """The name under which this activity is known for good; a second arrival has the same."""
    return f"activity:{activity.conversation.id}:{activity.id}"


def _reporter(activity: Incoming) -> Reporter | None:
    """The person behind an activity; None for bots (also this one) and for guests without an account."""
    sender = activity.sender
    if sender.role == "bot" or sender.id == activity.recipient.id or sender.id.startswith("28:"):
        return None
    if sender.aad_object_id is None:
        return None
    return Reporter(Platform.TEAMS, activity.tenants[0], sender.aad_object_id.lower())


def _request(activity: Incoming, reporter: Reporter, reply_to: Address, key: NoticeKey) -> NoticeRequest:
    return NoticeRequest(key, reporter, reply_to, (event_key(activity),))


def _action(value: object) -> object:
    """Put a universal action's verb and data side by side, as a plain submit action has them."""
    action = value.get("action") if isinstance(value, dict) else None
    if not isinstance(action, dict) or not isinstance(action.get("data"), dict):
        return None
    return {**action["data"], "verb": action.get("verb")}


def _told(receipt: Receipt) -> str:
    return f"Your security team has been told. Reference: {receipt.reference}."


def _line(text: str) -> InvokeResponse:
    body = {"statusCode": int(HTTPStatus.OK), "type": MESSAGE_TYPE, "value": text}
    return InvokeResponse(status=int(HTTPStatus.OK), body=body)
