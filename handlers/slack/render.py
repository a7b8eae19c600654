"""What the bot says, as Slack blocks. Quotes stand in literal text: they cannot link, mention or format."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.model import Platform
from bot.outgoing import Alert, LinkLine, Notice, Outgoing, Reason, Reply, Step
from handlers.slack.blocks import Aside, Heading, JsonBlock, Part, Press, Presses, Rule, Title, Words, compose
from handlers.slack.harmless import harmless, shortened
from nlp.model import Kind, RiskBand

MAX_FALLBACK = 3000
REASONS_SHOWN = 3
"""In a reply. Slack cannot fold, and a wall of text is not read."""
ALERT_REASONS_SHOWN = 8
LINES_SHOWN = 8
PARAGRAPHS_SHOWN = 20
STEPS_SHOWN = 8

POSSIBLE_REPEAT = "This may be a repeat: Slack did not say whether an earlier copy arrived."

BAND_WORDS = {
    RiskBand.INSUFFICIENT: "not enough to judge",
    RiskBand.LOW: "low",
    RiskBand.MEDIUM: "medium",
    RiskBand.HIGH: "high",
}
KIND_WORDS = {
    Kind.APPROACH: "espionage-style approach",
    Kind.FRAUD: "fraud (money or credentials)",
    Kind.NONE: "none seen",
}
PLATFORM_WORDS = {Platform.SLACK: "Slack", Platform.TEAMS: "Microsoft Teams", Platform.WEB: "the web page"}


@dataclass(frozen=True, slots=True, repr=False)
class Rendered:
    """A message as Slack takes it."""

    text: str
    """For notifications and for clients that show no blocks."""
    blocks: list[JsonBlock]


def render(content: Outgoing, *, possible_repeat: bool = False) -> Rendered:
    """Lay a message out; where an earlier copy may have arrived, say so first."""
    parts: Iterator[Part]
    words: tuple[str, ...]
    match content:
        case Reply():
            parts, words = _reply(content), (content.headline, content.summary, content.report_line)
        case Alert():
            parts, words = _alert(content), (content.headline, content.asked)
        case Notice():
            parts, words = _notice(content), (content.title, *content.paragraphs, *content.items)
    warning: tuple[Part, ...] = (Aside(POSSIBLE_REPEAT),) if possible_repeat else ()
    fallback = shortened(harmless("\n".join(word for word in words if word.strip())), MAX_FALLBACK)
    return Rendered(text=fallback, blocks=compose([*warning, *parts]))


def _reply(reply: Reply) -> Iterator[Part]:
    yield Title(reply.headline)
    yield Words(reply.summary)
    if reply.reasons:
        yield Heading("Why I say so")
    yield from _reasons(reply.reasons, REASONS_SHOWN, extra=len(reply.more_reasons))
    yield from _findings(reply.against, reply.links, reply.not_judged)
    if reply.steps:
        yield Rule()
        yield Heading("What to do now")
    for step in reply.steps[:STEPS_SHOWN]:
        yield Words(_step(step))
    yield Rule()
    yield Words(reply.report_line)
    yield Presses(tuple(Press(button.action, button.label, str(reply.report_id)) for button in reply.buttons))


def _alert(alert: Alert) -> Iterator[Part]:
    yield Title(alert.headline)
    yield Words(_facts(alert))
    if alert.reasons:
        yield Heading("What was seen")
    yield from _reasons(alert.reasons, ALERT_REASONS_SHOWN)
    yield from _findings(alert.against, alert.links, alert.not_judged)
    if alert.next_steps:
        yield Rule()
        yield Heading("What you can do next")
        yield Words(_bullets(alert.next_steps, LINES_SHOWN))


def _notice(notice: Notice) -> Iterator[Part]:
    yield Title(notice.title)
    for paragraph in notice.paragraphs[:PARAGRAPHS_SHOWN]:
        yield Words(paragraph)
    yield Words(_bullets(notice.items, PARAGRAPHS_SHOWN, rest="more"))


def _facts(alert: Alert) -> str:
    return "\n".join(
        (
            f"Risk: {BAND_WORDS[alert.band]} (score {alert.score:.2f} of 1)",
            f"Kind: {KIND_WORDS[alert.kind]}",
            f"Case: {alert.reference}",
            f"From: {alert.reporter}, on {PLATFORM_WORDS[alert.platform]}",
            f"Received: {alert.received_at:%d %B %Y, %H:%M %Z}".rstrip(),
            f"What the person did: {alert.asked}",
        )
    )


def _reasons(reasons: Sequence[Reason], most: int, extra: int = 0) -> Iterator[Part]:
    for number, reason in enumerate(reasons[:most], start=1):
        yield Words(f"{number}. {_reason(reason)}")
    left = max(len(reasons) - most, 0) + extra
    if left:
        yield Aside(f"and {left} more in the report")


def _reason(reason: Reason) -> str:
    tactic = f"{reason.tactic}: " if reason.tactic else ""
    lines = (f"{tactic}{reason.sentence}", f"“{reason.quote}”" if reason.quote else "", reason.because)
    return "\n".join(line for line in lines if line)


def _findings(against: Sequence[Reason], links: Sequence[LinkLine], not_judged: Sequence[str]) -> Iterator[Part]:
    if against:
        yield Heading("What speaks against it")
        yield Words(_bullets((f"{sign.sentence} “{sign.quote}”" for sign in against), LINES_SHOWN))
    if links:
        yield Heading("Links in it, not opened")
        yield Words(_bullets((_link(link) for link in links), LINES_SHOWN))
    if not_judged:
        yield Heading("What I did not judge")
        yield Words(_bullets(not_judged, LINES_SHOWN))


def _link(link: LinkLine) -> str:
    flag = "Suspicious: " if link.suspicious else ""
    return f"{flag}{link.defanged}" + "".join(f"\n   {sentence}" for sentence in link.sentences)


def _step(step: Step) -> str:
    return f"{step.name}: {step.headline}\n{_bullets(step.actions, PARAGRAPHS_SHOWN)}"


def _bullets(lines: Iterable[str], most: int, rest: str = "more in the report") -> str:
    every = [line for line in lines if line.strip()]
    shown = [f"• {line}" for line in every[:most]]
    left = len(every) - len(shown)
    return "\n".join([*shown, f"and {left} {rest}"] if left else shown)
