"""The search over whole texts finds exactly what a slow, obvious search finds."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.rulebook import RULES
from nlp.signs.lexicon import Lexicon, load_lexicon
from nlp.signs.reader import Found, SignReader

REAL = load_lexicon(RULES / "words")
WORDS = Lexicon({"NOT": ("never",), "CLAUSE": ("but",)}, {}, {}, {})
SENTENCES = st.lists(
    st.lists(st.sampled_from(["=pat", "=quot", "=ram", "=zed"]), min_size=1, max_size=9), min_size=1, max_size=4
)


class OneRule:
    """A rule of one pattern."""

    def __init__(self, line: str, unless: str = "") -> None:
        self.pattern_lines: tuple[str, ...] = (line,)
        self.unless_lines: tuple[str, ...] = (unless,) if unless else ()


PHRASE = SignReader([OneRule("=pat *2 =quot")], WORDS)
JOINT = SignReader([OneRule("=pat & =quot & =ram")], WORDS)
ACROSS = SignReader([OneRule("=pat && =quot")], WORDS)


def text_of(sentences: list[list[str]]) -> str:
    return " ".join(" ".join(word[1:] for word in sentence) + "." for sentence in sentences)


def spans(reader: SignReader, text: str) -> list[Found]:
    return reader.read(text)[1]


@settings(deadline=None)
@given(SENTENCES)
def test_a_phrase_with_a_gap_is_found_where_it_stands_and_nowhere_else(sentences: list[list[str]]) -> None:
    ends: list[int] = []
    place = 0
    for sentence in sentences:
        for i, j in combinations(range(len(sentence)), 2):
            if sentence[i] == "=pat" and sentence[j] == "=quot" and j - i <= 3:
                ends.append(place + j + 1)
        place += len(sentence)
    assert [item.end for item in spans(PHRASE, text_of(sentences))] == sorted(set(ends))[:6]


@settings(deadline=None)
@given(SENTENCES)
def test_parts_in_any_order_are_found_in_one_sentence_only(sentences: list[list[str]]) -> None:
    together = any({"=pat", "=quot", "=ram"} <= set(sentence) for sentence in sentences)
    assert bool(spans(JOINT, text_of(sentences))) == together


@settings(deadline=None)
@given(SENTENCES)
def test_parts_may_stand_in_different_sentences_if_the_pattern_says_so(sentences: list[list[str]]) -> None:
    words = [word for sentence in sentences for word in sentence]
    assert bool(spans(ACROSS, text_of(sentences))) == ("=pat" in words and "=quot" in words)


def test_an_unless_in_the_same_sentence_excuses() -> None:
    reader = SignReader([OneRule("=pat =quot", unless="=zed")], WORDS)
    assert not spans(reader, "zed or pat quot.")
    assert spans(reader, "zed. pat quot.")


def test_one_word_cannot_play_two_parts() -> None:
    reader = SignReader([OneRule("=pat|=quot & =pat|=ram")], WORDS)
    assert not spans(reader, "pat.")
    assert spans(reader, "pat pat.")


def test_words_are_seen_in_every_form_and_spelling() -> None:
    reader = SignReader(
        [OneRule("organise *1 paid"), OneRule("=pay"), OneRule("think_tank"), OneRule("non_public")], REAL
    )
    seen = {item.rule for item in spans(reader, "She was organizing payed visits.")}
    assert seen == {0}
    assert {item.rule for item in spans(reader, "Think-tanks hold non-public data.")} == {2, 3}


def test_a_short_line_ends_a_sentence_and_a_wrapped_one_does_not() -> None:
    wrapped = "a long line of plain words that a mail program wrapped pat\nquot after it."
    assert spans(PHRASE, wrapped)
    assert not spans(PHRASE, "Dear pat\nquot is here.")
