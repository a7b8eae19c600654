"""Pictures every answer and card on each platform, and writes docs/gallery.md: `make gallery`."""

import asyncio
import io
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.async_api import Browser, Locator, Page, async_playwright

from bot.learning import Lesson
from bot.outgoing import MyReports
from bot.profile_form import ReviewForm
from handlers.teams.card_parts import Element
from handlers.teams.cards import render
from handlers.teams.forms import review_card
from handlers.teams.lists import lesson_card, reports_card
from tests.e2e.conftest import FLAGS
from tests.e2e.take_gallery_slack import slack_page
from tests.e2e.take_gallery_web import on_the_page
from tests.e2e.test_teams_cards import HOST, PAGE, RENDERER, SHOW
from tests.samples import Content, samples

DOCS: Final = Path("docs")
FOLDER: Final = Path("pictures/gallery")
WIDTH: Final = 600
MOST_HEIGHT: Final = 1_900
"""What is longer is pictured from its top to here."""
COLOURS: Final = 48
CAPTIONS: Final = {
    "Slack": "an approximation of how Slack lays it out, drawn from the blocks that Slack is sent",
    "Teams": "Microsoft's own renderer of Adaptive Cards, with roughly the settings of Teams",
    "Web page": "the page itself, in Chromium",
}
INTRODUCTION: Final = """\
# What people see

Made by `make gallery`: worded by the bot from its reading of made-up messages (`tests/samples.py`), then laid out as
each platform does it. Long ones are cut off at the foot.
"""


def teams_card(content: Content) -> Element:
    """Lay anything out as Teams is sent it."""
    match content:
        case MyReports():
            return reports_card(content)
        case ReviewForm():
            return review_card(content)
        case Lesson():
            return lesson_card(content)
        case _:
            return render(content)


@asynccontextmanager
async def in_teams(page: Page, content: Content) -> AsyncIterator[Locator]:
    """Show a card in Microsoft's renderer."""
    await page.set_content(PAGE.replace("margin: 0", "margin: 12px", 1))
    await page.add_script_tag(content=RENDERER.read_text("utf-8"))
    await page.evaluate(SHOW, [teams_card(content), HOST])
    yield page.locator("body")


@asynccontextmanager
async def in_slack(page: Page, content: Content) -> AsyncIterator[Locator]:
    """Show blocks."""
    await page.set_content(slack_page(content))
    yield page.locator("main")


WAYS: Final[dict[str, Callable[[Page, Content], AbstractAsyncContextManager[Locator]]]] = {
    "Slack": in_slack,
    "Teams": in_teams,
    "Web page": on_the_page,
}


def in_few_colours(taken: bytes) -> Image.Image:
    """Make a picture a third as large; nobody sees the difference in text."""
    return Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)


def file_of(platform: str, name: str) -> Path:
    """Name a picture, within docs."""
    return FOLDER / f"{name}-{platform.lower().replace(' ', '-')}.png"


async def take(browser: Browser, platform: str) -> None:
    """Take every picture of a platform."""
    page = await browser.new_page(viewport={"width": WIDTH, "height": MOST_HEIGHT}, locale="en-GB", timezone_id="UTC")
    for name, sample in samples().items():
        async with WAYS[platform](page, sample.content) as shown:
            box = await shown.bounding_box()
            assert box
            clip = {"x": box["x"], "y": box["y"], "width": box["width"], "height": min(box["height"], MOST_HEIGHT)}
            file = DOCS / file_of(platform, name)
            taken = await page.screenshot(clip=clip, full_page=True, animations="disabled")  # type: ignore[arg-type]
            in_few_colours(taken).save(file, optimize=True)
    await page.close()


def page_of_all() -> str:
    """Write the page that shows them."""
    return "\n".join([INTRODUCTION, *_lines()])


def _lines() -> Iterator[str]:
    yield from (f"* {platform}: {caption}." for platform, caption in CAPTIONS.items())
    for name, sample in samples().items():
        yield f"\n## {sample.caption}\n"
        yield f"| {' | '.join(CAPTIONS)} |"
        yield "|---" * len(CAPTIONS) + "|"
        shown = (f"![{sample.caption}, {platform}]({file_of(platform, name)})" for platform in CAPTIONS)
        yield f"| {' | '.join(shown)} |"
    yield ""


async def main() -> None:
    """Take all pictures and write the page."""
    (DOCS / FOLDER).mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for platform in WAYS:
            await take(browser, platform)
        await browser.close()
    (DOCS / "gallery.md").write_text(page_of_all(), "utf-8")
    sizes = [file.stat().st_size for file in (DOCS / FOLDER).glob("*.png")]
    sys.stdout.write(f"{len(sizes)} pictures, {sum(sizes):,} bytes, the largest {max(sizes):,}.\n")


if __name__ == "__main__":
    asyncio.run(main())
