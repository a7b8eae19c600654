"""What several cards have in common: sections, reasons, links and lists, within the room there is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.outgoing import LinkLine, Reason
from bot.wording import words
from handlers.teams.card_parts import Element, box, fold, heading, line, paragraph, run
from nlp.model import RiskBand

BANNERS = {
    RiskBand.HIGH: "attention",
    RiskBand.MEDIUM: "warning",
    RiskBand.LOW: "accent",
    RiskBand.INSUFFICIENT: "emphasis",
}
"""The banner's colour only repeats what the headline says in words. LOW is not green: it is no promise of safety."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a message is shown, where all of it would not fit."""

    reasons: int
    """At most so many of anything that comes in numbers."""
    characters: int
    """Of any one text."""

    def cut(self, text: str) -> str:
        """Shorten a text to the room there is."""
        return cut(text, self.characters)


def cut(text: str, limit: int) -> str:
    """Shorten a text, and show that it was."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def label(name: str, **values: str) -> str:
    """Give words of a platform's own surroundings."""
    return words().text(name, **values)


def banner(headline: str, reference: str, band: RiskBand) -> Element:
    """What it comes to, in words and in a colour that repeats them."""
    items = [paragraph(cut(headline, 200), bold=True, size="Large")]
    if reference:
        items.append(paragraph(label("teams.reference", reference=reference), spacing="None"))
    return {**box(items, style=BANNERS[band]), "bleed": True}


def section(title: str, items: Sequence[Element]) -> list[Element]:
    """A heading and what stands under it; nothing where nothing does."""
    return [heading(title), *items] if items else []


def bullets(texts: Iterable[str], room: Room) -> list[Element]:
    """A list."""
    return [paragraph(f"•\u00a0{room.cut(text)}", spacing="Small") for text in list(texts)[: room.reasons]]


def reasons(items: Sequence[Reason], room: Room, *, tactics: bool = False) -> list[Element]:
    """Reasons with their quotes, and how many were left out."""
    made = [_reason(item, room, tactics=tactics) for item in items[: room.reasons]]
    left = len(items) - len(made)
    return [*made, paragraph(label("teams.left_out", count=str(left)), italic=True)] if left else made


def more_reasons(items: Sequence[Reason], room: Room, *, tactics: bool = False) -> list[Element]:
    """The weaker reasons, folded away."""
    made = reasons(items, room, tactics=tactics)
    return fold(label("teams.more", count=str(len(items))), "more_reasons", made) if made else []


def _reason(reason: Reason, room: Room, *, tactics: bool) -> Element:
    items = [line(run(room.cut(reason.sentence), bold=True))]
    if tactics and reason.tactic:
        items.insert(0, paragraph(room.cut(reason.tactic), size="Small"))
        items[1]["spacing"] = "None"
    if reason.quote:
        items.append(paragraph(f"“{room.cut(reason.quote)}”", italic=True, spacing="Small"))
    if reason.because and not tactics:
        items.append(paragraph(room.cut(reason.because), spacing="Small"))
    return box(items, style="emphasis")


def findings(
    against: Sequence[Reason], links: Sequence[LinkLine], not_judged: Sequence[str], room: Room
) -> list[Element]:
    """What speaks against it, its links, and what was not judged."""
    return [
        *section(label("surfaces.reply.against"), reasons(against, room)),
        *section(label("surfaces.reply.links"), [_link(item, room) for item in links[: room.reasons]]),
        *section(label("surfaces.reply.not_judged"), bullets(not_judged, room)),
    ]


def _link(link: LinkLine, room: Room) -> Element:
    name = label("teams.suspicious" if link.suspicious else "teams.link")
    shown = line(run(f"{name}: ", bold=True), {**run(room.cut(link.defanged)), "fontType": "Monospace"})
    return box([shown, *bullets(link.sentences, room)])
