"""Texts of 40,000 characters that are made to take long."""

import base64
from collections.abc import Callable
from random import Random

from nlp.model import MAX_CHARACTERS

LURE = (
    "We would like to pay you $3,000 for a short report on defence policy; add me on WhatsApp +44 7700 900123 and keep"
    " this between us. "
)
_TEXT = (
    "pay report cash clearance WhatsApp urgent CV ministry trip hotel client secret defence expert call navy not never"
    " your my fee invite speak confidential opportunity Telegram passport drawings colleague friend"
)
_WORDS = _TEXT.split()
_SOUP = ("<div class='x'>", "</div>", "<a href=", "&amp;", "<!--", "<b>", "hello ", "<script>", '">')
_SEED = 11


def hostile_texts() -> dict[str, str]:
    """Give the texts by name, the same in each run."""
    draw = Random(_SEED)  # noqa: S311 - nothing secret

    def filled(piece: Callable[[], str]) -> str:
        pieces: list[str] = []
        left = MAX_CHARACTERS
        while left > 0:
            pieces.append(piece())
            left -= len(pieces[-1])
        return "".join(pieces)[:MAX_CHARACTERS]

    nested = "\n".join(">" * depth + " we pay you for a report" for depth in range(200))
    return {
        "one lure again and again": filled(lambda: LURE),
        "random characters": filled(lambda: chr(draw.randrange(1, 0x3000))),
        "random ASCII": filled(lambda: chr(draw.randrange(32, 127))),
        "URLs": filled(lambda: f"https://example{draw.randrange(10**6)}.com/a?b={draw.random()} "),
        "words of the rules": filled(lambda: draw.choice(_WORDS) + draw.choice([" ", " ", " ", ", ", ". "])),
        "10,000 quoted lines": filled(lambda: "> a\n"),
        "10,000 quotation marks": filled(lambda: '"x" '),
        "200 nested quotes": nested[:MAX_CHARACTERS],
        "piles of combining marks": filled(lambda: draw.choice("abc") + "\u0301\u0489\u0300" * draw.randrange(10)),
        "HTML soup": filled(lambda: draw.choice(_SOUP)),
        "base64": base64.b64encode(draw.randbytes(MAX_CHARACTERS * 3 // 4)).decode(),
        "emoji": filled(lambda: chr(draw.randrange(0x1F300, 0x1F650))),
        "numbers": filled(lambda: "1 "),
        "zero-width": filled(lambda: "a\u200b"),
        "Cyrillic lookalikes": filled(lambda: "p\u0430y m\u0435 "),
        "denials": filled(lambda: "not tell your employer "),
        "brackets": filled(lambda: "("),
    }
