"""A person at a Teams client: asks, reads the answer, presses the button; security reads the alert."""

from collections.abc import AsyncIterator
from pathlib import Path

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
            signing_proxy(microsoft, address.rstrip("/")) as endpoint,
            playground(endpoint, port) as url,
            browser_page(url) as page,
        ):
            yield Client(page)


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


async def test_report_anyway_tells_security_about_what_could_not_be_judged(client: Client) -> None:
    await client.mention_in("Announcements", "register")
    await client.say("How was your weekend?")
    unsure = client.card("Recognise")
    await expect(unsure).to_be_visible(timeout=PATIENCE)
    await unsure.get_by_role("button", name="Report anyway").click()
    await expect(client.page.get_by_text("TB-").last).to_be_visible(timeout=PATIENCE)
    await client.open("Announcements")
    await expect(client.card("Reporter")).to_be_visible(timeout=PATIENCE)
    await client.page.screenshot(path=ARTIFACTS / "teams-report-anyway.png")
