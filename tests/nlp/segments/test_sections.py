from itertools import pairwise

from nlp.clean import clean
from nlp.segments import Part, judged, parts, segment
from nlp.segments.sections import FEWEST_WORDS, MOST_CUTS, MOST_SEGMENTS

PAGE = "The lecture moves to the hall, the library opens on Saturdays, and the choir meets on the first Tuesday. "
PAGES = (
    f"{PAGE}The garden group is looking for somebody who can mend the greenhouse before the frost comes back. "
    "Members can collect the new handbook at the desk, and the summer fair needs hands for the tea tent."
)
LURE = "We would like you to write a short report on what your ministry plans to buy next year, and we pay in cash."


def parts_of(text: str) -> list[Part]:
    cleaned = clean(text)
    cut = segment(cleaned.text)
    return list(parts(cleaned, cut, judged(cleaned, cut)))


def test_a_short_message_is_read_as_one() -> None:
    assert parts_of("Hello Jane,\n\ncould you write us a note?\n\nAnna") == []


def test_what_stands_above_or_below_an_added_page_is_read_by_itself() -> None:
    assert LURE in [part.cleaned.text for part in parts_of(f"{LURE}\n\n{PAGES}")]
    assert LURE in [part.cleaned.text for part in parts_of(f"{PAGES}\n\n{LURE}")]


def test_each_turn_with_something_to_say_is_read_by_itself() -> None:
    text = f"[10:41] Anna: hello\n[10:42] Anna: {LURE}\n[10:43] Me: {PAGE}"
    assert [part.cleaned.text for part in parts_of(text)] == [LURE]


def test_a_part_holds_what_lies_in_it() -> None:
    text = f"{LURE}\n\n{PAGES}"
    part = next(part for part in parts_of(text) if part.cleaned.text == LURE)
    assert part.holds(0)
    assert part.holds(len(LURE) - 1)
    assert not part.holds(len(LURE))


def test_parts_lie_in_the_original_at_what_they_were_cut_from() -> None:
    text = f"is this a scam?\n\n> {LURE}\n\n{PAGES}"
    for part in parts_of(text):
        assert text[part.start : part.end].endswith(part.cleaned.text[-20:])


def test_the_number_of_parts_is_bounded() -> None:
    turns = "\n".join(f"[10:41] Anna: {number} {LURE}" for number in range(200))
    assert len(parts_of(turns)) <= MOST_SEGMENTS + 2 * MOST_CUTS
    pages = "\n\n".join(f"{number} {PAGE}" for number in range(200))
    assert len(parts_of(pages)) <= 2 * MOST_CUTS


def test_beginnings_grow_and_have_enough_words() -> None:
    found = [part for part in parts_of("\n\n".join(f"{number} {PAGE}" for number in range(9))) if part.start == 0]
    sizes = [len(part.cleaned.text.split()) for part in found]
    assert all(size >= FEWEST_WORDS for size in sizes)
    assert all(before < after for before, after in pairwise(sizes))


def test_small_turns_are_not_read_by_themselves() -> None:
    small = " ".join(["word"] * (FEWEST_WORDS - 1))
    assert parts_of(f"[10:41] Anna: {small}\n[10:42] Bob: {small}") == []
