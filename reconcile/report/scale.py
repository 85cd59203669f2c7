"""The axis of a chart: which numbers it spans, linear or logarithmic, and where a number falls on it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

import attrs

from reconcile.model.intervals import Number
from reconcile.report.words import number

# A set of figures that spans more than this ratio is read off a logarithmic axis.
WIDE = 60
# Figures closer together than this share of the largest leave out the empty part of the axis below them.
CLOSE = Fraction(7, 10)
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_NAMED = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def _fraction(value: Number) -> Fraction:
    return Fraction(value)


def _log(value: Number) -> float:
    exact = Fraction(value)
    return math.log10(exact.numerator) - math.log10(exact.denominator)


def tick_label(value: Number) -> str:
    """A tick in few characters.

    >>> tick_label(0), tick_label(2500), tick_label(3_000_000), tick_label(10**15)
    ('0', '2,500', '3 million', '10¹⁵')
    """
    if value >= 10**15:
        power = math.floor(_log(value) + 1e-9)
        return f"10{str(power).translate(_SUPERSCRIPT)}"
    for size, name in _NAMED:
        if value >= size:
            return f"{float(Fraction(value) / size):g} {name}"
    return number(value)


def nice(value: Fraction, *, up: bool) -> Fraction:
    """The nearest of 1, 2, 2.5 and 5 times a power of ten that is no smaller (up) or no larger."""
    power = Fraction(10) ** math.floor(_log(value))
    steps = [power * step for step in (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))]
    return next(step for step in steps if step >= value) if up else [step for step in steps if step <= value][-1]


@attrs.frozen
class Scale:
    """A map from numbers to places between 0 and 1. `zero` reserves a slot for 0 on a logarithmic axis."""

    kind: Literal["linear", "log"]
    start: Fraction
    end: Fraction
    ticks: tuple[Fraction, ...]
    zero: bool = False

    def at(self, value: Number) -> float:
        """Where a finite number falls, 0 at the start and 1 at the end."""
        exact = _fraction(value)
        if self.kind == "linear":
            return min(1.0, max(0.0, float((exact - self.start) / (self.end - self.start))))
        floor = 0.08 if self.zero else 0.0
        if exact < self.start:
            return 0.0
        share = (_log(exact) - _log(self.start)) / (_log(self.end) - _log(self.start))
        return min(1.0, floor + (1 - floor) * share)

    @property
    def label(self) -> str:
        """What the axis shows, in words."""
        if self.kind == "log":
            return "logarithmic scale: equal steps multiply"
        return "linear scale" if self.start == 0 else f"linear scale, from {number(self.start)}"


def scale(values: Iterable[Number], *, ticks: int = 6) -> Scale:
    """An axis that holds all finite values: logarithmic where they span a ratio of more than `WIDE`.

    >>> scale([12, 20]).kind, scale([3, 4000]).kind, [int(tick) for tick in scale([0, 20]).ticks]
    ('linear', 'log', [0, 5, 10, 15, 20, 25])
    """
    finite = sorted({_fraction(value) for value in values if not (isinstance(value, float) and math.isinf(value))})
    above = [value for value in finite if value > 0]
    if not above:
        return Scale("linear", Fraction(0), Fraction(1), (Fraction(0), Fraction(1)))
    zero = finite[0] <= 0
    if above[-1] > above[0] * WIDE:
        first, last = math.floor(_log(above[0]) + 1e-12), math.ceil(_log(above[-1]) + 1e-12)
        last = max(last, first + 1)
        stride = max(1, math.ceil((last - first) / ticks))
        decades = [Fraction(10) ** power for power in range(first, last + 1, stride)]
        marks = ([Fraction(0)] if zero else []) + decades
        return Scale("log", Fraction(10) ** first, Fraction(10) ** last, tuple(marks), zero)
    start = Fraction(0)
    if not zero and len(above) > 1 and above[0] > above[-1] * CLOSE and above[-1] - above[0] >= ticks:
        step = nice((above[-1] - above[0]) / ticks, up=True)
        start = max(Fraction(0), (above[0] // step - 1) * step)
    step = max(Fraction(1), nice((above[-1] - start) / ticks, up=True))
    if step.denominator != 1:
        step = Fraction(math.ceil(step))
    count = max(1, math.ceil((above[-1] - start) / step + Fraction(1, 20)))
    marks = [start + step * place for place in range(count + 1)]
    return Scale("linear", start, marks[-1], tuple(marks))
