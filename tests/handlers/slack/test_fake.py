"""The fake Slack behaves where the bot's own tests do not look."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack

NOW = 1_763_776_800.0


class Times:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def client(slack: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(token="xoxb-fake", base_url=slack.api_url)


async def refused(request: object) -> str:
    with pytest.raises(SlackApiError) as caught:
        await request  # type: ignore[misc]
    return str(caught.value.response["error"])


async def test_a_trigger_lasts_three_seconds_and_one_view(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.clock = times = Times()
    view = {"type": "modal"}
    first, late = slack.trigger(), slack.trigger()
    await client.views_open(trigger_id=first, view=view)
    assert await refused(client.views_open(trigger_id=first, view=view)) == "invalid_trigger_id"
    times.now += 3.1
    assert await refused(client.views_open(trigger_id=late, view=view)) == "expired_trigger_id"
    assert len(slack.views) == 1


async def test_a_response_url_takes_five_answers(slack: FakeSlack) -> None:
    url = slack.response_url()
    async with aiohttp.ClientSession() as session:
        statuses = [(await session.post(url, json={"text": "x"})).status for _ in range(6)]
    assert statuses == [200] * 5 + [404]


async def test_a_wrong_token_is_refused(slack: FakeSlack) -> None:
    stranger = AsyncWebClient(token="xoxb-other", base_url=slack.api_url)
    assert await refused(stranger.auth_test()) == "invalid_auth"


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ([{"type": "divider"}] * 51, "invalid_blocks"),
        ([{"type": "section", "text": {"type": "plain_text", "text": "x" * 3001}}], "invalid_blocks"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "invalid_blocks"),
        ([{"type": "section", "text": {"type": "plain_text", "text": "x" * 2900}}] * 4, "msg_blocks_too_long"),
    ],
)
async def test_over_limit_blocks_are_refused(
    client: AsyncWebClient, blocks: list[dict[str, object]], code: str
) -> None:
    assert await refused(client.chat_postMessage(channel="C0SECURITY", text="x", blocks=blocks)) == code


async def test_metadata_has_a_shape_and_history_shows_it_on_request(client: AsyncWebClient) -> None:
    post = client.chat_postMessage(channel="C0SECURITY", text="x", metadata={"event_type": "only"})
    assert await refused(post) == "invalid_metadata_format"
    metadata = {"event_type": "e", "event_payload": {"a": "b"}}
    await client.chat_postMessage(channel="C0SECURITY", text="x", metadata=metadata)
    plain = await client.conversations_history(channel="C0SECURITY")
    full = await client.conversations_history(channel="C0SECURITY", include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == metadata
