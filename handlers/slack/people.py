"""What Slack says of a person: whether they are a guest, and which language they read.

It needs the scope `users:read`, which may be left out: then only what a request itself says is known.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog

from handlers.slack.api import CallFailedError, Fate, SlackApi

log = structlog.get_logger(__name__)

KNOWN_SECONDS = 3600.0
REMEMBERED = 10_000
WAIT_SECONDS = 0.4
"""Slack waits three seconds for us; who takes longer to describe is taken for staff, this once."""
GUEST_SIGNS = ("is_restricted", "is_ultra_restricted", "is_stranger")


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person."""

    guest: bool = False
    language: str = ""


class People:
    """Asks Slack once an hour for each person. Where Slack cannot say, a person is taken for staff: nothing is lost."""

    def __init__(self, now: Callable[[], float] = time.monotonic, wait_seconds: float = WAIT_SECONDS) -> None:
        self._now = now
        self._wait_seconds = wait_seconds
        self._asked: OrderedDict[tuple[str, str], tuple[float, asyncio.Task[Person]]] = OrderedDict()

    async def about(self, api: SlackApi, team: str, user: str) -> Person:
        """Say what is known of a person, soon."""
        key, now = (team, user), self._now()
        at, asking = self._asked.get(key, (0.0, None))
        if asking is None or now - at > KNOWN_SECONDS or _failed(asking):
            asking = asyncio.create_task(_ask(api, user))
            self._asked[key] = (now, asking)
            self._asked.move_to_end(key)
            if len(self._asked) > REMEMBERED:
                self._asked.popitem(last=False)
        try:
            return await asyncio.wait_for(asyncio.shield(asking), self._wait_seconds)
        except TimeoutError:
            return Person()
        except CallFailedError as error:
            log.info("slack_person_unknown", reason=error.code)
            return Person()

    async def close(self) -> None:
        """Stop asking."""
        for _, asking in self._asked.values():
            asking.cancel()


async def _ask(api: SlackApi, user: str) -> Person:
    try:
        answer = await api.call(api.client.users_info(user=user, include_locale=True))
    except CallFailedError as error:
        if error.fate is not Fate.REFUSED:
            raise  # asked again with the next request
        log.info("slack_person_unknown", reason=error.code)
        return Person()
    found = answer.get("user")
    described: Mapping[str, object] = found if isinstance(found, dict) else {}
    return Person(any(described.get(sign) is True for sign in GUEST_SIGNS), str(described.get("locale") or ""))


def _failed(asking: asyncio.Task[Person]) -> bool:
    return asking.done() and (asking.cancelled() or asking.exception() is not None)
