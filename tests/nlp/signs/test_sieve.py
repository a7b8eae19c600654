"""The sieve lets through exactly the patterns whose clauses all hold, and a word is worked out once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.signs.memo import Memo
from nlp.signs.sieve import Sieve

SLOTS_OF = {"pat": (0, 1), "quot": (1, 2), "ram": (3,), "zed": ()}
CLAUSES = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=3), min_size=1, max_size=4)
STRETCHES = st.lists(st.lists(st.sampled_from(sorted(SLOTS_OF)), max_size=3), max_size=3)


@settings(deadline=None)
@given(st.lists(st.tuples(CLAUSES, st.booleans()), max_size=5), STRETCHES)
def test_a_pattern_passes_where_every_clause_holds_in_one_stretch_or_anywhere_if_it_may(
    patterns: list[tuple[list[list[int]], bool]], stretches: list[list[str]]
) -> None:
    sieve = Sieve([clauses for clauses, _ in patterns], [across for _, across in patterns], SLOTS_OF.__getitem__)
    filled = [{slot for word in stretch for slot in SLOTS_OF[word]} for stretch in stretches]
    anywhere = set().union(*filled)
    expected = {
        number
        for number, (clauses, across) in enumerate(patterns)
        if any(all(not slots.isdisjoint(clause) for clause in clauses) for slots in [*filled, *[anywhere] * across])
    }
    passed = sieve.passed(stretches)
    assert {number for number in range(len(patterns)) if passed >> number & 1} == expected
    assert passed < 1 << len(patterns)


def test_what_was_worked_out_is_not_worked_out_again() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Memo(length)
    assert [lengths["pat"], lengths["quot"], lengths["pat"]] == [3, 4, 3]
    assert asked == ["pat", "quot"]
