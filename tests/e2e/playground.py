"""The Microsoft 365 Agents Playground, a Teams client that runs offline, in front of the real bot.

The Playground signs nothing, so a small proxy stands between: it signs each request with a local key, as the Bot
Connector would, and the bot's verification stays real.
"""

import asyncio
import contextlib
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web
from playwright.async_api import Locator, Page, Route, async_playwright

from tests.fakes.teams import FakeMicrosoft

FOLDER = Path(__file__).parent
COMMAND_LINE = FOLDER / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
TENANT = "00000000-0000-0000-0000-0000000000001"
"""The tenant that the Playground plays; one digit longer than real ones."""
PERSON = "00000000-0000-0000-0000-0000000000020"
"""Object id of the person at the Playground's keyboard."""
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 60.0


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def signing_proxy(
    microsoft: FakeMicrosoft, bot_url: str, seen: list[dict[str, Any]] | None = None
) -> AsyncIterator[str]:
    """Sign whatever comes and hand it to the bot; give the address to send to. Activities are kept in `seen`."""

    async def forward(request: web.Request) -> web.Response:
        body = await request.json()
        if seen is not None:
            seen.append(body)
        token = microsoft.sign(serviceurl=body["serviceUrl"])
        async with aiohttp.ClientSession() as session:
            headers = {"Authorization": f"Bearer {token}"}
            async with session.post(f"{bot_url}/api/messages", json=body, headers=headers) as answer:
                kind = answer.content_type if answer.status == web.HTTPOk.status_code else None
                return web.Response(status=answer.status, body=await answer.read(), content_type=kind)

    app = web.Application()
    app.router.add_post("/api/messages", forward)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}/api/messages"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def playground(endpoint: str, port: int) -> AsyncIterator[str]:
    """Run the Playground against a bot; give the address of its page."""
    node = shutil.which("node")
    assert node, "Node.js is missing: run `make e2e-system`"
    with tempfile.TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            node,
            str(COMMAND_LINE),
            *("start", "-e", endpoint, "-c", "msteams", "-p", str(port), "--disable-telemetry"),
            cwd=folder,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await _answering(f"http://127.0.0.1:{port}/", process)
            yield f"http://127.0.0.1:{port}/"
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def _answering(url: str, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(START_SECONDS), aiohttp.ClientSession() as session:
        while process.returncode is None:
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get(url):
                    return
            await asyncio.sleep(0.1)
    raise RuntimeError("The Playground ended instead of starting")


@asynccontextmanager
async def browser_page(url: str, width: int = 1280, height: int = 1000) -> AsyncIterator[Page]:
    """Open a page in Debian's Chromium that reaches nothing but this machine."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: run `make e2e-system`"

    async def loopback_only(route: Route) -> None:
        if urlsplit(route.request.url).hostname in {"127.0.0.1", "localhost"}:
            await route.continue_()
        else:
            await route.abort()

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        context = await browser.new_context(viewport={"width": width, "height": height})
        await context.route("**/*", loopback_only)
        page = await context.new_page()
        await page.goto(url)
        yield page
        await context.close()
        await browser.close()


class Client:
    """What a person does at the Playground."""

    def __init__(self, page: Page, endpoint: str = "", seen: list[dict[str, Any]] | None = None) -> None:
        self.page = page
        self.endpoint = endpoint
        self.seen = seen if seen is not None else []

    async def say(self, text: str) -> None:
        """Write to the bot in the personal chat."""
        await self.open("Personal Chat")
        await self.write(text)

    async def write(self, text: str) -> None:
        """Write into the chat that is open."""
        await self.page.get_by_role("textbox").last.click()
        await self.page.keyboard.insert_text(text)
        await self.page.get_by_role("button", name="Send Message").last.click()

    async def mention_in(self, channel: str, text: str) -> None:
        """Begin a thread in a channel that mentions the bot."""
        await self.open(channel)
        await self.page.get_by_role("button", name="Post").wait_for()
        await self.page.get_by_role("textbox").first.click()
        await self.page.keyboard.type("@")
        await self.page.get_by_text("Test Bot", exact=True).last.wait_for()
        await self.page.keyboard.press("Tab")
        await self.page.keyboard.type(f" {text}")
        await self.page.get_by_role("button", name="Post").click()

    async def open(self, place: str) -> None:
        """Go to a chat or channel."""
        await self.page.get_by_role("treeitem", name=place).click()

    async def quote_own(self, earlier: str, text: str) -> None:
        """Quote one's own earlier message in the personal chat; the Playground cannot, so this is sent in its name."""
        quoted = next(item for item in self.seen if earlier in (item.get("text") or ""))
        html = (
            f'<blockquote itemtype="http://schema.skype.com/Reply" itemid="{quoted["id"]}">'
            f'<strong itemprop="mri" itemid="8:orgid:{PERSON}">Me</strong><p itemprop="preview">{earlier}</p>'
            f"</blockquote><p>{text}</p>"
        )
        activity = {**quoted, "id": f"{quoted['id']}-later", "text": text}
        activity["attachments"] = [{"contentType": "text/html", "content": html}]
        async with aiohttp.ClientSession() as session, session.post(self.endpoint, json=activity) as answer:
            assert answer.status == web.HTTPCreated.status_code

    async def pick(self, text: str, command: str) -> Locator:
        """Call a command of the message extension on a message that shows this text; give the dialog."""
        message = self.page.get_by_text(text).last
        header = message.locator("xpath=ancestor::*[.//button[@aria-label='Show more information']][1]")
        await header.get_by_label("Show more information").last.click()
        return await self._call(command)

    async def compose(self, command: str) -> Locator:
        """Call a command of the message extension beside the box to write in; give the dialog."""
        await self.page.get_by_role("button", name="Trigger Message Extension App").last.click()
        return await self._call(command)

    async def _call(self, command: str) -> Locator:
        await self.page.get_by_role("menuitem", name="Action Command").click()
        dialog = self.page.get_by_role("dialog")
        await dialog.get_by_role("textbox").first.fill(command)
        await dialog.get_by_role("button", name="Create").click()
        return dialog

    def card(self, *texts: str) -> Locator:
        """The newest card that shows all these texts."""
        found = self.page.locator(".ac-adaptiveCard")
        for text in texts:
            found = found.filter(has_text=text)
        return found.last
