"""Declared partitions (R17): where parts make up a whole, an integer programme says what is possible.

One whole variable for each cell and each moment at which something is known; solved by HiGHS through `scipy.optimize.milp`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from reconcile.relations.bounding import Bound, Bounding
from reconcile.relations.families import heaviest
from reconcile.relations.points import Points

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

# Beyond these, partitions are left aside, and the findings say so.
MOST_CLAIMS = 60
# The solver works in floats, with a tolerance that larger figures would lose themselves in.
MOST_COUNTED = 10**9
MOST_SEEDS = 200


class _System:
    """The rows of one programme: a variable for each cell at each moment."""

    def __init__(self, cells: list[int], moments: int) -> None:
        import numpy as np

        self.cells, self.moments = cells, moments
        self.place = {c: x for x, c in enumerate(cells)}
        self.rows: list[tuple[tuple[int, ...], tuple[int, ...], float]] = []
        self.lower = np.zeros(len(cells) * moments)
        self.upper = np.full(len(cells) * moments, np.inf)

    def variable(self, cell: int, moment: int) -> int:
        """The place of K(cell, moment)."""
        return moment * len(self.cells) + self.place[cell]

    def order(self, x: int, y: int) -> None:
        """K never falls from moment x to moment y."""
        self.rows.extend(((self.variable(c, x), self.variable(c, y)), (1, -1), -math.inf) for c in self.cells)

    def sum(self, whole: int, parts: tuple[int, ...], *, exact: bool) -> None:
        """Disjoint parts come to no more than their whole at any moment; to exactly as much where they make it up."""
        for x in range(self.moments):
            names = (*(self.variable(c, x) for c in parts), self.variable(whole, x))
            self.rows.append((names, (1,) * len(parts) + (-1,), 0.0 if exact else -math.inf))

    def constraint(self) -> Any:
        """The rows as HiGHS takes them."""
        import numpy as np
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_matrix

        line = [r for r, (names, _, _) in enumerate(self.rows) for _ in names]
        column = [name for names, _, _ in self.rows for name in names]
        data = [factor for _, factors, _ in self.rows for factor in factors]
        matrix = csr_matrix((data, (line, column)), shape=(max(1, len(self.rows)), len(self.lower)))
        least = [low for _, _, low in self.rows] or [-np.inf]
        return LinearConstraint(matrix, least, np.zeros(max(1, len(self.rows))))


class Programme:
    """The integer programmes of the components in which a partition is declared.

    A component holds the cells that containment joins. Only those with a partition come here: without one the bounds follow
    directly.
    """

    def __init__(self, points: Points, bounding: Bounding) -> None:
        self.points = points
        self.bounding = bounding
        self.components: list[list[int]] = []
        self.left_aside: list[list[int]] = []
        self.cuts: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
        if points.partitions:
            seen: set[int] = set()
            near = points.within | points.within.T
            for whole, _ in points.partitions:
                if whole in seen:
                    continue
                todo, component = [whole], {whole}
                while todo:
                    for c in near[todo.pop()].nonzero()[0]:
                        if int(c) not in component:
                            component.add(int(c))
                            todo.append(int(c))
                seen |= component
                held = sum(active and home in component for home, active in zip(points.home, bounding.active, strict=True))
                figures = [points.hard[i] for i, home in enumerate(points.home) if home in component and bounding.active[i]]
                large = any(end > MOST_COUNTED for one in figures for end in (one.low, one.high) if not math.isinf(end))
                (self.left_aside if held > MOST_CLAIMS or large else self.components).append(sorted(component))
        self.claims = {i for i, cell in enumerate(points.home) if any(cell in component for component in self.components)}

    def involves(self, cell: int) -> bool:
        """Whether a partition bears on this cell, and is solved."""
        return any(cell in component for component in self.components)

    def leaves_aside(self, cell: int) -> bool:
        """Whether a partition bears on this cell and is not solved: too many claims are joined by it, or too large figures."""
        return any(cell in component for component in self.left_aside)

    def _component(self, cell: int) -> list[int]:
        return next(component for component in self.components if cell in component)

    def _moments(self, members: list[int]) -> tuple[list[int], dict[int, int]]:
        """The moments at which something is known, each by a claim of it, and the moment of each member."""
        first: list[int] = []
        moment: dict[int, int] = {}
        order = self.points.no_later
        for i in members:
            for x, j in enumerate(first):
                if order[i, j] and order[j, i] and (order[i] == order[j]).all() and (order[:, i] == order[:, j]).all():
                    moment[i] = x
                    break
            else:
                moment[i] = len(first)
                first.append(i)
        return first, moment

    def _system(self, component: list[int], members: list[int], low_at: Mask | None, high_at: Mask | None) -> _System:
        """The programme without sums of parts, which are added where a solution breaks them."""
        import numpy as np

        # A variable is (moment, cell); T, where it is asked for, is the last moment.
        points = self.points
        first, moment = self._moments(members)
        timed = low_at is not None and high_at is not None
        at = len(first)
        system = _System(component, at + timed)
        for x, i in enumerate(first):
            for y, j in enumerate(first):
                if x != y and points.no_later[i, j]:
                    system.order(x, y)
        for i in members:
            if low_at is not None and low_at[i]:
                system.order(moment[i], at)
            if high_at is not None and high_at[i]:
                system.order(at, moment[i])
        for c in component:
            for d in component:
                if c != d and points.within[c, d]:
                    system.sum(d, (c,), exact=False)
        for whole, parts in points.partitions:
            if whole in system.place:
                system.sum(whole, parts, exact=True)
        for whole, family in self.cuts.get(component[0], ()):
            system.sum(whole, family, exact=False)
        for i in members:
            v = system.variable(points.home[i], moment[i])
            system.lower[v] = max(system.lower[v], float(points.hard[i].low))
            system.upper[v] = min(system.upper[v], float(points.hard[i].high))
        assert np.isfinite(system.lower).all()
        return system

    def _broken(self, system: _System, values: NDArray[np.float64]) -> list[tuple[int, tuple[int, ...]]]:
        """Families of disjoint parts that are more than their whole in a solution."""
        found = set()
        bits = self.bounding.bits
        for x in range(system.moments):
            held = {c: round(values[system.variable(c, x)]) for c in system.cells}
            for whole in system.cells:
                inner = {c: held[c] for c in system.cells if c != whole and held[c] > 0 and self.points.within[c, whole]}
                if len(inner) < 2 or sum(inner.values()) <= held[whole]:
                    continue
                total, family, _ = heaviest(inner, {c: bits[c] for c in inner})
                if total > held[whole]:
                    found.add((whole, family))
        return sorted(found)

    def _solve(self, system: _System, target: int | None, sign: int) -> float | None:
        """The least (sign 1) or most (-1) of a variable; without one, 0 where a solution exists. None where none does."""
        import numpy as np

        if (system.lower > system.upper).any():
            return None
        cost = np.zeros(len(system.lower))
        if self._optimum(system, cost, system.lower, system.upper) is None:
            return None
        if target is None:
            return 0.0
        cost[target] = sign
        if sign < 0:
            # All rows are homogeneous, so that the most is infinite exactly where some growth keeps them: a growth of no
            # more than one in each cell that is part of another, hence the limit.
            free = np.where(np.isfinite(system.upper), 0.0, float(len(system.cells)))
            growth = self._optimum(system, cost, np.zeros(len(cost)), free)
            if growth is not None and round(growth[target]) > 0:
                return math.inf
        found = self._optimum(system, cost, system.lower, system.upper)
        assert found is not None
        return float(round(found[target]))

    def _optimum(
        self, system: _System, cost: NDArray[np.float64], lower: NDArray[np.float64], upper: NDArray[np.float64]
    ) -> NDArray[np.float64] | None:
        """A best solution in whole numbers that no family of disjoint parts breaks; None where there is none."""
        import numpy as np
        from scipy.optimize import Bounds, milp

        while True:
            found = milp(cost, constraints=[system.constraint()], bounds=Bounds(lower, upper), integrality=np.ones(len(cost)))
            if found.status == 2:
                return None
            if found.x is None:
                raise ArithmeticError(f"the integer programme did not finish: {found.message}")
            broken = self._broken(system, found.x)
            if not broken:
                return np.asarray(found.x, dtype=np.float64)
            self.cuts.setdefault(system.cells[0], []).extend(broken)
            for whole, family in broken:
                system.sum(whole, family, exact=False)

    def consistent(self, members: Iterable[int]) -> bool:
        """Whether these claims of one component can all be true."""
        held = sorted(members)
        if len(held) < 2:
            return True
        component = self._component(self.points.home[held[0]])
        return self._solve(self._system(component, held, None, None), None, 1) is not None

    def range_of(self, cell: int, low_at: Mask, high_at: Mask) -> tuple[Bound, Bound]:
        """The least and the most that a cell can hold at T, with the claims that bind them."""
        component = self._component(cell)
        members = self._members(component)

        def ends(held: list[int]) -> tuple[float | None, float | None]:
            system = self._system(component, held, low_at, high_at)
            target = system.variable(cell, system.moments - 1)
            return self._solve(system, target, 1), self._solve(system, target, -1)

        low, high = ends(members)
        if low is None or high is None:
            return Bound(1.0, ()), Bound(0.0, ())

        plain_low, plain_high = self.bounding.low_of(cell, low_at), self.bounding.high_of(cell, high_at)

        def binding(side: int, value: float, plain: Bound) -> tuple[int, ...]:
            # Where order and sums alone give the bound, their claims do; else leave out whatever the bound does not need.
            if plain.value == value:
                return plain.claims
            needed = list(members)
            step = max(1, len(needed) // 2)
            while True:
                kept = list(needed)
                for start in range(0, len(kept), step):
                    rest = [j for j in needed if j not in kept[start : start + step]]
                    if ends(rest)[side] == value:
                        needed = rest
                if step == 1:
                    return tuple(needed)
                step = max(1, step // 2)

        low_claims = binding(0, low, plain_low) if low > 0 else ()
        high_claims = binding(1, high, plain_high) if math.isfinite(high) else ()
        return Bound(int(low), low_claims), Bound(int(high) if math.isfinite(high) else high, high_claims)

    def _shrunk(self, members: Iterable[int]) -> tuple[int, ...]:
        """A minimal conflict set within a set that is one."""
        core = sorted(members)
        for i in list(core):
            rest = [j for j in core if j != i]
            if not self.consistent(rest):
                core = rest
        return tuple(core)

    def some_clashes(self) -> list[tuple[int, ...]]:
        """A minimal conflict set of each component that has one."""
        every = (self._members(component) for component in self.components)
        return [self._shrunk(members) for members in every if not self.consistent(members)]

    def _members(self, component: list[int]) -> list[int]:
        inside = set(component)
        return [i for i, home in enumerate(self.points.home) if home in inside and self.bounding.active[i]]

    def clashes(self, known: Iterable[tuple[int, ...]], most: int) -> tuple[list[tuple[int, ...]], bool]:
        """All minimal conflict sets within the components: at most `most`, and whether they are all.

        known: conflict sets that are found already, minimal but for partitions.

        The map holds the subsets not yet judged. A largest of them is either consistent, and then all its subsets are; or
        shrinks to a minimal conflict, and then all its supersets are out.
        """
        found: list[tuple[int, ...]] = []
        complete = True
        for component in self.components:
            inside = set(component)
            members = self._members(component)
            if self.consistent(members):
                continue
            grown: list[frozenset[int]] = []
            own = sorted({self._shrunk(one) for one in known if inside.issuperset(self.points.home[i] for i in one)})
            for _ in range(MOST_SEEDS):
                seed = self._unjudged(members, own, grown)
                if seed is None:
                    break
                if self.consistent(seed):
                    grown.append(frozenset(seed))
                else:
                    own.append(self._shrunk(seed))
                if len(own) >= most:
                    return own, False
            else:
                complete = False
            found += own
        return sorted(found, key=lambda one: (len(one), one)), complete

    def _unjudged(self, members: list[int], conflicts: list[tuple[int, ...]], grown: list[frozenset[int]]) -> list[int] | None:
        """A largest subset that holds no known conflict and lies in no known consistent set; None where none is left."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp

        size = len(members)
        rows, low, high = [], [], []
        for conflict in conflicts:
            rows.append([1.0 if i in conflict else 0.0 for i in members])
            low.append(-np.inf)
            high.append(len(conflict) - 1.0)
        for held in grown:
            rows.append([0.0 if i in held else 1.0 for i in members])
            low.append(1.0)
            high.append(np.inf)
        # The small slope makes the choice among equals the same on every machine.
        cost = np.array([-1.0 - (size - x) * 1e-6 for x in range(size)])
        limits = [LinearConstraint(np.array(rows), low, high)] if rows else []
        found = milp(cost, constraints=limits, bounds=Bounds(0, 1), integrality=np.ones(size))
        if found.x is None:
            return None
        return [i for i, x in zip(members, found.x, strict=True) if x > 0.5]
