"""A person at a Teams client: asks, reads the answer, presses the button; security reads the alert."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import ViewportSize, expect

from bot.settings import Settings
from handlers.server import serving
from tests.e2e.playground import PERSON, TENANT, Client, browser_page, free_port, playground, signing_proxy
from tests.fakes.teams import FakeMicrosoft

pytestmark = pytest.mark.e2e

ARTIFACTS = Path(__file__).parents[2] / "artifacts"
APPROACH = (
    "Dear Dr Smith, I came across your profile and was deeply impressed by your outstanding expertise in submarine "
    "cables. My client, a consultancy in Asia, would pay USD 3,000 for a short report with insights that are not "
    "public. All travel expenses are paid. Could we continue on Telegram, it is more discreet? Please answer by "
    "Friday."
)
TALL: ViewportSize = {"width": 1280, "height": 2600}
"""Room for a whole card."""
PATIENCE = 30_000
"""Milliseconds."""


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    port = free_port()
    seen: list[dict[str, Any]] = []
    async with FakeMicrosoft() as microsoft:
        settings = Settings(
            _env_file=None,
            data_dir=tmp_path,
            port=0,
            security_channel="teams",
            **{
                **microsoft.settings(),
                "teams_tenant_id": TENANT,
                "teams_service_hosts": ("localhost",),
                "teams_admins": (PERSON,),
            },
        )
        async with (
            serving(settings) as address,
            signing_proxy(microsoft, address.rstrip("/"), seen) as endpoint,
            playground(endpoint, port) as url,
            browser_page(url) as page,
        ):
            yield Client(page, endpoint, seen)


async def test_from_a_direct_message_to_the_alert_in_the_security_channel(client: Client) -> None:
    ARTIFACTS.mkdir(exist_ok=True)
    page = client.page
    await client.mention_in("Announcements", "register")
    await page.screenshot(path=ARTIFACTS / "teams-registered.png")

    await client.say(APPROACH)
    reply = client.card("High risk", "Recognise", "Remove")
    await expect(reply).to_be_visible(timeout=PATIENCE)
    await expect(reply).to_contain_text("Telegram")
    await page.screenshot(path=ARTIFACTS / "teams-reply.png")
    await page.set_viewport_size(TALL)
    await reply.scroll_into_view_if_needed()
    await reply.screenshot(path=ARTIFACTS / "teams-reply-card.png")

    await client.open("Announcements")
    alert = client.card("High risk", "Reporter", "Telegram")
    await expect(alert).to_be_visible(timeout=PATIENCE)
    await alert.screenshot(path=ARTIFACTS / "teams-alert-card.png")
    await client.page.get_by_role("button", name="More reasons").last.click()
    await alert.screenshot(path=ARTIFACTS / "teams-alert-card-unfolded.png")
    await page.set_viewport_size({"width": 1280, "height": 1000})
    await page.screenshot(path=ARTIFACTS / "teams-alert.png")


async def shot(client: Client, name: str) -> None:
    """Keep a picture of the whole page."""
    await client.page.wait_for_timeout(300)  # the client scrolls
    await client.page.screenshot(path=ARTIFACTS / f"teams-{name}.png")


@pytest.fixture
async def answered(client: Client) -> Client:
    """A person who has the answer to a message."""
    ARTIFACTS.mkdir(exist_ok=True)
    await client.page.set_viewport_size(TALL)
    await client.mention_in("Announcements", "register")
    await client.say(APPROACH)
    await expect(client.card("High risk", "Recognise", "Remove")).to_be_visible(timeout=PATIENCE)
    return client


async def test_the_checklist_is_kept_also_by_other_buttons(answered: Client) -> None:
    reply = answered.card("High risk", "Recognise", "Remove")
    await reply.get_by_role("checkbox", name="Recognise").check()
    await reply.get_by_role("button", name="Save my ticks").click()
    await answered.page.wait_for_timeout(1500)
    reply = answered.card("High risk", "Recognise", "Remove")
    await expect(reply.get_by_role("checkbox", name="Recognise")).to_be_checked(timeout=PATIENCE)
    await reply.get_by_role("checkbox", name="Report").check()  # not saved
    await reply.get_by_role("button", name="I know this person").click()
    reply = answered.card("Good to know", "Recognise")
    await expect(reply).to_be_visible(timeout=PATIENCE)
    await expect(reply.get_by_role("checkbox", name="Recognise")).to_be_checked()
    await expect(reply.get_by_role("checkbox", name="Report")).to_be_checked()
    await expect(reply.get_by_role("checkbox", name="Remove")).not_to_be_checked()
    await reply.screenshot(path=ARTIFACTS / "teams-checklist.png")


async def test_what_happened_is_answered_with_advice_and_told_to_security(answered: Client) -> None:
    reply = answered.card("High risk", "Recognise", "Remove")
    await reply.get_by_role("button", name="What has happened so far?").click()
    await reply.get_by_role("checkbox", name="I opened, ran").check()
    await shot(answered, "exposure")
    await reply.get_by_role("button", name="Save", exact=True).click()
    fresh = answered.card("Thank you for saying so", "Disconnect that device")
    await expect(fresh).to_be_visible(timeout=PATIENCE)
    await fresh.screenshot(path=ARTIFACTS / "teams-exposure-answer.png")
    await answered.open("Announcements")
    await expect(answered.card("Urgent")).to_be_visible(timeout=PATIENCE)


async def test_a_message_is_checked_in_a_dialog_and_answered_in_the_personal_chat(client: Client) -> None:
    ARTIFACTS.mkdir(exist_ok=True)
    await client.open("Group Chat")
    await client.write(APPROACH)
    dialog = await client.pick("Dear Dr Smith", "checkMessage")
    await expect(dialog.get_by_text("The message, with its links made harmless")).to_be_visible(timeout=PATIENCE)
    await dialog.get_by_role("textbox").fill("is this a scam?")
    await shot(client, "message-action")
    await dialog.get_by_role("button", name="Check it").click()
    await expect(dialog.get_by_text("Thank you. I keep it as TB-1001")).to_be_visible(timeout=PATIENCE)
    await shot(client, "message-action-closing")
    await dialog.get_by_role("button", name="Close").click()
    await client.open("Personal Chat")
    await expect(client.card("High risk", "Recognise")).to_be_visible(timeout=PATIENCE)


async def test_a_profile_is_reviewed_in_a_dialog(client: Client) -> None:
    ARTIFACTS.mkdir(exist_ok=True)
    await client.open("Personal Chat")
    dialog = await client.compose("reviewProfile")
    await expect(dialog.get_by_text("Recognise: who is this?")).to_be_visible(timeout=PATIENCE)
    await dialog.get_by_role("textbox").first.fill("linkedin.com/in/anna-example")
    for yes in ("Does the picture look posed", "Have they offered you something", "Do they ask about your work"):
        await dialog.get_by_role("radiogroup", name=yes).get_by_role("radio", name="Yes").check()
    await shot(client, "profile-review")
    await dialog.get_by_role("button", name="Show the result").click()
    await expect(dialog.get_by_text("Thank you. I keep it as TB-1001")).to_be_visible(timeout=PATIENCE)
    await dialog.get_by_role("button", name="Close").click()
    result = client.card("risk", "profile", "Recognise")
    await expect(result).to_be_visible(timeout=PATIENCE)
    await client.page.set_viewport_size(TALL)
    await result.screenshot(path=ARTIFACTS / "teams-profile-result.png")


async def test_a_later_message_of_the_same_person_joins_the_case(answered: Client) -> None:
    # The Playground opens no dialog of a button, so the later message quotes the earlier one.
    await answered.quote_own("Dear Dr Smith", "We booked a flight and a hotel for you. Please tell nobody.")
    later = answered.card("I now hold 2 messages")
    await expect(later).to_be_visible(timeout=PATIENCE)
    await later.screenshot(path=ARTIFACTS / "teams-follow-up.png")


async def test_status_lists_the_reports_and_opens_one(answered: Client) -> None:
    await answered.say("status")
    mine = answered.card("Your reports", "TB-1001")
    await expect(mine).to_be_visible(timeout=PATIENCE)
    await mine.get_by_role("button", name="Withdraw").first.click()
    await mine.screenshot(path=ARTIFACTS / "teams-status.png")
    await mine.get_by_role("button", name="Show this report").click()
    whole = answered.card("High risk", "All my reports")
    await expect(whole).to_be_visible(timeout=PATIENCE)
    await whole.get_by_role("button", name="All my reports").click()
    await expect(answered.card("Your reports", "TB-1001")).to_be_visible(timeout=PATIENCE)


async def test_an_example_is_worked_through(client: Client) -> None:
    ARTIFACTS.mkdir(exist_ok=True)
    await client.say("learn")
    example = client.card("Example 1 of")
    await expect(example).to_be_visible(timeout=PATIENCE)
    await example.get_by_role("radio").nth(1).check()
    await example.get_by_role("button", name="Choose this answer").click()
    following = client.page.get_by_role("button", name="Next example")
    await expect(following).to_be_visible(timeout=PATIENCE)
    await shot(client, "learn")
    await following.click()
    await expect(client.card("Example 2 of")).to_be_visible(timeout=PATIENCE)


async def test_security_looks_decides_and_the_reporter_hears_of_it(answered: Client) -> None:
    await answered.open("Announcements")
    alert = answered.card("High risk", "Reporter")
    await expect(alert).to_be_visible(timeout=PATIENCE)
    await alert.get_by_role("button", name="I am looking at it").click()
    alert = answered.card("is looking at it", "What was seen")
    await expect(alert).to_be_visible(timeout=PATIENCE)
    await alert.get_by_role("button", name="Choose the result").click()
    await alert.get_by_role("radio", name="Malicious").check()
    await alert.screenshot(path=ARTIFACTS / "teams-decide.png")
    await alert.get_by_role("button", name="Close it").click()
    closed = answered.card("Closed as malicious", "What was seen")
    await expect(closed).to_be_visible(timeout=PATIENCE)
    await closed.screenshot(path=ARTIFACTS / "teams-closed.png")
    await answered.open("Personal Chat")
    outcome = answered.card("it was a hostile approach")
    await expect(outcome).to_be_visible(timeout=PATIENCE)
    await shot(answered, "outcome")


async def test_report_anyway_tells_security_about_what_could_not_be_judged(client: Client) -> None:
    await client.mention_in("Announcements", "register")
    await client.say("How was your weekend?")
    unsure = client.card("Recognise")
    await expect(unsure).to_be_visible(timeout=PATIENCE)
    await unsure.get_by_role("button", name="Report anyway").click()
    await expect(client.card("I am telling the security team")).to_be_visible(timeout=PATIENCE)
    await client.open("Announcements")
    await expect(client.card("Reporter")).to_be_visible(timeout=PATIENCE)
    await client.page.screenshot(path=ARTIFACTS / "teams-report-anyway.png")
