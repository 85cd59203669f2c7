"""Start and end of what a phrase names, seen from one day."""

from __future__ import annotations

import attrs

from reconcile.model.windows import Day, WindowKind
from reconcile.times.calendar import Span


def _as_day(value: object) -> Day:
    return Day.of(value)


@attrs.frozen
class Days:
    """Start and end seen from one day. `to_report`: it runs to the report day. `of_event`: it dates the event that the
    phrase hangs on, and not what the clause says. `assumed`: it rests on counting from the report day."""

    start: Day = attrs.field(default=None, converter=_as_day)
    end: Day = attrs.field(default=None, converter=_as_day)
    kind: WindowKind = "coverage"
    to_report: bool = False
    of_event: bool = False
    assumed: bool = False


NO_DAYS = Days()


def of_span(span: Span, kind: WindowKind = "coverage") -> Days:
    """All days of a span."""
    return Days(span[0], span[1], kind)


def some_time(span: Span) -> Days:
    """Some time within a span; all of it where it is one day."""
    return Days(span[0], span[1], "coverage" if span[0] == span[1] else "location")
