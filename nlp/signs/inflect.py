"""English word forms by rule: every form that a word of the rules may take in a message.

Forms that nobody uses (“goed”) are harmless in a search, so the rules here prefer too many to too few.
"""

from collections.abc import Mapping, Sequence

_VOWELS = frozenset("aeiou")
_BRITISH = (
    ("isation", "ization"), ("ise", "ize"), ("yse", "yze"), ("our", "or"), ("ence", "ense"), ("tre", "ter"),
    ("ogramme", "ogram"), ("ogue", "og"), ("gement", "gment"),
)  # fmt: skip
_SPELLINGS = (*_BRITISH, *((american, british) for british, american in _BRITISH))
_SPELLED_OTHERWISE = tuple(ending for ending, _ in _SPELLINGS)
_UNDOUBLED = _VOWELS | set("wxy")
_SHORTEST_STEM = 3
_SHORTEST_VARIANT = 6


def forms(word: str, irregular: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Every inflected form of `word`, in British and American spelling, with the word itself.

    Of a phrase of several words only the first and the last word are inflected.
    """
    words = word.split(" ")
    if len(words) > 1:
        heads = _single(words[0], irregular)
        tails = _single(words[-1], irregular)
        middle = words[1:-1]
        firsts = {" ".join((head, *middle, words[-1])) for head in heads}
        return frozenset(firsts | {" ".join((words[0], *middle, tail)) for tail in tails})
    return _single(word, irregular)


def _single(word: str, irregular: Mapping[str, Sequence[str]]) -> frozenset[str]:
    found: set[str] = set()
    for spelling in {word, *_other_spellings(word)}:
        found.add(spelling)
        if spelling in irregular:
            found.update(irregular[spelling])
        elif spelling.isascii() and spelling.isalpha() and len(spelling) >= _SHORTEST_STEM:
            found.update(_regular(spelling))
    return frozenset(found)


def _other_spellings(word: str) -> set[str]:
    """The American spelling of a British word and the other way round, where an ending tells."""
    if len(word) < _SHORTEST_VARIANT or not word.endswith(_SPELLED_OTHERWISE):
        return set()
    return {word.removesuffix(one) + other for one, other in _SPELLINGS if word.endswith(one)}


def _regular(word: str) -> set[str]:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        plurals = {word + "es"}
    elif word.endswith("y") and word[-2] not in _VOWELS:
        return {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    else:
        plurals = {word + "s"}
    if word.endswith("e"):
        return plurals | {word + "d", word[:-1] + "ing"}
    stems = {word}
    if word[-1] not in _UNDOUBLED and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        stems.add(word + word[-1])
    return plurals | {stem + ending for stem in stems for ending in ("ed", "ing")}
