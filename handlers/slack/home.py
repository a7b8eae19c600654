"""The first page: what the bot does, what can be begun here, and a person's own reports."""

from collections.abc import Iterator

from bot.outgoing import ButtonAction, MyReports, Notice, ReportEntry
from bot.wording import words
from handlers.slack.blocks import compose_view
from handlers.slack.lines import bullets
from handlers.slack.parts import Aside, Heading, Part, Press, Presses, Rule, Title, Words
from handlers.slack.render import notice_parts
from handlers.slack.replies import presses
from handlers.slack.views import JsonView

CHECK_HERE, LEARN_HERE = "check_here", "learn_here"
"""Actions that begin on the first page."""
LINES = 10
ENTRIES = 20


def home_page(reports: MyReports, guide: Notice, note: str = "") -> JsonView:
    """Lay the first page out; `note` says what the last press did."""
    return {"type": "home", "blocks": compose_view([*_page(reports, guide, note)])}


def closed_page(notice: Notice) -> JsonView:
    """Say to somebody else's people that the bot is not theirs."""
    return {"type": "home", "blocks": compose_view([*notice_parts(notice)])}


def _page(reports: MyReports, guide: Notice, note: str) -> Iterator[Part]:
    said = words()
    yield Words(note)
    yield Title(said.text("surfaces.home.title"))
    yield Words(said.text("surfaces.home.introduction"))
    yield Presses(
        (
            Press(CHECK_HERE, said.text("surfaces.home.check"), "new"),
            Press(ButtonAction.REVIEW_PROFILE, said.text("surfaces.home.review"), "new"),
            Press(LEARN_HERE, said.text("surfaces.home.learn"), "new"),
        )
    )
    yield Heading(said.text("surfaces.home.how"))
    yield Words(bullets((*guide.paragraphs, *guide.items, said.text("slack.other_way")), LINES))
    yield Rule()
    yield Heading(reports.title)
    yield Aside(reports.introduction)
    for entry in reports.entries[:ENTRIES]:
        yield from _entry(entry)


def _entry(entry: ReportEntry) -> Iterator[Part]:
    yield Words(f"{entry.reference} · {entry.date} · {entry.band}\n{entry.standing}")
    yield Presses(presses(entry.buttons, str(entry.report_id)))
