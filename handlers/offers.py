"""Write docs/parity.md, what people can do on which platform: `python -m handlers.offers`.

A composition root like `handlers.server`: it knows every platform, and none of them knows it.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from bot.capabilities import SECTIONS, Capability, NotOffered, Offer, Offers, section
from handlers.slack import offers as slack
from handlers.teams import offers as teams
from handlers.web import offers as web

PAGE: Final = Path("docs/parity.md")
PLATFORMS: Final[Mapping[str, Offers]] = {"Slack": slack.OFFERS, "Teams": teams.OFFERS, "Web page": web.OFFERS}
INTRODUCTION: Final = """\
# What people can do where

Made by `make parity` from what each platform declares in `handlers/<platform>/offers.py`; a test compares it with
what the running code listens to. *No:* stands before the reason why something is not there.
"""


def page() -> str:
    """Give the whole page.

    Raises:
        KeyError: a platform says nothing about a capability.
    """
    return "\n".join([INTRODUCTION, *_summary(), *(line for title in SECTIONS for line in _table(title))])


def _summary() -> Iterator[str]:
    for name, offers in PLATFORMS.items():
        there = sum(isinstance(offers[capability], Offer) for capability in Capability)
        yield f"* {name}: {there} of {len(Capability)}"
    yield ""


def _table(title: str) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"| | {' | '.join(PLATFORMS)} |"
    yield "|---|" + "---|" * len(PLATFORMS)
    for capability in section(title):
        yield f"| **{capability.value}** | {' | '.join(_cell(offers[capability]) for offers in PLATFORMS.values())} |"
    yield ""


def _cell(offer: Offer | NotOffered) -> str:
    words = offer.how if isinstance(offer, Offer) else f"*No:* {offer.reason}"
    return words.replace("|", r"\|")


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")
    sys.stdout.write(f"{PAGE} is written.\n")


if __name__ == "__main__":
    main()
