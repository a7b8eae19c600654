"""What link review notes about one link."""

from typing import NamedTuple


class Sign(NamedTuple):
    """One thing that makes a link suspicious: how much, from 0 to 1, and the sentence that says so."""

    weight: float
    sentence: str


def together(signs: "list[Sign]") -> float:
    """Combine signs as independent doubts: more of them never lower it, and it stays below 1."""
    innocent = 1.0
    for sign in signs:
        innocent *= 1.0 - sign.weight
    return round(1.0 - innocent, 4)
