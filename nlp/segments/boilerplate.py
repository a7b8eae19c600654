"""Finds what nobody wrote for this reader: legal notices, mail footers and signatures."""

from collections.abc import Iterable, Iterator, Sequence

from nlp.model import Role
from nlp.segments.lines import Sentence
from nlp.segments.markers import Page, wording

LONGEST_DISCLAIMER = 120
"""Words of one sentence."""
LONGEST_FOOTER = 30
MOST_SIGNED = 8
"""Lines of a signature, the closing words not counted."""
LONGEST_SIGNED = 12
"""Words of one line of a signature."""


def boilerplate(page: Page) -> dict[int, Role]:
    """Say of each sentence that is a legal notice or a footer which of them it is.

    Each sentence must earn it by its own words, or stand between two of the same paragraph that do: whatever follows
    a footer is still read.
    """
    footers = wording("boilerplate/footer").on(page)
    notices = wording("boilerplate/disclaimer").on(page)
    found = {number: Role.FOOTER for number in footers if page.words(number) <= LONGEST_FOOTER}
    return found | {number: Role.DISCLAIMER for number in notices if page.words(number) <= LONGEST_DISCLAIMER}


def signatures(page: Page, sentences: Sequence[Sentence], messages: Iterable[Sequence[int]]) -> Iterator[int]:
    """Numbers of the sentences that sign a message.

    A signature begins with a closing or with two hyphens, is short, and shows how to reach somebody. `messages` has the
    numbers of each message's sentences up to a legal notice or footer, in order.
    """
    hyphens = wording("boilerplate/hyphens").on(page)
    openings = hyphens | wording("boilerplate/closing").on(page)
    if not openings:
        return
    cards = wording("boilerplate/card").on(page)
    for numbers in messages:
        signed = numbers[_signed_from(page, sentences, numbers, openings) :]
        if signed and (signed[0] in hyphens or cards.intersection(signed[1:])):
            yield from signed


def _signed_from(page: Page, sentences: Sequence[Sentence], numbers: Sequence[int], openings: frozenset[int]) -> int:
    """The place of the last opening that only short lines follow; the end where there is none."""
    lines = 0
    for place in range(len(numbers) - 1, -1, -1):
        if numbers[place] in openings:
            return place
        lines += sentences[numbers[place]].first
        if lines > MOST_SIGNED or page.words(numbers[place]) > LONGEST_SIGNED:
            break
    return len(numbers)
