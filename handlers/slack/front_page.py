"""The first page brought before a person, fresh from the store."""

from bot.front import Front
from bot.model import NoticeKey
from bot.wording import speaking
from handlers.slack.home import home_page
from handlers.slack.showing import show_home
from handlers.slack.visit import Visit


class FrontPage:
    """Publishes a person's first page."""

    def __init__(self, front: Front) -> None:
        self._front = front

    async def show(self, visit: Visit, note: str = "") -> None:
        """Show it as things stand now, with what the last press did.

        Raises:
            CallFailedError: Slack did not take it.
            BotError: the reports could not be looked up.
        """
        reports = await self._front.desk.my_reports(visit.reporter, visit.language)
        guide = await self._front.intake.notice(NoticeKey.HELP, visit.reporter)
        with speaking(visit.language):
            await show_home(visit, home_page(reports, guide, note))
