"""Takes the pictures in docs/pictures: `.venv/bin/python -m tests.e2e.take_pictures` (Chromium and the e2e group)."""

import io
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright
from rich.console import Console

from handlers.terminal.check import render
from nlp.assessor import Assessor
from nlp.model import Approach
from tests.e2e.conftest import FLAGS, PATIENCE_MS
from tests.e2e.local_page import EXAMPLES, LURE
from tests.e2e.served import Served

FOLDER = Path("docs/pictures")


def take(browser: Browser, address: str, scheme: str) -> None:
    """Hand the first example in and picture both panes."""
    page = browser.new_page(
        viewport={"width": 1360, "height": 1480},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en-GB",
        timezone_id="Europe/London",
    )
    page.goto(address)
    page.get_by_label("What did the sender write?").fill(EXAMPLES[LURE])
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("#security .card")).not_to_have_count(0)
    expect(page.locator("#direct .card[class*=band-]")).to_have_count(1)
    page.locator("#send").focus()
    page.mouse.move(0, 0)
    page.wait_for_timeout(600)  # the cards have faded in
    page.screenshot(path=FOLDER / f"page-{scheme}.png", animations="disabled")
    page.close()


def take_terminal(browser: Browser) -> None:
    """Picture what `tbyl check` prints for the same example."""
    approach = Approach(EXAMPLES[LURE])
    console = Console(record=True, width=100, highlight=False, file=io.StringIO(), force_terminal=True)
    console.print(render(approach, Assessor.load().assess(approach)))
    page = browser.new_page(viewport={"width": 1240, "height": 400})
    page.route("**/*", lambda route: route.abort())  # the picture asks for a web font; the machine's own will do
    page.set_content(console.export_svg(title="tbyl check"))
    page.locator("svg").first.screenshot(path=FOLDER / "check.png")
    page.close()


def main() -> None:
    """Start a bot of its own for each picture of the page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        take_terminal(browser)
        for scheme in ("light", "dark"):
            with tempfile.TemporaryDirectory() as home:
                served = Served(Path(home))
                served.start()
                try:
                    take(browser, served.address, scheme)
                finally:
                    served.stop()
        browser.close()


if __name__ == "__main__":
    main()
