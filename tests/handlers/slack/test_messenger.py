"""Posting and finding at a Slack that misbehaves: which failures mean what."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from pydantic import SecretStr

from bot.messenger import CannotLookError, Envelope, OutcomeUnknownError, RefusedError, RetryLaterError
from bot.model import Address, Platform
from handlers.slack.api import SlackApi
from handlers.slack.messenger import SlackMessenger, channel_address, person_address
from handlers.slack.workspace import OneWorkspace, Workspace
from tests.fakes.slack import FakeSlack, Mischief
from tests.handlers.slack.contents import ALERT, NOTICE, REPLY

SECURITY = channel_address("T0HOME", "C0SECURITY")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
async def messenger(slack: FakeSlack) -> AsyncIterator[SlackMessenger]:
    api = SlackApi(SecretStr("xoxb-fake"), slack.api_url, total_seconds=1.0)
    yield SlackMessenger(OneWorkspace(Workspace(api, ())))
    await api.close()


def envelope(to: Address = SECURITY) -> Envelope:
    return Envelope(uuid4(), to, ALERT)


async def test_a_post_stands_in_the_channel_with_its_delivery_id(slack: FakeSlack, messenger: SlackMessenger) -> None:
    sent = envelope()
    posted = await messenger.post(sent)
    [message] = slack.posts("C0SECURITY")
    assert posted.message_id == f"C0SECURITY:{message['ts']}"
    assert message["metadata"] == {
        "event_type": "tbyl_delivery",
        "event_payload": {"delivery_id": str(sent.delivery_id)},
    }


async def test_nothing_in_a_post_unfurls_links_or_is_parsed(slack: FakeSlack, messenger: SlackMessenger) -> None:
    await messenger.post(envelope())
    [call] = slack.called("chat.postMessage")
    settings = {key: call[key] for key in ("unfurl_links", "unfurl_media", "link_names", "mrkdwn", "parse")}
    assert settings == {
        "unfurl_links": False,
        "unfurl_media": False,
        "link_names": False,
        "mrkdwn": False,
        "parse": "none",
    }


@pytest.mark.parametrize("content", [REPLY, ALERT, NOTICE], ids=["reply", "alert", "notice"])
async def test_every_kind_of_message_is_taken(slack: FakeSlack, messenger: SlackMessenger, content: object) -> None:
    await messenger.post(replace(envelope(), content=content))
    assert len(slack.posts("C0SECURITY")) == 1


async def test_a_person_is_answered_in_direct_messages_opened_once(slack: FakeSlack, messenger: SlackMessenger) -> None:
    to = person_address("T0HOME", "U0ANNA")
    for _ in range(2):
        await messenger.post(envelope(to))
    assert len(slack.posts("D0ANNA")) == 2
    assert len(slack.called("conversations.open")) == 1


async def test_a_bare_channel_id_is_an_address_too(slack: FakeSlack, messenger: SlackMessenger) -> None:
    await messenger.post(envelope(Address(Platform.SLACK, "T0HOME", "C0SECURITY")))
    assert len(slack.posts("C0SECURITY")) == 1


@pytest.mark.parametrize(
    ("mischief", "reason", "seconds"),
    [
        (Mischief(status=429, error="ratelimited", retry_after=7), "ratelimited", 7),
        (Mischief(status=429, body="slow down"), "ratelimited", 30),
        (Mischief(error="ratelimited", retry_after=3), "ratelimited", 3),
        (Mischief(error="team_added_to_org"), "team_added_to_org", 30),
    ],
)
async def test_what_slack_did_not_do_is_tried_again_when_it_says(
    slack: FakeSlack, messenger: SlackMessenger, mischief: Mischief, reason: str, seconds: float
) -> None:
    slack.misbehave("chat.postMessage", mischief)
    with pytest.raises(RetryLaterError) as caught:
        await messenger.post(envelope())
    assert (caught.value.reason, caught.value.seconds) == (reason, seconds)


@pytest.mark.parametrize(
    ("mischief", "reason"),
    [
        (Mischief(error="internal_error"), "internal_error"),
        (Mischief(error="fatal_error", done=True), "fatal_error"),
        (Mischief(error="service_unavailable"), "service_unavailable"),
        (Mischief(status=503, body="<html>away</html>"), "http_503"),
        (Mischief(status=500, error="internal_error"), "internal_error"),
        (Mischief(hang=True), "timeout"),
        (Mischief(silent=True, done=True), "broken_connection"),
        (Mischief(body="<html>proxy</html>"), "unreadable_answer"),
        (Mischief(body="<html>proxy</html>", kind="text/html"), "http_200"),
        (Mischief(body="[1]", kind="application/json"), "unreadable_answer"),
        (Mischief(body="{", kind="application/json"), "http_200"),
        (Mischief(), "http_200"),
    ],
)
async def test_what_may_have_arrived_is_unknown(
    slack: FakeSlack, messenger: SlackMessenger, mischief: Mischief, reason: str
) -> None:
    slack.misbehave("chat.postMessage", mischief)
    with pytest.raises(OutcomeUnknownError) as caught:
        await messenger.post(envelope())
    assert caught.value.reason == reason


@pytest.mark.parametrize("code", ["channel_not_found", "token_revoked", "is_archived", "restricted_action", "a code\n"])
async def test_what_slack_will_never_do_is_refused(slack: FakeSlack, messenger: SlackMessenger, code: str) -> None:
    slack.misbehave("chat.postMessage", Mischief(error=code))
    with pytest.raises(RefusedError) as caught:
        await messenger.post(envelope())
    assert caught.value.reason == (code if code.isidentifier() else "unknown_error")


async def test_a_channel_without_the_bot_is_refused(messenger: SlackMessenger) -> None:
    with pytest.raises(RefusedError, match="channel_not_found"):
        await messenger.post(envelope(channel_address("T0HOME", "C0OTHER")))


async def test_an_attempt_is_one_call(slack: FakeSlack, messenger: SlackMessenger) -> None:
    slack.misbehave("chat.postMessage", Mischief(silent=True), Mischief(status=503), Mischief(status=429))
    for _ in range(3):
        with pytest.raises((OutcomeUnknownError, RetryLaterError)):
            await messenger.post(envelope())
    assert len(slack.called("chat.postMessage")) == 3


async def test_without_a_connection_nothing_arrived(messenger: SlackMessenger, slack: FakeSlack) -> None:
    await slack.__aexit__()
    with pytest.raises(RetryLaterError, match="no_connection"):
        await messenger.post(envelope())


async def test_opening_direct_messages_is_repeatable_whatever_went_wrong(
    slack: FakeSlack, messenger: SlackMessenger
) -> None:
    sent = envelope(person_address("T0HOME", "U0ANNA"))
    slack.misbehave("conversations.open", Mischief(status=503), Mischief(hang=True), Mischief(error="user_disabled"))
    for expected in (RetryLaterError, RetryLaterError, RefusedError):
        with pytest.raises(expected):
            await messenger.post(sent)
    await messenger.post(sent)
    assert len(slack.posts("D0ANNA")) == 1


@pytest.mark.parametrize("lost", [Mischief(silent=True, done=True), Mischief(status=500, done=True)])
async def test_a_post_whose_answer_was_lost_is_found(
    slack: FakeSlack, messenger: SlackMessenger, lost: Mischief
) -> None:
    sent = envelope()
    slack.misbehave("chat.postMessage", lost)
    with pytest.raises(OutcomeUnknownError):
        await messenger.post(sent)
    found = await messenger.find(sent, LONG_AGO)
    assert found is not None
    assert found.message_id == f"C0SECURITY:{slack.posts('C0SECURITY')[0]['ts']}"


async def test_another_delivery_is_not_mistaken_for_it(slack: FakeSlack, messenger: SlackMessenger) -> None:
    sent = envelope()
    await messenger.post(envelope())
    others = {"event_type": "another_app", "event_payload": {"delivery_id": str(sent.delivery_id)}}
    slack.posts("C0SECURITY").append({"ts": "1763776800.0", "metadata": others})
    slack.posts("C0SECURITY").append({"ts": "1763776800.1", "text": "a person's message"})
    slack.posts("C0SECURITY").append({"ts": "1763776800.2", "metadata": {"event_type": "other", "event_payload": {}}})
    assert await messenger.find(sent, LONG_AGO) is None


async def test_a_delivery_is_found_many_pages_back(slack: FakeSlack, messenger: SlackMessenger) -> None:
    sent = envelope()
    posted = await messenger.post(sent)
    slack.posts("C0SECURITY").extend({"ts": f"{4_000_000_000 + number}.0"} for number in range(450))
    assert await messenger.find(sent, LONG_AGO) == posted
    assert len(slack.called("conversations.history")) == 3


async def test_only_messages_since_the_first_attempt_are_looked_at(messenger: SlackMessenger) -> None:
    sent = envelope()
    await messenger.post(sent)
    now = datetime.now(UTC)
    assert await messenger.find(sent, now - timedelta(minutes=1)) is not None
    assert await messenger.find(sent, now + timedelta(minutes=1)) is None


async def test_too_long_a_history_is_not_taken_for_an_answer(slack: FakeSlack, messenger: SlackMessenger) -> None:
    slack.posts("C0SECURITY").extend({"ts": f"{4_000_000_000 + number}.0"} for number in range(4001))
    with pytest.raises(CannotLookError):
        await messenger.find(envelope(), LONG_AGO)


async def test_without_the_scope_it_cannot_look(slack: FakeSlack, messenger: SlackMessenger) -> None:
    slack.readable.discard("C")
    with pytest.raises(CannotLookError):
        await messenger.find(envelope(), LONG_AGO)


@pytest.mark.parametrize("mischief", [Mischief(status=429, retry_after=9), Mischief(status=502), Mischief(hang=True)])
async def test_when_slack_is_busy_it_looks_again_later(
    slack: FakeSlack, messenger: SlackMessenger, mischief: Mischief
) -> None:
    slack.misbehave("conversations.history", mischief)
    with pytest.raises(RetryLaterError):
        await messenger.find(envelope(), LONG_AGO)


async def test_errors_carry_a_code_and_no_content(slack: FakeSlack, messenger: SlackMessenger) -> None:
    slack.misbehave("chat.postMessage", Mischief(status=200, body='{"ok": false, "error": "we pay 3,000 euros"}'))
    with pytest.raises(OutcomeUnknownError) as caught:
        await messenger.post(envelope())
    assert "euros" not in f"{caught.value!r}{caught.value.__cause__!r}"
    assert json.dumps(caught.value.args) == '["unreadable_answer"]'


async def test_an_answer_in_a_thread_stands_there_and_is_found_there(
    slack: FakeSlack, messenger: SlackMessenger
) -> None:
    sent = envelope(channel_address("T0HOME", "D0ANNA", "1763776700.000100"))
    slack.misbehave("chat.postMessage", Mischief(silent=True, done=True))
    with pytest.raises(OutcomeUnknownError):
        await messenger.post(sent)
    [message] = slack.posts("D0ANNA")
    assert message["thread_ts"] == "1763776700.000100"
    found = await messenger.find(sent, LONG_AGO)
    assert found is not None
    assert found.message_id == f"D0ANNA:{message['ts']}"


async def test_a_workspace_without_a_token_is_refused() -> None:
    class Nowhere:
        async def serving(self, teams: set[str]) -> None:
            assert teams

        async def posting(self, tenant: str) -> None:
            assert tenant

    nowhere = SlackMessenger(Nowhere())
    with pytest.raises(RefusedError, match="workspace_not_installed"):
        await nowhere.post(envelope())
    with pytest.raises(CannotLookError):
        await nowhere.find(envelope(), LONG_AGO)
