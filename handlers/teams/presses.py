"""Carries out pressed buttons and gives the card as it stands then."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from bot import learning
from bot.cases import Remark
from bot.front import Front
from bot.model import BotError, UnknownReportError
from bot.outgoing import ButtonAction, Reply
from bot.triage import Analyst
from handlers.teams.address import channel_of
from handlers.teams.card_parts import Element
from handlers.teams.cards import render
from handlers.teams.lists import (
    CHOICE,
    FROM,
    LESSON,
    NEXT,
    NUMBER,
    REPORTS,
    feedback_card,
    from_list,
    lesson_card,
    reports_card,
)
from handlers.teams.passages import label
from handlers.teams.people import Visit
from handlers.teams.press import Press

Deed = Callable[[Press, Visit], Awaitable[Element]]


class UnknownButtonError(BotError):
    """I do not know that button any more. Please send me the message again, or write “help”."""


class NothingChosenError(BotError):
    """Please choose a result first."""


@dataclass(frozen=True, slots=True)
class Presses:
    """What can be pressed under a message. Everything is stored before it is answered."""

    front: Front

    async def carry_out(self, press: Press, visit: Visit) -> Element:
        """Do what a button says and give the card that takes the place of the pressed one.

        Raises:
            UnknownButtonError: no card of today has such a button.
            BotError: as the use case behind the button says.
        """
        deed = self._deeds.get(press.verb)
        if deed is None:
            raise UnknownButtonError
        if press.unsaved is not None and press.report_id and press.verb != ButtonAction.STEPS.value:
            await self.front.desk.tick(press.report_id, visit.reporter, press.unsaved)
        return await deed(press, visit)

    @property
    def _deeds(self) -> Mapping[str, Deed]:
        return {
            ButtonAction.STEPS.value: self._tick,
            ButtonAction.EXPOSURE.value: self._expose,
            ButtonAction.REPORT_ANYWAY.value: self._report_anyway,
            ButtonAction.WITHDRAW.value: self._withdraw,
            ButtonAction.DELETE.value: self._delete,
            ButtonAction.OPEN.value: self._open,
            ButtonAction.LOOK.value: self._look,
            ButtonAction.DECIDE.value: self._decide,
            REPORTS: self._reports,
            LESSON: _lesson,
            NEXT: _next_lesson,
            **{remark.value: self._remark for remark in Remark},
        }

    async def _tick(self, press: Press, visit: Visit) -> Element:
        return render(await self.front.desk.tick(_report(press), visit.reporter, press.ticked or frozenset()))

    async def _expose(self, press: Press, visit: Visit) -> Element:
        report = _report(press)
        if not press.happened:  # left open
            return render(await self.front.desk.show(report, visit.reporter))
        return render(await self.front.desk.expose(report, visit.reporter, press.happened))

    async def _remark(self, press: Press, visit: Visit) -> Element:
        return render(await self.front.desk.remark(_report(press), visit.reporter, Remark(press.verb)))

    async def _report_anyway(self, press: Press, visit: Visit) -> Element:
        receipt = await self.front.intake.report_anyway(_report(press), visit.reporter)
        note = label("teams.told", reference=receipt.reference)
        if _from_list(press):
            return await self._list(visit, note)
        return render(replace(await self.front.desk.show(receipt.report_id, visit.reporter), note=note))

    async def _withdraw(self, press: Press, visit: Visit) -> Element:
        reply = await self.front.desk.withdraw(_report(press), visit.reporter)
        return await self._list(visit, reply.note) if _from_list(press) else render(reply)

    async def _delete(self, press: Press, visit: Visit) -> Element:
        notice = await self.front.desk.delete(_report(press), visit.reporter)
        return await self._list(visit, " ".join(notice.paragraphs)) if _from_list(press) else render(notice)

    async def _open(self, press: Press, visit: Visit) -> Element:
        reply: Reply = await self.front.desk.show(_report(press), visit.reporter)
        return from_list(render(reply))

    async def _reports(self, press: Press, visit: Visit) -> Element:  # noqa: ARG002 - as every deed
        return await self._list(visit)

    async def _list(self, visit: Visit, note: str = "") -> Element:
        return reports_card(await self.front.desk.my_reports(visit.reporter, visit.language), note)

    async def _look(self, press: Press, visit: Visit) -> Element:
        return render(await self.front.triage.look(_report(press), _analyst(visit)))

    async def _decide(self, press: Press, visit: Visit) -> Element:
        if press.disposition is None:
            raise NothingChosenError
        return render(await self.front.triage.decide(_report(press), _analyst(visit), press.disposition))


FOR_EVERYBODY: Final = frozenset({ButtonAction.LOOK.value, ButtonAction.DECIDE.value})
"""Buttons whose card others see too."""


async def _lesson(press: Press, visit: Visit) -> Element:
    number, choice = press.number(NUMBER), press.text(CHOICE)
    feedback = learning.answer(number, choice, visit.language)
    return feedback_card(learning.lesson(number, visit.language), choice, feedback)


async def _next_lesson(press: Press, visit: Visit) -> Element:
    return lesson_card(learning.lesson(press.number(NUMBER), visit.language))


def _report(press: Press) -> UUID:
    if press.report_id is None:
        raise UnknownReportError
    return press.report_id


def _from_list(press: Press) -> bool:
    return press.given.get(FROM) == REPORTS


def _analyst(visit: Visit) -> Analyst:
    """Whoever presses, at the place where they press, written as the registered channel is."""
    sender = visit.activity.sender
    place = channel_of(visit.activity, visit.reporter.tenant) or visit.here
    return Analyst(visit.reporter.user, sender.name or "", place)
