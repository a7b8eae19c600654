"""A text is looked at stretch by stretch, and nothing that a pattern may see is torn apart."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.signs.lexicon import Lexicon
from nlp.signs.page import Pager
from nlp.signs.sights import STRETCH, Sights
from nlp.signs.spotter import Spotter

PAGER = Pager()
SPOTTER = Spotter(PAGER.tokenizer, Lexicon({}, {}, {}, {}))
PAT, BOTH = SPOTTER.slot(["=pat"]), SPOTTER.slot(["=pat", "=quot_ram"])
LONG = " ".join(["so"] * STRETCH)
SENTENCES = st.lists(st.lists(st.sampled_from(["pat", "quot", "ram", "so"]), min_size=1, max_size=12), max_size=6)


def spotted(text: str) -> Sights:
    return SPOTTER.spot(PAGER.page(text))


def stretches(text: str) -> list[set[object]]:
    return [set(stretch) for stretch in spotted(text).stretches()]


def test_long_sentences_are_looked_at_one_by_one() -> None:
    assert stretches(f"{LONG} pat. {LONG} quot ram.") == [{"pat"}, {("quot", "ram")}]


def test_short_sentences_share_a_stretch() -> None:
    assert stretches("A pat. Quot ram.") == [{"pat", ("quot", "ram")}]


def test_words_in_a_row_hold_two_sentences_together() -> None:
    assert stretches(f"Pat {LONG} quot. Ram {LONG} pat.") == [{"pat", ("quot", "ram")}]


@settings(deadline=None)
@given(SENTENCES)
def test_the_stretches_hold_every_known_word_and_nothing_else(sentences: list[list[str]]) -> None:
    words = [word for sentence in sentences for word in sentence]
    pairs = set(pairwise(words)) & {("quot", "ram")}
    text = " ".join(" ".join(sentence) + "." for sentence in sentences)
    assert set().union(*stretches(text)) == {*words} & {"pat"} | pairs


@settings(deadline=None)
@given(SENTENCES)
def test_a_slot_is_where_its_words_stand(sentences: list[list[str]]) -> None:
    words = [word for sentence in sentences for word in sentence]
    sights = spotted(" ".join(" ".join(sentence) + "." for sentence in sentences))
    single = sum(1 << place for place, word in enumerate(words) if word == "pat")
    double = sum(1 << place for place in range(len(words)) if words[place : place + 2] == ["quot", "ram"])
    assert sights.spans[PAT] == ({1: single} if single else {})
    assert sights.spans[BOTH] == {length: bits for length, bits in ((1, single), (2, double)) if bits}
    assert bool(sights.present >> BOTH & 1) == bool(single or double)
