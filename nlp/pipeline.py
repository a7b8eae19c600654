"""The spaCy side of reading: the English tokenizer and the stage that finds where sentences begin."""

import re
from typing import TYPE_CHECKING, cast

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from thinc.types import Ints2d

SENTENCE_ENDS = frozenset(".!?…;•·|")
"""Marks after which a new sentence begins; list marks count, since what stands in two bullets is two statements."""
SHORT_LINE = 48
"""A line of fewer characters was ended by its writer, not wrapped by a mail program: the next line begins anew."""
LONGEST_RUN = 60
"""Characters without a space that the tokenizer is given at once: its time grows with the square of that length."""

_GETTERS = "lex_attr_getters"
_READ_ATTRIBUTES = ("LOWER", "NORM", "IS_SPACE")
"""What is looked at of a word; spaCy would work out twenty more for each word that it has not met."""

_MARKS = re.compile(r"(?<=[^\w\s])[^\w\s]{2,}")
_RUN = re.compile(rf"\S{{{LONGEST_RUN}}}(?=\S)")


def build_pipeline() -> Language:
    """Make the pipeline: tokenizer, then `sentence_starts`. Nothing is downloaded and nothing is learned."""
    pipeline = spacy.blank("en")
    getters: dict[int, object] = getattr(pipeline.vocab, _GETTERS)
    read = {pipeline.vocab.strings[name] for name in _READ_ATTRIBUTES}
    setattr(pipeline.vocab, _GETTERS, {number: getter for number, getter in getters.items() if number in read})
    pipeline.add_pipe("sentence_starts")
    return pipeline


def tokenizable(text: str) -> str:
    """Give the same text, place for place, without the runs of marks and letters that would stall the tokenizer.

    spaCy's tokenizer takes minutes for 40,000 brackets in a row.
    """
    if not _RUN.search(text) and not _MARKS.search(text):
        return text
    thinned = _MARKS.sub(lambda run: " " * len(run[0]), text)
    return _RUN.sub(lambda run: run[0][:-1] + " ", thinned)


@Language.component("sentence_starts")
def sentence_starts(doc: Doc) -> Doc:
    """Mark each token that begins a sentence; blank lines, short lines and list marks end one as well."""
    starts = np.zeros((len(doc), 1), dtype="uint64")
    strings = doc.vocab.strings
    rows = cast("list[list[int]]", doc.to_array(["ORTH", "LENGTH", "SPACY", "IS_SPACE"]).tolist())
    place = line_start = 0
    begins = True
    for index, (orth, length, space, is_space) in enumerate(rows):
        if begins:
            starts[index] = 1
            begins = False
        if is_space:
            breaks = strings[orth].count("\n")
            begins = breaks > 1 or (breaks == 1 and place - line_start < SHORT_LINE)
            line_start = place + length if breaks else line_start
        elif strings[orth][0] in SENTENCE_ENDS:
            begins = True
        place += length + space
    # all at once, since spaCy's own setter looks through the whole text each time
    return doc.from_array(["SENT_START"], cast("Ints2d", starts))
