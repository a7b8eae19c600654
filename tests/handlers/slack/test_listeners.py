"""What people write and press in Slack, over signed HTTP."""

from uuid import uuid4

import pytest

from bot.model import NoticeKey, Platform, Reporter
from bot.wording import words
from tests.conftest import eventually
from tests.fakes.slack import FakeSlack, Mischief
from tests.fakes.slack_payloads import (
    REPORTER,
    TEAM,
    as_form,
    as_json,
    command,
    direct_message,
    envelope,
    forwarded,
    press,
    rich,
    section,
    signed,
)
from tests.handlers.slack.conftest import Door, Open, RememberingIntake

READING = words().text("surfaces.reading.text")
LURE = "Dear Ms Weiss, we pay 3,000 euros for a short report. Write to me on Signal."


async def test_a_direct_message_is_filed_before_slack_gets_its_200(door: Door, intake: RememberingIntake) -> None:
    event = direct_message(LURE)
    answer = await door.send(as_json(event))
    assert answer.status == 200
    [taken] = intake.taken
    assert taken.text == LURE
    assert taken.reporter == Reporter(Platform.SLACK, TEAM, REPORTER)
    message = event["event"]
    assert taken.event_keys == (
        f"event:{event['event_id']}",
        f"message:{message['channel']}:{message['ts']}:{REPORTER}",
    )
    assert taken.reply_to.reference == '{"channel": "D0ANNA"}'


async def test_a_store_that_is_away_makes_slack_send_it_again(door: Door, intake: RememberingIntake) -> None:
    event = as_json(direct_message(LURE))
    intake.away = True
    assert (await door.send(event)).status == 503
    intake.away = False
    assert (await door.send(event)).status == 200
    assert len(intake.taken) == 1


async def test_a_redelivery_is_taken_not_dropped(door: Door, intake: RememberingIntake) -> None:
    text, _ = as_json(direct_message(LURE))
    headers = {**signed(text), "X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    assert (await door.client.post("/slack/events", data=text, headers=headers)).status == 200
    assert len(intake.taken) == 1


async def test_the_same_event_three_times_is_one_report(door: Door, intake: RememberingIntake) -> None:
    event = as_json(direct_message(LURE))
    assert [(await door.send(event)).status for _ in range(3)] == [200, 200, 200]
    assert len(intake.taken) == 1


@pytest.mark.parametrize("greeting", ["help", "Hi!", "hello", " HELP ", "hey"])
async def test_a_greeting_is_answered_with_help(door: Door, intake: RememberingIntake, greeting: str) -> None:
    await door.send(as_json(direct_message(greeting)))
    assert [item.key for item in intake.answered] == [NoticeKey.HELP]
    assert intake.taken == []


async def test_status_is_answered_with_the_status(door: Door, intake: RememberingIntake) -> None:
    await door.send(as_json(direct_message("status")))
    assert [item.key for item in intake.answered] == [NoticeKey.STATUS]


async def test_a_word_inside_a_sentence_is_no_command(door: Door, intake: RememberingIntake) -> None:
    await door.send(as_json(direct_message("help me to get in touch with your minister")))
    assert len(intake.taken) == 1


async def test_a_picture_alone_gets_the_sentence_about_pictures(door: Door, intake: RememberingIntake) -> None:
    picture = [{"id": "F1", "mimetype": "image/png", "name": "screenshot.png"}]
    await door.send(as_json(direct_message("", subtype="file_share", files=picture)))
    assert [item.key for item in intake.answered] == [NoticeKey.PICTURE_ONLY]


async def test_text_beside_a_file_is_read(door: Door, intake: RememberingIntake) -> None:
    await door.send(as_json(direct_message(LURE, subtype="file_share", files=[{"id": "F1", "name": "offer.pdf"}])))
    assert [item.text for item in intake.taken] == [LURE]


async def test_an_empty_message_gets_the_sentence_about_empty_ones(door: Door, intake: RememberingIntake) -> None:
    await door.send(as_json(direct_message("  ")))
    assert [item.key for item in intake.answered] == [NoticeKey.EMPTY]


async def test_a_message_of_40_001_characters_is_told_the_limit(door: Door, intake: RememberingIntake) -> None:
    assert (await door.send(as_json(direct_message("a" * 40_001)))).status == 200
    assert [item.key for item in intake.answered] == [NoticeKey.TOO_LONG]
    assert intake.taken == []


async def test_a_forwarded_message_is_what_is_read_and_not_the_words_around_it(
    door: Door, intake: RememberingIntake
) -> None:
    await door.send(as_json(direct_message("got this today", attachments=[forwarded(LURE)])))
    assert (intake.taken[0].text, intake.taken[0].context) == (LURE, "got this today")


async def test_quotes_and_links_in_rich_text_are_read(door: Door, intake: RememberingIntake) -> None:
    block = rich(
        section({"type": "text", "text": "He wrote:\n"}),
        section(
            {"type": "text", "text": "See "},
            {"type": "link", "url": "https://evil.example/a", "text": "linkedin.com/in/anna"},
            kind="rich_text_quote",
        ),
    )
    await door.send(as_json(direct_message("fallback", blocks=[block])))
    assert intake.taken[0].text == "See <https://evil.example/a|linkedin.com/in/anna>"
    assert intake.taken[0].context == "He wrote:"


@pytest.mark.parametrize(
    "change",
    [
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message", "bot_id": "B0OTHER"},
        {"bot_id": "B0OTHER"},
        {"user": "U0BOT"},
        {"user": "USLACKBOT"},
        {"channel_type": "channel"},
        {"user": None},
    ],
)
async def test_edits_bots_and_channels_are_left_alone(
    door: Door, intake: RememberingIntake, slack: FakeSlack, change: dict[str, str]
) -> None:
    event = direct_message(LURE)
    event["event"].update(change)
    assert (await door.send(as_json(event))).status == 200
    assert (intake.taken, intake.answered, slack.called("chat.postMessage")) == ([], [], [])


async def test_the_command_files_its_text_and_says_so_to_the_person_alone(
    door: Door, intake: RememberingIntake
) -> None:
    answer = await door.send(as_form(command(f"{LURE} &amp; more", trigger="77.1.a")))
    assert await answer.json() == {"text": READING, "response_type": "ephemeral"}
    [taken] = intake.taken
    assert taken.text == f"{LURE} & more"
    assert taken.event_keys == ("command:77.1.a",)
    assert taken.reply_to.reference == '{"user": "U0ANNA"}'


@pytest.mark.parametrize(("words", "title"), [("help", "help"), ("status", "status"), (" Status ", "status")])
async def test_the_command_shows_help_and_status_at_once(
    door: Door, intake: RememberingIntake, words: str, title: str
) -> None:
    answer = await (await door.send(as_form(command(words)))).json()
    assert answer["response_type"] == "ephemeral"
    assert answer["blocks"][0]["text"]["text"] == f"Notice {title}"
    assert intake.taken == []


async def test_the_command_says_openly_that_nothing_was_filed(door: Door, intake: RememberingIntake) -> None:
    intake.away = True
    answer = await (await door.send(as_form(command(LURE)))).json()
    assert "could not file" in answer["text"]
    assert answer["response_type"] == "ephemeral"


async def test_report_anyway_reaches_the_intake_of_the_reporter(door: Door, intake: RememberingIntake) -> None:
    await door.send(as_json(direct_message(LURE)))
    [report_id] = intake.reports
    assert (await door.send(as_form(press(str(report_id))), path="/slack/interactions")).status == 200
    assert intake.insisted == [(report_id, Reporter(Platform.SLACK, TEAM, REPORTER))]


async def test_a_press_that_cannot_be_stored_is_not_acknowledged(door: Door, intake: RememberingIntake) -> None:
    await door.send(as_json(direct_message(LURE)))
    [report_id] = intake.reports
    intake.away = True
    assert (await door.send(as_form(press(str(report_id))))).status == 503


@pytest.mark.parametrize("value", ["0b7c9a52-6e0f-4a55-9d57-3b1c4f6a7d10", "no-uuid", ""])
async def test_somebody_elses_report_is_not_reported(
    door: Door, intake: RememberingIntake, slack: FakeSlack, value: str
) -> None:
    assert (await door.send(as_form(press(value)))).status == 200
    await eventually(lambda: len(slack.ephemeral) == 1)
    assert intake.insisted == []
    assert "cannot find that report" in slack.ephemeral[0]["text"]


async def test_unknown_events_actions_and_commands_get_200(door: Door) -> None:
    unknown = [
        as_json(envelope({"type": "reaction_added", "user": REPORTER, "event_ts": "1.0"})),
        as_form(press("x", action="some_old_button")),
        as_form({**command("x"), "command": "/somethingelse"}),
        as_json({"type": "app_rate_limited", "team_id": TEAM, "minute_rate_limited": 1, "api_app_id": "A0TBYL"}),
        as_form({"type": "shortcut", "callback_id": "x", "team": {"id": TEAM}, "user": {"id": REPORTER}}),
        as_form(
            {
                "type": "view_submission",
                "team": {"id": TEAM},
                "user": {"id": REPORTER},
                "view": {"id": "V1", "type": "modal"},
            }
        ),
    ]
    assert [(await door.send(body)).status for body in unknown] == [200] * len(unknown)


async def test_an_external_person_is_declined_politely_and_nothing_is_stored(
    door: Door, intake: RememberingIntake, slack: FakeSlack
) -> None:
    for _ in range(3):
        stranger = direct_message(LURE, user="U0STRANGER", team="T0OTHER", user_team="T0OTHER")
        assert (await door.send(as_json(stranger))).status == 200
    await eventually(lambda: bool(slack.posts("D0STRANGER")))
    assert (intake.taken, intake.answered) == ([], [])
    assert [post["text"] for post in slack.posts("D0STRANGER")] == ["Notice external\nFor U0STRANGER."]


async def test_a_conversation_shared_with_others_is_declined(
    door: Door, intake: RememberingIntake, slack: FakeSlack
) -> None:
    shared = {**direct_message(LURE), "is_ext_shared_channel": True}
    assert (await door.send(as_json(shared))).status == 200
    await eventually(lambda: len(slack.posts("D0ANNA")) == 1)
    assert intake.taken == []


async def test_an_external_persons_press_does_nothing(door: Door, intake: RememberingIntake) -> None:
    assert (await door.send(as_form(press(str(uuid4()), team="T0OTHER")))).status == 200
    assert intake.insisted == []


async def test_another_workspace_gets_401_and_nothing_is_stored(door: Door, intake: RememberingIntake) -> None:
    foreign = envelope(direct_message(LURE, team="T0OTHER")["event"], team="T0OTHER", authorized="T0OTHER")
    assert (await door.send(as_json(foreign))).status == 401
    assert (await door.send(as_form(command(LURE, team="T0OTHER")))).status == 401
    assert (intake.taken, intake.answered) == ([], [])


async def test_listed_workspaces_are_served_as_one_tenant(open_door: Open, intake: RememberingIntake) -> None:
    door = await open_door(slack_team_ids=("T0HOME", "T0SISTER"))
    sister = envelope(direct_message(LURE, team="T0SISTER")["event"], team="T0SISTER", authorized="T0SISTER")
    assert (await door.send(as_json(sister))).status == 200
    assert intake.taken[0].reporter.tenant == TEAM


async def test_while_slack_cannot_say_whose_token_it_is_events_get_503(
    open_door: Open, intake: RememberingIntake, slack: FakeSlack
) -> None:
    slack.misbehave("auth.test", Mischief(status=502), Mischief(error="internal_error"))
    door = await open_door()
    event = as_json(direct_message(LURE))
    assert (await door.send(event)).status == 503
    assert (await door.send(event)).status == 200
    assert len(intake.taken) == 1
