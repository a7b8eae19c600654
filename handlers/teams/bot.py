"""What the bot does with each kind of activity.

Messages and invokes are taken in. Edits, deletions and reactions are accepted and forgotten: a report is what was
handed in, and the bot's own changes must not come back to it as new ones.
"""

import structlog
from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext

from bot import guidance, learning
from bot.front import Front
from bot.model import BotError, EmptyTextError, NoticeKey, ReportNotFiledError, Submission, TextTooLongError
from bot.outgoing import Notice
from bot.wording import speaking, words
from handlers.teams import forms
from handlers.teams.address import channel_of, here
from handlers.teams.card_parts import Element
from handlers.teams.cards import render
from handlers.teams.config import TeamsConfig
from handlers.teams.courtesy import Courtesy
from handlers.teams.dialogs import Dialogs
from handlers.teams.invokes import Invokes
from handlers.teams.lists import lesson_card, reports_card
from handlers.teams.parse import Ask, Check, Page, Register, read_message
from handlers.teams.passages import label
from handlers.teams.payload import Incoming
from handlers.teams.people import Visit, is_bot, visit
from handlers.teams.press import Press
from handlers.teams.presses import Presses

INCOMING = "incoming"
"""Under this name a turn carries the checked activity."""
log = structlog.get_logger(__name__)


class TeamsBot(ActivityHandler):  # type: ignore[misc]  # the SDK is untyped
    """Turns activities into submissions, presses, pages and registrations."""

    def __init__(
        self, config: TeamsConfig, front: Front, presses: Presses, dialogs: Dialogs, courtesy: Courtesy
    ) -> None:
        super().__init__()
        self._config = config
        self._front = front
        self._presses = presses
        self._dialogs = dialogs
        self._invokes = Invokes(presses, dialogs, courtesy)
        self._courtesy = courtesy

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Take a message in."""
        activity: Incoming = turn_context.turn_state[INCOMING]
        wish = None if is_bot(activity) else read_message(activity)
        if wish is None:
            return
        with speaking(activity.language):
            who = visit(activity)
            if who is None:
                await self._decline(activity)
                return
            match wish:
                case Check():
                    await self._check(who, wish)
                case Ask(key):
                    await self._front.intake.answer(who.request(key))
                case Register():
                    await self._register(who)
                case Page():
                    await self._show(who, wish)
                case Press():
                    await self._pressed(who, wish)

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        """Say hello to the person who added the bot."""
        activity: Incoming = turn_context.turn_state[INCOMING]
        who = visit(activity)
        if who and activity.personal and activity.action == "add" and activity.id:
            with speaking(activity.language):
                await self._show(who, Page.HELP)

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """Answer what wants an answer at once."""
        return await self._invokes.answer(turn_context.turn_state[INCOMING])

    async def _check(self, who: Visit, check: Check) -> None:
        submission = Submission(
            reporter=who.reporter,
            text=check.text,
            event_keys=who.keys,
            reply_to=who.private,
            context=check.context,
            follows=who.follows(check.follows),
            language=who.language,
        )
        try:
            await self._front.intake.take(submission)
        except EmptyTextError:
            await self._front.intake.answer(who.request(NoticeKey.EMPTY))
        except TextTooLongError:
            await self._front.intake.answer(who.request(NoticeKey.TOO_LONG))
        else:
            if not who.activity.personal:
                await self._courtesy.say(who.here, forms.told(label("teams.privately")))

    async def _show(self, who: Visit, page: Page) -> None:
        """Show a page; where it cannot be shown directly, the store sees to a simpler one."""
        to = who.here if page is Page.HELP else who.private
        if not await self._courtesy.say(to, await self._page(who, page)):
            key = NoticeKey.STATUS if page is Page.STATUS else NoticeKey.HELP
            await self._front.intake.answer(who.request(key, to))

    async def _page(self, who: Visit, page: Page) -> Element:
        match page:
            case Page.STATUS:
                return reports_card(await self._front.desk.my_reports(who.reporter, who.language))
            case Page.LEARN:
                return lesson_card(learning.lesson(0, who.language))
            case Page.REVIEW:
                return forms.review_offer()
            case Page.HELP:
                return render(help_page())

    async def _pressed(self, who: Visit, press: Press) -> None:
        """Carry out a button of a client that is too old for universal actions or dialogs."""
        dialog = press.verb in forms.OPEN | forms.HAND_IN
        try:
            card = await (self._dialogs.in_chat if dialog else self._presses.carry_out)(press, who)
        except ReportNotFiledError:
            raise
        except BotError as error:
            await self._courtesy.say(who.here, forms.told(error.user_message()))
            return
        if who.activity.reply_to_id and press.verb not in forms.OPEN:
            self._courtesy.renew(who.activity, card)
        else:
            await self._courtesy.say(who.here, card)

    async def _decline(self, activity: Incoming) -> None:
        """Tell somebody from outside, at most once an hour, that the bot is not theirs; nothing is kept."""
        log.info("teams_declined")
        if not self._courtesy.declined_lately(activity.conversation.id):
            await self._courtesy.say(here(activity, activity.tenants[0]), render(guidance.notice(NoticeKey.EXTERNAL)))

    async def _register(self, who: Visit) -> None:
        """Send alerts here, if the person may decide that.

        Whoever names this channel decides who reads every alert. An activity does not tell whether its author owns
        the team, and owning some team proves little, for most people may create one. So the operator names the
        deciding people in TEAMS_ADMINS, and without it nobody decides.
        """
        channel = channel_of(who.activity, who.reporter.tenant)
        if channel is None or who.reporter.user.lower() not in self._config.admins:
            log.warning("teams_channel_refused", user=who.reporter.user)
            await self._front.intake.answer(who.request(NoticeKey.CHANNEL_REFUSED, who.here))
            return
        await self._front.intake.register_security_channel(channel, who.request(NoticeKey.CHANNEL_REGISTERED, who.here))
        log.info("teams_channel_registered", user=who.reporter.user)


def help_page() -> Notice:
    """Every way to reach the bot in Teams."""
    return Notice(
        words().text("teams.help.title"), words().lines("teams.help.paragraphs"), words().lines("teams.help.items")
    )
