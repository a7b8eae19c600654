"""Debian's Chromium on a real `tbyl serve`; what the browser complains of or fetches elsewhere fails the test."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, expect, sync_playwright

from tests.e2e.served import Served

PATIENCE_MS = 20_000
ARTIFACTS = Path("artifacts/web")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def new_home() -> "tempfile.TemporaryDirectory[str]":
    """An empty home outside pytest's own folder, which each new session closes to PostgreSQL's user."""
    return tempfile.TemporaryDirectory(prefix="tbyl-e2e-", ignore_cleanup_errors=True)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with new_home() as home:
        server = Served(Path(home))
        server.start()
        yield server
        assert server.stop() == 0


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser, once a module: its event loop must not live on beside other tests'."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page did besides what it was asked."""

    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context, and let no request leave this machine."""
        context.route("**/*", self._route)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _route(self, route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            self.elsewhere.append(route.request.url)
            route.abort()


@pytest.fixture
def watch() -> Watch:
    return Watch()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, served: Served, watch: Watch) -> Iterator[OpenPage]:
    """Open the page as a new person and wait for a button of it; other keyword arguments are the browser's."""
    contexts: list[BrowserContext] = []

    def opened(address: str | None = None, ready: str = "Only a greeting", **browser: Any) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1360, "height": 900}, "locale": "en-GB", **browser})
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        watch.over(context)
        page = context.new_page()
        page.goto(address or served.address)
        expect(page.get_by_role("button", name=ready)).to_be_visible()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert watch.complaints == []
    assert watch.elsewhere == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


Keep = Callable[[Page, str], None]


@pytest.fixture
def keep_picture() -> Keep:
    """Keep a screenshot among the run's artefacts."""

    def keep(page: Page, name: str) -> None:
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=ARTIFACTS / f"{name}.png", animations="disabled")

    return keep
