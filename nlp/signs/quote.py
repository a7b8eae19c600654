"""Chooses the words to show for a sign: a phrase that a person can read, with the sign in it and little else."""

import re
from collections.abc import Sequence

from nlp.signs.bits import Ground
from nlp.signs.page import Page

LONGEST_QUOTE = 20
"""Words. A longer hit is quoted by its last words, where the asking mostly stands."""
LONGEST_ACROSS = 12
"""Words. A longer hit that runs over a sentence end is quoted from the sentence that shows most of it."""
WHOLE_ACROSS = 20
"""Words. A hit that runs over a sentence end is quoted from clause to clause up to this long."""
SHORTEST_QUOTE = 4
"""Words. A shorter hit is quoted with its neighbours, so that a person can see what is meant."""
WHOLE = 18
"""Words. A sentence up to this long, or else a clause, is quoted whole: half a sentence proves little to its reader."""
MOST_REACH = 3
"""Words that a quote may grow further, so as not to end on a word that needs another."""

_HANGING = (
    "a an the this these your our my his her their its some any each every no of to for with in on at by from into"
    " about as than per via over under between and or but nor if that which who when where while because so is are was"
    " were be been am will would can could shall should may might must do does did have has had not very more i we he"
    " she they please just also then there 'll 're 've 'd"
)
_NEEDS_NEXT = frozenset(_HANGING.split())
"""Words after which a phrase does not end."""
_NEEDS_BEFORE = frozenset(["and", "or", "but", "nor", "of", "than", "that", "which", "so", "then"])
"""Words with which a phrase does not begin."""
_SYMBOLS_BEFORE = "$£€¥₹@+#"
_SYMBOLS_AFTER = "%€£$"
_WORD_BEFORE = re.compile(r"[^\W_][\w'\u2019&-]{0,39}$")
_WORD_AFTER = re.compile(r"(?:['\u2019&-]?\w){1,40}")
_LONGEST_WORD = 40

Words = tuple[int, int]


def quote_span(page: Page, start: int, end: int, parts: Sequence[Words] = ()) -> Words:
    """Give the characters of the page to quote for a hit on the words from `start` to before `end`.

    Args:
        page: the text.
        start: first word of the hit.
        end: one past its last word.
        parts: the words of each part of the hit, where it has several.
    """
    start, end = _in_one_sentence(page.ground, start, end, parts)
    start = max(start, end - LONGEST_QUOTE)
    return _characters(page, *_phrase(page, start, end))


def _in_one_sentence(ground: Ground, start: int, end: int, parts: Sequence[Words]) -> Words:
    """Narrow a long hit to the sentence that shows most of it, the last such one."""
    sentence = ground.sentence_of(end - 1)
    if start >= sentence[0] or (end - start <= LONGEST_ACROSS and len(parts) > 1):
        return start, end
    shown: dict[Words, list[Words]] = {}
    for part in sorted(parts) or [(start, end)]:
        shown.setdefault(ground.sentence_of(part[1] - 1), []).append(part)
    best = max(shown, key=lambda place: (len(shown[place]), place))
    return max(best[0], min(part[0] for part in shown[best])), max(part[1] for part in shown[best])


def _phrase(page: Page, start: int, end: int) -> Words:
    """Widen a hit to its sentence or clause, or to a few words that begin and end as phrases do."""
    sentence = _bounds(page, start, end, page.ground.breaks)
    clause = _bounds(page, start, end, page.ground.breaks | page.clauses)
    within_one = page.ground.sentence_of(start) == page.ground.sentence_of(end - 1)
    for low, high in (sentence, clause) if within_one else (clause,):
        if SHORTEST_QUOTE <= high - low <= (WHOLE if within_one else WHOLE_ACROSS):
            return _begun(page, low, high), high
    return _edged(page, *_grown(start, end, *sentence), sentence[1])


def _bounds(page: Page, start: int, end: int, breaks: int) -> Words:
    """The nearest breaks around some words."""
    after = breaks >> end
    high = end + (after & -after).bit_length() - 1 if after else len(page)
    return max((breaks & ((2 << start) - 1)).bit_length() - 1, 0), high


def _grown(start: int, end: int, low: int, high: int) -> Words:
    """Take in neighbours until there is enough to read, the following word first."""
    while end - start < SHORTEST_QUOTE and (end < high or start > low):
        if end < high:
            end += 1
        if start > low and end - start < SHORTEST_QUOTE:
            start -= 1
    return start, end


def _edged(page: Page, start: int, end: int, high: int) -> Words:
    """Move the edges to where a phrase may end and begin."""
    end = next((i for i in range(end, min(high, end + MOST_REACH) + 1) if not _hangs(page, i)), end)
    return _begun(page, start, end), end


def _begun(page: Page, start: int, end: int) -> int:
    """Pass over words that a phrase does not begin with."""
    return next((i for i in range(start, end - 1) if page.words[i] not in _NEEDS_BEFORE), end - 1)


def _hangs(page: Page, end: int) -> bool:
    """Whether a phrase that ends before this word is left hanging."""
    return page.words[end - 1] in _NEEDS_NEXT


def _characters(page: Page, start: int, end: int) -> Words:
    """The characters of these words, with what belongs to them: the rest of a word, a currency sign, a bracket."""
    text, begin, stop = page.text, page.starts[start], page.ends[end - 1]
    if text[begin].isalnum() or text[begin] in "'\u2019":
        before = _WORD_BEFORE.search(text[max(0, begin - _LONGEST_WORD) : begin])
        begin -= len(before[0]) if before else 0
    while begin and text[begin - 1] in _SYMBOLS_BEFORE:
        begin -= 1
    if text[stop - 1].isalnum() and (after := _WORD_AFTER.match(text, stop)):
        stop = after.end()
    while stop < len(text) and text[stop] in _SYMBOLS_AFTER:
        stop += 1
    quoted = text[begin:stop]
    if text[stop : stop + 1] == ")" and quoted.count("(") > quoted.count(")"):
        stop += 1
    return begin, stop
