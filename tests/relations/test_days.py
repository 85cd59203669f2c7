"""How windows and days can lie, against every choice of days."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from reconcile.model import Day, Window
from reconcile.relations.days import Span, ways

FIRST = dt.date(2020, 1, 1)


def day(n: int) -> dt.date:
    return FIRST + dt.timedelta(n)


@st.composite
def uncertain(draw: st.DrawFn) -> tuple[int, int]:
    first = draw(st.integers(0, 4))
    return first, draw(st.integers(first, 5))


def lies(one: set[int], two: set[int]) -> set[str]:
    """How two sets of days lie, by name."""
    if not one & two:
        return {"APART"}
    if one == two:
        return {"EQ"}
    if one < two:
        return {"STARTS" if min(one) == min(two) else "WITHIN"}
    if one > two:
        return {"STARTED_BY" if min(one) == min(two) else "AROUND"}
    return {"OVERLAP"}


@given(st.tuples(*[uncertain()] * 6))
def test_the_ways_are_those_of_all_choices_of_days(ends: tuple) -> None:
    """Six uncertain days: start, end and as-of of each claim. Windows count all days between their ends."""
    (s1, e1, t1, s2, e2, t2) = ends
    if e1[1] < s1[0] or e2[1] < s2[0] or e1 == t1 or e2 == t2:
        return
    found = set()
    for a, b, x, c, d, y in itertools.product(*(range(low, high + 1) for low, high in ends)):
        if a <= b and c <= d:
            (name,) = lies(set(range(a, b + 1)), set(range(c, d + 1)))
            found.add((Span[name], (x > y) - (x < y)))
    windows = [Window((day(s[0]), day(s[1])), (day(e[0]), day(e[1]))) for s, e in ((s1, e1), (s2, e2))]
    known = [Day(day(t[0]), day(t[1])) for t in (t1, t2)]
    assert ways(windows[0], known[0], windows[1], known[1], False, True) == found


@given(st.tuples(*[uncertain()] * 4))
def test_two_claims_of_one_report_are_of_one_day(ends: tuple) -> None:
    s1, e1, s2, e2 = ends
    if e1[1] < s1[0] or e2[1] < s2[0]:
        return
    windows = [Window((day(s[0]), day(s[1])), (day(e[0]), day(e[1]))) for s, e in ((s1, e1), (s2, e2))]
    known = Day(day(6), day(9))
    found = ways(windows[0], known, windows[1], known, True, True)
    assert {time for _, time in found} == {0}
