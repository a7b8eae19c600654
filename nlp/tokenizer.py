"""The spaCy side of reading: its English tokenizer, and what has to be kept away from it."""

import re
from collections.abc import Mapping
from typing import Protocol, cast

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

LONGEST_RUN = 60
"""Characters without a space that the tokenizer is given at once: its time grows with the square of that length."""

_GETTERS = "lex_attr_getters"
_READ_ATTRIBUTES = ("LOWER", "NORM")
"""What is looked at of a word; spaCy would work out twenty more for each word that it has not met."""

_MARKS = re.compile(r"(?<=[^\w\s])[^\w\s]{2,}")
_RUN = re.compile(rf"\S{{{LONGEST_RUN}}}(?=\S)")


class Tokenizer(Protocol):
    """What is used of spaCy's tokenizer."""

    vocab: Vocab
    rules: Mapping[str, object]
    """Spellings that are split otherwise than the general rules would."""

    def __call__(self, string: str) -> Doc:
        """Split a text."""


def build_tokenizer() -> Tokenizer:
    """Make the tokenizer of spaCy's blank English pipeline. Nothing is downloaded and nothing is learned."""
    pipeline = spacy.blank("en")
    strings = pipeline.vocab.strings
    getters: dict[int, object] = getattr(pipeline.vocab, _GETTERS)
    read = {strings[name] for name in _READ_ATTRIBUTES}
    setattr(pipeline.vocab, _GETTERS, {number: getter for number, getter in getters.items() if number in read})
    return cast("Tokenizer", pipeline.tokenizer)


def tokenizable(text: str) -> str:
    """Give the same text, place for place, without the runs of marks and letters that would stall the tokenizer.

    spaCy's tokenizer takes minutes for 40,000 brackets in a row.
    """
    if not _RUN.search(text) and not _MARKS.search(text):
        return text
    thinned = _MARKS.sub(lambda run: " " * len(run[0]), text)
    return _RUN.sub(lambda run: run[0][:-1] + " ", thinned)
