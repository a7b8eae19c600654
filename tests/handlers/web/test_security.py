"""What analysts press in the page's security pane."""

import json
from uuid import uuid4

from bot.cases import Disposition
from bot.outgoing import Alert
from tests.handlers.web.fake_page import OpenPage, Page


async def test_decision_closes_the_case_and_the_alert_as_it_stands_goes_to_every_page(page: Page, alert: Alert) -> None:
    page.triage.alert = alert
    body = {"report_id": str(alert.report_id), "disposition": "malicious"}
    status, card = await page.post("/web/decide", body)
    assert (status, card["type"], card["standing"]) == (200, "alert", "Now malicious.")
    ((conversation, _, sent),) = page.mailbox.letters
    assert conversation == "security"
    assert json.loads(sent) == card
    assert page.triage.pressed[0][2] is Disposition.MALICIOUS


async def test_pressing_twice_is_one_letter(page: Page, alert: Alert) -> None:
    page.triage.alert = alert
    for _ in range(2):
        assert (await page.post("/web/look", {"report_id": str(alert.report_id)}))[0] == 200
    assert len(page.mailbox.letters) == 1


async def test_analyst_is_named_by_office_only(page: Page, alert: Alert) -> None:
    page.triage.alert = alert
    await page.post("/web/look", {"report_id": str(alert.report_id)})
    assert page.triage.pressed[0][1].name == "Somebody in the security team"


async def test_unknown_word_is_refused(page: Page, alert: Alert) -> None:
    page.triage.alert = alert
    body = {"report_id": str(alert.report_id), "disposition": "harmless"}
    assert (await page.post("/web/decide", body))[0] == 400
    assert page.triage.pressed == []


async def test_another_site_cannot_decide(page: Page, alert: Alert) -> None:
    page.triage.alert = alert
    body = {"report_id": str(alert.report_id), "disposition": "benign"}
    assert (await page.post("/web/decide", body, Origin="http://evil.example"))[0] == 403
    assert page.triage.pressed == []


async def test_where_alerts_go_elsewhere_nothing_can_be_decided_here(open_page: OpenPage) -> None:
    page = await open_page(web=True, security_channel="slack:C0123", slack_bot_token="xoxb-1", slack_signing_secret="s")
    headers = {"Origin": page.origin}
    for path in ("/web/look", "/web/decide"):
        async with page.client.post(path, json={"report_id": str(uuid4())}, headers=headers) as response:
            assert response.status == 404
