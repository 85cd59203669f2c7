"""What an episode is called, for people: where, when and what."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from reconcile.clusters.evidence import Profile
from reconcile.clusters.places import is_region

MEASURES_NAMED = 3
LONGEST = 120


def _day(day: dt.date, *, month: bool = True, year: bool = True) -> str:
    return f"{day.day}" + (f" {day:%B}" if month else "") + (f" {day.year}" if year else "")


def days_in_words(first: dt.date, last: dt.date) -> str:
    """A span of days in the fewest words.

    >>> days_in_words(dt.date(2019, 4, 4), dt.date(2019, 4, 6)), days_in_words(dt.date(2019, 4, 1), dt.date(2019, 4, 30))
    ('4–6 April 2019', 'April 2019')
    >>> days_in_words(dt.date(2019, 4, 30), dt.date(2019, 5, 2)), days_in_words(dt.date(2019, 12, 30), dt.date(2020, 1, 2))
    ('30 April – 2 May 2019', '30 December 2019 – 2 January 2020')
    """
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        whole = first.day == 1 and (last + dt.timedelta(1)).month != last.month
        return f"{last:%B} {last.year}" if whole else f"{first.day}–{_day(last)}"
    return f"{_day(first, year=first.year != last.year)} – {_day(last)}"


def _where(profiles: Sequence[Profile]) -> str | None:
    named = Counter(profile.claim.place for profile in profiles if profile.claim.place)
    if not named:
        return None
    # A city before the country around it; then what most claims say.
    return min(named, key=lambda name: (is_region(name), "," in name, -named[name], name))


def _when(profiles: Sequence[Profile]) -> str | None:
    sure = [profile.moment.core for profile in profiles if profile.moment.core]
    if sure:
        return days_in_words(min(core[0] for core in sure), max(core[1] for core in sure))
    spans = {(p.moment.first, p.moment.last) for p in profiles if p.moment.event}
    limited = [(a, b) for a, b in sorted(spans) if a != dt.date.min and b != dt.date.max]
    if limited:
        return days_in_words(max(a for a, _ in limited), min(b for _, b in limited)) if _meet(limited) else None
    known = sorted({p.moment.report.latest for p in profiles if p.moment.report.is_known})
    if known:
        return f"up to {_day(known[-1])}"
    earliest = [p.moment.report.earliest for p in profiles if p.moment.report.earliest != dt.date.min]
    return f"not before {_day(min(earliest))}" if earliest else None


def _meet(spans: Sequence[tuple[dt.date, dt.date]]) -> bool:
    return max(a for a, _ in spans) <= min(b for _, b in spans)


def _what(profiles: Sequence[Profile]) -> str:
    counted = Counter((p.claim.kind != "count", (p.claim.measure or p.claim.kind).replace("_", " ")) for p in profiles)
    # What was counted comes before who holds what.
    names = [name for _, name in sorted(counted, key=lambda key: (key[0], -counted[key], key[1]))]
    more = len(names) - MEASURES_NAMED
    return ", ".join(names[:MEASURES_NAMED]) + (f" and {more} more" if more > 0 else "")


def title(profiles: Sequence[Profile]) -> str:
    """A readable title: the episode's own name or its place, its days, and what its claims are about."""
    named = sorted({p.claim.episode for p in profiles if p.claim.episode})
    where = named[0] if named else _where(profiles) or "place not given"
    when = _when(profiles) or "days not known"
    return f"{where}, {when}: {_what(profiles)}"[:LONGEST]
