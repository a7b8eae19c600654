"""A pressed button or a submitted dialog, read from what the card sent. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self, TypeVar
from uuid import UUID

from bot.cases import Disposition, Exposure, StepName
from handlers.teams.alert_card import DISPOSITION
from handlers.teams.reply_card import DONE, HAPPENED, STEP

LONGEST_VERB = 40
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True, repr=False)
class Press:
    """What was pressed, and what was filled in with it."""

    verb: str
    report_id: UUID | None
    given: Mapping[str, object]

    @classmethod
    def of(cls, data: Mapping[str, object]) -> Self | None:
        """Read a card's data; None where it names no verb."""
        verb = data.get("verb")
        if not isinstance(verb, str) or not verb or len(verb) > LONGEST_VERB:
            return None
        return cls(verb, _id(data.get("report")), data)

    def text(self, name: str) -> str:
        """What was written into a field."""
        value = self.given.get(name)
        return value.strip() if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """A number that the card carried; -1 where it is none."""
        value = self.given.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else -1

    @property
    def ticked(self) -> frozenset[StepName] | None:
        """Steps that are ticked in the card; None where it has no boxes."""
        boxes = {step: self.given.get(STEP + step.value) for step in StepName}
        if all(value is None for value in boxes.values()):
            return None
        return frozenset(step for step, value in boxes.items() if str(value).lower() == "true")

    @property
    def unsaved(self) -> frozenset[StepName] | None:
        """Steps that are ticked in the card, where that is news; None where it is not."""
        ticked = self.ticked
        if ticked is None or DONE not in self.given:
            return None
        return None if ticked == frozenset(_members(StepName, self.text(DONE))) else ticked

    @property
    def happened(self) -> frozenset[Exposure]:
        """What the person says has happened."""
        return frozenset(_members(Exposure, self.text(HAPPENED)))

    @property
    def disposition(self) -> Disposition | None:
        """The closing word that was chosen."""
        return next(iter(_members(Disposition, self.text(DISPOSITION))), None)


def read_press(value: object) -> Press | None:
    """Read what a plain submit action sent; None where it is no button of a card."""
    return Press.of(value) if isinstance(value, dict) else None


def read_execute(value: object) -> Press | None:
    """Read what a universal action sent: its verb and its data lie side by side."""
    action = value.get("action") if isinstance(value, dict) else None
    if not isinstance(action, dict):
        return None
    data = action.get("data")
    return Press.of({**(data if isinstance(data, dict) else {}), "verb": action.get("verb")})


def read_dialog(value: object) -> Press | None:
    """Read what opened or submitted a dialog."""
    return read_press(value.get("data")) if isinstance(value, dict) else None


def _id(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _members(kind: type[Choice], names: str) -> list[Choice]:
    """Read a list of names, leaving out what is none."""
    known = {member.value: member for member in kind}
    return [known[name] for name in names.split(",") if name in known]
