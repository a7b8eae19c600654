import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from bot.messenger import Envelope, RefusedError, RetryLaterError
from bot.model import Address, Platform
from bot.outgoing import Alert, Notice, Reply
from handlers.web.messenger import WebMessenger, address
from tests.handlers.web.fake_page import Page

SINCE = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def messenger(page: Page) -> WebMessenger:
    return WebMessenger(page.mailbox)


async def test_posting_twice_is_one_letter_and_one_answer(messenger: WebMessenger, page: Page, notice: Notice) -> None:
    envelope = Envelope(uuid4(), address("direct:a"), notice)
    assert await messenger.post(envelope) == await messenger.post(envelope)
    assert len(page.mailbox.letters) == 1


async def test_looking_is_exact(messenger: WebMessenger, notice: Notice) -> None:
    envelope = Envelope(uuid4(), address("direct:a"), notice)
    assert await messenger.find(envelope, SINCE) is None
    posted = await messenger.post(envelope)
    assert await messenger.find(envelope, SINCE) == posted


async def test_database_away_means_later_never_lost(messenger: WebMessenger, page: Page, notice: Notice) -> None:
    page.mailbox.away = True
    envelope = Envelope(uuid4(), address("direct:a"), notice)
    with pytest.raises(RetryLaterError):
        await messenger.post(envelope)
    with pytest.raises(RetryLaterError):
        await messenger.find(envelope, SINCE)


@pytest.mark.parametrize("reference", ["", "{", "[]", "null", "{}", '{"conversation": 7}'])
async def test_meaningless_address_is_refused(messenger: WebMessenger, notice: Notice, reference: str) -> None:
    with pytest.raises(RefusedError):
        await messenger.post(Envelope(uuid4(), Address(Platform.WEB, "local", reference), notice))


async def test_reply_is_sent_whole(messenger: WebMessenger, page: Page, reply: Reply) -> None:
    await messenger.post(Envelope(uuid4(), address("direct:a"), reply))
    sent = json.loads(page.mailbox.letters[0][2])
    assert (sent["type"], sent["band"], sent["reference"]) == ("reply", "high", "TB-1001")
    assert [step["name"] for step in sent["steps"]] == ["Recognise", "Realise", "Report", "Remove"]
    assert sent["reasons"][0]["quote"] == "We pay 3,000 euros for it"
    assert sent["buttons"] == [{"action": "report_anyway", "label": "Report anyway"}]
    assert sent["possible_repeat"] is False


async def test_alert_is_sent_whole_and_names_nobody(messenger: WebMessenger, page: Page, alert: Alert) -> None:
    await messenger.post(Envelope(uuid4(), address("security"), alert, possible_repeat=True))
    sent = json.loads(page.mailbox.letters[0][2])
    assert (sent["type"], sent["kind"], sent["reporter"]) == ("alert", "approach", "Reporter K7M2QX")
    assert sent["received_at"] == "2026-11-22T09:30:00+00:00"
    assert sent["links"][0]["defanged"] == "hxxps://swiftpost[.]top/pay"
    assert sent["possible_repeat"] is True
