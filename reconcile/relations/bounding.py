"""What follows for each cell: exact without integer programming, since sums of disjoint parts only push upward.

All constraints but declared partitions have one form: K(whole, t) ≥ sum of K(part, t') over disjoint parts and t' ≤ t. Such a
system has a least solution: K(cell, t) is the heaviest family of disjoint lows within the cell by then. It exists
exactly where that solution stays under every high; and the most a cell can hold is what each high around it leaves when
the heaviest family beside the cell is taken away.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from reconcile.relations.families import families_above, heaviest
from reconcile.relations.points import Points

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]


@attrs.frozen
class Bound:
    """One end of a range: its value, the claims it rests on, and whether no tighter one exists."""

    value: float
    claims: tuple[int, ...] = ()
    proved: bool = True


class Bounding:
    """The bounds that a set of points implies.

    active: which claims count; left out, all of them. Everything is computed on demand and never changes.
    """

    def __init__(self, points: Points, active: Mask | None = None) -> None:
        import numpy as np

        self.points = points
        self.active = np.ones(len(points.claims), dtype=bool) if active is None else active
        self.home = np.array(points.home, dtype=int)
        self.low = np.array([interval.low for interval in points.hard], dtype=object)
        self.high = np.array([interval.high for interval in points.hard], dtype=object)
        self._kept: dict[bytes, dict[int, tuple[int, int]]] = {}
        size = len(points.cells)
        self.bits = {c: sum(1 << int(d) for d in np.flatnonzero(points.apart[c])) for c in range(size)}

    def _family(self, cells: Sequence[int], weights: dict[int, tuple[int, int]]) -> tuple[int, tuple[int, ...], bool]:
        """The heaviest family among cells with a weight: its sum, its claims, and whether that is proved."""
        import numpy as np

        held = [c for c in cells if c in weights]
        if not held:
            return 0, (), True
        inner = self.points.within[np.ix_(held, held)]
        value = [weights[c][0] for c in held]
        # A part with no smaller low stands in for its whole: it meets no more.
        kept = [
            held[x]
            for x in range(len(held))
            if not any(
                inner[y, x] and y != x and (value[y] > value[x] or (value[y] == value[x] and (not inner[x, y] or y < x)))
                for y in np.flatnonzero(inner[:, x])
            )
        ]
        total, family, proved = heaviest({c: weights[c][0] for c in kept}, {c: self.bits[c] for c in kept})
        return total, tuple(sorted(weights[c][1] for c in family)), proved

    def _weights(self, allowed: Mask) -> dict[int, tuple[int, int]]:
        """For each cell the largest low that an allowed claim puts on it, with the claim: the smallest id among equals."""
        import numpy as np

        key = allowed.tobytes()
        if (kept := self._kept.get(key)) is not None:
            return kept
        best: dict[int, tuple[int, int]] = {}
        for i in np.flatnonzero(allowed & self.active):
            low = self.low[i]
            cell = int(self.home[i])
            if low > 0 and (cell not in best or low > best[cell][0]):
                best[cell] = (int(low), int(i))
        self._kept[key] = best
        return best

    def low_of(self, cell: int, allowed: Mask) -> Bound:
        """The least a cell can hold, given the claims that are allowed to speak (those known by then)."""
        import numpy as np

        weights = self._weights(allowed)
        total, claims, proved = self._family([int(c) for c in np.flatnonzero(self.points.within[:, cell])], weights)
        if len(claims) == 1:
            # Every claim that alone gives the bound is named.
            inside = self.points.within[self.home, cell] & allowed & self.active
            claims = tuple(int(i) for i in np.flatnonzero(inside) if self.low[i] == total)
        return Bound(total, claims, proved)

    def high_of(self, cell: int, allowed: Mask) -> Bound:
        """The most a cell can hold, given the claims whose highs still hold then (those known no earlier)."""
        import numpy as np

        best = Bound(math.inf)
        around = self.points.within[cell][self.home] & allowed & self.active
        beside = self.points.apart[:, cell]
        for h in np.flatnonzero(around):
            high = self.high[h]
            if math.isinf(high):
                continue
            taken: tuple[int, tuple[int, ...], bool] = (0, (), True)
            whole = self.home[h]
            others = [int(c) for c in np.flatnonzero(self.points.within[:, whole] & beside)]
            if others:
                taken = self._family(others, self._weights(self.points.no_later[:, h]))
            value = high - taken[0]
            if value < best.value:
                best = Bound(value, tuple(sorted((int(h), *taken[1]))), taken[2])
            elif value == best.value and not taken[1] and len(best.claims) >= 1 and best.proved:
                alone = all(math.isfinite(self.high[i]) and self.high[i] == value for i in best.claims)
                if alone:
                    best = attrs.evolve(best, claims=tuple(sorted({*best.claims, int(h)})))
        return best

    def clashes(self, most: int) -> tuple[list[tuple[int, ...]], bool]:
        """All minimal sets of claims that cannot all be true, partitions left aside: at most `most`, and whether all.

        Each holds one claim whose high is passed, and the smallest families of lows below it that pass it: one low, where
        low(x) > high(y) for some x ≤ y; or several, of cells that share nobody.
        """
        import numpy as np

        found: set[tuple[int, ...]] = set()
        complete = True
        below = self.points.within[np.ix_(self.home, self.home)] & self.points.no_later
        positive = np.array([low > 0 for low in self.low], dtype=bool) & self.active
        families: list[tuple[int, list[tuple[int, int, int]]]] = []
        for h in np.flatnonzero(self.active).tolist():
            high = self.high[h]
            if math.isinf(high):
                continue
            lows = [int(i) for i in np.flatnonzero(below[:, h] & positive) if i != h]
            found.update((min(i, h), max(i, h)) for i in lows if self.low[i] > high)
            rest = [(i, int(self.home[i]), int(self.low[i])) for i in lows if self.low[i] <= high]
            cells = sorted({cell for _, cell, _ in rest})
            if len(cells) > 1 and self.points.apart[np.ix_(cells, cells)].any():
                families.append((h, rest))
        for h, rest in families:
            sets, all_of_them = families_above(rest, self.bits, self.high[h], max(0, most - len(found)))
            complete = complete and all_of_them
            found.update(tuple(sorted((*one, h))) for one in sets)
        ranked = sorted(found, key=lambda one: (len(one), one))
        return ranked[:most], complete and len(ranked) <= most
