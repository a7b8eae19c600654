"""A mailbox and an intake in memory, and the page over them as a browser sees it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.model import (
    EmptyTextError,
    NoticeRequest,
    Receipt,
    Reporter,
    Submission,
    TextTooLongError,
)
from bot.store.database import DatabaseAwayError
from nlp.model import MAX_CHARACTERS


@dataclass
class FakeMailbox:
    """Letters in memory; `away` makes it behave as without a database."""

    letters: list[tuple[str, UUID, str]] = field(default_factory=list)
    away: bool = False

    async def post(self, conversation: str, delivery_id: UUID, body: str) -> int:
        self._look()
        if await self.find(delivery_id) is None:
            self.letters.append((conversation, delivery_id, body))
        return await self.find(delivery_id) or 0

    async def find(self, delivery_id: UUID) -> int | None:
        self._look()
        numbers = [n for n, (_, known, _) in enumerate(self.letters, start=1) if known == delivery_id]
        return numbers[0] if numbers else None

    async def read(self, conversation: str, after: int = 0) -> list[tuple[int, str]]:
        self._look()
        letters = enumerate(self.letters, start=1)
        return [(n, body) for n, (where, _, body) in letters if where == conversation and n > after]

    def _look(self) -> None:
        if self.away:
            raise DatabaseAwayError("test")


@dataclass
class FakeIntake:
    """Files in memory, repeats by event key as the real one does, and can be told to fail."""

    filed: dict[tuple[str, ...], Receipt] = field(default_factory=dict)
    submissions: list[Submission] = field(default_factory=list)
    asked: list[NoticeRequest] = field(default_factory=list)
    pressed: list[tuple[UUID, Reporter]] = field(default_factory=list)
    failure: Exception | None = None

    async def take(self, submission: Submission) -> Receipt:
        if self.failure:
            raise self.failure
        if not submission.text.strip():
            raise EmptyTextError
        if len(submission.text) > MAX_CHARACTERS:
            raise TextTooLongError
        self.submissions.append(submission)
        known = self.filed.get(submission.event_keys)
        if known:
            return Receipt(known.report_id, known.reference, repeat=True)
        self.filed[submission.event_keys] = Receipt(uuid4(), f"TB-{1001 + len(self.filed)}", repeat=False)
        return self.filed[submission.event_keys]

    async def answer(self, request: NoticeRequest) -> Receipt | None:
        self.asked.append(request)
        return Receipt(uuid4(), "", repeat=False)

    async def report_anyway(self, report_id: UUID, reporter: Reporter) -> Receipt:
        if self.failure:
            raise self.failure
        self.pressed.append((report_id, reporter))
        return Receipt(report_id, "TB-1001", repeat=False)


@dataclass
class Page:
    """A browser's view of the page: it opened it once, so it has its cookie."""

    client: TestClient[web.Request, web.Application]
    mailbox: FakeMailbox
    intake: FakeIntake

    @property
    def origin(self) -> str:
        return f"http://{self.client.host}:{self.client.port}"

    async def post(self, path: str, body: object, **headers: str) -> tuple[int, dict[str, str]]:
        sent = {"Origin": self.origin, **headers}
        async with self.client.post(path, json=body, headers=sent) as response:
            return response.status, await response.json()

    async def hand_in(self, text: str, key: str | None = None) -> tuple[int, dict[str, str]]:
        return await self.post("/web/messages", {"key": key or str(uuid4()), "text": text})


OpenPage = Callable[..., Awaitable[Page]]
