"""What stands in the page's windows, and the page's words."""

from uuid import uuid4

import pytest

from bot.outgoing import Reply
from tests.handlers.web.fake_page import OpenPage, Page

FRENCH = {"Accept-Language": "fr-FR,fr;q=0.9"}


async def test_my_reports_are_listed_with_their_buttons(page: Page, reply: Reply) -> None:
    page.desk.replies[reply.report_id] = reply
    status, mine = await page.get("/web/my-reports")
    assert status == 200
    assert mine["entries"][0]["report_id"] == str(reply.report_id)
    assert mine["entries"][0]["buttons"] == [{"action": "open", "label": "Show this report"}]


async def test_review_form_is_empty_or_about_a_report(page: Page) -> None:
    _, empty = await page.get("/web/review-form")
    assert (empty["about"], empty["profile"]) == (None, "")
    assert len(empty["questions"]) > 5
    report = str(uuid4())
    _, about = await page.get(f"/web/review-form?about={report}")
    assert about["about"] == report
    assert "linkedin[.]com" in about["profile"]
    assert (await page.get("/web/review-form?about=TB-1"))[0] == 400


async def test_lesson_and_its_answer_leave_nothing_behind(page: Page) -> None:
    _, lesson = await page.get("/web/lesson?number=0")
    assert (lesson["number"], len(lesson["choices"])) == (0, 3)
    status, feedback = await page.post("/web/lesson-answer", {"number": 0, "choice": "b"})
    assert (status, feedback["right"], feedback["next"]) == (200, True, 1)
    assert page.mailbox.letters == []


@pytest.mark.parametrize("number", ["6", "-1", "x", "99999999999999999999", "²", ""])
async def test_unknown_lesson_is_said_in_a_sentence(page: Page, number: str) -> None:
    status, answer = await page.get(f"/web/lesson?number={number}")
    assert status == 404
    assert answer["error"].endswith(".")


@pytest.mark.parametrize(("body", "status"), [
    ({"number": 0, "choice": "z"}, 422), ({"number": 99, "choice": "a"}, 404), ({"number": "x", "choice": "a"}, 400),
])  # fmt: skip
async def test_unknown_choice_is_refused(page: Page, body: dict[str, object], status: int) -> None:
    assert (await page.post("/web/lesson-answer", body))[0] == status


@pytest.mark.parametrize("path", ["/web/my-reports", "/web/review-form", "/web/words"])
async def test_another_site_cannot_read_them(page: Page, path: str) -> None:
    assert (await page.get(path, **{"Sec-Fetch-Site": "cross-site"}))[0] == 403


@pytest.mark.parametrize("path", ["/web/my-reports", "/web/review-form"])
async def test_a_browser_without_a_name_has_none(open_page: OpenPage, path: str) -> None:
    stranger = await open_page(visit=False)
    assert (await stranger.get(path))[0] == 403


async def test_words_come_in_the_language_that_the_browser_asks_for(page: Page) -> None:
    _, english = await page.get("/web/words")
    _, french = await page.get("/web/words", **FRENCH)
    assert english.keys() == french.keys()
    assert (english["surfaces.close"], french["surfaces.close"]) == ("Close", "Fermer")


async def test_page_names_its_language_and_is_filled_whole(page: Page) -> None:
    async with page.client.get("/", headers=FRENCH) as response:
        text = await response.text()
    assert '<html lang="fr">' in text
    assert "{{" not in text
    assert "Vos signalements" in text


async def test_refusals_are_said_in_the_persons_language(page: Page) -> None:
    _, english = await page.hand_in(" ")
    body = {"key": str(uuid4()), "text": " "}
    _, french = await page.post("/web/messages", body, **FRENCH)
    assert french["error"] != english["error"]
