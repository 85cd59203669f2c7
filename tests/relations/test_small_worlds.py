"""Ranges and conflict sets against brute force over all small worlds.

A world gives every cell a whole number on every day: K never falls with time, never falls as the cell grows, disjoint parts
come to no more than their whole, and parts that make up a whole come to exactly it. Here all of them are tried, with the
order of cells taken from the sets of atoms they hold and not from the library.
"""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reconcile import testing
from reconcile.model import Claim, Interval, Quantity
from reconcile.relations import accounts, cells, conflicts, ranges
from reconcile.testing import Scope

VOCABULARY = testing.vocabulary()
# Bounds up to 2 and at most four cells: no finite bound that follows exceeds 4, and 7 leaves room for what lies beside.
TOP, BEYOND = 7, 5
DAYS = (1, 2)


class SmallWorlds:
    """All worlds over the cells of some claims: one row a world, one column for each (cell, day)."""

    def __init__(self, told: list[tuple[Scope, int, Quantity]]) -> None:
        self.told = told
        self.cells = list(dict.fromkeys(scope for scope, _, _ in told))
        self.days = sorted({time for _, time, _ in told})
        axes = [(cell, day) for cell in self.cells for day in self.days]
        self.column = {axis: n for n, axis in enumerate(axes)}
        self.values = np.indices((TOP + 1,) * len(axes), dtype=np.int8).reshape(len(axes), -1)
        keep = np.ones(self.values.shape[1], dtype=bool)
        for cell in self.cells:
            for one, two in itertools.pairwise(self.days):
                keep &= self.k(cell, one) <= self.k(cell, two)
        for whole in self.cells:
            parts = [cell for cell in self.cells if cell != whole and cell.atoms <= whole.atoms]
            for size in range(1, len(parts) + 1):
                for family in itertools.combinations(parts, size):
                    if all(a.atoms.isdisjoint(b.atoms) for a, b in itertools.combinations(family, 2)):
                        for day in self.days:
                            total = sum(self.k(cell, day) for cell in family)
                            keep &= total <= self.k(whole, day)
                            # What a vocabulary declares to be made up: casualties of killed and injured.
                            measures = {cell.measure for cell in family}
                            rest = {(cell.population, cell.place, cell.start, cell.end) for cell in (*family, whole)}
                            if (
                                size == 2
                                and whole.measure == "casualties"
                                and measures == {"killed", "injured"}
                                and len(rest) == 1
                            ):
                                keep &= total >= self.k(whole, day)
        self.values = self.values[:, keep]
        self.true = [self._true(*one) for one in told]

    def k(self, cell: Scope, day: int) -> np.ndarray:
        return self.values[self.column[cell, day]]

    def _true(self, scope: Scope, time: int, quantity: Quantity) -> np.ndarray:
        value = self.k(scope, time)
        return (value >= quantity.hard.low) & (value <= quantity.hard.high)

    def possible(self, chosen: tuple[int, ...]) -> bool:
        """Whether some world satisfies these claims."""
        return bool(np.logical_and.reduce([self.true[n] for n in chosen], initial=True).any())

    def minimal_conflicts(self) -> set[tuple[int, ...]]:
        found: list[tuple[int, ...]] = []
        for size in range(1, len(self.told) + 1):
            for chosen in itertools.combinations(range(len(self.told)), size):
                if not any(set(one) <= set(chosen) for one in found) and not self.possible(chosen):
                    found.append(chosen)
        return set(found)

    def interval(self, chosen: tuple[int, ...], cell: Scope, day: int) -> Interval:
        """The smallest interval that holds every value of the cell over the worlds that satisfy these claims."""
        held = self.k(cell, day)[np.logical_and.reduce([self.true[n] for n in chosen], initial=True)]
        return Interval(int(held.min()), None if held.max() >= BEYOND else int(held.max())) if held.size else Interval.empty()


def small_quantities() -> st.SearchStrategy[Quantity]:
    """Every kind of bound that numbers up to 2 allow, but none that says nothing."""
    ends = [(0, 0), (1, 1), (2, 2), (0, 1), (0, 2), (1, 2), (1, None), (2, None)]
    return st.sampled_from([Quantity(Interval(*one)) for one in ends])


@st.composite
def small_sets(draw: st.DrawFn, most: int = 4) -> list[tuple[Scope, int, Quantity]]:
    """Up to four claims on cells that meet: one of the windows, places or populations wide, others narrow."""
    shape = draw(st.sampled_from(("people", "measures", "places", "days", "any")))
    names = {
        "people": dict(
            measures=["killed"], places=["Rivertown"], populations=["people", "combatants", "soldiers", "militants"]
        ),
        "measures": dict(populations=["people"], places=["Rivertown"]),
        "places": dict(
            measures=["killed"], populations=["people"], places=["Rivertown", "the docks, Rivertown", "the hills, Rivertown"]
        ),
        "days": dict(measures=["killed"], populations=["people"], places=["Rivertown"]),
        "any": dict(places=["Rivertown", "the docks, Rivertown"], populations=["people", "soldiers", "militants"]),
    }[shape]
    scope = testing.scopes(2 if shape in ("days", "any") else 1, **names)
    size = draw(st.integers(1, most))
    return [(draw(scope), draw(st.sampled_from(DAYS)), draw(small_quantities())) for _ in range(size)]


def claims_of(told: list[tuple[Scope, int, Quantity]]) -> list[Claim]:
    return [testing._claim(scope, quantity, time, id=f"c{n}", episode="one") for n, (scope, time, quantity) in enumerate(told)]


def worlds_of(told: list[tuple[Scope, int, Quantity]]) -> SmallWorlds:
    size = len({scope for scope, _, _ in told}) * len({time for _, time, _ in told})
    assume(size <= 6)
    return SmallWorlds(told)


@given(small_sets())
def test_conflict_sets_are_exactly_the_minimal_impossible_ones(told: list) -> None:
    found = {tuple(sorted(int(id[1:]) for id in one.claims)) for one in conflicts(claims_of(told), vocabulary=VOCABULARY)}
    assert found == worlds_of(told).minimal_conflicts()


@given(small_sets())
def test_implied_ranges_are_the_smallest_that_hold_every_value(told: list) -> None:
    small = worlds_of(told)
    every = tuple(range(len(told)))
    assume(small.possible(every))
    claims = claims_of(told)
    scope_of = {f"c{n}": told[n][0] for n in every}
    named = {cell.id: scope_of[cell.claims[0]] for cell in cells(claims, vocabulary=VOCABULARY)}
    for day in small.days:
        for one in ranges(claims, at=testing.day(day), vocabulary=VOCABULARY):
            assert one.implied == small.interval(every, named[one.cell], day), (one, day)


@given(small_sets())
def test_accounts_are_exactly_the_maximal_possible_sets(told: list) -> None:
    small = worlds_of(told)
    every = range(len(told))
    possible = [
        set(chosen) for size in range(len(told) + 1) for chosen in itertools.combinations(every, size) if small.possible(chosen)
    ]
    maximal = {tuple(sorted(one)) for one in possible if not any(one < other for other in possible)}
    found = accounts(claims_of(told), vocabulary=VOCABULARY)
    assert {tuple(sorted(int(id[1:]) for id in one.claims)) for one in found} == maximal


@given(small_sets())
def test_ranges_of_accounts_are_the_smallest_too(told: list) -> None:
    small = worlds_of(told)
    claims = claims_of(told)
    scope_of = {f"c{n}": told[n][0] for n in range(len(told))}
    named = {cell.id: scope_of[cell.claims[0]] for cell in cells(claims, vocabulary=VOCABULARY)}
    last = small.days[-1]
    for account in accounts(claims, vocabulary=VOCABULARY):
        held = tuple(int(id[1:]) for id in account.claims)
        for one in account.ranges:
            assert one.implied == small.interval(held, named[one.cell], last), one


@given(small_sets())
def test_the_binding_claims_alone_give_the_range(told: list) -> None:
    """The derivation is honest: the claims that are named suffice for each end."""
    small = worlds_of(told)
    assume(small.possible(tuple(range(len(told)))))
    claims = claims_of(told)
    scope_of = {f"c{n}": told[n][0] for n in range(len(told))}
    named = {cell.id: scope_of[cell.claims[0]] for cell in cells(claims, vocabulary=VOCABULARY)}
    for one in ranges(claims, vocabulary=VOCABULARY):
        for ids, end in ((one.low_from, "low"), (one.high_from, "high")):
            alone = small.interval(tuple(int(id[1:]) for id in ids), named[one.cell], small.days[-1])
            assert getattr(alone, end) == getattr(one.implied, end)


def scope(measure: str = "killed", population: str = "people", place: str = "Rivertown", start: int = 0, end: int = 0) -> Scope:
    return Scope(measure, population, place, start, end)


POOLS = {
    "soldiers and militants among people": [scope(), scope(population="soldiers"), scope(population="militants")],
    "killed and injured make up casualties": [scope("casualties"), scope(), scope("injured")],
    "two districts of a city": [scope(), scope(place="the docks, Rivertown"), scope(place="the hills, Rivertown")],
    "days of a series": [scope(end=1), scope(), scope(start=1, end=1)],
}
BOUNDS = [(0, 0), (1, 1), (2, 2), (0, 1), (1, None), (2, None)]


@pytest.mark.parametrize("pool", POOLS)
def test_every_small_set_of_three_cells_on_one_day(pool: str) -> None:
    """Not a sample: each of the three cells with each kind of bound."""
    for ends in itertools.product(BOUNDS, repeat=3):
        told = [(cell, 1, Quantity(Interval(*end))) for cell, end in zip(POOLS[pool], ends, strict=True)]
        small, claims = SmallWorlds(told), claims_of(told)
        found = {tuple(sorted(int(id[1:]) for id in one.claims)) for one in conflicts(claims, vocabulary=VOCABULARY)}
        assert found == small.minimal_conflicts(), ends
        if found:
            continue
        scope_of = {f"c{n}": told[n][0] for n in range(3)}
        named = {cell.id: scope_of[cell.claims[0]] for cell in cells(claims, vocabulary=VOCABULARY)}
        for one in ranges(claims, vocabulary=VOCABULARY):
            assert one.implied == small.interval((0, 1, 2), named[one.cell], 1), ends


def test_the_ceiling_of_the_worlds_is_high_enough() -> None:
    """A cell without a high reaches the ceiling even beside lows of its whole, so that open ends are told from closed ones."""
    small = SmallWorlds(
        [(scope(), 1, Quantity(Interval(2, None))), (scope(population="soldiers"), 1, Quantity(Interval(2, None)))]
    )
    assert math.isinf(small.interval((0, 1), scope(), 1).high)
