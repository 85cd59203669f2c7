"""Days and windows: known, uncertain and unknown ends."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.model import Day, InputError, Window, during, on, since, some_time_in
from tests.strategies import small_days, small_windows


@given(small_days(), small_days())
def test_both_days_allow_what_their_intersection_allows(a: Day, b: Day) -> None:
    def possible(day: Day | None) -> set[dt.date]:
        return set() if day is None else {dt.date(2020, 1, n) for n in range(1, 8) if day.earliest.day <= n <= day.latest.day}

    assert possible(a.intersection(b)) == possible(a) & possible(b)


@given(small_days())
def test_a_day_survives_the_way_through_json(day: Day) -> None:
    assert Day.of(day.to_json()) == day


@given(small_windows(), st.integers(-30, 30))
def test_shifting_there_and_back_changes_nothing(window: Window, days: int) -> None:
    assert window.shift(days).shift(-days) == window
    assert window.shift(days).kind == window.kind


@given(small_days(), small_days())
def test_since_ends_with_the_report_and_never_before_it_starts(start: Day, report: Day) -> None:
    window = since(start).ended_by(report)
    assert window.end.latest >= window.start.earliest
    assert window.end.latest == max(report.latest, start.earliest)
    assert not window.to_report


def test_an_unknown_end_stays_unknown_where_the_words_do_not_say_to_now() -> None:
    assert Window("2020-01-01", None).ended_by(Day.of("2020-01-05")).end.is_unknown


def test_the_ends_of_the_calendar_do_not_shift() -> None:
    assert Day().shift(7).is_unknown
    assert Day.not_before("2020-01-01").shift(7) == Day.not_before("2020-01-08")


@pytest.mark.parametrize(
    "value", ["8 February", "2015-13-01", "2015-02-30", 20150208, ("2015-01-01",), ("2015-01-02", "2015-01-01")]
)
def test_what_is_no_day_is_refused_with_its_words(value: object) -> None:
    with pytest.raises(InputError):
        Day.of(value)


def test_a_window_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(InputError, match="before it starts"):
        during("2020-01-02", "2020-01-01")


def test_a_window_says_what_it_is() -> None:
    shown = [repr(window) for window in (on("2020-01-02"), during("2020-01-01", "2020-01-02"), Window())]
    assert shown == ["2020-01-02", "2020-01-01 to 2020-01-02", "unknown days"]
    assert "some time" in repr(some_time_in("2020-01-01", "2020-01-31"))
