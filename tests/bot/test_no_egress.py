"""What people hand in is never contacted: not to read it, not to answer, not to alert."""

import re
import socket
from typing import NoReturn

import pytest

from bot.model import Address, Platform, Reporter, Submission
from bot.runtime import Bot
from nlp.assessor import Assessor
from nlp.links import MAX_LINKS
from nlp.model import MAX_CHARACTERS
from nlp.observe import MAX_PER_FINDER
from tests.bot.fakes import FakeMessenger
from tests.conftest import StartBot, eventually
from tests.nlp.links.hostile_urls import hostile_urls

URLS = 10_000
AT_ONCE = MAX_PER_FINDER
"""Links in one text: as many as are looked at."""
LOOK_UPS = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo", "create_connection")
CALLS = ("connect", "connect_ex", "sendto", "sendmsg")
LIVE_LINK = re.compile(r"(?i)\b(?:https?|ftp)://")


@pytest.fixture
def touched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Forbid the network to Python, and note who tries. The database's own driver does not go through Python."""
    tried: list[str] = []

    def forbidden(name: str) -> object:
        def refuse(*_: object, **__: object) -> NoReturn:
            tried.append(name)
            raise OSError("the network was touched")

        return refuse

    for name in LOOK_UPS:
        monkeypatch.setattr(socket, name, forbidden(name))
    for name in CALLS:
        monkeypatch.setattr(socket.socket, name, forbidden(name))
    return tried


async def hand_in(bot: Bot, number: int, text: str) -> None:
    """Hand in as a person of its own, so that nobody is slowed down for sending many."""
    assert len(text) <= MAX_CHARACTERS
    to = Address(Platform.WEB, "local", '{"conversation": "direct"}')
    reporter = Reporter(Platform.WEB, "local", f"user-{number}")
    await bot.intake.take(Submission(reporter, text, (f"event:{number}",), to, insisted=True))


async def test_ten_thousand_hostile_links_are_answered_and_alerted_without_a_single_packet(
    start_bot: StartBot, messenger: FakeMessenger, touched: list[str]
) -> None:
    with pytest.raises(OSError, match="touched"):
        socket.create_connection(("203.0.113.7", 80))
    assert touched.pop() == "create_connection"
    urls = hostile_urls(URLS)
    texts = ["\n".join(urls[at : at + AT_ONCE]) for at in range(0, URLS, AT_ONCE)]
    async with start_bot([messenger], Assessor.load(own_domains=frozenset({"acme.example"}))) as bot:
        for number, text in enumerate(texts):
            await hand_in(bot, number, text)
        await eventually(lambda: len(messenger.arrived) == 2 * len(texts), seconds=120.0)
    assert touched == []
    assert len(messenger.replies) == len(messenger.alerts) == len(texts)
    reviewed = sum(len(item.content.links) for item in messenger.alerts)
    assert reviewed > len(texts) * MAX_LINKS / 2
    assert not any(LIVE_LINK.search(str_of(item.content)) for item in messenger.arrived)


def str_of(content: object) -> str:
    """Everything that is said, with the words that `repr` keeps back."""
    if isinstance(content, tuple):
        return " ".join(map(str_of, content))
    slots = getattr(type(content), "__dataclass_fields__", None)
    return " ".join(str_of(getattr(content, name)) for name in slots) if slots else str(content)
