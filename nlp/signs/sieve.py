"""Tells at once which patterns a text may hold, whatever their number: one Python integer stands for all of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from nlp.signs.memo import Memo
from nlp.signs.sights import Atom

Clause = Sequence[int]
"""Slots of which at least one must be filled."""


class Sieve:
    """Patterns, each as its clauses, all of which must hold: in one stretch of a text, or anywhere in it.

    A text's words are looked up, not the patterns. What a word does for all of them is one integer, in which bit
    *i* + *k* x (number of patterns) means “the *k*-th clause of pattern *i* holds”; it is worked out when the word is
    first met.
    """

    def __init__(
        self,
        patterns: Sequence[Sequence[Clause]],
        across: Sequence[bool],
        slots_of: Callable[[Atom], Iterable[int]],
    ) -> None:
        """Take the clauses of each pattern, whether they may hold in different stretches, and what a word fills."""
        self._number = len(patterns)
        self._depth = max(map(len, patterns), default=0)
        self._across = sum(1 << index for index, anywhere in enumerate(across) if anywhere)
        self._slots_of = slots_of
        self._free = 0
        """The clauses that hold anyway: those that a pattern with fewer of them does not have."""
        self._of_slot: dict[int, int] = defaultdict(int)
        self._of_atom = Memo(self._learnt)
        for index, clauses in enumerate(patterns):
            for level in range(self._depth):
                bit = 1 << (index + level * self._number)
                for slot in clauses[level] if level < len(clauses) else ():
                    self._of_slot[slot] |= bit
                self._free |= bit if level >= len(clauses) else 0

    def passed(self, stretches: Iterable[Iterable[Atom]]) -> int:
        """The set of patterns that a text may hold, given the words of each of its stretches."""
        known = self._of_atom
        anywhere = self._free
        found = 0
        for stretch in stretches:
            held = self._free
            for atom in stretch:
                held |= known[atom]
            anywhere |= held
            found |= self._all(held)
        return found | (self._all(anywhere) & self._across)

    def _all(self, held: int) -> int:
        """The set of patterns whose every clause holds."""
        found = (1 << self._number) - 1
        for _ in range(self._depth):
            found &= held
            held >>= self._number
        return found

    def _learnt(self, atom: Atom) -> int:
        found = 0
        for slot in self._slots_of(atom):
            found |= self._of_slot.get(slot, 0)
        return found
