"""The rules on two counts, one small function each, in the order in which they are asked (R5, R10 to R16).

Each answers with an `Outcome` or with None where it does not apply. All contradictions are one idea: `Case.impossible`.
"""

from __future__ import annotations

from collections.abc import Callable

from reconcile.model.claims import Claim
from reconcile.model.findings import Label
from reconcile.model.orders import Order
from reconcile.relations.case import Case, Outcome, rule
from reconcile.vocab import table


def one_issuer(a: Claim, b: Claim) -> bool:
    """Whether both figures are certainly of one origin (R20)."""
    return a.origin is not None and a.origin == b.origin


def corrects(claim: Claim) -> bool:
    """Whether the claim's cues say that it corrects an earlier figure ("revised to")."""
    words = tuple(table("conventions")["correction_cues"])
    return any(word.startswith(words) for cue in claim.cues for word in cue.casefold().split())


@rule("R5")
def revised(case: Case) -> Outcome | None:
    """An explicit correction by the same issuer, for the same cell or the same start: REVISED, before any test of bounds.

    The correction was known no earlier than what it corrects.
    """
    if not (case.same_cell or case.same_start) or not one_issuer(case.a, case.b):
        return None
    if case.time < 0 or (case.time == 0 and not corrects(case.a)):
        return Outcome(Label.REVISED, "R5", True) if corrects(case.b) else None
    if case.time > 0 or not corrects(case.b):
        return Outcome(Label.REVISED, "R5", False) if corrects(case.a) else None
    return None


@rule("R12")
def clash_on_one_day(case: Case) -> Outcome | None:
    """Same cell, same as-of, no common value: CONTRADICT."""
    if case.impossible and case.same_cell and case.time == 0:
        return Outcome(Label.CONTRADICT, "R12")
    return None


@rule("R13")
def fallen(case: Case) -> Outcome | None:
    """Same cell, the later figure bounded above below the earlier low: CONTRADICT.

    What is known never falls. A later lower "at least" is no conflict.
    """
    if case.impossible and case.same_cell and case.time != 0:
        return Outcome(Label.CONTRADICT, "R13")
    return None


@rule("R14")
def part_above_whole(case: Case) -> Outcome | None:
    """A part, known no later than the whole, is larger than the whole can be: CONTRADICT."""
    if case.impossible and not case.same_cell:
        return Outcome(Label.CONTRADICT, "R14")
    return None


@rule("R11")
def superseded(case: Case) -> Outcome | None:
    """Same cell, or same start and a later end, known later and with a higher low: the earlier is SUPERSEDED.

    Not where the earlier is bounded on both sides and contains the later: that REFINES.
    """
    if case.time == 0 or not (case.same_cell or case.same_start):
        return None
    a_first = case.time < 0
    earlier, later = (case.one, case.two) if a_first else (case.two, case.one)
    # Of two windows with one start, the later figure must be the one of the longer.
    if case.order is (Order.SUP if a_first else Order.SUB):
        return None
    if later.hard.low <= earlier.hard.low:
        return None
    if earlier.hard.is_bounded and later.hard.is_subset(earlier.hard):
        return None
    if one_issuer(case.a, case.b):
        return Outcome(Label.SUPERSEDED, "R11", a_first)
    convention = f"later_higher: {case.conventions.later_higher}"
    if case.conventions.later_higher == "tension":
        return Outcome(Label.TENSION, "R11", convention=convention)
    return Outcome(Label.SUPERSEDED, "R11", a_first, convention)


@rule("R14")
def outgrown(case: Case) -> Outcome | None:
    """A part known later than the whole is larger than the whole was: the whole is SUPERSEDED."""
    if case.order is Order.SUB and case.time > 0 and case.one.hard.low > case.two.hard.high:
        return Outcome(Label.SUPERSEDED, "R14", False)
    if case.order is Order.SUP and case.time < 0 and case.two.hard.low > case.one.hard.high:
        return Outcome(Label.SUPERSEDED, "R14", True)
    return None


@rule("R16")
def tension(case: Case) -> Outcome | None:
    """Same cell, hard bounds meet and soft bounds do not: TENSION. Both can be true, though no reader would expect it."""
    if case.same_cell and case.one.soft.is_disjoint(case.two.soft):
        return Outcome(Label.TENSION, "R16")
    return None


@rule("R10")
def meeting(case: Case) -> Outcome | None:
    """Same cell: equal bounds AGREE; nested REFINES; overlapping COMPATIBLE."""
    if not case.same_cell:
        return None
    one, two = case.one.hard, case.two.hard
    if one == two:
        return Outcome(Label.AGREE, "R10")
    if one.is_subset(two) or two.is_subset(one):
        return Outcome(Label.REFINES, "R10", one.is_subset(two))
    return Outcome(Label.COMPATIBLE, "R10")


@rule("R15")
def part_of(case: Case) -> Outcome | None:
    """Otherwise PART_OF: the low of the part holds for the whole from the part's as-of on.

    The high of the whole holds for the part where the whole was known no earlier.
    """
    if case.order is Order.SUB:
        return Outcome(Label.PART_OF, "R15", True)
    return Outcome(Label.PART_OF, "R15", False) if case.order is Order.SUP else None


# The first that applies wins.
TOTALS = (revised, clash_on_one_day, fallen, part_above_whole, superseded, outgrown, tension, meeting, part_of)
ONE_DAY_STATES = (revised, clash_on_one_day, part_above_whole, tension, meeting, part_of)


@rule("stock")
def changed_state(case: Case) -> Outcome | None:
    """A stock is a state on a day and may fall without conflict: R11 and R13 do not apply.

    A later different value of the same stock is SUPERSEDED; a part and a whole on two days do not compare.
    """
    if not case.same_cell:
        return Outcome(Label.INCOMPARABLE, "stock")
    if case.one.hard == case.two.hard:
        return Outcome(Label.AGREE, "R10")
    return Outcome(Label.SUPERSEDED, "stock", case.time < 0)


@rule("R6")
def incomparable(case: Case) -> Outcome | None:
    """Scopes apart, overlapping, or part in one respect and whole in another: INCOMPARABLE. Scopes apart may be added."""
    if case.order in (Order.DISJOINT, Order.OVERLAP):
        return Outcome(Label.INCOMPARABLE, "R6")
    return None


def decide(case: Case) -> Outcome:
    """What the rules make of two counts under one reading: the first that applies."""
    rules: tuple[Callable[[Case], Outcome | None], ...] = TOTALS
    if case.a.mode == "stock":
        rules = ONE_DAY_STATES if case.time == 0 else (revised, changed_state)
    for one in (incomparable, *rules):
        if (outcome := one(case)) is not None:
            return outcome
    raise AssertionError("the rules leave no case open: R10 takes every same cell, R15 every part")
