"""The algebra of intervals, checked against the sets of whole numbers they stand for."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.model import Interval
from reconcile.model.intervals import Number
from tests.strategies import SMALL, small_intervals

ROOM = range(2 * SMALL + 3)


def members(interval: Interval) -> frozenset[int]:
    """The whole numbers within, of a room large enough that an open end shows."""
    return frozenset(n for n in ROOM if n in interval)


@given(small_intervals(), small_intervals())
def test_intersection_is_that_of_the_sets(a: Interval, b: Interval) -> None:
    assert members(a.intersection(b)) == members(a) & members(b)


@given(small_intervals(), small_intervals())
def test_hull_is_the_smallest_interval_around_both(a: Interval, b: Interval) -> None:
    both = members(a) | members(b)
    expected = {n for n in ROOM if both and min(both) <= n <= max(both)}
    assert members(a.hull(b)) == expected


@given(small_intervals(), small_intervals())
def test_sum_is_all_sums(a: Interval, b: Interval) -> None:
    sums = {x + y for x in members(a) for y in members(b)}
    assert {n for n in members(a.plus(b)) if n <= SMALL} == {n for n in sums if n <= SMALL}


@given(small_intervals(), small_intervals())
def test_subset_and_disjoint_say_what_the_sets_say(a: Interval, b: Interval) -> None:
    assert a.is_subset(b) == (members(a) <= members(b))
    assert a.is_disjoint(b) == (not members(a) & members(b))


@given(small_intervals(), small_intervals())
def test_equal_sets_are_equal_values(a: Interval, b: Interval) -> None:
    assert (a == b) == (members(a) == members(b))
    assert (hash(a) == hash(b)) or a != b


@given(small_intervals(), small_intervals(), small_intervals())
def test_intersection_and_sum_are_associative_and_commutative(a: Interval, b: Interval, c: Interval) -> None:
    assert a.intersection(b) == b.intersection(a)
    assert a.intersection(b).intersection(c) == a.intersection(b.intersection(c))
    assert a.plus(b) == b.plus(a)
    assert a.plus(b).plus(c) == a.plus(b.plus(c))


def test_intersect_else_hull_is_not_associative() -> None:
    """A law that does not hold, and why nothing here folds pairs (semantics, section 6)."""

    def fold(a: Interval, b: Interval) -> Interval:
        return a.hull(b) if a.is_disjoint(b) else a.intersection(b)

    one, two, three = Interval(1, 2), Interval(4, 5), Interval(2, 4)
    assert fold(fold(one, two), three) == Interval(2, 4)
    assert fold(one, fold(two, three)) == Interval(1, 4)


@given(st.floats(0, 50), st.floats(0, 50))
def test_a_count_holds_whole_numbers_only(low: float, high: float) -> None:
    assert members(Interval(low, high)) == {n for n in range(51) if low <= n <= high and n in ROOM}


@pytest.mark.parametrize("bound", [float("nan"), "12", True, [1]])
def test_what_is_no_number_is_no_bound(bound: object) -> None:
    with pytest.raises(ValueError, match="must be a number or None"):
        Interval(bound, None)


def test_an_interval_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="is_empty"):
        bool(Interval(1, 2))


def test_counts_and_measured_quantities_do_not_mix() -> None:
    with pytest.raises(TypeError, match="do not mix"):
        Interval(1, 2).hull(Interval(1, 2, discrete=False))


@given(small_intervals())
def test_it_prints_its_ends(interval: Interval) -> None:
    shown = repr(interval)
    if interval.is_empty:
        assert shown == "∅"
    else:
        assert str(interval.low) in shown
        assert ("∞)" in shown) == math.isinf(interval.high)


@pytest.mark.parametrize("discrete", [True, False])
@pytest.mark.parametrize("n", [10**18 + 1, 10**400, 10**4000, 1e308, Fraction(10**400, 3)])
def test_numbers_beyond_all_counts_are_bounded_and_only_weaken(n: Number, discrete: bool) -> None:
    exact, below, above = (Interval(*ends, discrete=discrete) for ends in ((n, n), (None, n), (n, None)))
    assert exact == above == Interval(10**18, None, discrete=discrete)
    assert below == Interval(None, None, discrete=discrete)
    assert Interval(-n, 5, discrete=discrete) == Interval(None, 5, discrete=discrete)
    assert Interval(n, 5, discrete=discrete).is_empty
    assert repr(exact.plus(exact)) == repr(above)


def test_the_largest_number_that_is_told_apart_is() -> None:
    assert Interval(10**18, 10**18).is_exact
    assert Interval(10**18, 10**18).plus(Interval(1, 1)) == Interval(10**18, None)
