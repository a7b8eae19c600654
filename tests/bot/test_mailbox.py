import asyncio
import time
from uuid import uuid4

from bot.mailbox import Mailbox
from bot.store.database import Database


async def test_letters_come_back_in_order_and_by_conversation(database: Database) -> None:
    mailbox = Mailbox(database)
    numbers = [await mailbox.post("a", uuid4(), body) for body in ("one", "two \ud800", "three")]
    assert await mailbox.post("b", uuid4(), "other") == 1
    assert numbers == [1, 2, 3]
    assert await mailbox.read("a") == [(1, "one"), (2, "two \ud800"), (3, "three")]
    assert await mailbox.read("a", after=2) == [(3, "three")]
    assert await mailbox.read("nobody") == []


async def test_the_same_delivery_is_one_letter(database: Database) -> None:
    mailbox, delivery = Mailbox(database), uuid4()
    numbers = await asyncio.gather(*(mailbox.post("a", delivery, "one") for _ in range(10)))
    assert set(numbers) == {1}
    assert len(await mailbox.read("a")) == 1
    assert await mailbox.find(delivery) == 1
    assert await mailbox.find(uuid4()) is None


async def test_many_writers_leave_no_gap(database: Database) -> None:
    mailbox = Mailbox(database)
    numbers = await asyncio.gather(*(mailbox.post("a", uuid4(), "x") for _ in range(20)))
    assert sorted(numbers) == list(range(1, 21))


async def test_waiting_ends_with_a_new_letter(database: Database) -> None:
    mailbox = Mailbox(database)
    waiting = asyncio.create_task(mailbox.wait("a", 0, timeout=60))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await mailbox.post("a", uuid4(), "one")
    await asyncio.wait_for(waiting, 10)


async def test_waiting_ends_by_itself(database: Database) -> None:
    began = time.monotonic()
    await Mailbox(database).wait("a", 0, timeout=0.1)
    assert time.monotonic() - began >= 0.1


async def test_a_forgotten_letter_says_nothing_and_leaves_no_gap(database: Database) -> None:
    mailbox, secret = Mailbox(database), uuid4()
    await mailbox.post("a", secret, "secret")
    await mailbox.forget(secret)
    await mailbox.forget(uuid4())
    assert await mailbox.read("a") == []
    assert await mailbox.post("a", uuid4(), "later") == 2
