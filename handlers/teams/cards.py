"""Replies, alerts and notices as Adaptive Cards 1.5, small enough for Teams whatever they quote."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.model import Platform
from bot.outgoing import Alert, Button, LinkLine, Notice, Outgoing, Reason, Reply, Step
from handlers.teams.card_parts import Element, box, fold, heading, line, run, tame, words
from nlp.model import RiskBand

LARGEST_CARD = 24_000
"""Bytes of a card in UTF-8. Teams takes messages of about 28 kB, their envelope included."""
BANNERS = {
    RiskBand.HIGH: "attention",
    RiskBand.MEDIUM: "warning",
    RiskBand.LOW: "accent",
    RiskBand.INSUFFICIENT: "emphasis",
}
"""The banner's colour only repeats what the headline says in words. LOW is not green: it is no promise of safety."""
PLATFORMS = {Platform.SLACK: "Slack", Platform.TEAMS: "Microsoft Teams", Platform.WEB: "the web page"}
NEARLY_ONE = 0.995
"""From here on two decimals would claim certainty."""
REPEAT = "You may have received this before: Teams did not confirm an earlier attempt."


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a message is shown, where all of it would not fit."""

    reasons: int
    characters: int
    """Of any one text."""


ROOMS = (Room(40, 1500), Room(24, 700), Room(12, 400), Room(6, 240), Room(3, 120), Room(2, 60))


def render(content: Outgoing, *, possible_repeat: bool = False) -> Element:
    """Lay a message out as a card of at most `LARGEST_CARD` bytes, leaving out the weakest reasons first."""
    card: Element = {}
    for room in ROOMS:
        card = _card(content, room, possible_repeat=possible_repeat)
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
    return _cut(tame(text[:1000]), 300)


def _card(content: Outgoing, room: Room, *, possible_repeat: bool) -> Element:
    body = [words(REPEAT, italic=True)] if possible_repeat else []
    match content:
        case Reply():
            body += _reply(content, room)
        case Alert():
            body += _alert(content, room)
        case Notice():
            body += _notice(content, room)
    card: Element = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.5",
        "lang": "en",
        "fallbackText": summary(content),
        "speak": summary(content),
        "body": body,
    }
    if not isinstance(content, Notice):
        card["msteams"] = {"width": "Full"}
    if isinstance(content, Reply) and content.buttons:
        card["actions"] = [_button(button, content) for button in content.buttons[:6]]
    return card


def _reply(reply: Reply, room: Room) -> list[Element]:
    cut = partial(_cut, limit=room.characters)
    body = [_banner(reply.headline, reply.reference, reply.band), words(cut(reply.summary))]
    body += _section("Why", _reasons(reply.reasons, room))
    more = _reasons(reply.more_reasons, room)
    if more:
        body += fold(f"More reasons ({len(reply.more_reasons)})", "more_reasons", more)
    body += _shared(reply.against, reply.links, reply.not_judged, room)
    body.append(heading("What to do now"))
    for number, step in enumerate(reply.steps, 1):
        body.append(_step(number, step, cut))
    body.append(line(run("Your report: ", bold=True), run(cut(reply.report_line)), spacing="Large"))
    return body


def _alert(alert: Alert, room: Room) -> list[Element]:
    cut = partial(_cut, limit=room.characters)
    facts = [
        ("From", f"{alert.reporter}, on {PLATFORMS[alert.platform]}"),
        ("Received", f"{alert.received_at:%d %b %Y, %H:%M %Z}"),
        ("Asked or did", alert.asked),
    ]
    if alert.band is not RiskBand.INSUFFICIENT:  # a number would look like a judgement
        facts.append(("Score", "over 0.99 of 1" if alert.score >= NEARLY_ONE else f"{alert.score:.2f} of 1"))
    body = [_banner(alert.headline, "", alert.band)]
    body += [line(run(f"{name}: ", bold=True), run(cut(value)), spacing="Small") for name, value in facts]
    shown = 4
    body += _section("Reasons", _reasons(alert.reasons[:shown], room, tactics=True))
    more = _reasons(alert.reasons[shown:], room, tactics=True)
    if more:
        body += fold(f"More reasons ({len(alert.reasons) - shown})", "more_reasons", more)
    body += _shared(alert.against, alert.links, alert.not_judged, room)
    return body + _section("Next steps", _bullets(alert.next_steps, room))


def _notice(notice: Notice, room: Room) -> list[Element]:
    body = [words(_cut(notice.title, 200), bold=True, size="Medium")]
    body += [words(_cut(text, room.characters)) for text in notice.paragraphs[: room.reasons]]
    return body + _bullets(notice.items, room)


def _banner(headline: str, reference: str, band: RiskBand) -> Element:
    items = [words(_cut(headline, 200), bold=True, size="Large")]
    if reference:
        items.append(words(f"Reference {reference}", spacing="None"))
    return {**box(items, style=BANNERS[band]), "bleed": True}


def _section(title: str, items: Sequence[Element]) -> list[Element]:
    return [heading(title), *items] if items else []


def _reasons(reasons: Sequence[Reason], room: Room, *, tactics: bool = False) -> list[Element]:
    made = [_reason(reason, room, tactics=tactics) for reason in reasons[: room.reasons]]
    left = len(reasons) - len(made)
    return [*made, words(f"{left} more would not fit here.", italic=True)] if left else made


def _reason(reason: Reason, room: Room, *, tactics: bool) -> Element:
    cut = partial(_cut, limit=room.characters)
    items = [line(run(cut(reason.sentence), bold=True))]
    if tactics and reason.tactic:
        items.insert(0, words(cut(reason.tactic), size="Small"))
        items[1]["spacing"] = "None"
    items.append(words(f"“{cut(reason.quote)}”", italic=True, spacing="Small"))
    if reason.because and not tactics:
        items.append(words(cut(reason.because), spacing="Small"))
    return box(items, style="emphasis")


def _shared(
    against: Sequence[Reason], links: Sequence[LinkLine], not_judged: Sequence[str], room: Room
) -> list[Element]:
    """What replies and alerts have in common."""
    return [
        *_section("What speaks against it", _reasons(against, room)),
        *_section("Links, not opened", [_link(item, room) for item in links[: room.reasons]]),
        *_section("Not judged", _bullets(not_judged, room)),
    ]


def _link(link: LinkLine, room: Room) -> Element:
    label = "Suspicious: " if link.suspicious else "Link: "
    shown = line(run(label, bold=True), {**run(_cut(link.defanged, room.characters)), "fontType": "Monospace"})
    return box([shown, *_bullets(link.sentences, room)])


def _step(number: int, step: Step, cut: Callable[[str], str]) -> Element:
    title = line(run(f"{number}. {step.name}. ", bold=True), run(cut(step.headline), bold=True))
    return box([title, *(words(f"•\u00a0{cut(action)}", spacing="Small") for action in step.actions)])


def _bullets(texts: Iterable[str], room: Room) -> list[Element]:
    return [words(f"•\u00a0{_cut(text, room.characters)}", spacing="Small") for text in list(texts)[: room.reasons]]


def _button(button: Button, reply: Reply) -> Element:
    """A universal action; clients too old for it send the same data with a plain submit."""
    data = {"verb": button.action.value, "report": str(reply.report_id)}
    submit = {"type": "Action.Submit", "title": tame(button.label), "data": data}
    return {
        "type": "Action.Execute",
        "title": tame(button.label),
        "verb": button.action.value,
        "data": data,
        "fallback": submit,
    }


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
