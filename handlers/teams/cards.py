"""Everything that is posted or shown, as Adaptive Cards 1.5, small enough for Teams whatever they quote."""

import json
from collections.abc import Callable, Iterable

from bot.outgoing import Alert, Notice, Outgoing, Reply
from handlers.teams.alert_card import alert_actions, alert_body
from handlers.teams.card_parts import Element, paragraph, tame, whole_card
from handlers.teams.passages import Room, bullets, cut, label
from handlers.teams.reply_card import reply_actions, reply_body

LARGEST_CARD = 24_000
"""Bytes of a card in UTF-8. Teams takes messages of about 28 kB, their envelope included."""
ROOMS = (Room(40, 1500), Room(24, 700), Room(12, 400), Room(6, 240), Room(3, 120), Room(2, 60), Room(1, 60))


def render(content: Outgoing, *, possible_repeat: bool = False) -> Element:
    """Lay a message out as a card of at most `LARGEST_CARD` bytes, leaving out the weakest reasons first."""
    return fitting(lambda room: _card(content, room, possible_repeat=possible_repeat))


def fitting(make: Callable[[Room], Element], rooms: Iterable[Room] = ROOMS) -> Element:
    """Make a card with as much in it as fits."""
    card: Element = {}
    for room in rooms:
        card = make(room)
        if len(json.dumps(card, ensure_ascii=False).encode()) <= LARGEST_CARD:
            break
    return card


def summary(content: Outgoing) -> str:
    """One line for notifications and for clients that show no cards."""
    match content:
        case Reply():
            text = f"{content.headline}. {content.summary}"
        case Alert():
            text = content.headline
        case Notice():
            text = " ".join((content.title, *content.paragraphs[:1]))
    return cut(tame(text[:1000]), 300)


def _card(content: Outgoing, room: Room, *, possible_repeat: bool) -> Element:
    body = [paragraph(label("teams.possible_repeat"), italic=True)] if possible_repeat else []
    match content:
        case Reply():
            return whole_card(
                [*body, *reply_body(content, room)], said=summary(content), actions=reply_actions(content)
            )
        case Alert():
            return whole_card(
                [*body, *alert_body(content, room)], said=summary(content), actions=alert_actions(content)
            )
        case Notice():
            return whole_card([*body, *_notice(content, room)], said=summary(content), wide=False)


def _notice(notice: Notice, room: Room) -> list[Element]:
    body = [paragraph(cut(notice.title, 200), bold=True, size="Medium")]
    body += [paragraph(room.cut(text)) for text in notice.paragraphs[: room.reasons]]
    return body + bullets(notice.items, room)
