"""How posting to Teams ends, and that each way is told apart."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from uuid import uuid4

import pytest

from bot.messenger import (
    CannotLookError,
    DeliveryError,
    Envelope,
    Messenger,
    OutcomeUnknownError,
    RefusedError,
    RetryLaterError,
)
from bot.model import Address, Platform
from handlers.teams.address import Place
from handlers.teams.chats import Chats
from handlers.teams.config import TeamsConfig
from handlers.teams.connector import Connector
from handlers.teams.messenger import TeamsMessenger
from handlers.teams.platform import Teams
from handlers.teams.retry_after import retry_after
from handlers.teams.session import Outbound
from handlers.teams.tokens import AccessToken
from tests.fakes.teams import BOT, SECRET, TENANT, Answer, FakeMicrosoft
from tests.handlers.teams.samples import ALERT, NOTICE, REPLY


@pytest.fixture
async def messenger(config: TeamsConfig) -> AsyncIterator[Messenger]:
    teams = Teams(config)
    yield teams.messenger
    await teams.close()


def messenger_of(connector: Connector) -> TeamsMessenger:
    return TeamsMessenger(connector, Chats(connector))


def to_person(microsoft: FakeMicrosoft, person: str = "29:person") -> Envelope:
    place = Place(service_url=microsoft.service_url, person=person, bot=BOT)
    return Envelope(uuid4(), Address(Platform.TEAMS, TENANT, place.model_dump_json()), NOTICE)


def envelope(microsoft: FakeMicrosoft, conversation: str = "a:personal-chat", *, new_thread: bool = False) -> Envelope:
    place = Place(service_url=microsoft.service_url, conversation=conversation, bot=BOT, new_thread=new_thread)
    return Envelope(uuid4(), Address(Platform.TEAMS, TENANT, place.model_dump_json()), REPLY)


async def failure(messenger: Messenger, sent: Envelope) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        await messenger.post(sent)
    return caught.value


async def test_a_reply_arrives_as_one_card_with_a_summary(messenger: Messenger, microsoft: FakeMicrosoft) -> None:
    posted = await messenger.post(envelope(microsoft))
    (taken,) = microsoft.taken
    assert posted.message_id == "sent-1"
    assert taken.path == "/teams/v3/conversations/a:personal-chat/activities"
    assert taken.card["type"] == "AdaptiveCard"
    assert taken.activity["summary"].startswith(REPLY.headline)
    assert "text" not in taken.activity


async def test_an_alert_begins_a_thread_of_its_own_in_the_channel(
    messenger: Messenger, microsoft: FakeMicrosoft
) -> None:
    await messenger.post(replace(envelope(microsoft, "19:security@thread.tacv2", new_thread=True), content=ALERT))
    (taken,) = microsoft.taken
    assert taken.path == "/teams/v3/conversations"
    assert taken.body["channelData"] == {"channel": {"id": "19:security@thread.tacv2"}}
    assert taken.body["isGroup"] is True


async def test_a_person_is_written_to_in_their_own_chat_which_is_looked_for_once(
    messenger: Messenger, microsoft: FakeMicrosoft
) -> None:
    await messenger.post(to_person(microsoft))
    await messenger.post(to_person(microsoft))
    assert [taken.path for taken in microsoft.taken] == [
        "/teams/v3/conversations/a:chat-with-29:person/activities",
    ] * 2
    (opened,) = microsoft.opened
    assert opened["members"] == [{"id": "29:person"}]
    assert opened["tenantId"] == TENANT


async def test_a_person_without_the_app_cannot_be_written_to(messenger: Messenger, microsoft: FakeMicrosoft) -> None:
    microsoft.without_app.add("29:person")
    assert isinstance(await failure(messenger, to_person(microsoft)), RefusedError)


@pytest.mark.parametrize("status", [0, 429, 500])
async def test_a_chat_that_cannot_be_found_just_now_is_looked_for_later(
    messenger: Messenger, microsoft: FakeMicrosoft, status: int
) -> None:
    microsoft.answers.append(Answer(status))
    assert isinstance(await failure(messenger, to_person(microsoft)), RetryLaterError)
    await messenger.post(to_person(microsoft))
    assert len(microsoft.taken) == 1


async def test_a_conversation_id_cannot_lead_elsewhere(messenger: Messenger, microsoft: FakeMicrosoft) -> None:
    await messenger.post(envelope(microsoft, "../../x?y#z;messageid=1"))
    assert microsoft.taken[0].path == "/teams/v3/conversations/../../x?y#z;messageid=1/activities"


async def test_a_possible_repeat_is_posted_with_its_warning(messenger: Messenger, microsoft: FakeMicrosoft) -> None:
    await messenger.post(replace(envelope(microsoft), content=NOTICE, possible_repeat=True))
    assert "received this before" in str(microsoft.taken[0].card)


@pytest.mark.parametrize("status", [408, 429, 503])
async def test_busy_means_later_and_after_the_time_that_was_asked_for(
    messenger: Messenger, microsoft: FakeMicrosoft, status: int
) -> None:
    microsoft.answers.append(Answer(status, {"Retry-After": "17"}))
    error = await failure(messenger, envelope(microsoft))
    assert isinstance(error, RetryLaterError)
    assert (error.reason, error.seconds) == (f"http_{status}", 17.0)


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_server_error_leaves_the_outcome_unknown(
    messenger: Messenger, microsoft: FakeMicrosoft, status: int
) -> None:
    microsoft.answers.append(Answer(status))
    assert isinstance(await failure(messenger, envelope(microsoft)), OutcomeUnknownError)


@pytest.mark.parametrize("status", [301, 307, 400, 403, 404, 413])
async def test_a_refusal_is_a_refusal(messenger: Messenger, microsoft: FakeMicrosoft, status: int) -> None:
    microsoft.answers.append(Answer(status, {"Location": "http://127.0.0.1:1/"} if status < 400 else {}))
    assert isinstance(await failure(messenger, envelope(microsoft)), RefusedError)
    assert not microsoft.taken


async def test_a_broken_connection_leaves_the_outcome_unknown(messenger: Messenger, microsoft: FakeMicrosoft) -> None:
    microsoft.answers.append(Answer(0))
    assert isinstance(await failure(messenger, envelope(microsoft)), OutcomeUnknownError)


async def test_silence_leaves_the_outcome_unknown(
    messenger: Messenger, microsoft: FakeMicrosoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.teams.session.TOTAL_SECONDS", 0.5)
    microsoft.answers.append(Answer(-1))
    assert isinstance(await failure(messenger, envelope(microsoft)), OutcomeUnknownError)


async def test_a_service_that_is_not_there_means_later(config: TeamsConfig, unused_tcp_port: int) -> None:
    outbound = Outbound()
    sender = messenger_of(Connector(config, outbound, AccessToken(config, outbound)))
    place = Place(service_url=f"http://127.0.0.1:{unused_tcp_port}/", conversation="a:x", bot=BOT)
    sent = Envelope(uuid4(), Address(Platform.TEAMS, TENANT, place.model_dump_json()), NOTICE)
    assert isinstance(await failure(sender, sent), RetryLaterError)
    await outbound.close()


async def test_the_token_never_goes_to_a_host_that_is_not_listed(
    messenger: Messenger, microsoft: FakeMicrosoft
) -> None:
    place = Place(service_url=microsoft.service_url.replace("127.0.0.1", "localhost"), conversation="a:x", bot=BOT)
    sent = Envelope(uuid4(), Address(Platform.TEAMS, TENANT, place.model_dump_json()), NOTICE)
    assert isinstance(await failure(messenger, sent), RefusedError)
    assert microsoft.token_requests == 0


async def test_an_address_of_another_platform_is_refused(messenger: Messenger) -> None:
    sent = Envelope(uuid4(), Address(Platform.SLACK, "T1", '{"channel": "C1"}'), NOTICE)
    assert isinstance(await failure(messenger, sent), RefusedError)


@pytest.mark.parametrize("answer", [Answer(429, {"Retry-After": "9"}), Answer(503), Answer(401), Answer(0)])
async def test_without_a_token_the_message_waits(
    messenger: Messenger, microsoft: FakeMicrosoft, answer: Answer
) -> None:
    microsoft.token_answers.append(answer)
    error = await failure(messenger, envelope(microsoft))
    assert isinstance(error, RetryLaterError)
    assert SECRET not in repr(error)
    await messenger.post(envelope(microsoft))
    assert len(microsoft.taken) == 1


async def test_many_replies_at_once_share_one_token(messenger: Messenger, microsoft: FakeMicrosoft) -> None:
    await asyncio.gather(*(messenger.post(envelope(microsoft, f"a:{number}")) for number in range(40)))
    assert len(microsoft.taken) == 40
    assert len({taken.path for taken in microsoft.taken}) == 40
    assert microsoft.token_requests == 1


async def test_replies_at_once_fetch_an_aged_token_anew_once(config: TeamsConfig, microsoft: FakeMicrosoft) -> None:
    now = 0.0
    outbound = Outbound()
    sender = messenger_of(Connector(config, outbound, AccessToken(config, outbound, lambda: now)))
    await sender.post(envelope(microsoft))
    now = 3600.0
    await asyncio.gather(*(sender.post(envelope(microsoft)) for _ in range(20)))
    assert {taken.token for taken in microsoft.taken[1:]} == {"token-2"}
    assert microsoft.token_requests == 2
    await outbound.close()


async def test_a_token_that_teams_no_longer_takes_is_replaced_once_however_many_notice(
    messenger: Messenger, microsoft: FakeMicrosoft
) -> None:
    await messenger.post(envelope(microsoft))
    microsoft.tokens.append("revoked meanwhile")
    results = await asyncio.gather(*(messenger.post(envelope(microsoft)) for _ in range(10)), return_exceptions=True)
    assert any(isinstance(result, RefusedError) for result in results)
    await asyncio.gather(*(messenger.post(envelope(microsoft)) for _ in range(10)))
    assert microsoft.token_requests == 2


async def test_a_short_lived_token_is_used_for_half_its_life(config: TeamsConfig, microsoft: FakeMicrosoft) -> None:
    microsoft.token_seconds = 60
    now = 0.0
    outbound = Outbound()
    token = AccessToken(config, outbound, lambda: now)
    first = await token.get()
    now = 29.0
    assert await token.get() == first
    now = 31.0
    assert await token.get() != first
    await outbound.close()


async def test_it_never_claims_to_know_whether_a_message_arrived(
    messenger: Messenger, microsoft: FakeMicrosoft
) -> None:
    with pytest.raises(CannotLookError):
        await messenger.find(envelope(microsoft), datetime.now(UTC))


def test_retry_after_is_read_in_seconds_or_as_a_date_and_kept_within_bounds() -> None:
    assert retry_after({"Retry-After": "3"}, 5.0) == 3.0
    assert retry_after({}, 5.0) == 5.0
    assert retry_after({"Retry-After": "soon"}, 5.0) == 5.0
    assert retry_after({"Retry-After": "99999999"}, 5.0) == 3600.0
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert 50 < retry_after({"Retry-After": later}, 5.0) <= 60
    assert retry_after({"Retry-After": "Mon, 01 Jan 2001 00:00:00 GMT"}, 5.0) == 0.5
