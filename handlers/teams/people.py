"""Whose activity it is: staff, somebody from outside, or no person at all."""

from dataclasses import dataclass

from bot.model import Address, NoticeKey, NoticeRequest, Platform, Reporter
from handlers.teams.address import here, private_to
from handlers.teams.payload import Incoming

GUESTS = frozenset({"guest", "anonymous"})
"""User roles that Teams gives to people from outside."""
GUEST_MARK = "#ext#"
"""Stands in the sign-in name of every guest of a tenant."""
BOT = "28:"


@dataclass(frozen=True, slots=True, repr=False)
class Visit:
    """One activity of a member of staff."""

    activity: Incoming
    reporter: Reporter

    @property
    def keys(self) -> tuple[str, ...]:
        """The name under which this activity is known for good; a second arrival has the same."""
        return (event_key(self.activity.conversation.id, self.activity.id or ""),)

    @property
    def language(self) -> str:
        """The language the person reads."""
        return self.activity.language

    @property
    def here(self) -> Address:
        """The conversation that it came from."""
        return here(self.activity, self.reporter.tenant)

    @property
    def private(self) -> Address:
        """The person's own chat with the bot."""
        return private_to(self.activity, self.reporter.tenant)

    def request(self, key: NoticeKey, to: Address | None = None) -> NoticeRequest:
        """Ask for a notice in answer to it."""
        return NoticeRequest(key, self.reporter, to or self.private, self.keys, self.language)

    def follows(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Name messages as the store knows them: ours by their ids, the person's own by their event keys."""
        conversation = self.activity.conversation.id
        return tuple(name for id_ in dict.fromkeys(ids) for name in (id_, event_key(conversation, id_)))


def event_key(conversation: str, message: str) -> str:
    """Name a message of a conversation."""
    return f"activity:{conversation}:{message}"


def is_bot(activity: Incoming) -> bool:
    """Tell whether a bot, perhaps this one, is behind an activity: none is ever answered."""
    sender = activity.sender
    return sender.role == "bot" or sender.id == activity.recipient.id or sender.id.startswith(BOT)


def visit(activity: Incoming) -> Visit | None:
    """Give the member of staff behind an activity; None for bots and for people from outside.

    People of other tenants were refused before; these are guests of the own tenant, as far as Teams shows it, and
    participants without an account.
    """
    sender = activity.sender
    guest = (sender.user_role or "").lower() in GUESTS or GUEST_MARK in (sender.user_principal_name or "").lower()
    if is_bot(activity) or sender.aad_object_id is None or guest:
        return None
    return Visit(activity, Reporter(Platform.TEAMS, activity.tenants[0], sender.aad_object_id.lower()))
