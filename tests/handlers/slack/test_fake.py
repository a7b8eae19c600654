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
    title = {"type": "plain_text", "text": "A window"}
    view = {"type": "modal", "title": title, "blocks": [{"type": "divider"}]}
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


async def test_only_the_bots_own_messages_can_be_changed(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.posts("D0ANNA").append({"ts": "1.0", "user": "U0ANNA", "text": "mine"})
    posted = await client.chat_postMessage(channel="D0ANNA", text="old")
    await client.chat_update(channel="D0ANNA", ts=posted["ts"], text="new")
    assert slack.posts("D0ANNA")[1]["text"] == "new"
    assert await refused(client.chat_update(channel="D0ANNA", ts="1.0", text="x")) == "cant_update_message"
    assert await refused(client.chat_update(channel="D0ANNA", ts="2.0", text="x")) == "message_not_found"


async def test_threads_are_read_by_themselves(client: AsyncWebClient) -> None:
    root = await client.chat_postMessage(channel="D0ANNA", text="root")
    await client.chat_postMessage(channel="D0ANNA", text="below", thread_ts=root["ts"])
    assert [item["text"] for item in (await client.conversations_history(channel="D0ANNA"))["messages"]] == ["root"]
    thread = await client.conversations_replies(channel="D0ANNA", ts=root["ts"])
    assert {item["text"] for item in thread["messages"]} == {"root", "below"}


TEXT = {"type": "plain_text", "text": "x"}
OPTION = {"text": TEXT, "value": "a"}


def field(element: dict[str, object]) -> dict[str, object]:
    return {"type": "input", "label": TEXT, "element": element}


def asking(*blocks: dict[str, object], **more: object) -> dict[str, object]:
    return {"type": "modal", "title": TEXT, "submit": TEXT, "blocks": list(blocks), **more}


@pytest.mark.parametrize(
    "view",
    [
        asking(field({"type": "plain_text_input", "action_id": "a", "max_length": 3001})),
        asking(field({"type": "checkboxes", "action_id": "a", "options": [OPTION] * 11})),
        asking(field({"type": "radio_buttons", "action_id": "a", "options": []})),
        asking(field({"type": "checkboxes", "action_id": "a", "options": [OPTION], "initial_options": []})),
        asking(field({"type": "email_text_input", "action_id": "a"})),
        asking({"type": "divider"}),
        asking(*[field({"type": "plain_text_input", "action_id": "a"})] * 101),
        asking(field({"type": "plain_text_input", "action_id": "a"}), title={**TEXT, "text": "x" * 25}),
        asking(field({"type": "plain_text_input", "action_id": "a"}), private_metadata="x" * 3001),
    ],
)
async def test_views_over_the_limits_are_refused(
    slack: FakeSlack, client: AsyncWebClient, view: dict[str, object]
) -> None:
    assert await refused(client.views_open(trigger_id=slack.trigger(), view=view)) == "invalid_arguments"
    assert slack.views == []


async def test_a_home_page_takes_no_fields(slack: FakeSlack, client: AsyncWebClient) -> None:
    page = {"type": "home", "blocks": [field({"type": "plain_text_input", "action_id": "a"})]}
    assert await refused(client.views_publish(user_id="U0ANNA", view=page)) == "invalid_arguments"
    await client.views_publish(user_id="U0ANNA", view={"type": "home", "blocks": [{"type": "divider"}]})
    assert list(slack.homes) == ["U0ANNA"]
