import asyncio
import io
import json
from uuid import uuid4

import pytest

from bot.model import BotError, NoticeKey, Platform, ReportNotFiledError, UnknownReportError
from bot.outgoing import Reply
from tests.handlers.web.fake_page import OpenPage, Page

LIMIT = 40_000


async def test_handing_in_files_a_submission_before_it_is_accepted(page: Page) -> None:
    status, answer = await page.hand_in("We pay 3,000 euros for a report")
    assert status == 202
    (submission,) = page.intake.submissions
    assert answer == {"report_id": str(page.intake.filed[submission.event_keys].report_id), "reference": "TB-1001"}
    assert submission.text == "We pay 3,000 euros for a report"
    assert submission.reporter.platform is Platform.WEB
    assert json.loads(submission.reply_to.reference) == {"conversation": f"direct:{submission.reporter.user}"}


async def test_person_sees_what_they_handed_in(page: Page) -> None:
    await page.hand_in("Are you on Signal?")
    ((conversation, _, body),) = page.mailbox.letters
    assert conversation == f"direct:{page.intake.submissions[0].reporter.user}"
    assert json.loads(body)["text"] == "Are you on Signal?"


async def test_double_click_is_one_event_and_one_line_in_the_conversation(page: Page) -> None:
    key = str(uuid4())
    first, second = await asyncio.gather(page.hand_in("Hello", key), page.hand_in("Hello", key))
    assert first == second
    assert len({submission.event_keys for submission in page.intake.submissions}) == 1
    assert len(page.mailbox.letters) == 1


async def test_same_words_sent_twice_on_purpose_are_two_reports(page: Page) -> None:
    _, first = await page.hand_in("Hello")
    _, second = await page.hand_in("Hello")
    assert first["report_id"] != second["report_id"]


async def test_two_browsers_are_two_people(open_page: OpenPage) -> None:
    one, other = await open_page(), await open_page()
    key = str(uuid4())
    await one.hand_in("Hello", key)
    await other.hand_in("Hello", key)
    assert one.intake.submissions[0].reporter != other.intake.submissions[0].reporter
    assert one.intake.submissions[0].event_keys != other.intake.submissions[0].event_keys


@pytest.mark.parametrize("text", ["", "   \n\t"])
async def test_empty_text_is_refused_with_a_sentence(page: Page, text: str) -> None:
    status, answer = await page.hand_in(text)
    assert status == 422
    assert "no text to read" in answer["error"]
    assert page.mailbox.letters == []


@pytest.mark.parametrize("sign", ["a", "ä", "\U0001f600", "\x01"])
async def test_longest_text_is_taken_and_one_more_is_refused_by_name(page: Page, sign: str) -> None:
    status, _ = await page.hand_in(sign * LIMIT)
    assert status == 202
    status, answer = await page.hand_in(sign * (LIMIT + 1))
    assert status == 413
    assert "40,000" in answer["error"]


async def test_body_beyond_all_measure_is_refused_with_the_same_sentence(page: Page) -> None:
    body = io.BytesIO(b'{"text": "' + b"a" * 3_000_000 + b'"}')
    headers = {"Origin": page.origin, "Content-Type": "application/json"}
    async with page.client.post("/web/messages", data=body, headers=headers) as response:
        assert response.status == 413
        assert "40,000" in (await response.json())["error"]
    assert page.intake.submissions == []


@pytest.mark.parametrize("text", ["a\x00b", "half a \ud83d pair", "\U0001f9d1\u200d\U0001f680", "\u202eevil"])
async def test_strange_characters_arrive_as_they_were_sent(page: Page, text: str) -> None:
    status, _ = await page.hand_in(text)
    assert status == 202
    assert page.intake.submissions[0].text == text
    assert page.mailbox.letters[0][2].isascii()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b'"text"', b"null", b"[" * 200_000, b"\xff\xfe", b'{"text": "x"}',
        b'{"key": "nonsense", "text": "x"}', b'{"key": 7, "text": "x"}',
        b'{"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "text": ["x"]}',
        b'{"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "text": "x", "more": "y"}',
        b'{"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "text": "x", "context": ["y"]}',
        b'{"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "text": "x", "about": "TB-1001"}',
        b'{"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "text": "x", "insist": "perhaps"}',
    ],
)  # fmt: skip
async def test_what_the_page_never_sends_is_refused_with_a_sentence(page: Page, body: bytes) -> None:
    headers = {"Origin": page.origin, "Content-Type": "application/json"}
    async with page.client.post("/web/messages", data=body, headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["error"].endswith(".")
    assert page.intake.submissions == []


@pytest.mark.parametrize(
    ("word", "key"), [("help", NoticeKey.HELP), (" HELP\n", NoticeKey.HELP), ("status", NoticeKey.STATUS)]
)
async def test_help_and_status_are_answered_not_filed(page: Page, word: str, key: NoticeKey) -> None:
    status, _ = await page.hand_in(word)
    assert status == 202
    assert [request.key for request in page.intake.asked] == [key]
    assert page.intake.submissions == []


@pytest.mark.parametrize(("failure", "status"), [(ReportNotFiledError(), 503), (BotError(), 500)])
async def test_what_could_not_be_filed_is_never_accepted(page: Page, failure: BotError, status: int) -> None:
    page.intake.failure = failure
    assert await page.hand_in("Hello") == (status, {"error": failure.user_message()})


async def test_database_lost_between_filing_and_showing_is_made_good_by_trying_again(page: Page) -> None:
    key = str(uuid4())
    page.mailbox.away = True
    status, answer = await page.hand_in("Hello", key)
    assert status == 503
    assert "try again" in answer["error"]
    page.mailbox.away = False
    status, _ = await page.hand_in("Hello", key)
    assert status == 202
    assert len(page.intake.filed) == len(page.mailbox.letters) == 1


async def test_report_anyway_is_the_persons_own_wish(page: Page, reply: Reply) -> None:
    await page.hand_in("Hi, how are you?")
    page.desk.replies[reply.report_id] = reply
    status, card = await page.post("/web/report-anyway", {"report_id": str(reply.report_id)})
    assert (status, card["type"], card["report_id"]) == (202, "reply", str(reply.report_id))
    assert "TB-1001" in card["note"]
    assert page.intake.pressed == [(reply.report_id, page.intake.submissions[0].reporter)]


async def test_somebody_elses_report_is_not_found(page: Page) -> None:
    page.intake.failure = UnknownReportError()
    status, answer = await page.post("/web/report-anyway", {"report_id": str(uuid4())})
    assert (status, answer["error"]) == (404, UnknownReportError.user_message())


@pytest.mark.parametrize("name", ["..%2Fplatform.py", "platform.py", "page.py", ".hidden", "page.js%00"])
async def test_only_the_pages_own_files_are_served(page: Page, name: str) -> None:
    async with page.client.get(f"/page/{name}") as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("name", "kind"), [("page.css", "text/css"), ("page.js", "text/javascript"), ("mark.svg", "image/svg+xml")]
)
async def test_files_say_what_they_are(page: Page, name: str, kind: str) -> None:
    async with page.client.get(f"/page/{name}") as response:
        assert response.content_type == kind


async def test_setting_says_where_alerts_go(open_page: OpenPage) -> None:
    here = await open_page()
    async with here.client.get("/web/setting") as response:
        assert (await response.json())["alerts_here"] is True
    slack = await open_page(
        web=True, security_channel="slack:C0123", slack_bot_token="xoxb-1", slack_signing_secret="s"
    )
    async with slack.client.get("/web/setting") as response:
        setting = await response.json()
    assert (setting["alerts_here"], setting["alerts_go_to"]) == (False, "Slack")
