"""The contact points in a text, found without touching any of them."""

from itertools import islice
from typing import TYPE_CHECKING

from nlp.draft import Draft
from nlp.finders.handles import find_handles
from nlp.finders.mails import find_mails
from nlp.finders.phones import find_phones
from nlp.finders.urls import find_hosts, find_links
from nlp.folds import drop_invisible, replace_surrogates
from nlp.model import Observable

if TYPE_CHECKING:
    from nlp.finders.found import Found

_FINDERS = (find_links, find_mails, find_hosts, find_phones, find_handles)
"""In order of precedence: what an earlier one found, a later one cannot claim a part of."""


MAX_PER_FINDER = 400
"""A text that holds more contact points of one sort is no approach to a person; the first ones tell enough."""


def observe(text: str) -> tuple[Observable, ...]:
    """Find URLs, e-mail addresses, telephone numbers and handles, in the order of the text, never overlapping.

    At most `MAX_PER_FINDER` of each sort are listed. Offsets lie in `text` as given.
    Never raises; the time taken is linear in the text.
    """
    draft = drop_invisible(replace_surrogates(Draft(text)))
    taken = bytearray(len(draft.text))
    kept: list[Found] = []
    for finder in _FINDERS:
        for found in islice(finder(draft.text), MAX_PER_FINDER):
            if found.value and not any(taken[found.start : found.end]):
                taken[found.start : found.end] = b"\x01" * (found.end - found.start)
                kept.append(found)
    return tuple(
        Observable(found.kind, found.value, *draft.original_span(found.start, found.end))
        for found in sorted(kept, key=lambda found: found.start)
    )
