"""Reasons, links and lists as they stand in replies and alerts alike."""

from collections.abc import Iterable, Iterator, Sequence

from bot.outgoing import LinkLine, Reason, Step
from bot.wording import words
from handlers.slack.parts import Aside, Heading, Part, Words


def reasons(found: Sequence[Reason], most: int, extra: int = 0) -> Iterator[Part]:
    """Number the strongest and count the rest."""
    for number, reason in enumerate(found[:most], start=1):
        yield Words(f"{number}. {_reason(reason)}")
    left = max(len(found) - most, 0) + extra
    if left:
        yield Aside(words().text("surfaces.reply.more", count=str(left)))


def findings(
    against: Sequence[Reason], links: Sequence[LinkLine], not_judged: Sequence[str], most: int
) -> Iterator[Part]:
    """Say what speaks against it, which links there are, and what nobody judged."""
    if against:
        yield Heading(words().text("surfaces.reply.against"))
        yield Words(
            bullets((f"{sign.sentence} “{sign.quote}”" if sign.quote else sign.sentence for sign in against), most)
        )
    if links:
        yield Heading(words().text("surfaces.reply.links"))
        yield Words(bullets((_link(link) for link in links), most))
    if not_judged:
        yield Heading(words().text("surfaces.reply.not_judged"))
        yield Words(bullets(not_judged, most))


def step(one: Step, most: int) -> str:
    """Write one of the four Rs with what to do."""
    return f"{one.name}: {one.headline}\n{bullets(one.actions, most)}"


def bullets(lines: Iterable[str], most: int) -> str:
    """Write a list, and how many more there are."""
    every = [line for line in lines if line.strip()]
    shown = [f"• {line}" for line in every[:most]]
    left = len(every) - len(shown)
    return "\n".join([*shown, words().text("surfaces.reply.more", count=str(left))] if left else shown)


def _reason(reason: Reason) -> str:
    tactic = f"{reason.tactic}: " if reason.tactic else ""
    lines = (f"{tactic}{reason.sentence}", f"“{reason.quote}”" if reason.quote else "", reason.because)
    return "\n".join(line for line in lines if line)


def _link(link: LinkLine) -> str:
    flagged = words().text("surfaces.reply.suspicious", link=link.defanged) if link.suspicious else link.defanged
    return flagged + "".join(f"\n   {sentence}" for sentence in link.sentences)
