"""The page over real HTTP on loopback, with a mailbox and an intake in memory."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.model import Platform
from bot.outgoing import Alert, Button, ButtonAction, LinkLine, Notice, Reason, Reply, Step
from bot.settings import Settings
from handlers.web.platform import web_platform
from nlp.model import Kind, RiskBand
from tests.bot.fakes import front
from tests.handlers.web.fake_page import FakeDesk, FakeIntake, FakeMailbox, FakeTriage, OpenPage, Page

CASE = UUID("6f1d1a52-7b0e-4a39-9a60-0d6a1c1f0001")


@pytest.fixture
async def open_page(tmp_path: Path) -> AsyncIterator[OpenPage]:
    clients: list[TestClient[web.Request, web.Application]] = []

    async def opened(*, visit: bool = True, **settings: object) -> Page:
        mailbox, intake, desk, triage = FakeMailbox(), FakeIntake(), FakeDesk(), FakeTriage()
        platform = web_platform(Settings(_env_file=None, data_dir=tmp_path, **settings), mailbox)
        app = web.Application(client_max_size=2**20)
        await platform.attach(app, front(intake, desk, triage))
        client = TestClient(TestServer(app))
        await client.start_server()
        clients.append(client)
        if visit:
            await client.get("/")
        return Page(client, mailbox, intake, desk, triage)

    yield opened
    await asyncio.gather(*(client.close() for client in clients))


@pytest.fixture
async def page(open_page: OpenPage) -> Page:
    return await open_page()


def reason(sentence: str, quote: str, tactic: str = "", because: str = "") -> Reason:
    return Reason(sentence=sentence, because=because, quote=quote, tactic=tactic)


@pytest.fixture
def reply() -> Reply:
    return Reply(
        report_id=CASE,
        reference="TB-1001",
        band=RiskBand.HIGH,
        headline="High risk: this looks like an attempt to cultivate you",
        summary="Several signs of a hostile approach come together. Please do not answer for now.",
        reasons=(
            reason("The sender offers money for a report.", "We pay 3,000 euros for it", "Paid report", "It flatters."),
            reason(
                "The sender asks for secrecy.", "keep this between us for now", "Secrecy", "Honest clients need none."
            ),
        ),
        more_reasons=(reason("The sender praises you.", "with great admiration", "Flattery", "It opens doors."),),
        against=(reason("The text names a reference.", "FW-2291"),),
        links=(LinkLine("hxxps://swiftpost[.]top/pay", ("It imitates a carrier.",), suspicious=True),),
        not_judged=("Links were read, never opened.",),
        steps=(
            Step("Recognise", "Do you actually know this person?", ("Look at when the account was made.",)),
            Step("Realise", "See what they are after.", ("They pay out of line with the work.",)),
            Step("Report", "Security has been told.", ("Say what you already answered.",)),
            Step("Remove", "Take them out of your network.", ("Only after reporting.",)),
        ),
        report_line="Security has been told, under TB-1001.",
        buttons=(Button(ButtonAction.REPORT_ANYWAY, "Report anyway"),),
    )


@pytest.fixture
def alert(reply: Reply) -> Alert:
    return Alert(
        report_id=CASE,
        reference="TB-1001",
        band=RiskBand.HIGH,
        kind=Kind.APPROACH,
        headline="High risk · approach · TB-1001",
        reporter="Reporter K7M2QX",
        platform=Platform.WEB,
        received_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        asked="Sent it for a check.",
        score=0.93,
        reasons=reply.reasons + reply.more_reasons,
        against=reply.against,
        links=reply.links,
        not_judged=reply.not_judged,
        next_steps=("Look whether others were contacted by the same name.",),
    )


@pytest.fixture
def notice() -> Notice:
    return Notice("Security has been told", ("Your report is TB-1001.",), ("Keep the messages.",))
