"""What Slack sends when somebody presses, chooses or sends a window.

Shapes: https://docs.slack.dev/reference/interaction-payloads.
"""

import json
from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field

from bot.model import UnknownReportError
from handlers.slack.payloads import Payload, Spoken, Text


def _or_empty_mapping(value: object) -> object:
    return {} if value is None else value


class Person(Payload):
    """Who pressed."""

    id: str
    name: Text = ""
    username: Text = ""


class Place(Payload):
    """A channel, by id."""

    id: str


class Chosen(Payload):
    """One chosen option."""

    value: str


class Action(Payload):
    """One entry of `actions`."""

    action_id: str
    block_id: Text = ""
    value: Text = ""
    selected_option: Chosen | None = None
    selected_options: Annotated[list[Chosen], BeforeValidator(lambda value: value or [])] = Field(default_factory=list)


class Container(Payload):
    """Where the thing that was pressed stands."""

    type: Text = ""
    channel_id: Text = ""
    message_ts: Text = ""
    view_id: Text = ""
    is_ephemeral: bool | None = None


class ViewType(Payload):
    """A view, by its type."""

    type: Text = ""


class Pressed(Payload):
    """A `block_actions` payload."""

    user: Person
    trigger_id: Text = ""
    response_url: Text = ""
    channel: Place | None = None
    container: Container = Container()
    view: ViewType | None = None
    actions: list[Action] = Field(min_length=1)

    @property
    def action(self) -> Action:
        """What was pressed; Slack sends one at a time."""
        return self.actions[0]

    @property
    def report_id(self) -> UUID:
        """The report that it is about: a button's value, or the second part of a block's name.

        Raises:
            UnknownReportError: there is none.
        """
        named = self.action.block_id.split(":")
        return report_id(self.action.value or (named[1] if len(named) > 1 else ""))


class Shortcut(Payload):
    """A shortcut; `message`, `channel` and `response_url` with those on a message only."""

    user: Person
    trigger_id: str
    response_url: Text = ""
    channel: Place | None = None
    message_ts: Text = ""
    message: Spoken = Spoken()


class Value(Payload):
    """What was written or chosen in one field."""

    value: Text = ""
    selected_option: Chosen | None = None
    selected_options: Annotated[list[Chosen], BeforeValidator(lambda value: value or [])] = Field(default_factory=list)


class State(Payload):
    """What stands in a window's fields: by block, then by action."""

    values: Annotated[Mapping[str, Mapping[str, Value]], BeforeValidator(_or_empty_mapping)] = Field(
        default_factory=dict
    )


class View(Payload):
    """A window that was sent."""

    id: str
    private_metadata: Text = ""
    state: State = State()


class Sent(Payload):
    """A `view_submission` payload."""

    user: Person
    view: View

    def field(self, name: str) -> Value:
        """Give what stands in a field; nothing where it was left open."""
        return self.view.state.values.get(name, {}).get(name, Value())

    @property
    def origin(self) -> dict[str, str]:
        """What was remembered when the window was opened (`remember`)."""
        try:
            kept = json.loads(self.view.private_metadata or "{}")
        except ValueError:
            return {}
        return {str(key): str(value) for key, value in kept.items()} if isinstance(kept, dict) else {}


def report_id(text: str) -> UUID:
    """Read a report's id.

    Raises:
        UnknownReportError: it is none.
    """
    try:
        return UUID(text)
    except ValueError:
        raise UnknownReportError from None
