"""The real web page with one thing on it, for pictures: no database, no other process."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Locator, Page

from bot.learning import Lesson
from bot.outgoing import Alert, MyReports, Notice, Reply
from bot.profile_form import ReviewForm
from bot.security_channel import WEB_CONVERSATION
from bot.settings import Settings
from handlers.web.platform import web_platform
from handlers.web.wire import letter
from tests.bot.fakes import front
from tests.handlers.web.fake_page import FakeDesk, FakeIntake, FakeMailbox, FakeTriage
from tests.samples import Content

OPENERS: Final = {MyReports: "#reports", ReviewForm: "#review", Lesson: "#learn"}
"""Buttons of the page that open what is no message."""


@dataclass
class OneLetter(FakeMailbox):
    """A mailbox that holds what is written here, for one of the page's panes."""

    security: bool = False
    bodies: list[str] = field(default_factory=list)

    async def read(self, conversation: str, after: int = 0) -> list[tuple[int, str]]:
        """Give it to the pane that it is for."""
        mine = (conversation == WEB_CONVERSATION) is self.security
        return [(1, body) for body in self.bodies if mine and not after]


@dataclass
class OneList(FakeDesk):
    """A desk that gives this list of reports."""

    mine: MyReports | None = None

    async def my_reports(self, reporter: object, language: str = "") -> MyReports:  # noqa: ARG002  a stand-in
        """Give it."""
        assert self.mine
        return self.mine


@asynccontextmanager
async def on_the_page(page: Page, content: Content) -> AsyncIterator[Locator]:
    """Show a message, or open a window."""
    async with _served(content) as address:
        await page.goto(address)
        if opener := OPENERS.get(type(content)):
            await page.locator(opener).click()
            shown = page.get_by_role("dialog")
        else:
            shown = page.locator(".messages .card").first
        await shown.wait_for()
        await page.locator(":focus").evaluate_all("(found) => found.forEach((one) => one.blur())")
        await page.wait_for_timeout(600)  # it has faded in
        yield shown
        await page.goto("about:blank")


@asynccontextmanager
async def _served(content: Content) -> AsyncIterator[str]:
    mailbox = OneLetter(security=isinstance(content, Alert))
    if isinstance(content, Reply | Alert | Notice):
        mailbox.bodies.append(letter(content))
    desk = OneList(mine=content if isinstance(content, MyReports) else None)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data_dir=Path(folder))
        app = web.Application()
        platform = web_platform(settings, mailbox)  # type: ignore[arg-type]  # it reads and no more
        await platform.attach(app, front(FakeIntake(), desk, FakeTriage()))
        async with TestServer(app) as server:
            yield str(server.make_url("/"))
