"""What Teams wants answered in the same breath: pressed buttons, dialogs, message actions."""

from http import HTTPStatus
from typing import Final

from botbuilder.core import InvokeResponse

from bot import guidance
from bot.model import BotError, NoticeKey, ReportNotFiledError
from bot.wording import speaking
from handlers.teams.card_parts import Element
from handlers.teams.chats import CARD_TYPE
from handlers.teams.courtesy import Courtesy
from handlers.teams.dialogs import Dialogs, Picked, message
from handlers.teams.payload import Incoming
from handlers.teams.people import Visit, is_bot, visit
from handlers.teams.press import Press, read_dialog, read_execute
from handlers.teams.presses import FOR_EVERYBODY, Presses

MESSAGE_TYPE: Final = "application/vnd.microsoft.activity.message"
"""An answer to a pressed button that Teams shows as a line of text."""
EXECUTE: Final = "adaptiveCard/action"
OPEN: Final = "task/fetch"
HAND_IN: Final = "task/submit"
PICK: Final = "composeExtension/fetchTask"
PICKED: Final = "composeExtension/submitAction"
OFFERED: Final = frozenset({EXECUTE, OPEN, HAND_IN, PICK, PICKED})
NOT_OFFERED: Final = InvokeResponse(status=int(HTTPStatus.NOT_IMPLEMENTED))


class Invokes:
    """Answers activities of type `invoke`."""

    def __init__(self, presses: Presses, dialogs: Dialogs, courtesy: Courtesy) -> None:
        self._presses = presses
        self._dialogs = dialogs
        self._courtesy = courtesy

    async def answer(self, activity: Incoming) -> InvokeResponse:
        """Carry it out and answer.

        Raises:
            ReportNotFiledError: a pressed button could not be carried out just now.
        """
        if activity.name not in OFFERED or is_bot(activity):
            return NOT_OFFERED
        with speaking(activity.language):
            who = visit(activity)
            if who is None:
                return _refused(activity)
            if activity.name == EXECUTE:
                return await self._executed(activity, who)
            return await self._dialog(activity, who)

    async def _executed(self, activity: Incoming, who: Visit) -> InvokeResponse:
        press = read_execute(activity.value)
        if press is None:
            return NOT_OFFERED
        try:
            card = await self._presses.carry_out(press, who)
        except ReportNotFiledError:
            raise
        except BotError as error:
            return _line(error.user_message())
        if press.verb in FOR_EVERYBODY:
            self._courtesy.renew(activity, card)
        return _body(int(HTTPStatus.OK), CARD_TYPE, card)

    async def _dialog(self, activity: Incoming, who: Visit) -> InvokeResponse:
        if activity.name == PICK:
            return _ok(await self._dialogs.picked(who))
        press = _submitted(activity)
        if press is None:
            return NOT_OFFERED
        try:
            opening = activity.name == OPEN
            return _ok(await (self._dialogs.opened if opening else self._dialogs.handed_in)(press, who))
        except BotError as error:
            return _ok(message(error.user_message()))


def _submitted(activity: Incoming) -> Press | None:
    return Press.of(Picked.of(activity.value).data) if activity.name == PICKED else read_dialog(activity.value)


def _refused(activity: Incoming) -> InvokeResponse:
    """Tell somebody from outside that this is not for them; nothing is kept."""
    words = " ".join(guidance.notice(NoticeKey.EXTERNAL).paragraphs)
    return _line(words) if activity.name == EXECUTE else _ok(message(words))


def _line(text: str) -> InvokeResponse:
    return _body(int(HTTPStatus.OK), MESSAGE_TYPE, text)


def _body(status: int, kind: str, value: object) -> InvokeResponse:
    return _ok({"statusCode": status, "type": kind, "value": value})


def _ok(body: Element) -> InvokeResponse:
    return InvokeResponse(status=int(HTTPStatus.OK), body=body)
