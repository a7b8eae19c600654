"""Cards on an open page are as the report stands now, here and in every other tab."""

import asyncio
import json
from dataclasses import replace
from uuid import uuid4

from bot.cases import StepName
from bot.model import Receipt
from bot.outgoing import Reply
from handlers.web.wire import letter, own_letter
from tests.handlers.web.fake_page import Page
from tests.handlers.web.test_stream import Listener, listening


async def answered(page: Page, reply: Reply) -> None:
    """Put a person's message and its answer into their conversation, as they stood on that day."""
    await page.hand_in("Who am I?")
    conversation = page.mailbox.letters.pop()[0]
    receipt = Receipt(reply.report_id, reply.reference, repeat=False)
    await page.mailbox.post(conversation, uuid4(), own_letter(receipt, "We pay 3,000 euros"))
    await page.mailbox.post(conversation, uuid4(), letter(reply, possible_repeat=True))
    page.desk.replies[reply.report_id] = reply


async def until(listener: Listener, name: str) -> dict[str, str]:
    async with asyncio.timeout(10):
        while event := await listener.event():
            if event["event"] == name:
                return event
    raise AssertionError(name)


async def test_opened_page_shows_the_ticks_of_now(page: Page, reply: Reply) -> None:
    await answered(page, reply)
    page.desk.replies[reply.report_id] = replace(reply, steps_done=(StepName.REPORT,))
    listener = await listening(page)
    own, card = json.loads((await listener.event())["data"]), json.loads((await listener.event())["data"])
    assert own["type"] == "person"
    assert (card["steps_done"], card["possible_repeat"]) == (["report"], True)


async def test_tick_reaches_the_other_tab(page: Page, reply: Reply) -> None:
    await answered(page, reply)
    other = await listening(page)
    await until(other, "caught-up")
    await page.post("/web/tick", {"report_id": str(reply.report_id), "done": ["realise"]})
    event = await until(other, "changed")
    assert json.loads(event["data"])["steps_done"] == ["realise"]
    assert "id" not in event


async def test_deleted_report_leaves_every_tab_and_does_not_come_back(page: Page, reply: Reply) -> None:
    await answered(page, reply)
    other = await listening(page)
    await until(other, "caught-up")
    await page.post("/web/delete", {"report_id": str(reply.report_id)})
    assert json.loads((await until(other, "gone"))["data"]) == {"report_id": str(reply.report_id)}
    assert (await (await listening(page)).event())["event"] == "caught-up"


async def test_returning_page_hears_what_changed_while_it_was_away(page: Page, reply: Reply) -> None:
    await answered(page, reply)
    page.desk.replies[reply.report_id] = replace(reply, steps_done=(StepName.REMOVE,))
    event = await (await listening(page, after="2-0")).event()
    assert event["event"] == "changed"
    assert json.loads(event["data"])["steps_done"] == ["remove"]


async def test_what_is_not_read_yet_stays_as_it_was_written(page: Page, reply: Reply) -> None:
    await answered(page, reply)
    page.desk.replies.clear()
    listener = await listening(page)
    await listener.event()
    assert json.loads((await listener.event())["data"])["headline"] == reply.headline
