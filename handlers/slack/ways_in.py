"""How people hand something in: a direct message, a shortcut, the command, the first page."""

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.front import Front
from bot.model import (
    Address,
    BotError,
    EmptyTextError,
    NoticeKey,
    NoticeRequest,
    Receipt,
    ReportNotFiledError,
    Submission,
    TextTooLongError,
)
from bot.profile_form import review_form
from bot.wording import words
from handlers.slack.afterwards import Afterwards
from handlers.slack.front_page import FrontPage
from handlers.slack.interactions import Shortcut
from handlers.slack.learning import as_message, lesson_parts
from handlers.slack.parse import Wish, changed_words, is_for_us, read_command, read_message, read_others_message
from handlers.slack.payloads import Command, HomeEvent, Message, MessageEvent
from handlers.slack.refusals import OncePerHour
from handlers.slack.render import Rendered, render
from handlers.slack.showing import Spot, open_window, say, whisper
from handlers.slack.views import check_window, review_window
from handlers.slack.visit import Body, Visit, listener

COMMAND = "/thinkbeforeyoulink"
CHECK_MESSAGE, CHECK_WORDS, REVIEW_PROFILE = "check_message", "check_words", "review_a_profile"
"""Callback ids of the shortcuts."""
HOME_TAB = "home"


class WaysIn:
    """Takes what is handed in. A message or a shortcut is stored before Slack gets its 200."""

    def __init__(self, front: Front, afterwards: Afterwards) -> None:
        self._front = front
        self._afterwards = afterwards
        self._page = FrontPage(front)
        self._hourly = OncePerHour()

    def register(self, app: AsyncApp) -> None:
        """Make the app call these methods."""
        app.event("message")(listener(self.on_message))
        app.event("app_home_opened")(listener(self.on_home))
        app.command(COMMAND)(listener(self.on_command))
        app.shortcut(CHECK_MESSAGE)(listener(self.on_check_message))
        app.shortcut(CHECK_WORDS)(listener(self.on_check_words))
        app.shortcut(REVIEW_PROFILE)(listener(self.on_review_profile))

    async def on_message(self, _ack: AsyncAck, body: Body, visit: Visit) -> None:
        """Take a direct message; bolt answers 200 after this returns."""
        incoming = MessageEvent.read(body)
        message = incoming.event
        if changed_words(message, visit.bot_user):
            self._say_edited(visit, message)
        elif is_for_us(message, visit.bot_user):
            await self._take_message(visit, message, incoming.event_id)

    async def _take_message(self, visit: Visit, message: Message, event_id: str) -> None:
        wish = read_message(message)
        own = _key(message.channel, message.ts, visit.user)
        to = visit.conversation(message.channel, message.thread_ts)
        keys = (f"event:{event_id}", own)
        if wish.learn:
            if not self._hourly.again(own):
                self._afterwards.begin(say(visit, as_message(lesson_parts()), message.channel, message.thread_ts))
            return
        shared = (f"message:{wish.shared}:{visit.user}",) if wish.shared else ()
        filed = await self._file(visit, wish, to, keys + shared, _follows(message, visit.user))
        if isinstance(filed, NoticeKey):
            await self._front.intake.answer(NoticeRequest(filed, visit.reporter, to, keys, visit.language))
            return
        self._say_beside(visit, message, wish, filed)

    def _say_beside(self, visit: Visit, message: Message, wish: Wish, filed: Receipt) -> None:
        """Say what the answer itself will not: that it is known already, or that a picture was not read."""
        known = self._hourly.again(_key(message.channel, message.ts, visit.user))
        sentence = ""
        if filed.repeat and wish.shared and filed.reference and not known:
            sentence = words().text("surfaces.already", reference=filed.reference)
        elif wish.unread and not filed.repeat:
            sentence = words().text("surfaces.picture_beside")
        if sentence:
            self._afterwards.begin(say(visit, Rendered(sentence, []), message.channel, message.thread_ts))

    def _say_edited(self, visit: Visit, message: Message) -> None:
        now = message.message
        if now and not self._hourly.again(f"edited:{message.channel}:{now.ts}"):
            whom = Visit(visit.api, visit.tenant, now.user, visit.bot_user, visit.language)
            self._afterwards.begin(whisper(whom, words().text("slack.edited"), Spot(message.channel)))

    async def on_check_message(self, ack: AsyncAck, body: Body, visit: Visit) -> None:
        """Take the message that the shortcut was used on. The answer comes in direct messages."""
        shortcut = Shortcut.read(body)
        try:
            sentence = await self._check_message(visit, shortcut)
        except ReportNotFiledError as error:  # Slack does not send a shortcut again: the person has to know
            sentence = error.user_message()
        await ack()
        channel = shortcut.channel.id if shortcut.channel else ""
        spot = Spot(channel, response_url=shortcut.response_url)
        self._afterwards.begin(whisper(visit, sentence, spot))

    async def _check_message(self, visit: Visit, shortcut: Shortcut) -> str:
        message, channel = shortcut.message, shortcut.channel.id if shortcut.channel else ""
        if message.user == visit.bot_user:
            return words().text("slack.mine")
        own = message.user == visit.user
        wish = read_message(message) if own else read_others_message(message)
        keys = (f"trigger:{shortcut.trigger_id}", _key(channel, shortcut.message_ts or message.ts, visit.user))
        filed = await self._file(visit, wish, visit.direct, keys)
        if isinstance(filed, Receipt) and filed.repeat and not filed.reference:  # they deleted that report
            filed = await self._file(visit, wish, visit.direct, (f"again:{shortcut.trigger_id}",))
        if isinstance(filed, NoticeKey):
            notice = await self._front.intake.notice(filed, visit.reporter)
            return " ".join((f"{notice.title}.", *notice.paragraphs))
        if filed.repeat:
            return words().text("surfaces.already", reference=filed.reference)
        beside = f" {words().text('surfaces.picture_beside')}" if wish.unread else ""
        return f"{words().text('surfaces.reading.title')}. {words().text('surfaces.reading.text')}{beside}"

    async def on_command(self, ack: AsyncAck, body: Body, visit: Visit) -> None:
        """Take what follows the slash command, or open a window; only the person sees the answer."""
        command = Command.read(body)
        wish = read_command(command)
        if wish == Wish():
            await ack()
            self._afterwards.begin(open_window(visit, command.trigger_id, check_window()))
            return
        try:
            answer = await self._answer_command(visit, wish, command.trigger_id)
        except BotError as error:  # Slack does not send a command again: the person has to know
            answer = Rendered(error.user_message(), [])
        await ack(text=answer.text, blocks=answer.blocks or None, response_type="ephemeral")

    async def _answer_command(self, visit: Visit, wish: Wish, trigger: str) -> Rendered:
        if wish.learn:
            return as_message(lesson_parts())
        filed = await self._file(visit, wish, visit.direct, (f"command:{trigger}",))
        if isinstance(filed, NoticeKey):
            return render(await self._front.intake.notice(filed, visit.reporter))
        return Rendered(words().text("surfaces.reading.text"), [])

    async def on_check_words(self, ack: AsyncAck, body: Body, visit: Visit) -> None:
        """Open a window to paste a message into."""
        await self._open(ack, body, visit, check=True)

    async def on_review_profile(self, ack: AsyncAck, body: Body, visit: Visit) -> None:
        """Open the profile review."""
        await self._open(ack, body, visit, check=False)

    async def _open(self, ack: AsyncAck, body: Body, visit: Visit, *, check: bool) -> None:
        shortcut = Shortcut.read(body)
        await ack()
        view = check_window() if check else review_window(review_form())
        self._afterwards.begin(open_window(visit, shortcut.trigger_id, view))

    async def on_home(self, _ack: AsyncAck, body: Body, visit: Visit) -> None:
        """Show the first page, fresh each time that somebody opens it."""
        if HomeEvent.read(body).event.tab == HOME_TAB:
            self._afterwards.begin(self._page.show(visit))

    async def _file(
        self, visit: Visit, wish: Wish, to: Address, keys: tuple[str, ...], follows: tuple[str, ...] = ()
    ) -> Receipt | NoticeKey:
        """File the text, or name the notice that is due instead.

        Raises:
            ReportNotFiledError: it could not be stored.
        """
        if wish.notice:
            return wish.notice
        submission = Submission(
            visit.reporter, wish.text, keys, to, context=wish.context, follows=follows, language=visit.language
        )
        try:
            return await self._front.intake.take(submission)
        except EmptyTextError:
            return NoticeKey.EMPTY
        except TextTooLongError:
            return NoticeKey.TOO_LONG


def _key(channel: str, ts: str, user: str) -> str:
    return f"message:{channel}:{ts}:{user}"


def _follows(message: Message, user: str) -> tuple[str, ...]:
    """Name the message that a thread began with, as the bot's and as the person's own."""
    if not message.thread_ts or message.thread_ts == message.ts:
        return ()
    return (f"{message.channel}:{message.thread_ts}", _key(message.channel, message.thread_ts, user))
