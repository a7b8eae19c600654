"""Words that a template or a text machine left behind in a profile."""

from collections.abc import Iterator
from typing import Final

from nlp.finders.linear import linear
from nlp.model import Evidence, Tactic

WEIGHT: Final = 1.2
MOST: Final = 3

_LEFT_BEHIND: Final = linear(
    r"\[(?:your |insert |the |add )?(?:job|company|first|last|full|number|name|title|industry|role|position|field|city"
    r"|university|skill|employer|firm|client)[^\]\n]{0,40}\]"
    r"|\[insert [^\]\n]{1,60}\]"
    r"|\{\{ ?[a-z][a-z_. ]{0,30}\}\}|\{(?:first|last|full|your|company|employer|job|name|title)[a-z_ ]{0,20}\}"
    r"|<(?:your|insert|company|name|job)[^>\n]{0,30}>"
    r"|\blorem ipsum\b"
    r"|\bas an? (?:ai|artificial intelligence)(?: language)? (?:model|assistant)\b"
    r"|\bhere(?:'s| is) (?:a|your) (?:professional |polished |sample )*(?:linkedin )?(?:summary|bio|headline|profile)\b"
    r"|\b(?:company name|your name|your company|(?:xyz|abc) (?:consulting|company|group|ltd|inc|corp))\b"
)


def left_behind(text: str) -> Iterator[Evidence]:
    """Find placeholders and the like, at most `MOST` of them."""
    place = 0
    for _ in range(MOST):
        match = _LEFT_BEHIND.search(text, place)
        if match is None:
            return
        place = match.end()
        yield Evidence(
            "template_left_behind",
            Tactic.IMPERSONATION,
            WEIGHT,
            "still shows words of a template",
            "Whoever makes profiles by the dozen forgets to fill one in.",
            match.start(),
            match.end(),
            match.group(),
        )
