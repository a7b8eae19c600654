"""What the page may hand in, read strictly: an unknown key, a missing one or a wrong type is refused."""

import json
from typing import Annotated, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.cases import Disposition, Exposure, Remark, StepName
from bot.profile_form import Answer
from handlers.web.guard import RequestRefusedError

Id = Annotated[UUID, Field(strict=False)]


class Payload(BaseModel):
    """A JSON object with exactly these keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Message(Payload):
    """A sender's words."""

    key: Id
    """Made by the page: the same for a second try, so that nothing is filed twice."""
    text: str
    context: str = ""
    """The person's own words around it."""
    about: Id | None = None
    """The report that it adds to."""
    insist: bool = False
    """Whether security shall be told, whatever is found."""


class Review(Payload):
    """A filled-in profile review."""

    key: Id
    about: Id | None
    profile_url: str
    profile_text: str
    answers: dict[str, Answer]


class Report(Payload):
    """Which report is meant."""

    report_id: Id


class Ticks(Report):
    """Exactly the steps that are done."""

    done: frozenset[StepName]


class Happened(Report):
    """What has happened so far."""

    happened: frozenset[Exposure]


class Said(Report):
    """What the person says of an answer."""

    remark: Remark


class Decided(Report):
    """An analyst's closing word."""

    disposition: Disposition


class Chosen(Payload):
    """An answer to an example."""

    number: int
    choice: str


Kind = TypeVar("Kind", bound=Payload)


def read(kind: type[Kind], body: bytes) -> Kind:
    """Read a payload of this kind.

    Raises:
        RequestRefusedError: it is not what the page sends.
    """
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise RequestRefusedError(400, "That is not JSON.") from None
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False, include_input=False)[0]["loc"]
        known = str(wrong[0]) if wrong and wrong[0] in kind.model_fields else ""
        place = f" The value of “{known}” is none that it sends." if known else ""
        raise RequestRefusedError(400, f"That is not what this page sends.{place}") from None
