"""Tells at once which patterns a text may hold, whatever their number: one Python integer stands for all of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from nlp.signs.spotter import Atom

Clause = Sequence[int]
"""Slots of which at least one must be filled."""


class Sieve:
    """Patterns, each as its clauses, all of which must hold.

    A text's words are looked up, not the patterns: what one word does for all of them is one integer, in which bit
    *i* + *k* x (number of patterns) means “the *k*-th clause of pattern *i* holds”. It is worked out when a word is
    first met.
    """

    def __init__(self, patterns: Sequence[Sequence[Clause]], slots_of: Callable[[Atom], Iterable[int]]) -> None:
        self._number = len(patterns)
        self._depth = max(map(len, patterns), default=0)
        self._slots_of = slots_of
        self._free = 0
        """The clauses that hold anyway: those that a pattern with fewer of them does not have."""
        self._of_slot: dict[int, int] = defaultdict(int)
        self._of_atom: dict[Atom, int] = {}
        for index, clauses in enumerate(patterns):
            for level in range(self._depth):
                bit = 1 << (index + level * self._number)
                for slot in clauses[level] if level < len(clauses) else ():
                    self._of_slot[slot] |= bit
                self._free |= bit if level >= len(clauses) else 0

    def passed(self, atoms: Iterable[Atom]) -> int:
        """The set of patterns of which every clause holds in a text of these words."""
        held = self._free
        known = self._of_atom
        for atom in atoms:
            held |= known[atom] if atom in known else self._learnt(atom)
        left = (1 << self._number) - 1
        for _ in range(self._depth):
            left &= held
            held >>= self._number
        return left

    def _learnt(self, atom: Atom) -> int:
        found = 0
        for slot in self._slots_of(atom):
            found |= self._of_slot.get(slot, 0)
        self._of_atom[atom] = found
        return found
