"""How many walks, by what they remember: decision diagrams over answers.

Rules make the rest of a walk depend on earlier answers. Following every combination of those
answers would take time exponential in their number; a tally holds all combinations at once, as a
reduced ordered decision diagram (Bryant, IEEE Trans. Computers C-35, 1986) with numbers at its
ends. A question that is missing on a branch was not passed on it, or with a choice that no rule
names, which comes to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

MAXIMUM_REMEMBERED = 400
MAXIMUM_NODES = 200_000
"""Some 3 seconds and 250 MB; so no file can keep a machine busy for much longer."""

Condition: TypeAlias = tuple[tuple[int, frozenset[str]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Remembered:
    """A node of the diagram: a question, and a tally for each choice taken at it.

    Args:
        rank: The question's rank; questions nearer to the end have higher ranks, and stand higher.
        branches: The tally for each choice that a rule names, and for None, all else.
        asked: The ranks of all questions in it, as bits.
    """

    rank: int
    branches: dict[str | None, Tally]
    asked: int


Tally: TypeAlias = int | Remembered


class TooManyCombinations(Exception):  # noqa: N818 - it never leaves the package
    """More is remembered than the limits above allow."""


@dataclass
class Tallies:
    """Makes tallies, each different one once, so that equal ones are one object.

    Args:
        combine: How two numbers of walks become one: `operator.add` counts walks exactly,
            `operator.or_` asks only whether there is any.
        limit: How many different tallies it makes at most.
    """

    combine: Callable[[int, int], int]
    limit: int = MAXIMUM_NODES
    _unique: dict[tuple[object, ...], Remembered] = field(default_factory=dict)
    _sums: dict[tuple[Remembered, Remembered], Tally] = field(default_factory=dict)

    def remember(self, rank: int, choice: str, tally: Tally) -> Tally:
        """Return the tally after each of its walks took a choice at a question."""
        return self._node(rank, {choice: tally})

    def add(self, one: Tally, other: Tally) -> Tally:
        """Return the tally of the walks of both."""
        if isinstance(one, int) and isinstance(other, int):
            return self.combine(one, other)
        if one == 0 or other == 0:
            return other if one == 0 else one
        if isinstance(one, int) or (isinstance(other, Remembered) and other.rank > one.rank):
            one, other = other, one
        assert isinstance(one, Remembered)  # noqa: S101 - for the type checker; swapped above
        if isinstance(other, int) or other.rank < one.rank:
            branches = dict(one.branches)
            branches[None] = self.add(branches.get(None, 0), other)
            return self._node(one.rank, branches)
        known = self._sums.get((one, other))
        if known is None:
            branches = dict(one.branches)
            for choice, tally in other.branches.items():
                branches[choice] = self.add(branches.get(choice, 0), tally)
            known = self._sums[one, other] = self._node(one.rank, branches)
        return known

    def split(self, tally: Tally, condition: Condition) -> tuple[Tally, Tally]:
        """Return the walks that fulfil a condition, and those that don't.

        Args:
            tally: The walks.
            condition: The ranks of questions, highest first, each with the choices that fit.
        """
        return self._split(tally, condition, 0, {})

    def forget(self, tally: Tally, needed: int) -> Tally:
        """Return the tally without the questions whose rank is not among the needed bits."""
        return self._forget(tally, needed, {})

    def total(self, tally: Tally) -> int:
        """Return the number of walks, whatever they remember."""
        total = self.forget(tally, 0)
        assert isinstance(total, int)  # noqa: S101 - nothing is remembered any more
        return total

    def _split(
        self,
        tally: Tally,
        condition: Condition,
        index: int,
        known: dict[tuple[Tally, int], tuple[Tally, Tally]],
    ) -> tuple[Tally, Tally]:
        if index == len(condition):
            return tally, 0
        rank, choices = condition[index]
        if isinstance(tally, int) or tally.rank < rank:
            return 0, tally
        if (tally, index) in known:
            return known[tally, index]
        fitting: dict[str | None, Tally] = {}
        failing: dict[str | None, Tally] = {}
        for choice, branch in tally.branches.items():
            if tally.rank > rank:
                fits, fails = self._split(branch, condition, index, known)
            elif choice in choices:
                fits, fails = self._split(branch, condition, index + 1, known)
            else:
                fits, fails = 0, branch
            fitting[choice], failing[choice] = fits, fails
        both = self._node(tally.rank, fitting), self._node(tally.rank, failing)
        known[tally, index] = both
        return both

    def _forget(self, tally: Tally, needed: int, known: dict[Remembered, Tally]) -> Tally:
        if isinstance(tally, int) or not tally.asked & ~needed:
            return tally
        if tally in known:
            return known[tally]
        branches: dict[str | None, Tally] = {}
        everything: Tally = 0
        keep = needed >> tally.rank & 1
        for choice, branch in tally.branches.items():
            less = self._forget(branch, needed, known)
            if keep:
                branches[choice] = less
            else:
                everything = self.add(everything, less)
        result = known[tally] = self._node(tally.rank, branches) if keep else everything
        return result

    def _node(self, rank: int, branches: dict[str | None, Tally]) -> Tally:
        branches = {choice: tally for choice, tally in branches.items() if tally != 0}
        if not branches:
            return 0
        if len(branches) == 1 and None in branches:
            return branches[None]
        key = (rank, frozenset(branches.items()))
        node = self._unique.get(key)
        if node is None:
            node = self._unique[key] = Remembered(rank, branches, _asked(rank, branches))
            self._guard(node)
        return node

    def _guard(self, node: Remembered) -> None:
        if len(self._unique) > self.limit:
            raise TooManyCombinations(
                f"the rules relate earlier answers in more than {self.limit:,} ways"
            )
        if node.asked.bit_count() > MAXIMUM_REMEMBERED:
            raise TooManyCombinations(
                f"the rules ask to remember more than {MAXIMUM_REMEMBERED} answers at once"
            )


def _asked(rank: int, branches: dict[str | None, Tally]) -> int:
    asked = 1 << rank
    for tally in branches.values():
        if isinstance(tally, Remembered):
            asked |= tally.asked
    return asked


def condition_of(named: Sequence[tuple[int, Sequence[str]]]) -> Condition:
    """Return the ranks and choices of a rule in the order that `split` wants."""
    return tuple((rank, frozenset(choices)) for rank, choices in sorted(named, reverse=True))
