"""Words that text recognition misread are read as what they look like; short and unknown ones are left alone."""

import pytest

from nlp.signs.lexicon import Lexicon
from nlp.signs.misread import Misreadings
from nlp.signs.reader import SignReader

KNOWN = Misreadings(["payment", "client", "immediately", "pay", "government", "window"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("payrnent", "payment"),
        ("c1ient", "client"),
        ("irnrnediateiy", "immediately"),
        ("govemment", "government"),
        ("vvindovv", "window"),
        ("payment", "payment"),
        ("paper", None),
        ("pay", None),
    ],
)
def test_a_known_word_is_recognised_by_its_outline(written: str, meant: str | None) -> None:
    assert KNOWN.meant(written) == meant


class OneRule:
    """A rule of one pattern."""

    pattern_lines = ("=payment", "=private =client")
    unless_lines = ()


def test_a_sign_is_seen_through_misread_words_alone_and_in_phrases() -> None:
    reader = SignReader([OneRule()], Lexicon({"NOT": ("never",), "CLAUSE": ("but",)}, {}, {}, {}))
    assert len(reader.read("The payrnent comes from a prlvate c1ient.")[1]) == 2
