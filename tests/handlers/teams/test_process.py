"""What the bot answers over HTTP, and what it stores first."""

import io
import json
from uuid import uuid4

import pytest

from bot.model import EmptyTextError, NoticeKey, Platform, Reporter, TextTooLongError
from handlers.teams.address import Place, read_address
from tests.fakes.teams import BOT, PERSON, TENANT, Answer, FakeMicrosoft
from tests.handlers.teams.conftest import Send
from tests.handlers.teams.fake_intake import FakeIntake

ME = Reporter(Platform.TEAMS, TENANT, PERSON)


async def test_a_direct_message_is_stored_and_answered_with_201(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    activity = microsoft.activity("Dear Sir, a paid report?")
    assert (await send(activity)).status == 201
    (submission,) = intake.submissions
    assert submission.text == "Dear Sir, a paid report?"
    assert submission.reporter == ME
    assert submission.event_keys == (f"activity:a:personal-chat:{activity['id']}",)
    assert read_address(submission.reply_to) == Place(
        service_url=microsoft.service_url, conversation="a:personal-chat", bot=BOT
    )


async def test_the_same_activity_three_times_has_the_same_event_keys(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    activity = microsoft.activity("Dear Sir")
    assert [(await send(activity)).status for _ in range(3)] == [201, 201, 201]
    assert len({submission.event_keys for submission in intake.submissions}) == 1


async def test_nothing_is_acknowledged_while_the_database_is_away(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    intake.away = True
    for activity in (microsoft.activity("Dear Sir"), microsoft.activity("  "), pressed(microsoft, uuid4())):
        assert (await send(activity)).status == 503


@pytest.mark.parametrize(
    ("error", "key"), [(EmptyTextError(), NoticeKey.EMPTY), (TextTooLongError(), NoticeKey.TOO_LONG)]
)
async def test_a_text_that_cannot_be_read_is_answered_with_a_notice(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake, error: Exception, key: NoticeKey
) -> None:
    intake.raises = error
    assert (await send(microsoft.activity("x"))).status == 201
    assert [notice.key for notice in intake.notices] == [key]


@pytest.mark.parametrize("word", ["help", "Hi", "hello!", "/thinkbeforeyoulink help", "thinkbeforeyoulink"])
async def test_a_greeting_is_answered_with_every_way_in(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake, word: str
) -> None:
    assert (await send(microsoft.activity(word))).status == 201
    (taken,) = microsoft.taken
    for way in ("Check this message", "Review a profile", "thinkbeforeyoulink", "learn", "status", "quote my answer"):
        assert way in str(taken.card)
    assert intake.untouched


async def test_help_that_cannot_be_shown_directly_is_owed(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    microsoft.answers.append(Answer(503))
    assert (await send(microsoft.activity("help"))).status == 201
    assert [notice.key for notice in intake.notices] == [NoticeKey.HELP]


async def test_whoever_adds_the_bot_is_greeted(send: Send, microsoft: FakeMicrosoft) -> None:
    assert (await send(microsoft.activity(type="installationUpdate", action="add"))).status == 201
    (taken,) = microsoft.taken
    assert "How I can help" in str(taken.card)


async def test_taking_the_bot_away_is_answered_with_nothing(send: Send, microsoft: FakeMicrosoft) -> None:
    assert (await send(microsoft.activity(type="installationUpdate", action="remove"))).status == 201
    assert not microsoft.taken


@pytest.mark.parametrize(
    "sender",
    [
        {"id": BOT, "aadObjectId": PERSON},
        {"id": "28:another-bot", "aadObjectId": PERSON},
        {"id": "29:x", "role": "bot", "aadObjectId": PERSON},
        {"id": "29:anonymous-guest"},
    ],
)
async def test_bots_and_anonymous_guests_are_not_listened_to(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake, sender: dict[str, str]
) -> None:
    assert (await send(microsoft.activity("Dear Sir", **{"from": sender}))).status == 201
    assert intake.untouched


async def test_events_that_mean_nothing_here_are_accepted_and_forgotten(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    # Edits, deletions and reactions make no new report, and the bot's own changed cards no loop.
    for kind in ("conversationUpdate", "messageReaction", "typing", "messageUpdate", "messageDelete", "neverHeardOf"):
        assert (await send(microsoft.activity(type=kind))).status == 201
    assert intake.untouched


async def test_an_admin_who_mentions_the_bot_in_a_channel_makes_it_the_security_channel(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    assert (await send(microsoft.channel_post())).status == 201
    ((channel, request),) = intake.registered
    assert read_address(channel) == Place(
        service_url=microsoft.service_url, conversation="19:security@thread.tacv2", bot=BOT, new_thread=True
    )
    assert request.key is NoticeKey.CHANNEL_REGISTERED
    assert read_address(request.reply_to).conversation == "19:security@thread.tacv2;messageid=17"


async def test_nobody_else_can_divert_the_alerts(send: Send, microsoft: FakeMicrosoft, intake: FakeIntake) -> None:
    stranger = {"id": "29:colleague", "aadObjectId": str(uuid4())}
    assert (await send(microsoft.channel_post(**{"from": stranger}))).status == 201
    assert not intake.registered
    assert [notice.key for notice in intake.notices] == [NoticeKey.CHANNEL_REFUSED]


async def test_a_group_chat_never_becomes_the_security_channel(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    post = microsoft.channel_post("register")
    post["conversation"] = {"id": "19:group", "conversationType": "groupChat", "tenantId": TENANT}
    assert (await send(post)).status == 201
    assert not intake.registered
    assert [notice.key for notice in intake.notices] == [NoticeKey.CHANNEL_REFUSED]


def pressed(microsoft: FakeMicrosoft, report: object, **changes: object) -> dict[str, object]:
    action = {"type": "Action.Execute", "verb": "report_anyway", "data": {"report": str(report)}}
    return microsoft.activity(type="invoke", name="adaptiveCard/action", value={"action": action}, **changes)


async def test_report_anyway_is_carried_out_before_it_is_answered(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    report = uuid4()
    intake.own_reports[report] = ME
    response = await send(pressed(microsoft, report))
    assert response.status == 200
    answer = await response.json()
    assert answer["type"] == "application/vnd.microsoft.card.adaptive"
    assert "I am telling the security team" in str(answer["value"]["body"][0])
    assert intake.pressed == [(report, ME)]


async def test_an_older_client_presses_the_same_button(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    report = uuid4()
    intake.own_reports[report] = ME
    value = {"verb": "report_anyway", "report": str(report)}
    assert (await send(microsoft.activity(text="", value=value))).status == 201
    assert intake.pressed == [(report, ME)]


async def test_somebody_elses_report_cannot_be_pressed(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    response = await send(pressed(microsoft, uuid4()))
    assert response.status == 200
    assert "cannot find that report" in (await response.json())["value"]
    assert not intake.pressed


@pytest.mark.parametrize("value", [None, [], "x", {"action": 1}, {"action": {"verb": "", "data": {}}}])
async def test_an_invoke_that_is_not_offered_is_501(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake, value: object
) -> None:
    assert (await send(microsoft.activity(type="invoke", name="adaptiveCard/action", value=value))).status == 501
    assert (await send(microsoft.activity(type="invoke", name="config/fetch", value=value))).status == 501
    assert intake.untouched


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"type":"message"}',
        b'{"a":' + b"9" * 5000 + b"}",
    ],
)
async def test_a_body_that_is_no_activity_is_400(send: Send, intake: FakeIntake, body: bytes) -> None:
    response = await send(None, data=body, headers={"Content-Type": "application/json"})
    assert response.status == 400
    assert intake.untouched


@pytest.mark.parametrize("field", ["from", "recipient", "conversation", "serviceUrl", "type"])
async def test_an_activity_without_its_essentials_is_400(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake, field: str
) -> None:
    activity = microsoft.activity("Dear Sir")
    del activity[field]
    assert (await send(activity)).status == 400
    assert intake.untouched


async def test_an_id_with_control_characters_is_400(send: Send, microsoft: FakeMicrosoft, intake: FakeIntake) -> None:
    assert (await send(microsoft.activity("Dear Sir", id="a\0b"))).status == 400
    assert intake.untouched


async def test_a_message_without_an_id_is_400(send: Send, microsoft: FakeMicrosoft, intake: FakeIntake) -> None:
    assert (await send(microsoft.activity("Dear Sir", id=None))).status == 400
    assert intake.untouched


async def test_another_content_type_is_415(send: Send, intake: FakeIntake) -> None:
    assert (await send(None, data=b"{}", headers={"Content-Type": "text/plain"})).status == 415
    assert intake.untouched


async def test_too_large_a_body_is_413_whether_or_not_it_says_so(send: Send, intake: FakeIntake) -> None:
    async def stream() -> object:
        for _ in range(20):
            yield b" " * 65_536

    headers = {"Content-Type": "application/json"}
    assert (await send(None, data=io.BytesIO(b" " * 1_100_000), headers=headers)).status == 413
    assert (await send(None, data=stream(), headers=headers)).status == 413
    assert intake.untouched


async def test_lone_surrogates_and_nul_are_taken_in(send: Send, microsoft: FakeMicrosoft, intake: FakeIntake) -> None:
    body = json.dumps(microsoft.activity("bad \ud83d sign, nul \0, good \U0001f600")).encode()
    assert (await send(None, data=body, headers={"Content-Type": "application/json"})).status == 201
    assert intake.submissions[0].text == "bad \ufffd sign, nul \0, good \U0001f600"
