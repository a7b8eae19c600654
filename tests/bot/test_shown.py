from hypothesis import given
from hypothesis import strategies as st

from bot.shown import QUOTE_LIMIT, shortened, shown

HOOKS = st.sampled_from(
    ["https://evil.example/a", "x@y.example", "\u202e", "\x00", "\ud800", "\u200b", "\n", "a" * 500]
)


@given(st.lists(st.one_of(HOOKS, st.text(st.characters(), max_size=30)), max_size=8).map(" ".join))
def test_what_is_shown_is_one_short_line_without_live_links_or_invisible_signs(text: str) -> None:
    found = shown(text)
    assert len(found) <= QUOTE_LIMIT
    assert "\n" not in found
    assert "http://" not in found.lower()
    assert "https://" not in found.lower()
    assert not {"\u202e", "\x00", "\u200b"} & set(found)
    found.encode("utf-8")


def test_a_long_quote_keeps_its_beginning_and_its_end() -> None:
    found = shown("begin " + "x " * 500 + "end")
    assert found.startswith("begin")
    assert found.endswith("end")
    assert " … " in found


def test_a_surrogate_pair_becomes_its_sign_and_a_lone_one_a_mark() -> None:
    assert shown("\ud83d\ude00") == "\U0001f600"
    assert shown("a\ud800b") == "a\N{REPLACEMENT CHARACTER}b"


@given(st.text(), st.integers(min_value=10, max_value=50))
def test_shortening_never_exceeds_the_limit(text: str, limit: int) -> None:
    assert len(shortened(text, limit)) <= limit
