"""One pair of claims under one reading, what a rule makes of it, and the register of rules.

A rule is a small function whose docstring reports print; one without a docstring is refused.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TypeVar

import attrs

from reconcile.model.claims import Claim
from reconcile.model.findings import Label
from reconcile.model.intervals import Interval
from reconcile.model.orders import Order
from reconcile.relations.conventions import Conventions

RULES: dict[str, str] = {}
F = TypeVar("F", bound=Callable[..., object])


def rule(*names: str) -> Callable[[F], F]:
    """Register a function as a rule under its names. Raises `TypeError` where it has no docstring.

    >>> RULES["R12"].splitlines()[0]
    'Same cell, same as-of, no common value: CONTRADICT.'
    """

    def register(function: F) -> F:
        if not function.__doc__:
            raise TypeError(f"rule {names[0]} has no docstring, and reports print it: write what it says")
        for name in names:
            RULES[name] = (
                f"{RULES[name]}\n{inspect.cleandoc(function.__doc__)}" if name in RULES else inspect.cleandoc(function.__doc__)
            )
        return function

    return register


@attrs.frozen
class Outcome:
    """A label, the rule that gave it, whether claim a stands first, and the convention that decided, if one did."""

    label: Label
    rule: str
    a_first: bool = True
    convention: str | None = None
    why: str = ""

    @property
    def key(self) -> tuple[Label, bool]:
        """What two readings must share to be one answer: the label and who plays which part in it."""
        return self.label, self.a_first


@attrs.frozen
class Bounds:
    """What a claim's figure entails (hard) and what a reader expects (soft), as the conventions read it."""

    hard: Interval
    soft: Interval


def bounds(claim: Claim, conventions: Conventions) -> Bounds:
    """The bounds of a count as the conventions read its words (section 8: a bare figure; more than n).

    >>> from reconcile.model import Claim, more_than
    >>> bounds(Claim(measure="killed", value=more_than(20)), Conventions(more_than="same")).hard
    [20, ∞)
    """
    quantity = claim.quantity
    hard, soft = quantity.hard, quantity.soft
    if conventions.bare_figure == "at least" and hard.is_exact and hard.low > 0:
        hard = Interval(hard.low, None)
    if conventions.more_than == "same" and quantity.words.startswith(("more than", "over ", "above ")):
        hard = Interval(max(0, hard.low - 1), hard.high)
    return Bounds(hard, soft)


@attrs.frozen
class Case:
    """Two counts under one reading: how cell a lies to cell b, whether a was known earlier (-1), that day (0) or later (1).

    `same_start`: the windows start on one day and all else of the scope is the same, so that R11 may apply.
    """

    a: Claim
    b: Claim
    one: Bounds
    two: Bounds
    order: Order
    time: int
    same_start: bool
    conventions: Conventions

    @property
    def same_cell(self) -> bool:
        """Whether both bound one cell."""
        return self.order is Order.EQ

    @property
    def a_below(self) -> bool:
        """Whether a's point (cell, as-of) lies at or below b's: K there is no larger."""
        return self.order in (Order.EQ, Order.SUB) and self.time <= 0

    @property
    def b_below(self) -> bool:
        """Whether b's point lies at or below a's."""
        return self.order in (Order.EQ, Order.SUP) and self.time >= 0

    @property
    def impossible(self) -> bool:
        """The one idea behind all rules (section 4): no K exists, since low(x) > high(y) for some x ≤ y."""
        return (self.a_below and self.one.hard.low > self.two.hard.high) or (
            self.b_below and self.two.hard.low > self.one.hard.high
        )
