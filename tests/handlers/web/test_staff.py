"""What a person does with their own reports on the page."""

import json
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from bot.cases import Exposure, Remark, StepName
from bot.model import Reporter, ReportNotFiledError
from bot.outgoing import Reply
from bot.profile_form import Answer
from tests.handlers.web.fake_page import Page

REPORT = str(uuid4())
PRESSES = {
    "/web/tick": {"report_id": REPORT, "done": ["report"]},
    "/web/expose": {"report_id": REPORT, "happened": ["replied"]},
    "/web/remark": {"report_id": REPORT, "remark": "known"},
    "/web/withdraw": {"report_id": REPORT},
    "/web/delete": {"report_id": REPORT},
    "/web/show": {"report_id": REPORT},
    "/web/report-anyway": {"report_id": REPORT},
}


async def person(page: Page) -> Reporter:
    """Who the page's browser is, as a submission names them."""
    await page.hand_in("Who am I?")
    return page.intake.submissions[-1].reporter


async def test_own_words_stay_apart_from_the_senders(page: Page) -> None:
    await page.hand_in("We pay 3,000 euros", context=" They knew my paper. ", insist=True)
    (submission,) = page.intake.submissions
    assert (submission.text, submission.context, submission.insisted) == (
        "We pay 3,000 euros",
        "They knew my paper.",
        True,
    )
    assert json.loads(page.mailbox.letters[0][2])["context"] == " They knew my paper. "


async def test_a_later_message_names_the_report_it_adds_to(page: Page) -> None:
    status, _ = await page.hand_in("Are you on Signal?", about=REPORT)
    assert status == 202
    assert page.intake.submissions[0].about == UUID(REPORT)
    assert json.loads(page.mailbox.letters[0][2])["kind"] == "later"


async def test_a_later_message_is_never_taken_for_a_command(page: Page) -> None:
    await page.hand_in("help", about=REPORT)
    assert page.intake.asked == []
    assert len(page.intake.submissions) == 1


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr-CA"),
        ("de, en-GB;q=0.5, fr;q=0.7", "fr"),
        ("de", "en"),
        ("", "en"),
        ("*;q=0.1, <script>, fr;q=x", "en"),
    ],
)
async def test_language_is_the_first_that_is_spoken_here(page: Page, header: str, language: str) -> None:
    body = {"key": str(uuid4()), "text": "Bonjour"}
    await page.post("/web/messages", body, **{"Accept-Language": header})
    assert page.intake.submissions[0].language == language


async def test_ticks_are_exactly_those_that_are_sent(page: Page, reply: Reply) -> None:
    page.desk.replies[reply.report_id] = reply
    body = {"report_id": str(reply.report_id), "done": ["remove", "report"]}
    status, card = await page.post("/web/tick", body)
    assert (status, card["steps_done"]) == (200, ["report", "remove"])
    (done,) = page.desk.done
    assert done[3] == frozenset({StepName.REPORT, StepName.REMOVE})


async def test_exposure_is_handed_on_and_the_card_comes_back(page: Page, reply: Reply) -> None:
    page.desk.replies[reply.report_id] = reply
    body = {"report_id": str(reply.report_id), "happened": ["replied", "paid"]}
    status, card = await page.post("/web/expose", body)
    assert (status, card["type"], card["note"]) == (200, "reply", "Thank you.")
    assert page.desk.done[0][3] == frozenset({Exposure.REPLIED, Exposure.PAID})


async def test_exposure_left_open_stores_nothing(page: Page, reply: Reply) -> None:
    page.desk.replies[reply.report_id] = reply
    status, _ = await page.post("/web/expose", {"report_id": str(reply.report_id), "happened": []})
    assert status == 200
    assert page.desk.done == []


@pytest.mark.parametrize("remark", list(Remark))
async def test_every_remark_reaches_the_desk(page: Page, reply: Reply, remark: Remark) -> None:
    page.desk.replies[reply.report_id] = reply
    await page.post("/web/remark", {"report_id": str(reply.report_id), "remark": remark.value})
    assert page.desk.done == [("remark", reply.report_id, await person(page), remark)]


async def test_withdrawing_gives_the_card_and_deleting_a_notice(page: Page, reply: Reply) -> None:
    page.desk.replies[reply.report_id] = reply
    _, withdrawn = await page.post("/web/withdraw", {"report_id": str(reply.report_id)})
    _, deleted = await page.post("/web/delete", {"report_id": str(reply.report_id)})
    assert (withdrawn["type"], deleted["type"], deleted["paragraphs"]) == ("reply", "notice", ["It is gone."])


@pytest.mark.parametrize("path", PRESSES)
async def test_presses_of_another_site_are_refused(page: Page, path: str) -> None:
    status, _ = await page.post(path, PRESSES[path], Origin="http://evil.example")
    assert status == 403
    assert page.desk.done == []


@pytest.mark.parametrize("path", PRESSES)
@pytest.mark.parametrize(
    "wrong", [{"more": 1}, {"report_id": 7}, {"report_id": "TB-1"}, {"done": "report"}, {"happened": ["all"]}]
)
async def test_presses_are_read_strictly(page: Page, path: str, wrong: dict[str, object]) -> None:
    status, answer = await page.post(path, PRESSES[path] | wrong)
    assert status == 400
    assert answer["error"].endswith(".")
    assert page.desk.done == []


@pytest.mark.parametrize("path", sorted(set(PRESSES) - {"/web/report-anyway"}))
async def test_what_is_not_read_yet_or_deleted_is_said_in_a_sentence(page: Page, path: str) -> None:
    assert (await page.post(path, PRESSES[path]))[0] == 409
    page.desk.deleted.add(UUID(REPORT))
    status, answer = await page.post(path, PRESSES[path])
    assert status == 404
    assert "cannot find that report" in answer["error"]


async def test_review_is_filed_with_its_answers(page: Page) -> None:
    body = {
        "key": str(uuid4()),
        "about": None,
        "profile_url": "https://www.linkedin.com/in/somebody",
        "profile_text": "Senior Partner",
        "answers": {"known": "no", "picture": "dont_know"},
    }
    status, answer = await page.post("/web/review", body)
    assert (status, answer["reference"]) == (202, "TB-2001")
    (given,) = page.intake.reviews
    assert given.review.answers == {"known": Answer.NO, "picture": Answer.DONT_KNOW}
    assert given.review.profile_text == "Senior Partner"
    assert given.about is None
    assert json.loads(page.mailbox.letters[0][2])["kind"] == "review"


async def test_review_with_an_unknown_answer_is_refused(page: Page) -> None:
    body = {"key": str(uuid4()), "about": None, "profile_url": "", "profile_text": "", "answers": {"known": "perhaps"}}
    assert (await page.post("/web/review", body))[0] == 400
    assert page.intake.reviews == []


async def test_review_that_cannot_be_filed_is_never_accepted(page: Page) -> None:
    page.intake.failure = ReportNotFiledError()
    body = {"key": str(uuid4()), "about": REPORT, "profile_url": "", "profile_text": "", "answers": {}}
    assert (await page.post("/web/review", body))[0] == 503
    assert page.mailbox.letters == []


async def test_reported_card_keeps_what_the_desk_said(page: Page, reply: Reply) -> None:
    page.desk.replies[reply.report_id] = replace(reply, case_line="Belongs to TB-1000.")
    _, card = await page.post("/web/show", {"report_id": str(reply.report_id)})
    assert (card["case_line"], card["band"], card["exposure"]) == ("Belongs to TB-1000.", "high", None)
