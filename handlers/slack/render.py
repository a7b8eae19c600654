"""What the bot says, as Slack blocks. Quotes stand in literal text: they cannot link, mention or format."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.outgoing import Alert, Notice, Outgoing, Reply
from bot.wording import words
from handlers.slack.alerts import alert_parts
from handlers.slack.blocks import JsonBlock, compose
from handlers.slack.harmless import harmless, shortened
from handlers.slack.lines import bullets
from handlers.slack.parts import Aside, Part, Title, Words
from handlers.slack.replies import reply_parts

MAX_FALLBACK = 3000
PARAGRAPHS_SHOWN = 20


@dataclass(frozen=True, slots=True, repr=False)
class Rendered:
    """A message as Slack takes it."""

    text: str
    """For notifications and for clients that show no blocks."""
    blocks: list[JsonBlock]


def render(content: Outgoing, *, possible_repeat: bool = False) -> Rendered:
    """Lay a message out; where an earlier copy may have arrived, say so first."""
    parts: Iterator[Part]
    said: tuple[str, ...]
    match content:
        case Reply():
            parts, said = reply_parts(content), (content.note, content.headline, content.summary, content.report_line)
        case Alert():
            parts, said = alert_parts(content), (content.headline, content.priority, content.asked, content.standing)
        case Notice():
            parts, said = notice_parts(content), (content.title, *content.paragraphs, *content.items)
    warning: tuple[Part, ...] = (Aside(words().text("slack.possible_repeat")),) if possible_repeat else ()
    return Rendered(text=fallback(said), blocks=compose([*warning, *parts]))


def fallback(said: tuple[str, ...]) -> str:
    """Give the text that stands in for blocks."""
    return shortened(harmless("\n".join(line for line in said if line.strip())), MAX_FALLBACK)


def notice_parts(notice: Notice) -> Iterator[Part]:
    """Lay a notice out."""
    yield Title(notice.title)
    for paragraph in notice.paragraphs[:PARAGRAPHS_SHOWN]:
        yield Words(paragraph)
    yield Words(bullets(notice.items, PARAGRAPHS_SHOWN))
