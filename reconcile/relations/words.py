"""Findings in plain English: what a claim says and who says it, and why two claims relate as they do."""

from __future__ import annotations

import datetime as dt

from reconcile.model.claims import Attribute, Claim, Control, Measurement
from reconcile.model.findings import Label
from reconcile.model.intervals import Interval, Number
from reconcile.model.orders import Order
from reconcile.model.phrases import counted, held
from reconcile.model.quantities import Quantity, in_words
from reconcile.model.windows import FIRST, LAST, Day, Window

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day(value: dt.date, *, year: bool = True) -> str:
    """A day as people write it.

    >>> day(dt.date(2016, 11, 16)), day(dt.date(2016, 11, 16), year=False)
    ('16 November 2016', '16 November')
    """
    return f"{value.day} {MONTHS[value.month - 1]}" + (f" {value.year}" if year else "")


def _day(value: Day) -> str:
    if value.is_unknown:
        return "an unknown day"
    if value.is_known:
        return day(value.earliest)
    if value.earliest == FIRST:
        return f"{day(value.latest)} at the latest"
    if value.latest == LAST:
        return f"{day(value.earliest)} at the earliest"
    return f"{day(value.earliest, year=value.earliest.year != value.latest.year)} or up to {day(value.latest)}"


def window(value: Window) -> str:
    """The days of a window, to follow what was counted; empty where they are unknown.

    >>> from reconcile.model import during, on
    >>> window(during("2016-11-15", "2016-11-16")), window(on("2016-11-16"))
    ('from 15 to 16 November 2016', 'on 16 November 2016')
    """
    if value.is_unknown:
        return ""
    start, end = value.start, value.end
    if start.is_known and end.is_known:
        if start == end:
            return f"on {day(start.earliest)}"
        first = day(start.earliest, year=start.earliest.year != end.earliest.year)
        if start.earliest.month == end.earliest.month and start.earliest.year == end.earliest.year:
            first = str(start.earliest.day)
        if value.kind == "location":
            return f"some time between {first} and {day(end.earliest)}"
        return f"from {first} to {day(end.earliest)}"
    if start.is_unknown:
        return f"up to {_day(end)}"
    return f"from {_day(start)} to {_day(end)}"


def figure(claim: Claim) -> str:
    """What a claim says, without who says it: "12 soldiers killed from 15 to 16 November 2016"."""
    measure = (claim.measure or "").replace("_", " ")
    if isinstance(claim.value, Quantity):
        more = " more" if claim.mode == "increment" else ""
        words = [counted(f"{claim.value}{more}", claim.population, claim.measure)]
    elif isinstance(claim.value, Control):
        words = [held(claim.value.actor, claim.value.degree, claim.place)]
    elif isinstance(claim.value, Measurement):
        words = [str(claim.value), f"({measure})" if measure else "", claim.place or ""]
    else:
        value: Attribute = claim.value
        words = [f"“{value.text}”", f"of {value.subject}" if value.subject else ""]
    return " ".join(filter(None, [*words, window(claim.window)]))


def said(claim: Claim) -> str:
    """What a claim says and who said so when: "12 soldiers killed on 15 June 2020 (a military source, 16 June 2020)"."""
    known = claim.as_of if not claim.as_of.is_unknown else claim.published
    return f"{figure(claim)} ({claim.speaker}, {_day(known)})"


VERBS = {
    Label.AGREE: "{a} agrees with {b}",
    Label.REFINES: "{a} refines {b}",
    Label.COMPATIBLE: "{a} is compatible with {b}",
    Label.PART_OF: "{a} is part of {b}",
    Label.SUPERSEDED: "{a} is superseded by {b}",
    Label.REVISED: "{a} is revised by {b}",
    Label.TENSION: "{a} is in tension with {b}",
    Label.CONTRADICT: "{a} contradicts {b}",
    Label.INCOMPARABLE: "{a} does not compare with {b}",
    Label.UNDETERMINED: "whether {a} conflicts with {b} is undetermined",
}


def sentence(label: Label, a: Claim, b: Claim, why: str) -> str:
    """The finding as one sentence, a first."""
    told = VERBS[label].format(a=said(a), b=said(b))
    return f"{told}: {why}" if why else told


def number(value: Number) -> str:
    """A bound for people."""
    return "no upper limit" if value == float("inf") else f"{value:,}"


def interval(value: Interval) -> str:
    """An interval for people, open or not."""
    return in_words(value) if value.discrete else repr(value)


SLOTS = {"measure": "what is counted", "population": "the people", "place": "the place", "window": "the days"}
LIES = {
    "measure": {Order.SUB: "every {a} is a {b}", Order.SUP: "every {b} is a {a}"},
    "population": {Order.SUB: "{a} are among {b}", Order.SUP: "{b} are among {a}"},
    "place": {Order.SUB: "{a} lies in {b}", Order.SUP: "{b} lies in {a}"},
    "window": {
        Order.SUB: "the days of the first lie within those of the second",
        Order.SUP: "the days of the second lie within those of the first",
    },
}
