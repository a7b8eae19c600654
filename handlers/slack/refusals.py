"""Polite words for people whom the bot does not serve, whichever way they came. Nothing of theirs is stored."""

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress

from slack_bolt.response import BoltResponse

from bot.front import Front
from bot.model import NoticeKey
from bot.outgoing import Notice
from handlers.slack.afterwards import Afterwards
from handlers.slack.home import closed_page
from handlers.slack.interactions import Pressed, Shortcut
from handlers.slack.parse import is_for_us
from handlers.slack.payloads import HomeEvent, MessageEvent, NotUnderstoodError
from handlers.slack.render import render
from handlers.slack.showing import Spot, say, show_home, spot_of, whisper
from handlers.slack.views import notice_window
from handlers.slack.visit import Visit

NOT_AGAIN_SECONDS = 3600.0
REMEMBERED = 1000
"""Conversations whose last refusal is remembered; more than ever write in an hour."""
OK = 200


class OncePerHour:
    """Tells whether something was said in the last hour."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._said: OrderedDict[str, float] = OrderedDict()

    def again(self, what: str) -> bool:
        """Note that it is said now; True where it was said before."""
        now = self._now()
        before = self._said.get(what)
        self._said[what] = now
        self._said.move_to_end(what)
        if len(self._said) > REMEMBERED:
            self._said.popitem(last=False)
        return before is not None and now - before < NOT_AGAIN_SECONDS


class Refusals:
    """Says no, in the place where somebody asked."""

    def __init__(self, front: Front, afterwards: Afterwards) -> None:
        self._front = front
        self._afterwards = afterwards
        self._hourly = OncePerHour()

    async def refuse(self, body: Mapping[str, object], visit: Visit) -> BoltResponse:
        """Answer a request of somebody who is not served."""
        notice = await self._front.intake.notice(NoticeKey.EXTERNAL, visit.reporter)
        match body:
            case {"command": str()}:
                message = render(notice)
                return _json({"response_type": "ephemeral", "text": message.text, "blocks": message.blocks})
            case {"type": "view_submission"}:
                return _json({"response_action": "update", "view": notice_window(notice)})
        with suppress(NotUnderstoodError):  # nobody to answer
            self._elsewhere(body, visit, notice)
        return BoltResponse(status=OK)

    def _elsewhere(self, body: Mapping[str, object], visit: Visit, notice: Notice) -> None:
        sentence = " ".join((f"{notice.title}.", *notice.paragraphs))
        match body:
            case {"type": "block_actions"}:
                self._afterwards.begin(whisper(visit, sentence, spot_of(Pressed.read(body))))
            case {"type": "message_action" | "shortcut"}:
                shortcut = Shortcut.read(body)
                self._afterwards.begin(whisper(visit, sentence, Spot(response_url=shortcut.response_url)))
            case {"event": {"type": "app_home_opened"}}:
                HomeEvent.read(body)
                self._afterwards.begin(show_home(visit, closed_page(notice)))
            case {"event": {"type": "message"}}:
                message = MessageEvent.read(body).event
                if is_for_us(message, visit.bot_user) and not self._hourly.again(message.channel):
                    self._afterwards.begin(say(visit, render(notice), message.channel))


def _json(answer: Mapping[str, object]) -> BoltResponse:
    return BoltResponse(status=OK, body=json.dumps(answer), headers={"content-type": ["application/json"]})
