"""Tricks with what stands around a text: honest words added to drown it, frames that talk it down.

Each takes a text and a source of chance and returns the text with its surroundings. The filler in `filler/` was
written for this purpose; each file holds several pieces, one of which is drawn.
"""

from functools import cache
from importlib.resources import files
from random import Random

REASSURING_PHRASES = 50
_PIECES = "\n%%\n"
"""Between two pieces of a filler file."""


def append_newsletter(text: str, random: Random) -> str:
    """Let an honest newsletter follow."""
    return f"{text}\n\n{random.choice(_filler('newsletters'))}"


def append_disclaimer(text: str, random: Random) -> str:
    """Let the legal disclaimer of a company follow."""
    return f"{text}\n\n{random.choice(_filler('disclaimers'))}"


def append_reassurance(text: str, random: Random) -> str:
    """Let fifty reassuring sentences follow, in any order."""
    return f"{text}\n\n{' '.join(random.sample(_filler('reassuring'), REASSURING_PHRASES))}"


def prepend_honest(text: str, random: Random) -> str:
    """Let a long honest text come before."""
    return f"{random.choice(_filler('long_honest'))}\n\n{text}"


def surround_with_honest(text: str, random: Random) -> str:
    """Put it between two long honest texts."""
    before, after = random.sample(_filler("long_honest"), 2)
    return f"{before}\n\n{text}\n\n{after}"


def run_into_honest(text: str, random: Random) -> str:
    """Put it in the middle of an honest paragraph, with no break around it."""
    sentences = random.choice(_filler("long_honest")).replace("\n", " ").split(". ")
    middle = len(sentences) // 2
    return f"{'. '.join(sentences[:middle])}. {' '.join(text.split())} {'. '.join(sentences[middle:])}"


def ask_if_scam(text: str, random: Random) -> str:
    """Let the person who hands it in say that it is surely fine."""
    before, after = random.choice(_filler("questions")).split("…")
    return f"{before}{text}{after}"


def quote_in_reply(text: str, random: Random) -> str:
    """Quote it under a polite answer, every line behind a mark."""
    answer, head = random.choice(_filler("answers")).split("…")
    return f"{answer}{head.strip()}\n" + "\n".join(f"> {line}" for line in text.split("\n"))


def forward(text: str, random: Random) -> str:
    """Put the headers of a forwarded mail before it."""
    return f"{random.choice(_filler('forwards'))}\n\n{text}"


@cache
def _filler(name: str) -> tuple[str, ...]:
    whole = files("nlp.evaluation").joinpath("filler", f"{name}.txt").read_text("utf-8").strip("\n")
    return tuple(whole.split("\n" if name == "reassuring" else _PIECES))
