"""Stand-ins for a platform and for the reading, which behave and misbehave on request."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from bot.front import Front
from bot.messenger import CannotLookError, Envelope, OutcomeUnknownError, Posted
from bot.model import Address, Platform, Reporter, Submission
from bot.outgoing import Alert, Notice, Reply
from nlp.model import Approach, Assessment, Evidence, Genre, Kind, RiskBand, Tactic

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
REPORTER = Reporter(Platform.WEB, "local", "user-7")
REPLY_TO = Address(Platform.WEB, "local", '{"conversation": "direct"}')


class ArrivesUnclearly(Exception):  # noqa: N818  an instruction to the fake, not an error
    """The message arrives, and the platform's answer is lost."""


@dataclass
class FakeMessenger:
    """A platform kept in memory, obeying the Messenger protocol; `script` says how each post goes, then all go well."""

    platform: Platform = Platform.WEB
    script: list[Exception] = field(default_factory=list)
    can_look: bool = True
    look_errors: list[Exception] = field(default_factory=list)
    delay: float = 0.0
    arrived: list[Envelope] = field(default_factory=list)
    posts: int = 0
    looks: int = 0

    async def post(self, envelope: Envelope) -> Posted:
        self.posts += 1
        await asyncio.sleep(self.delay)
        behaviour = self.script.pop(0) if self.script else None
        if behaviour is None or isinstance(behaviour, ArrivesUnclearly):
            self.arrived.append(envelope)
        if isinstance(behaviour, ArrivesUnclearly):
            raise OutcomeUnknownError("timeout")
        if behaviour is not None:
            raise behaviour
        return Posted(f"m{len(self.arrived)}")

    async def find(self, envelope: Envelope, since: datetime) -> Posted | None:
        self.looks += 1
        if self.look_errors:
            raise self.look_errors.pop(0)
        if not self.can_look:
            raise CannotLookError("no history scope")
        assert since.tzinfo is not None
        ids = [item.delivery_id for item in self.arrived]
        return Posted(f"m{ids.index(envelope.delivery_id) + 1}") if envelope.delivery_id in ids else None

    def of(self, kind: type[Reply] | type[Alert] | type[Notice]) -> list[Envelope]:
        return [item for item in self.arrived if isinstance(item.content, kind)]

    @property
    def replies(self) -> list[Envelope]:
        return self.of(Reply)

    @property
    def alerts(self) -> list[Envelope]:
        return self.of(Alert)

    @property
    def notices(self) -> list[Envelope]:
        return self.of(Notice)


def evidence(text: str, tactic: Tactic, quote: str, *, says: str = "does something", negated: bool = False) -> Evidence:
    start = text.index(quote)
    return Evidence(f"{tactic.value}_sign", tactic, 1.0, says, "It matters.", start, start + len(quote), quote, negated)


def assessment(
    text: str = "",
    band: RiskBand = RiskBand.HIGH,
    kind: Kind = Kind.APPROACH,
    *items: Evidence,
    genre: Genre | None = None,
) -> Assessment:
    seen = items or ((evidence(text, Tactic.FLATTERY, text[:40], says="praises you"),) if text else ())
    return Assessment(band, 0.5, kind, seen, (), (), (), (), genre, "en", ("The links were not opened.",), "fake-1")


@dataclass
class FakeAssessor:
    """Reads by the first word: HIGH…, MEDIUM…, LOW…, anything else is not enough to judge."""

    version: str = "fake-1"
    failures: list[Exception] = field(default_factory=list)
    always: Exception | None = None
    calls: int = 0
    threads: set[str] = field(default_factory=set)
    before: Callable[[], None] = lambda: None

    def assess(self, approach: Approach) -> Assessment:
        self.calls += 1
        self.threads.add(threading.current_thread().name)
        self.before()
        if self.always:
            raise self.always
        if self.failures:
            raise self.failures.pop(0)
        name = next(iter(approach.text.split()), "").upper()
        band = RiskBand[name] if name in RiskBand.__members__ else RiskBand.INSUFFICIENT
        return assessment(approach.text, band, Kind.APPROACH if band > RiskBand.LOW else Kind.NONE)


def submission(
    text: str = "HIGH offer for you",
    *keys: str,
    reporter: Reporter = REPORTER,
    reply_to: Address = REPLY_TO,
    insisted: bool = False,
) -> Submission:
    return Submission(reporter, text, keys or ("event:1",), reply_to, insisted)


def front(intake: object, desk: object = None, triage: object = None) -> Front:
    """What platforms may ask of the bot, with stand-ins for the parts that a test looks at."""
    return Front(intake, desk, triage)  # type: ignore[arg-type]  # stand-ins have the methods that are called


def same_ids(envelopes: list[Envelope]) -> set[UUID]:
    return {item.delivery_id for item in envelopes}
