import asyncio
import json
from uuid import uuid4

from aiohttp import ClientResponse

from tests.handlers.web.fake_page import OpenPage, Page


class Listener:
    """Reads server-sent events as a browser does."""

    def __init__(self, response: ClientResponse) -> None:
        self.response = response

    async def event(self) -> dict[str, str] | None:
        fields = {}
        async for line in self.response.content:
            name, _, value = line.decode().rstrip("\r\n").partition(": ")
            if not name and fields:
                return fields
            if name in {"id", "event", "data"} or name.startswith("data"):
                fields[name.rstrip(":")] = value
        return None


async def listening(page: Page, after: str = "") -> Listener:
    response = await page.client.get("/web/events", params={"after": after})
    assert response.status == 200
    return Listener(response)


async def post(page: Page, conversation: str, word: object) -> None:
    await page.mailbox.post(conversation, uuid4(), json.dumps({"word": word}))


async def test_earlier_letters_come_first_then_a_mark_then_new_ones_live(page: Page) -> None:
    await post(page, "security", "old")
    listener = await listening(page)
    assert await listener.event() == {"id": "0-1", "event": "security", "data": '{"word": "old"}'}
    assert (await listener.event())["event"] == "caught-up"
    await post(page, "security", "new")
    async with asyncio.timeout(10):
        assert await listener.event() == {"id": "0-2", "event": "security", "data": '{"word": "new"}'}


async def test_a_returning_page_gets_only_what_it_missed(page: Page) -> None:
    for word in ("one", "two", "three"):
        await post(page, "security", word)
    listener = await listening(page, after="0-2")
    assert (await listener.event())["data"] == '{"word": "three"}'
    assert (await listener.event())["event"] == "caught-up"


async def test_direct_messages_reach_only_their_person(open_page: OpenPage) -> None:
    mine, other = await open_page(), await open_page()
    await mine.hand_in("Hello")
    await other.hand_in("Good day")
    mine.mailbox.letters.extend(other.mailbox.letters)
    listener = await listening(mine)
    assert json.loads((await listener.event())["data"])["text"] == "Hello"
    assert (await listener.event())["event"] == "caught-up"


async def test_a_new_page_gets_the_latest_letters_of_a_long_conversation(page: Page) -> None:
    for number in range(250):
        await post(page, "security", number)
    listener = await listening(page)
    assert json.loads((await listener.event())["data"]) == {"word": 50}


async def test_nonsense_position_means_from_the_beginning(page: Page) -> None:
    await post(page, "security", "old")
    listener = await listening(page, after="<script>")
    assert (await listener.event())["event"] == "security"


async def test_without_alerts_here_the_security_channel_is_not_streamed(open_page: OpenPage) -> None:
    page = await open_page(web=True, security_channel="slack:C0123", slack_bot_token="xoxb-1", slack_signing_secret="s")
    await post(page, "security", "secret")
    assert (await (await listening(page)).event())["event"] == "caught-up"


async def test_database_away_is_a_503_and_the_page_may_come_back(page: Page) -> None:
    page.mailbox.away = True
    async with page.client.get("/web/events") as response:
        assert response.status == 503
        assert "database" in (await response.json())["error"]


async def test_stream_ends_when_the_database_is_lost(page: Page) -> None:
    listener = await listening(page)
    assert (await listener.event())["event"] == "caught-up"
    page.mailbox.away = True
    async with asyncio.timeout(10):
        assert await listener.event() is None


async def test_open_streams_do_not_keep_the_server_up(page: Page) -> None:
    listener = await listening(page)
    assert (await listener.event())["event"] == "caught-up"
    async with asyncio.timeout(10):
        await page.client.server.runner.shutdown()
        assert await listener.event() is None
