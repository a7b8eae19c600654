import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from aiohttp import ClientSession, CookieJar, web
from aiohttp.test_utils import make_mocked_request

from bot.model import BotError
from bot.settings import SettingsError
from handlers import server
from handlers.listener import base_address, bound
from handlers.server import serving
from tests.bot.fakes import FakeAssessor
from tests.conftest import MakeSettings

WAIT_SECONDS = 20


@dataclass
class Browser:
    """The page's requests, as a browser makes them."""

    http: ClientSession
    address: str

    async def get(self, path: str) -> tuple[int, str]:
        async with self.http.get(self.address + path) as response:
            return response.status, await response.text()

    async def post(self, path: str, body: dict[str, str]) -> int:
        origin = {"Origin": self.address.rstrip("/")}
        async with self.http.post(self.address + path, json=body, headers=origin) as response:
            await response.read()
            return response.status

    async def letters(self, wanted: int) -> list[tuple[str, dict[str, object]]]:
        """Read the stream until so many letters have come, then a moment longer for one too many."""
        found: list[tuple[str, dict[str, object]]] = []
        pane = ""
        async with asyncio.timeout(WAIT_SECONDS), self.http.get(self.address + "web/events") as response:
            while True:
                patience = WAIT_SECONDS if len(found) < wanted else 1.0
                try:
                    line = (await asyncio.wait_for(response.content.readline(), patience)).decode().strip()
                except TimeoutError:
                    return found
                if line.startswith("event: "):
                    pane = line.removeprefix("event: ")
                elif line.startswith("data: {"):
                    found.append((pane, json.loads(line.removeprefix("data: "))))


Start = Callable[..., Awaitable[Browser]]


@pytest.fixture
async def start(make_settings: MakeSettings) -> AsyncIterator[Start]:
    async with AsyncExitStack() as stack:

        async def started(**settings: object) -> Browser:
            address = await stack.enter_async_context(serving(make_settings(port=0, **settings), FakeAssessor()))
            http = await stack.enter_async_context(ClientSession(cookie_jar=CookieJar(unsafe=True)))
            browser = Browser(http, address)
            await browser.get("")
            return browser

        yield started


async def test_message_becomes_a_reply_and_an_alert_in_the_other_pane(start: Start) -> None:
    browser = await start()
    assert await browser.post("web/messages", {"key": str(uuid4()), "text": "HIGH praise for your work"}) == 202
    letters = await browser.letters(wanted=3)
    by_type = {message["type"]: (pane, message) for pane, message in letters}
    assert [by_type[name][0] for name in ("person", "reply", "alert")] == ["direct", "direct", "security"]
    reply = by_type["reply"][1]
    assert [step["name"] for step in reply["steps"]] == ["Recognise", "Realise", "Report", "Remove"]  # type: ignore[index, attr-defined]  # JSON
    assert str(reply["reasons"][0]["quote"]) in "HIGH praise for your work"  # type: ignore[index]  # JSON


async def test_same_click_three_times_is_one_reply_and_one_alert(start: Start) -> None:
    browser = await start()
    key = str(uuid4())
    body = {"key": key, "text": "HIGH praise for your work"}
    assert await asyncio.gather(*(browser.post("web/messages", body) for _ in range(3))) == [202, 202, 202]
    kinds = sorted(str(message["type"]) for _, message in await browser.letters(wanted=3))
    assert kinds == ["alert", "person", "reply"]


async def test_report_anyway_tells_security_once_however_often_it_is_pressed(start: Start) -> None:
    browser = await start()
    await browser.post("web/messages", {"key": str(uuid4()), "text": "Hi, how are you?"})
    letters = await browser.letters(wanted=2)
    assert [message["type"] for _, message in letters] == ["person", "reply"]
    report = str(letters[0][1]["report_id"])
    for _ in range(3):
        assert await browser.post("web/report-anyway", {"report_id": report}) == 202
    kinds = sorted(str(message["type"]) for _, message in await browser.letters(wanted=4))
    assert kinds == ["alert", "notice", "person", "reply"]


async def test_alive_ready_and_figures(start: Start) -> None:
    browser = await start()
    assert await browser.get("healthz") == (200, '{"alive": true}')
    status, body = await browser.get("readyz")
    assert (status, json.loads(body)["ready"]) == (200, True)
    status, figures = await browser.get("metrics")
    assert status == 200
    assert "tbyl_submissions_total" in figures


async def test_figures_and_readiness_carry_no_words_of_anybody(start: Start) -> None:
    browser = await start()
    await browser.post("web/messages", {"key": str(uuid4()), "text": "HIGH canary-7319 for you"})
    await browser.letters(wanted=3)
    for path in ("metrics", "readyz", "healthz"):
        assert "canary-7319" not in (await browser.get(path))[1]


async def test_without_database_nothing_is_accepted_and_nobody_is_sent_here(start: Start, database_url: str) -> None:
    browser = await start()
    body = {"key": str(uuid4()), "text": "HIGH praise"}
    name = psycopg.conninfo.conninfo_to_dict(database_url)["dbname"]
    with _superuser(database_url) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        try:
            assert await browser.post("web/messages", body) == 503
            assert (await browser.get("readyz"))[0] == 503
            assert (await browser.get("healthz"))[0] == 200
        finally:
            connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    async with asyncio.timeout(WAIT_SECONDS):
        while await browser.post("web/messages", body) != 202:  # noqa: ASYNC110  another process's state
            await asyncio.sleep(0.1)
    assert len([1 for _, message in await browser.letters(wanted=3) if message["type"] == "reply"]) == 1


def _superuser(database_url: str) -> psycopg.Connection[tuple[object, ...]]:
    parts = psycopg.conninfo.conninfo_to_dict(database_url) | {"dbname": "postgres"}
    return psycopg.connect(psycopg.conninfo.make_conninfo(**parts), autocommit=True)


async def test_slack_and_teams_are_attached_when_set_up_and_the_page_is_not(start: Start) -> None:
    browser = await start(
        slack_bot_token="xoxb-1",
        slack_signing_secret="s",
        slack_api_url="http://127.0.0.1:9/api/",
        teams_app_id="11111111-1111-1111-1111-111111111111",
        teams_app_password="p",
        teams_tenant_id="22222222-2222-2222-2222-222222222222",
        security_channel="slack:C0123",
    )
    assert await browser.post("slack/events", {"type": "event_callback"}) == 401
    assert await browser.post("api/messages", {"type": "message"}) == 401
    assert (await browser.get(""))[0] == 404
    assert (await browser.get("web/events"))[0] == 404
    assert (await browser.get("readyz"))[0] == 200


async def test_unknown_path_is_answered_in_a_sentence(start: Start) -> None:
    browser = await start()
    assert await browser.get("nothing/here") == (404, '{"error": "Not Found."}')
    assert (await browser.get("web/messages"))[0] == 405


async def test_unforeseen_error_says_nothing_of_what_was_pasted(capsys: pytest.CaptureFixture[str]) -> None:
    async def broken(_: web.Request) -> web.Response:
        raise ValueError("canary-7319")

    response = await server._plain_errors(make_mocked_request("GET", "/"), broken)
    assert isinstance(response, web.Response)
    assert response.status == 500
    assert json.loads(str(response.text)) == {"error": BotError.user_message()}
    output = "".join(capsys.readouterr())
    assert "test_server.py" in output
    assert "canary-7319" not in output


async def test_port_in_use_names_the_setting(make_settings: MakeSettings) -> None:
    with bound("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"Port {port} on 127\.0\.0\.1 is in use.*PORT={port + 1}"):
            async with serving(make_settings(port=port), FakeAssessor()):
                pass


@pytest.mark.parametrize("host", ["no-such-host.invalid", "192.0.2.77"])
def test_host_that_is_not_this_machine_names_the_setting(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror

    if host.endswith(".invalid"):
        monkeypatch.setattr(socket, "getaddrinfo", unknown)  # no test asks a name server
    with pytest.raises(SettingsError, match=f"HOST={host}"):
        bound(host, 0)


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]")])  # noqa: S104
def test_address_to_open_is_one_that_a_browser_can_open(host: str, shown: str) -> None:
    with bound("127.0.0.1", 0) as listener:
        assert base_address(host, listener) == f"http://{shown}:{listener.getsockname()[1]}/"


def test_libraries_of_platforms_that_are_not_set_up_are_not_imported() -> None:
    code = "import sys, handlers.server, handlers.web.platform; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()  # noqa: S603  our own code
    assert not {"slack_bolt", "slack_sdk", "botbuilder", "botframework", "spacy"} & set(loaded)


@pytest.fixture
def process_settings(make_settings: MakeSettings, tmp_path: Path) -> dict[str, str]:
    settings = make_settings()
    assert settings.database_url
    assert settings.master_key
    return {
        **os.environ,
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "MASTER_KEY": settings.master_key.get_secret_value(),
        "DATA_DIR": str(tmp_path / "data"),
        "PORT": "0",
    }


def serve(environment: dict[str, str]) -> subprocess.Popen[str]:
    code = "from handlers.terminal.app import app; app(['serve'])"
    return subprocess.Popen(  # noqa: S603  our own command
        [sys.executable, "-u", "-c", code],
        env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_says_when_it_is_ready_and_stops_cleanly(
    process_settings: dict[str, str], number: signal.Signals
) -> None:
    with serve(process_settings) as process:
        assert process.stdout
        assert process.stderr
        first, second = process.stdout.readline(), process.stdout.readline()
        process.send_signal(number)
        rest, complaints = process.communicate(timeout=30)
    assert first.startswith("Starting")
    assert second.startswith("Ready. Open http://127.0.0.1:")
    assert (process.returncode, rest) == (0, "Stopped.\n")
    assert "Traceback" not in complaints


def test_the_command_stops_cleanly_while_it_is_still_starting(process_settings: dict[str, str]) -> None:
    with serve(process_settings) as process:
        assert process.stdout
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in complaints


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("HOST", "192.168.7.7", "ALLOW_REMOTE_WEB"),
        ("PORT", "90000", "PORT"),
        ("SECURITY_CHANNEL", "slack:C1", "SLACK_BOT_TOKEN"),
        ("MASTER_KEY", "", "MASTER_KEY is missing"),
        ("SENSITIVITY", "paranoid", "SENSITIVITY"),
    ],
)
def test_setting_that_cannot_be_used_stops_the_start_with_a_sentence(
    process_settings: dict[str, str], setting: str, value: str, sentence: str
) -> None:
    with serve({**process_settings, setting: value}) as process:
        output, complaints = process.communicate(timeout=30)
    assert process.returncode == 2
    assert sentence in complaints
    assert "Traceback" not in complaints
    assert output == ""


def test_port_in_use_stops_the_command_with_a_sentence(process_settings: dict[str, str]) -> None:
    with (
        bound("127.0.0.1", 0) as taken,
        serve({**process_settings, "PORT": str(taken.getsockname()[1])}) as process,
    ):
        output, complaints = process.communicate(timeout=30)
    assert (process.returncode, output) == (2, "")
    assert "is in use by another program. Set PORT" in complaints
