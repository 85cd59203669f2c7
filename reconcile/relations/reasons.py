"""Why two counts relate as they do: the numbers a rule compared, and a clause of plain English."""

from __future__ import annotations

from reconcile.model.claims import Claim
from reconcile.model.findings import Label
from reconcile.model.intervals import Interval
from reconcile.model.orders import Order
from reconcile.model.quantities import in_words
from reconcile.relations.case import Outcome, bounds
from reconcile.relations.conventions import Conventions
from reconcile.relations.readings import Situation
from reconcile.relations.scopes import Scopes
from reconcile.relations.words import number
from reconcile.vocab import Vocabulary


def numbers(a: Claim, b: Claim, conventions: Conventions) -> tuple[tuple[str, str], ...]:
    """The hard bounds that were compared, by claim id."""
    return tuple((claim.id, repr(bounds(claim, conventions).hard)) for claim in (a, b))


def together(a: Claim, b: Claim, vocabulary: Vocabulary, conventions: Conventions) -> str:
    """What two counts of different people come to, and of what, where the vocabulary has a measure made up of both (R17)."""
    total: Interval = bounds(a, conventions).hard.plus(bounds(b, conventions).hard)
    what = ""
    if a.measure and b.measure and a.measure != b.measure:
        order = vocabulary.measures
        pair = tuple(sorted((order.key(a.measure), order.key(b.measure))))
        wholes = [whole for whole, splits in order.partitions.items() if pair in splits]
        what = f" {wholes[0].replace('_', ' ')}" if wholes else ""
    least = in_words(total) if total.low != total.high else f"at least {number(total.low)}"
    return f"they count different people, so together {least}{what}"


def reason(a: Claim, b: Claim, outcome: Outcome, reading: Situation, conventions: Conventions, compared: Scopes) -> str:
    """Why the outcome follows, as a clause."""
    one, two = bounds(a, conventions), bounds(b, conventions)
    if outcome.label is Label.INCOMPARABLE:
        return _apart(a, b, reading, compared)
    first, second = (one, two) if outcome.a_first else (two, one)
    claim, other = (a, b) if outcome.a_first else (b, a)
    if outcome.label is Label.REVISED:
        return f"{other.speaker} corrects its own figure from {claim.quantity} to {other.quantity}"
    if outcome.rule in ("R12", "R13", "R14") and outcome.label is Label.CONTRADICT:
        low_claim, low, high = (
            (a, one.hard.low, two.hard.high) if one.hard.low > two.hard.high else (b, two.hard.low, one.hard.high)
        )
        compare = f"{number(low)} > {number(high)}"
        if outcome.rule == "R12":
            return f"both are of the same people, place and days as known on one day, and no number is both: {compare}"
        if outcome.rule == "R13":
            return f"what is known never falls, and the later figure is below the earlier: {compare}"
        return f"{_within(a, b, reading)}, and the part known no later ({low_claim.quantity}) exceeds the whole: {compare}"
    if outcome.rule == "R14":
        return (
            f"the part, known later, is already more than the whole was: {number(second.hard.low)} > {number(first.hard.high)}"
        )
    if outcome.rule == "R11":
        return f"known later, and the lower bound rises from {number(first.hard.low)} to {number(second.hard.low)}"
    if outcome.rule == "stock":
        return f"a state may change, and this is the later one: {claim.quantity}, then {other.quantity}"
    if outcome.rule == "R16":
        return f"both can be true, but a reader of one expects {in_words(one.soft)} and of the other {in_words(two.soft)}"
    if outcome.label is Label.AGREE:
        return f"both say {in_words(one.hard)}"
    if outcome.label is Label.REFINES:
        return f"every value of {in_words(first.hard)} is one of {in_words(second.hard)}"
    if outcome.label is Label.COMPATIBLE:
        return f"both allow {in_words(one.hard.intersection(two.hard))}"
    low, high = first.hard.low, second.hard.high
    clause = _within(a, b, reading)
    if low == 0:
        return clause
    return (
        f"{clause}, and {number(low)} ≤ {number(high)}"
        if high != float("inf")
        else f"{clause}, so the whole is at least {number(low)}"
    )


def _within(a: Claim, b: Claim, reading: Situation) -> str:
    """In what respects the one lies within the other."""
    said = []
    for slot, order in (("measure", reading.measure), ("population", reading.population), ("place", reading.place)):
        if order in (Order.SUB, Order.SUP):
            part, whole = (a, b) if order is Order.SUB else (b, a)
            inner, outer = getattr(part, slot), getattr(whole, slot)
            if slot == "measure":
                said.append(f"{(inner or '').replace('_', ' ')} counts among {(outer or '').replace('_', ' ')}")
            elif slot == "population":
                said.append(f"{inner or 'those counted'} are among {outer or 'those counted'}")
            else:
                said.append(f"{inner or 'the one place'} lies in {outer or 'the other'}")
    if reading.span.order in (Order.SUB, Order.SUP):
        said.append("the days lie within the others")
    return ", ".join(said) or "the one is part of the other"


def _apart(a: Claim, b: Claim, reading: Situation, compared: Scopes) -> str:
    """Why two scopes do not compare."""
    if compared.measure.unrelated:
        return f"{(a.measure or '').replace('_', ' ')} and {(b.measure or '').replace('_', ' ')} are unrelated measures"
    named = (
        ("measure", compared.measure.certain, "{0} and {1} are counted apart"),
        ("population", compared.population.certain, "{0} and {1} share nobody"),
        ("place", compared.place.certain, "{0} and {1} are apart"),
    )
    for slot, order, words in named:
        if order is Order.DISJOINT:
            return words.format(*((getattr(claim, slot) or "the unnamed").replace("_", " ") for claim in (a, b)))
    if a.mode == "increment" and reading.span.order is not Order.EQ:
        return "increments compare only with increments of the same days"
    if a.mode == "stock" and reading.time != 0:
        return "a part and a whole on two days of a state do not bound each other"
    if reading.span.order is Order.DISJOINT:
        return "the days are apart"
    orders = {reading.measure, reading.population, reading.place, reading.span.order}
    if {Order.SUB, Order.SUP} <= orders:
        return "the one is part in one respect and whole in another"
    return "they overlap, and neither holds the other"
