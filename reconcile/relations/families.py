"""Sums of disjoint parts (R17): the heaviest family of cells that share nobody.

An exact branch and bound over the graph "these two are apart", bounded above by colour classes of cells that meet: of each
class at most one can be in a family. Ties go to the cells that come first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconcile.relations.case import rule

MOST_STEPS = 20_000


@rule("R17")
def heaviest(weights: Mapping[int, int], apart: Mapping[int, int]) -> tuple[int, tuple[int, ...], bool]:
    """Sum only parts known to be disjoint; take the sum for the whole only where they partition it.

    The answer is the heaviest family of pairwise apart cells: its weight, its cells, and whether that is proved.

    weights: a positive weight for each cell. apart: for each cell a bit set of the cells it is apart from. After
    `MOST_STEPS` steps the best so far is given, unproved: a bound that holds, though a tighter one may exist.

    >>> heaviest({0: 12, 1: 13, 2: 20}, {0: 0b010, 1: 0b001, 2: 0})
    (25, (0, 1), True)
    """
    order = sorted(weights, key=lambda cell: (-weights[cell], cell))
    best: tuple[int, tuple[int, ...]] = (0, ())
    steps = 0

    def bound(cells: Sequence[int]) -> int:
        # Colour classes: each holds cells no two of which are apart, so a family takes at most one, the heaviest.
        classes: list[int] = []
        total = 0
        for cell in cells:
            for k, members in enumerate(classes):
                if not members & apart[cell]:
                    classes[k] = members | (1 << cell)
                    break
            else:
                classes.append(1 << cell)
                total += weights[cell]
        return total

    stack: list[tuple[int, tuple[int, ...], list[int]]] = [(0, (), order)]
    while stack:
        weight, family, rest = stack.pop()
        if weight > best[0]:
            best = (weight, family)
        if not rest:
            continue
        steps += 1
        if steps > MOST_STEPS:
            return best[0], tuple(sorted(best[1])), False
        if weight + bound(rest) <= best[0]:
            continue
        cell, others = rest[0], rest[1:]
        stack.append((weight, family, others))
        stack.append((weight + weights[cell], (*family, cell), [one for one in others if apart[cell] >> one & 1]))
    return best[0], tuple(sorted(best[1])), True


def families_above(
    lows: Sequence[tuple[int, int, int]], apart: Mapping[int, int], limit: float, most: int
) -> tuple[list[tuple[int, ...]], bool]:
    """All minimal families of claims on pairwise apart cells whose lows together exceed `limit`.

    lows: (claim, cell, low) with 0 < low ≤ limit. Returns tuples of claims, at most `most`, and whether they are all.
    Taken by falling low, a family that has just passed the limit is minimal: leaving out its last, smallest low brings it
    back to or under the limit, and so does leaving out any larger one.
    """
    order = sorted(lows, key=lambda one: (-one[2], one[0]))
    found: list[tuple[int, ...]] = []
    steps = 0

    def bound(rest: Sequence[tuple[int, int, int]]) -> int:
        classes: list[int] = []
        total = 0
        for _, cell, low in rest:
            for k, members in enumerate(classes):
                if not members & apart[cell]:
                    classes[k] = members | (1 << cell)
                    break
            else:
                classes.append(1 << cell)
                total += low
        return total

    stack: list[tuple[int, tuple[int, ...], list[tuple[int, int, int]]]] = [(0, (), order)]
    while stack:
        total, family, rest = stack.pop()
        steps += 1
        if steps > MOST_STEPS:
            return found, False
        if not rest or total + bound(rest) <= limit:
            continue
        (claim, cell, low), others = rest[0], rest[1:]
        stack.append((total, family, others))
        if total + low > limit:
            if len(found) == most:
                return found, False
            found.append(tuple(sorted((*family, claim))))
        else:
            stack.append((total + low, (*family, claim), [one for one in others if apart[cell] >> one[1] & 1]))
    return found, True
