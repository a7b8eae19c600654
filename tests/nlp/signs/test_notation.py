"""Roles, windows and misread words: what a pattern line may ask for beyond plain phrases."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.signs.lexicon import Lexicon
from nlp.signs.notation import NotationError, parse, parse_phrase
from nlp.signs.reader import Found, SignReader

WORDS = Lexicon(
    {"NOT": ("never", "not"), "CLAUSE": ("but",), "METAL": ("gold", "copper")},
    {},
    {},
    {},
    {"WANTS": ("=craves", "=asks *2 =for", "=never =gives =back"), "OWNER": ("=queen", "@METAL =king")},
)


class OneRule:
    """A rule of one pattern."""

    def __init__(self, line: str, unless: str = "") -> None:
        self.pattern_lines: tuple[str, ...] = (line,)
        self.unless_lines: tuple[str, ...] = (unless,) if unless else ()


def seen(line: str, text: str, unless: str = "") -> list[Found]:
    return SignReader([OneRule(line, unless)], WORDS).read(text)[1]


@pytest.mark.parametrize("text", ["She craves gold.", "Copper, he asks us for.", "They asks for that gold."])
def test_any_phrase_of_a_role_fills_it_in_any_order(text: str) -> None:
    assert seen("%WANTS & @METAL", text)


@pytest.mark.parametrize("text", ["She craves silver.", "He asks us all again for gold.", "Gold. He craves it."])
def test_a_role_asks_for_one_of_its_phrases_in_that_sentence(text: str) -> None:
    assert not seen("%WANTS & @METAL", text)


def test_a_role_may_stand_beside_words_and_other_roles() -> None:
    assert seen("%WANTS|=steals & %OWNER", "The gold king steals.")
    assert seen("%WANTS|%OWNER & @METAL", "The queen has gold.")
    assert not seen("%WANTS|=steals & %OWNER", "The gold prince steals.")


def test_a_role_excuses_too() -> None:
    assert not seen("@METAL", "The copper king sleeps.", unless="%OWNER")
    assert seen("@METAL", "The copper king sleeps.", unless="%WANTS")


def test_a_role_shows_the_words_that_filled_it() -> None:
    (found,) = seen("%WANTS & %OWNER", "Now he asks us for the copper king today.")
    assert found.parts == ((2, 5), (6, 8))


def test_a_not_of_the_role_itself_is_no_denial_and_another_one_is() -> None:
    assert [item.negated for item in seen("%WANTS & @METAL", "He never gives back gold.")] == [False]
    assert [item.negated for item in seen("%WANTS & @METAL", "He never craves gold.")] == [True]


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(0, 12))
def test_a_window_of_n_words_holds_the_last_words_of_the_parts(window: int, between: int) -> None:
    words = ["craves", *["word"] * between, "gold"]
    assert bool(seen(f"=craves &{window} =gold", " ".join(words))) == (between + 1 <= window)
    assert bool(seen(f"=craves &&{window} =gold", ". ".join(words))) == (between + 1 <= window)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("a & b && c", "mixes & and &&"),
        ("a &5 b & c", "mixes & and &5"),
        ("a &&& b", "join parts with &"),
        ("a &x b", "join parts with &"),
        ("a &0 b", "write a window as &1 to &60"),
        ("a &&99 b", "write a window as &1 to &60"),
        ("%WANTS b & c", "a %ROLE stands alone"),
        ("a *3 %WANTS", "a %ROLE stands alone"),
        ("%WANTS| & c", "empty choice"),
        ("a &", "needs a word"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_what_to_write(line: str, told: str) -> None:
    with pytest.raises(NotationError, match=told.replace("%", "%")):
        parse(line)


@pytest.mark.parametrize("line", ["a & b", "%OWNER b", "a|%OWNER"])
def test_a_role_is_made_of_plain_phrases(line: str) -> None:
    with pytest.raises(NotationError, match="a role is made of plain phrases"):
        parse_phrase(line)


def test_a_role_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(NotationError, match="no role %NOSUCH; the roles are OWNER, WANTS"):
        seen("%NOSUCH & gold", "gold")
