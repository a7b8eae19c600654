"""What `tbyl doctor` looks at where workspaces install the bot themselves."""

from datetime import UTC, datetime

from bot.checkup import State
from handlers.slack.doctor import check_up
from tests.conftest import MakeSettings
from tests.fakes.slack_oauth import FakeSlackOAuth
from tests.handlers.slack.install.conftest import install_settings


async def test_no_single_token_is_missed(slack: FakeSlackOAuth, make_settings: MakeSettings) -> None:
    settings = make_settings(**install_settings(slack, slack_app_token="xapp-fake"))
    found = await check_up(settings, datetime.now(UTC))
    assert [check.state for check in found] == [State.NOT_CHECKED, State.OK]
    assert slack.called("auth.test") == []
