"""Strategies of the tests, narrow and rich; those that users may want live in `reconcile.testing`."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from reconcile.model import Day, Interval, Window
from reconcile.testing import (
    intervals_around,
    quantities,
    reports,
    rich_claims,
    scopes,
    true_reports,
    world_and_reports,
    worlds,
)

SMALL = 7


@st.composite
def small_intervals(draw: st.DrawFn) -> Interval:
    """Whole-number intervals with ends from 0 to 7, open above or empty now and then."""
    low = draw(st.integers(0, SMALL))
    return Interval(low, draw(st.one_of(st.none(), st.integers(0, SMALL))))


@st.composite
def small_days(draw: st.DrawFn) -> Day:
    """A day of the first week of 2020: known, a pair, or unknown on a side."""
    first = draw(st.integers(1, SMALL))
    last = draw(st.integers(first, SMALL))
    ends = (dt.date(2020, 1, first), dt.date(2020, 1, last))
    return Day(*draw(st.sampled_from((ends, (ends[0], ends[0])))))


@st.composite
def small_windows(draw: st.DrawFn) -> Window:
    """A coverage or location window with known or uncertain ends."""
    start, end = draw(small_days()), draw(small_days())
    if end.latest < start.earliest:
        start, end = end, start
    return Window(start, end, draw(st.sampled_from(("coverage", "location"))))


__all__ = [
    "intervals_around",
    "quantities",
    "reports",
    "rich_claims",
    "scopes",
    "small_days",
    "small_intervals",
    "small_windows",
    "true_reports",
    "world_and_reports",
    "worlds",
]
