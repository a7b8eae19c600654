"""What Slack says of a person, asked rarely and never waited for long."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from handlers.slack.api import SlackApi
from handlers.slack.people import KNOWN_SECONDS, People, Person
from tests.fakes.slack import FakeSlack, Mischief

PATIENCE = 10.0


@pytest.fixture
async def api(slack: FakeSlack) -> AsyncIterator[SlackApi]:
    api = SlackApi(SecretStr("xoxb-fake"), slack.api_url, total_seconds=1.0)
    yield api
    await api.close()


async def test_a_person_is_asked_about_once_an_hour(api: SlackApi, slack: FakeSlack) -> None:
    now = 100.0
    people = People(lambda: now, PATIENCE)
    found = await asyncio.gather(*(people.about(api, "T0HOME", "U0ANNA") for _ in range(10)))
    assert set(found) == {Person(guest=False, language="en-GB")}
    assert len(slack.called("users.info")) == 1
    now += KNOWN_SECONDS + 1
    slack.people["U0ANNA"] = {"is_restricted": True}
    assert (await people.about(api, "T0HOME", "U0ANNA")).guest
    assert len(slack.called("users.info")) == 2


async def test_the_same_name_in_another_workspace_is_another_person(api: SlackApi, slack: FakeSlack) -> None:
    people = People(wait_seconds=PATIENCE)
    for team in ("T0HOME", "T0OTHER"):
        await people.about(api, team, "U0ANNA")
    assert len(slack.called("users.info")) == 2


async def test_without_the_scope_nobody_is_asked_about_again(api: SlackApi, slack: FakeSlack) -> None:
    slack.may_read_users = False
    people = People(wait_seconds=PATIENCE)
    assert [await people.about(api, "T0HOME", "U0ANNA") for _ in range(2)] == [Person(), Person()]
    assert len(slack.called("users.info")) == 1


@pytest.mark.parametrize(
    "mischief", [Mischief(status=503), Mischief(error="ratelimited"), Mischief(error="internal_error")]
)
async def test_slack_being_away_is_no_answer_and_is_asked_again(
    api: SlackApi, slack: FakeSlack, mischief: Mischief
) -> None:
    slack.misbehave("users.info", mischief)
    slack.people["U0ANNA"] = {"is_restricted": True}
    people = People(wait_seconds=PATIENCE)
    assert await people.about(api, "T0HOME", "U0ANNA") == Person()
    assert (await people.about(api, "T0HOME", "U0ANNA")).guest


async def test_who_takes_long_to_describe_is_staff_this_once(api: SlackApi, slack: FakeSlack) -> None:
    slack.misbehave("users.info", Mischief(hang=True))
    people = People(wait_seconds=0.1)
    assert await people.about(api, "T0HOME", "U0ANNA") == Person()
    await people.close()
