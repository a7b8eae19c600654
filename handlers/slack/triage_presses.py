"""What analysts press under an alert in the security channel."""

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.cases import Disposition
from bot.channel_setting import slack_place
from bot.front import Front
from bot.model import Address, BotError, Platform, ReportNotFiledError, UnknownReportError
from bot.outgoing import ButtonAction
from bot.security_channel import SecurityChannel
from bot.settings import Settings
from bot.triage import Analyst
from bot.wording import speaking
from handlers.slack.afterwards import Afterwards
from handlers.slack.interactions import Pressed
from handlers.slack.render import render
from handlers.slack.showing import Spot, bring_up_to_date, spot_of, whisper
from handlers.slack.visit import Body, Visit, listener


class TriagePresses:
    """Carries out what analysts press; the alert then shows how things stand."""

    def __init__(self, front: Front, afterwards: Afterwards, settings: Settings) -> None:
        self._front = front
        self._afterwards = afterwards
        self._settings = settings

    def register(self, app: AsyncApp) -> None:
        """Make the app call these methods."""
        app.action(ButtonAction.LOOK.value)(listener(self.on_press))
        app.action(ButtonAction.DECIDE.value)(listener(self.on_press))

    async def on_press(self, ack: AsyncAck, body: Body, visit: Visit) -> None:
        """Look at a case, or close it."""
        pressed = Pressed.read(body)
        spot = spot_of(pressed)
        analyst = Analyst(
            visit.user, pressed.user.name or pressed.user.username or visit.user, self._place(visit, spot)
        )
        try:
            option = pressed.action.selected_option
            if pressed.action.action_id == ButtonAction.DECIDE:
                chosen = _disposition(option.value if option else "")
                alert = await self._front.triage.decide(pressed.report_id, analyst, chosen)
            else:
                alert = await self._front.triage.look(pressed.report_id, analyst)
        except ReportNotFiledError:
            raise  # not acknowledged: Slack shows that it failed
        except BotError as error:
            await ack()
            self._afterwards.begin(whisper(visit, error.user_message(), spot))
            return
        await ack()
        with speaking(self._settings.language):  # the channel's language, not the analyst's
            shown = render(alert)
        self._afterwards.begin(bring_up_to_date(visit, spot, shown))

    def _place(self, visit: Visit, spot: Spot) -> Address:
        """Write the place of a press as the settings would write that channel."""
        if slack_place(self._settings.alert_channel)[0]:  # it names its workspace, as a press does
            return visit.conversation(spot.channel)
        named = SecurityChannel.of(f"{Platform.SLACK.value}:{spot.channel}", self._settings.slack_team_ids).fixed
        return named or visit.conversation(spot.channel)


def _disposition(value: str) -> Disposition:
    try:
        return Disposition(value)
    except ValueError:
        raise UnknownReportError from None
