"""How people hand something in: shortcuts, windows, threads, shared messages, the first page; over signed HTTP."""

from typing import Any

import pytest

from bot.model import NoticeKey, Platform, Reporter, ReportNotFiledError
from bot.wording import words
from handlers.slack.views import CHECK
from tests.conftest import eventually
from tests.fakes.slack import FakeSlack, Mischief
from tests.fakes.slack_payloads import (
    REPORTER,
    TEAM,
    as_form,
    as_json,
    command,
    direct_message,
    edited,
    forwarded,
    home_opened,
    interaction,
    message_shortcut,
    rich,
    section,
    sent,
    shortcut,
    ticked,
    written,
)
from tests.handlers.slack.conftest import Door, RememberingDesk, RememberingIntake

LURE = "Dear Ms Weiss, we pay 3,000 euros for a short report. Write to me on Signal."
QUESTION = "is this a scam?"
SHARED_TS = "1763776000.000100"


def said(slack: FakeSlack, url: str) -> list[str]:
    return [answer["text"] for answer in slack.responses[url.rpartition("/")[2]]]


async def test_the_message_shortcut_files_the_message_and_says_so(
    door: Door, intake: RememberingIntake, slack: FakeSlack
) -> None:
    url = slack.response_url()
    answer = await door.send(as_form(message_shortcut(LURE, url, trigger="1.2.x")))
    assert (answer.status, await answer.text()) == (200, "")
    [taken] = intake.taken
    assert (taken.text, taken.context) == (LURE, "")
    assert taken.event_keys == ("trigger:1.2.x", f"message:C0ELSEWHERE:1763776500.000200:{REPORTER}")
    assert taken.reply_to.reference == '{"user": "U0ANNA"}'
    await eventually(lambda: bool(said(slack, url)))
    assert words().text("surfaces.reading.text") in said(slack, url)[0]


async def test_everything_in_somebody_elses_message_is_theirs(door: Door, intake: RememberingIntake) -> None:
    quote = section({"type": "text", "text": "as I said"}, kind="rich_text_quote")
    blocks = [rich(quote, section({"type": "text", "text": LURE}))]
    await door.send(as_form(message_shortcut("x", message={"blocks": blocks, "attachments": [forwarded("See above")]})))
    assert (intake.taken[0].text, intake.taken[0].context) == (f"as I said\n{LURE}\n\nSee above", "")


async def test_the_shortcut_on_the_persons_own_message_reads_it_as_a_direct_message(
    door: Door, intake: RememberingIntake
) -> None:
    message = {"attachments": [forwarded(LURE)]}
    await door.send(as_form(message_shortcut(QUESTION, author=REPORTER, message=message)))
    assert (intake.taken[0].text, intake.taken[0].context) == (LURE, QUESTION)


async def test_the_shortcut_on_the_bots_own_message_files_nothing(
    door: Door, intake: RememberingIntake, slack: FakeSlack
) -> None:
    url = slack.response_url()
    await door.send(as_form(message_shortcut("High risk", url, author="U0BOT")))
    await eventually(lambda: bool(said(slack, url)))
    assert said(slack, url) == [words().text("slack.mine")]
    assert intake.taken == []


async def test_a_picture_under_the_shortcut_is_not_read_and_says_so(
    door: Door, intake: RememberingIntake, slack: FakeSlack
) -> None:
    url = slack.response_url()
    await door.send(as_form(message_shortcut("", url, message={"files": [{"id": "F1"}]})))
    await eventually(lambda: bool(said(slack, url)))
    assert said(slack, url) == ["Notice picture_only. For U0ANNA."]
    assert intake.taken == []


async def test_a_shortcut_that_cannot_be_stored_says_so_openly(
    door: Door, intake: RememberingIntake, slack: FakeSlack
) -> None:
    intake.away = True
    url = slack.response_url()
    assert (await door.send(as_form(message_shortcut(LURE, url)))).status == 200
    await eventually(lambda: bool(said(slack, url)))
    assert said(slack, url) == [ReportNotFiledError.user_message()]


async def test_the_shortcut_and_a_share_of_the_same_message_are_one_report(
    door: Door, intake: RememberingIntake, slack: FakeSlack
) -> None:
    await door.send(as_form(message_shortcut(LURE, slack.response_url(), channel="D0OTHER", ts=SHARED_TS)))
    share = as_json(direct_message("", attachments=[forwarded(LURE)]))
    await door.send(share)
    await eventually(lambda: len(slack.posts("D0ANNA")) == 1)
    await door.send(share)
    assert len(intake.taken) == 1
    assert [post["text"] for post in slack.posts("D0ANNA")] == [words().text("surfaces.already", reference="TB-1")]


async def test_the_shortcut_twice_says_that_it_is_known(
    door: Door, intake: RememberingIntake, slack: FakeSlack
) -> None:
    url = slack.response_url()
    await door.send(as_form(message_shortcut(LURE, slack.response_url())))
    await door.send(as_form(message_shortcut(LURE, url)))
    await eventually(lambda: bool(said(slack, url)))
    assert len(intake.taken) == 1
    assert said(slack, url) == [words().text("surfaces.already", reference="TB-1")]


async def test_an_answer_address_that_is_not_slacks_is_never_called(door: Door, slack: FakeSlack) -> None:
    await door.send(as_form(message_shortcut(LURE, "https://evil.example/steal")))
    await door.platform.close()
    assert slack.responses == {}


async def test_a_share_with_own_words_keeps_them_apart(door: Door, intake: RememberingIntake) -> None:
    await door.send(as_json(direct_message(QUESTION, attachments=[forwarded(LURE)])))
    [taken] = intake.taken
    assert (taken.text, taken.context) == (LURE, QUESTION)
    assert not any("D0OTHER" in key for key in taken.event_keys)


async def test_several_shared_messages_keep_their_order_and_who_wrote_them(
    door: Door, intake: RememberingIntake
) -> None:
    shares = [
        forwarded("Could we move to Signal?", ts="1763776200.000100"),
        forwarded("Hello, I liked your talk.", ts="1763776000.000100"),
        forwarded("Thank you, who are you?", "Anna Berg", ts="1763776100.000100"),
    ]
    await door.send(as_json(direct_message(QUESTION, attachments=shares)))
    [taken] = intake.taken
    assert taken.text == (
        "Dr Anna Weiss (2025-11-22 01:46): Hello, I liked your talk.\n\n"
        "Anna Berg (2025-11-22 01:48): Thank you, who are you?\n\n"
        "Dr Anna Weiss (2025-11-22 01:50): Could we move to Signal?"
    )
    assert taken.context == QUESTION


async def test_a_thread_belongs_to_the_message_it_began_with(door: Door, intake: RememberingIntake) -> None:
    await door.send(as_json(direct_message(LURE, thread_ts="1763776700.000100")))
    [taken] = intake.taken
    assert taken.follows == ("D0ANNA:1763776700.000100", "message:D0ANNA:1763776700.000100:U0ANNA")
    assert taken.reply_to.reference == '{"channel": "D0ANNA", "thread": "1763776700.000100"}'


async def test_a_message_outside_a_thread_follows_nothing(door: Door, intake: RememberingIntake) -> None:
    await door.send(as_json(direct_message(LURE)))
    assert intake.taken[0].follows == ()


async def test_text_beside_a_picture_is_filed_and_the_picture_is_named(
    door: Door, intake: RememberingIntake, slack: FakeSlack
) -> None:
    event = as_json(direct_message(LURE, subtype="file_share", files=[{"id": "F1", "name": "offer.png"}]))
    for _ in range(2):
        await door.send(event)
    await eventually(lambda: bool(slack.posts("D0ANNA")))
    assert [post["text"] for post in slack.posts("D0ANNA")] == [words().text("surfaces.picture_beside")]
    assert [taken.text for taken in intake.taken] == [LURE]


async def test_an_edit_is_no_report_and_says_so_once(door: Door, intake: RememberingIntake, slack: FakeSlack) -> None:
    event = direct_message(LURE)
    await door.send(as_json(event))
    for _ in range(3):
        assert (await door.send(as_json(edited(event, f"{LURE} And hurry.")))).status == 200
    await eventually(lambda: bool(slack.ephemeral))
    assert [item["text"] for item in slack.ephemeral] == [words().text("slack.edited")]
    assert len(intake.taken) == 1


@pytest.mark.parametrize(
    "change", [{"text": LURE}, {"text": "new", "bot_id": "B0BOT"}, {"text": "new", "user": "U0BOT"}]
)
async def test_a_preview_and_the_bots_own_edits_are_left_alone(
    door: Door, intake: RememberingIntake, slack: FakeSlack, change: dict[str, str]
) -> None:
    event = direct_message(LURE)
    await door.send(as_json(edited(event, change.pop("text"), **change)))
    await door.platform.close()
    assert (slack.ephemeral, slack.called("chat.postMessage"), intake.taken) == ([], [], [])


async def test_the_command_alone_opens_a_window(door: Door, intake: RememberingIntake, slack: FakeSlack) -> None:
    await door.send(as_form(command("", trigger=slack.trigger())))
    await eventually(lambda: bool(slack.views))
    assert slack.views[0]["view"]["callback_id"] == CHECK
    assert intake.taken == []


@pytest.mark.parametrize(("callback", "view"), [("check_words", "check_view"), ("review_a_profile", "review_view")])
async def test_a_global_shortcut_opens_its_window(door: Door, slack: FakeSlack, callback: str, view: str) -> None:
    assert (await door.send(as_form(shortcut(callback, trigger=slack.trigger())))).status == 200
    await eventually(lambda: bool(slack.views))
    assert slack.views[0]["view"]["callback_id"] == view


@pytest.mark.parametrize("mischief", [None, Mischief(error="expired_trigger_id"), Mischief(status=503)])
async def test_a_window_that_did_not_open_is_explained_in_direct_messages(
    door: Door, slack: FakeSlack, mischief: Mischief | None
) -> None:
    trigger = slack.trigger() if mischief else "used.up"
    if mischief:
        slack.misbehave("views.open", mischief)
    await door.send(as_form(shortcut("check_words", trigger=trigger)))
    await eventually(lambda: bool(slack.posts("D0ANNA")))
    assert slack.posts("D0ANNA")[0]["text"] == words().text("surfaces.again")


async def test_a_sent_window_is_filed_before_it_is_acknowledged(door: Door, intake: RememberingIntake) -> None:
    window = sent(CHECK, {"text": written(LURE), "own": written(QUESTION), "insist": ticked("insist")}, view="V7")
    answer = await (await door.send(as_form(window))).json()
    assert answer["response_action"] == "update"
    assert words().text("surfaces.reading.text") in str(answer["view"])
    [taken] = intake.taken
    assert (taken.text, taken.context, taken.insisted) == (LURE, QUESTION, True)
    assert taken.event_keys == ("view:V7",)
    assert taken.reporter == Reporter(Platform.SLACK, TEAM, REPORTER)


async def test_a_window_without_a_tick_asks_for_nothing_more(door: Door, intake: RememberingIntake) -> None:
    await door.send(as_form(sent(CHECK, {"text": written(LURE), "own": written(None), "insist": ticked()})))
    assert (intake.taken[0].insisted, intake.taken[0].context) == (False, "")


@pytest.mark.parametrize(("text", "problem"), [("   ", "no text"), ("a" * 40_001, "40,000")])
async def test_what_is_wrong_with_a_window_stands_beside_its_field(
    door: Door, intake: RememberingIntake, text: str, problem: str
) -> None:
    answer = await (await door.send(as_form(sent(CHECK, {"text": written(text)})))).json()
    assert answer["response_action"] == "errors"
    assert problem in answer["errors"]["text"]
    assert intake.taken == []


async def test_a_window_that_cannot_be_stored_stays_open_with_its_words(door: Door, intake: RememberingIntake) -> None:
    intake.away = True
    answer = await (await door.send(as_form(sent(CHECK, {"text": written(LURE)})))).json()
    assert answer == {"response_action": "errors", "errors": {"text": ReportNotFiledError.user_message()}}


async def test_the_first_page_shows_the_persons_reports(door: Door, slack: FakeSlack, desk: RememberingDesk) -> None:
    assert (await door.send(as_json(home_opened()))).status == 200
    await eventually(lambda: REPORTER in slack.homes)
    page = str(slack.homes[REPORTER])
    assert all(entry.reference in page for entry in desk.reports)
    assert desk.done[0][2] == (Reporter(Platform.SLACK, TEAM, REPORTER), "en-GB")


async def test_the_messages_tab_needs_no_first_page(door: Door, slack: FakeSlack) -> None:
    await door.send(as_json(home_opened(tab="messages")))
    await door.platform.close()
    assert slack.homes == {}


async def test_the_persons_language_goes_with_the_report(
    door: Door, intake: RememberingIntake, slack: FakeSlack
) -> None:
    slack.people[REPORTER] = {"locale": "fr-CA"}
    await door.send(as_json(direct_message(LURE)))
    assert intake.taken[0].language == "fr-CA"


@pytest.mark.parametrize("sign", ["is_restricted", "is_ultra_restricted", "is_stranger"])
@pytest.mark.parametrize(
    "request_of",
    [
        lambda: as_json(direct_message(LURE)),
        lambda: as_form(command(LURE)),
        lambda: as_form(message_shortcut(LURE)),
        lambda: as_form(sent(CHECK, {"text": written(LURE)})),
        lambda: as_json(home_opened()),
    ],
)
async def test_a_guest_is_declined_in_every_place_and_nothing_is_stored(
    door: Door, intake: RememberingIntake, slack: FakeSlack, sign: str, request_of: Any
) -> None:
    slack.people[REPORTER] = {sign: True}
    answer = await door.send(request_of())
    assert answer.status == 200
    body = await answer.text()
    await door.platform.close()
    shown = f"{body}{slack.posts('D0ANNA')}{slack.homes}"
    assert "Notice external" in shown
    assert (intake.taken, intake.answered) == ([], [])


async def test_a_guests_press_is_declined_where_it_was_pressed(door: Door, slack: FakeSlack) -> None:
    slack.people[REPORTER] = {"is_restricted": True}
    url = slack.response_url()
    await door.send(as_form(message_shortcut(LURE, url)))
    await eventually(lambda: bool(said(slack, url)))
    assert said(slack, url) == ["Notice external. For U0ANNA."]


async def test_without_the_scope_everybody_is_served(door: Door, intake: RememberingIntake, slack: FakeSlack) -> None:
    slack.may_read_users = False
    await door.send(as_json(direct_message(LURE)))
    assert (intake.taken[0].text, intake.taken[0].language) == (LURE, "en")


async def test_an_app_of_a_whole_organisation_is_served(
    door: Door, intake: RememberingIntake, slack: FakeSlack
) -> None:
    slack.enterprise = "E0GRID"
    grid = {"team": None, "enterprise": {"id": "E0GRID", "name": "Grid"}, "is_enterprise_install": True}
    window = {**sent(CHECK, {"text": written(LURE)}), **grid}
    window["user"] = {"id": "W0ANNA", "name": "anna", "team_id": TEAM}
    door.platform._tokens._workspace._asking = None
    assert (await door.send(as_form(window))).status == 200
    assert intake.taken[0].reporter == Reporter(Platform.SLACK, TEAM, "W0ANNA")


async def test_another_organisation_is_not_served(door: Door, intake: RememberingIntake) -> None:
    foreign = {**interaction("shortcut", callback_id="check_words"), "team": None, "enterprise": {"id": "E0OTHER"}}
    assert (await door.send(as_form(foreign))).status == 401
    assert intake.taken == []


@pytest.mark.parametrize("words_", ["learn", "Learn!"])
async def test_an_example_is_shown_on_request_once(
    door: Door, intake: RememberingIntake, slack: FakeSlack, words_: str
) -> None:
    event = as_json(direct_message(words_))
    for _ in range(2):
        await door.send(event)
    await eventually(lambda: bool(slack.posts("D0ANNA")))
    assert len(slack.posts("D0ANNA")) == 1
    assert "Example 1 of" in str(slack.posts("D0ANNA")[0]["blocks"])
    assert (intake.taken, intake.answered) == ([], [])


async def test_a_word_is_no_wish_where_something_is_shared(door: Door, intake: RememberingIntake) -> None:
    await door.send(as_json(direct_message("help", attachments=[forwarded(LURE)])))
    assert (intake.taken[0].text, intake.taken[0].context) == (LURE, "help")
    assert NoticeKey.HELP not in [item.key for item in intake.answered]
