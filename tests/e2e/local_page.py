"""The local page as a person uses it: its places, and what it says."""

import json
import re
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from bot.wording import words

EXAMPLES = {
    words().text(f"web.example.{item['id']}"): str(item["text"])
    for item in json.loads((files("handlers.web") / "page" / "examples.json").read_text("utf-8"))
}
LURE = "Consultancy, paid report"
GREETING = "Only a greeting"
PROFILE = "Only a profile link"
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
AXE_LEVELS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def box(page: Page) -> Locator:
    """Where the sender's words go."""
    return page.locator("#composer").get_by_label("What did the sender write?")


def replies(page: Page) -> Locator:
    """The bot's answers, from the top."""
    return page.locator("#direct .card[class*=band-]")


def hand_in(page: Page, text: str) -> Locator:
    """Type a text, send it, and give the bot's reply."""
    before = replies(page).count()
    box(page).fill(text)
    page.get_by_role("button", name="Check it").click()
    reply = replies(page).nth(before)
    expect(reply).to_be_visible()
    return reply


def reference(card: Locator) -> str:
    """The name of a card's report."""
    found = re.search(r"TB-\d+", card.locator(".reference").inner_text())
    assert found
    return found.group()


def alert(page: Page, name: str) -> Locator:
    """The alert about a report."""
    return page.locator("#security .card[class*=band-]", has_text=re.compile(rf"{name}(?!\d)"))


def window(page: Page, name: str) -> Locator:
    """An open window over the page."""
    return page.get_by_role("dialog", name=name, exact=True)


def broken_rules(page: Page) -> list[object]:
    """What axe-core objects to on the page as it stands; the page must have been opened with `bypass_csp`."""
    page.wait_for_timeout(500)  # a card that is still fading in has less contrast
    page.evaluate(AXE.read_text("utf-8"))
    report = page.evaluate("(levels) => axe.run({runOnly: levels})", AXE_LEVELS)
    assert len(report["passes"]) > 15, "the rules found hardly anything to look at"
    return [
        (item["id"], [(node["target"], node["failureSummary"]) for node in item["nodes"]])
        for item in report["violations"]
    ]


def too_wide(page: Page) -> bool:
    """Whether anything makes the page scroll sideways."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"))
