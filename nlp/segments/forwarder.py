"""Finds what the reporter wrote around the message that they hand in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Self

from nlp.segments.lines import Sentence
from nlp.segments.markers import Page, wording

LONGEST = 25
"""Words of a sentence that is only a remark; a longer one has something to tell."""
ENOUGH_ASIDES = 2
"""So many remarks that others could make too show a reporter when they stand together."""
LONGEST_BETWEEN = 12
MOST_BETWEEN = 2
"""Sentences that may stand between two remarks, and the words that each may have."""
LONGEST_NAME = 3
"""Words of the name below "Thanks"."""

_MEANT_FOR_READER = re.compile(r"\b(?:you|your|yours|u|ur)\b|[@\d]|://|www\.")
"""Such a sentence may be the message itself: it is not taken for a remark because remarks stand around it."""


@dataclass(frozen=True, slots=True)
class _Remarks:
    """Which sentences speak about a message rather than being one."""

    page: Page
    verdicts: frozenset[int]
    all: frozenset[int]
    asides: frozenset[int]
    fillings: frozenset[int]
    telling: frozenset[int]

    @classmethod
    def on(cls, page: Page) -> Self | None:
        """Find the remarks; None where there are none."""
        verdicts, receipts, asides = (wording(f"forwarder/{name}").on(page) for name in ("verdict", "receipt", "aside"))
        found = verdicts | receipts | asides
        if not found:
            return None
        telling = wording("forwarder/telling").on(page)
        telling |= {number for number in found if page.words(number) > LONGEST}
        fillings = wording("forwarder/filling").on(page) - found
        return cls(page, verdicts - telling, found - telling, asides - verdicts - receipts, fillings, telling)

    def may_stand_between(self, number: int) -> bool:
        """Whether a sentence between two remarks belongs to them."""
        if number in self.telling or self.page.words(number) > LONGEST_BETWEEN:
            return False
        return not _MEANT_FOR_READER.search(self.page.line(number))


def forwarder(
    page: Page, sentences: Sequence[Sentence], above: Sequence[int], below: Sequence[int], *, forwarded: bool
) -> frozenset[int]:
    """Numbers of the sentences that are the reporter's own remarks.

    `above` and `below` number the sentences that may be remarks above the message and below it, in order;
    `forwarded` tells that a forwarded message, a quotation or a conversation follows.
    """
    remarks = _Remarks.on(page)
    if remarks is None:
        return frozenset()
    first = frozenset(_above(remarks, sentences, above, forwarded=forwarded))
    rest = [number for number in below if number not in first]
    last = _below(remarks, sentences, rest)
    return first | frozenset(last or (_farewell(remarks, sentences, rest) if first else ()))


def _above(
    remarks: _Remarks, sentences: Sequence[Sentence], numbers: Sequence[int], *, forwarded: bool
) -> Sequence[int]:
    run = _run(remarks, numbers)
    while run and run[-1] in remarks.fillings and sentences[run[-1]].opens:  # "Dear Jane" begins the message
        run.pop()
    asides = len(remarks.asides.intersection(run))
    if remarks.all.intersection(run) - remarks.asides:
        return run
    enough = asides >= ENOUGH_ASIDES or (asides and forwarded)
    apart = run == numbers[: len(run)] and (len(run) == len(numbers) or sentences[numbers[len(run)]].first)
    return run if enough and apart else ()


def _below(remarks: _Remarks, sentences: Sequence[Sentence], numbers: Sequence[int]) -> Sequence[int]:
    """What stands last needs a verdict: "What do you think?" is how senders end as well."""
    backwards = list(reversed(numbers))
    name = backwards[:1] if _is_name(remarks, backwards) else []
    run = _run(remarks, backwards[len(name) :])
    while run and run[-1] in remarks.fillings:  # nearest to the message: it is the sender who says thanks
        run.pop()
    if not remarks.verdicts.intersection(run):
        return ()
    return [*name, *run] if sentences[run[-1]].first or remarks.verdicts.issuperset(run) else ()


def _farewell(remarks: _Remarks, sentences: Sequence[Sentence], numbers: Sequence[int]) -> Sequence[int]:
    """Thanks and a name in a paragraph of their own at the end: they close what a reporter began."""
    backwards = list(reversed(numbers))
    name = backwards[:1] if _is_name(remarks, backwards) else []
    run = list(takewhile(remarks.fillings.__contains__, backwards[len(name) :]))
    whole = [*name, *run]
    return whole if run and sentences[run[-1]].first and len(whole) < len(numbers) else ()


def _is_name(remarks: _Remarks, backwards: Sequence[int]) -> bool:
    return (
        len(backwards) > 1
        and remarks.page.words(backwards[0]) <= LONGEST_NAME
        and backwards[0] not in remarks.all
        and backwards[1] in remarks.fillings
    )


def _run(remarks: _Remarks, numbers: Sequence[int]) -> list[int]:
    """Remarks and fillings from the beginning on, with the little that may stand between them."""
    run: list[int] = []
    between: list[int] = []
    for number in numbers:
        if number in remarks.all or (number in remarks.fillings and not between):
            run += [*between, number]
            between = []
        elif run and len(between) < MOST_BETWEEN and remarks.may_stand_between(number):
            between.append(number)
        else:
            break
    return run
