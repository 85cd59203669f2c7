"""Calendar arithmetic that never leaves the calendar, and never runs backward.

Every function of a day here is monotone: a later day never gives an earlier one. That is what lets a phrase be resolved
against an uncertain report day by its two ends alone (see `resolving`).
"""

from __future__ import annotations

import calendar
import datetime as dt

from reconcile.model.windows import FIRST, LAST

Date = dt.date
Span = tuple[Date, Date]
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}


def plus_days(day: Date, days: int) -> Date:
    """So many days later, held at the ends of the calendar.

    >>> plus_days(Date(2016, 2, 28), 2), plus_days(Date.max, 1) == Date.max
    (datetime.date(2016, 3, 1), True)
    """
    return Date.fromordinal(min(max(day.toordinal() + days, 1), LAST.toordinal()))


def plus_months(day: Date, months: int) -> Date:
    """The same day of the month so many months later, or the last day of a shorter month.

    >>> plus_months(Date(2016, 3, 31), -1)
    datetime.date(2016, 2, 29)
    """
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    if year < 1:
        return FIRST
    if year > 9999:
        return LAST
    return Date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week_of(day: Date, first: int = 0) -> Span:
    """The week that holds a day; `first` is the weekday it starts on, Monday is 0.

    >>> week_of(Date(2016, 2, 24))
    (datetime.date(2016, 2, 22), datetime.date(2016, 2, 28))
    """
    start = plus_days(day, -((day.weekday() - first) % 7))
    return start, plus_days(start, 6)


def month_of(year: int, month: int) -> Span:
    """The first and the last day of a month."""
    return Date(year, month, 1), Date(year, month, calendar.monthrange(year, month)[1])


def year_of(year: int) -> Span:
    """The first and the last day of a year, held at the ends of the calendar."""
    if year < 1:
        return FIRST, FIRST
    return (LAST, LAST) if year > 9999 else (Date(year, 1, 1), Date(year, 12, 31))


def unit_of(day: Date, unit: str, offset: int = 0, *, first: int = 0) -> Span:
    """The calendar week, month, quarter, year, decade or century that holds a day, `offset` units on.

    A weekend is the Saturday and Sunday before the day, or the one that holds it; a fortnight is two weeks.

    >>> unit_of(Date(2016, 2, 24), "weekend"), unit_of(Date(2016, 2, 24), "quarter", -1)[0]
    ((datetime.date(2016, 2, 20), datetime.date(2016, 2, 21)), datetime.date(2015, 10, 1))
    """
    if unit == "weekend":
        saturday = plus_days(day, -((day.weekday() - 5) % 7) + 7 * offset)
        return saturday, plus_days(saturday, 1)
    if unit in DAYS_IN:
        length = DAYS_IN[unit]
        if length == 1:
            return (plus_days(day, offset),) * 2
        start = plus_days(week_of(day, first)[0], length * offset)
        return start, plus_days(start, length - 1)
    if unit not in MONTHS_IN:
        return day, day
    length = MONTHS_IN[unit]
    index = (day.year * 12 + day.month - 1) // length + offset
    return _months(index * length, length)


def _months(number: int, length: int) -> Span:
    first, after = number, number + length
    start = FIRST if first < 12 else LAST if first >= 120_000 else Date(first // 12, first % 12 + 1, 1)
    if after >= 120_000:
        return start, LAST
    end = FIRST if after <= 12 else plus_days(Date(after // 12, after % 12 + 1, 1), -1)
    return start, max(start, end)


def back(day: Date, count: float, unit: str) -> Date:
    """The day `count` units before (after, where negative); halves are of the next smaller unit.

    >>> back(Date(2016, 11, 17), 2, "year"), back(Date(2014, 6, 2), 2.5, "year")
    (datetime.date(2014, 11, 17), datetime.date(2011, 12, 2))
    """
    if unit in MONTHS_IN:
        return plus_months(day, -round(max(-1e6, min(1e6, count * MONTHS_IN[unit]))))
    return plus_days(day, -round(max(-1e7, min(1e7, count * DAYS_IN.get(unit, 0)))))


def nearest_weekday(report: Date, weekday: int) -> Date:
    """The nearest such day not after the report day, the report day itself included.

    >>> nearest_weekday(Date(2015, 2, 8), 4), nearest_weekday(Date(2015, 2, 8), 6)
    (datetime.date(2015, 2, 6), datetime.date(2015, 2, 8))
    """
    return plus_days(report, -((report.weekday() - weekday) % 7))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> Date:
    """The nth such weekday of a month, -1 for the last."""
    start, end = month_of(year, month)
    if nth < 0:
        return plus_days(nearest_weekday(end, weekday), 7 * (nth + 1))
    return plus_days(start, (weekday - start.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> Date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of Nature, 1876).

    >>> easter(2016)
    datetime.date(2016, 3, 27)
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return Date(year, month, day + 1)
