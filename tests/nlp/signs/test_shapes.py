"""Looking for all shapes at once finds what looking for each by itself finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.rulebook import RULES
from nlp.signs.lexicon import load_lexicon
from nlp.signs.shapes import ShapeFinder

SHAPES = load_lexicon(RULES / "words").shapes
FINDER = ShapeFinder(SHAPES, SHAPES)
PIECES = st.sampled_from(
    [
        "£300",
        "5k",
        "2000 USD",
        "a@b.org",
        "https://t.me/x",
        "+44 20 7946 0000",
        "v.zip",
        "npm run",
        "INC-20113",
        "10 May",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=5).map(" ".join)


@settings(deadline=None)
@given(TEXTS)
def test_the_joint_search_finds_every_shape_and_nothing_else(text: str) -> None:
    found = {name: list(spans) for name, spans in FINDER.find(text)}
    alone = {name: [match.span() for match in shape.finditer(text)] for name, shape in SHAPES.items()}
    assert found == {name: spans for name, spans in alone.items() if spans}


def test_no_shapes_find_nothing() -> None:
    assert list(ShapeFinder(SHAPES, ()).find("£300")) == []


def test_a_shape_after_much_noise_is_found() -> None:
    noise = "".join(map(chr, range(0x100, 0x4000))) * 2
    assert "MONEY" in dict(FINDER.find(f"{noise} £300"))
