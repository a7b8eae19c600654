"""Takes out of a text what its sender is judged by, with every character's place in the original kept."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nlp.clean import Cleaned
from nlp.draft import Edit
from nlp.model import Segment
from nlp.segments.markers import Page, wording

LONGEST_ASSURANCE = 15
"""Words of a sentence that only assures; a longer one has more to say."""
FEWEST_REPEATED = 4
"""Words of a sentence that counts as said again; shorter ones recur in any conversation."""
_GAP = "\n\n"
_CHECKABLE = re.compile(r"[@\d]|://|www\.")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_QUOTE_MARKS = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)


def judged(cleaned: Cleaned, segments: Sequence[Segment]) -> Cleaned:
    """Keep the messages and what others said; a blank line stands where something was left out.

    Quote marks go as well, so that a sentence is not torn apart where a quoted line ends, and so do sentences that add
    nothing. `segments` are those of the cleaned text. Where nothing needs to be left out, the text itself comes back.
    """
    edits = [edit for edit in _edits(cleaned.text, segments) if edit.text or edit.start < edit.end]
    return concise(cleaned.edited(edits) if edits else cleaned)


def concise(cleaned: Cleaned) -> Cleaned:
    """Leave out the sentences that add nothing: what was said before, and a sender's word for their own honesty."""
    edits = list(_empty(cleaned.text))
    return cleaned.edited(edits) if edits else cleaned


def _edits(text: str, segments: Iterable[Segment]) -> Iterator[Edit]:
    """What is left out goes with the white space around it: a message begins where its own words begin."""
    done, gap = 0, ""
    for segment in segments:
        if not segment.judged:
            gap = _GAP if done else ""
            continue
        if gap or not done:
            yield Edit(done, segment.start, gap)
        for marks in _QUOTE_MARKS.finditer(text, segment.start, segment.end):
            yield Edit(*marks.span(), "")
        done, gap = segment.end, ""
    yield Edit(done, len(text), "")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences are; a line that ends without a full stop is one."""
    return (found.span() for found in _SENTENCE.finditer(text))


def _empty(text: str) -> Iterator[Edit]:
    found = list(_SENTENCE.finditer(text))
    page = Page.of(sentence[0] for sentence in found)
    assurances = wording("assurance/assurance").on(page)
    said: set[str] = set()
    for number, sentence in enumerate(found):
        words = page.line(number)
        assured = number in assurances and page.words(number) <= LONGEST_ASSURANCE and not _CHECKABLE.search(words)
        if assured or (words in said and page.words(number) >= FEWEST_REPEATED):
            yield Edit(*sentence.span(), "")
        said.add(words)


def excerpt(cleaned: Cleaned, start: int, end: int) -> Cleaned:
    """Keep one span of the cleaned text, without quote marks."""
    marks = (Edit(*found.span(), "") for found in _QUOTE_MARKS.finditer(cleaned.text, start, end))
    return cleaned.edited([Edit(0, start, ""), *marks, Edit(end, len(cleaned.text), "")])


def placed(cleaned: Cleaned, segments: Iterable[Segment]) -> Iterator[Segment]:
    """Give the segments of the cleaned text their place in the original, still in order and without overlap."""
    done = 0
    for segment in segments:
        start, end = cleaned.original_span(segment.start, segment.end)
        if end > max(start, done):
            yield replace(segment, start=max(start, done), end=end)
            done = end
