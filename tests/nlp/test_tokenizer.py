"""Texts are split as spaCy's blank English pipeline splits them, and no run of characters stalls it."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.tokenizer import LONGEST_RUN, build_tokenizer, tokenizable

OURS = build_tokenizer()
SPACYS = spacy.blank("en").tokenizer


@pytest.mark.parametrize(
    "text",
    [
        "I can't, really: we'd pay £300 (or more) for Dr. Who's report.",
        "Gonna mail you@example.com  or https://example.com/a?b=c…\n\nP.S. it's 5p.m., isn't it?",
    ],
)
def test_words_and_their_normal_forms_are_those_of_the_pipeline(text: str) -> None:
    assert [(word.text, word.norm_) for word in OURS(text)] == [(word.text, word.norm_) for word in SPACYS(text)]


@settings(deadline=None)
@given(st.text(st.sampled_from("ab.([! \n"), max_size=300))
def test_what_is_thinned_keeps_its_places_and_has_no_long_run(text: str) -> None:
    thinned = tokenizable(text)
    assert len(thinned) == len(text)
    assert all(new in {old, " "} for new, old in zip(thinned, text, strict=True))
    assert max(map(len, thinned.split()), default=0) <= LONGEST_RUN
