"""Every reading of what is unknown about two counts, and the label under each (R18).

A reading fixes whether both are of one episode, how measures, populations, places and windows lie, and who was known
first. One answer under all readings is the answer; otherwise it is UNDETERMINED, with the one fact that would settle it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import attrs

from reconcile.model.claims import Claim
from reconcile.model.findings import Label, Reading
from reconcile.model.orders import Order
from reconcile.model.windows import Day, Window
from reconcile.relations.case import Case, Outcome, bounds, rule
from reconcile.relations.conventions import Conventions
from reconcile.relations.counts import decide
from reconcile.relations.days import Span, ways
from reconcile.relations.scopes import Scopes, combined, one_text

OTHER_EPISODE = Outcome(Label.INCOMPARABLE, "R3")
# The plainest readings first, so that the readings shown are the ones a person would think of.
ORDERS = (Order.EQ, Order.SUB, Order.SUP, Order.OVERLAP, Order.DISJOINT)
SPANS = (Span.EQ, Span.STARTS, Span.STARTED_BY, Span.WITHIN, Span.AROUND, Span.OVERLAP, Span.APART)


@attrs.frozen
class Situation:
    """One reading: what each thing that may be unknown is taken to be."""

    one_episode: bool
    measure: Order
    population: Order
    place: Order
    span: Span
    time: int

    @property
    def order(self) -> Order:
        """How the whole scope of the first lies to that of the second (R6)."""
        return combined((self.measure, self.population, self.place, self.span.order))

    @property
    def same_start(self) -> bool:
        """Whether only the windows differ, and those only in their end."""
        rest = (self.measure, self.population, self.place)
        return self.span.same_start and all(order is Order.EQ for order in rest)


def known(claim: Claim) -> Day:
    """The day a figure was known: its as-of, else the day it was published."""
    if not claim.as_of.is_unknown:
        return claim.as_of
    return claim.published


def state_day(claim: Claim) -> Day:
    """The day a state is of: its window where that is one day, else its as-of, else the end of its window."""
    window = claim.window
    if window.is_known and window.start == window.end:
        return window.end
    day = known(claim)
    return window.end if day.is_unknown else day


def days_between(a: Claim, b: Claim, one_episode: bool) -> frozenset[tuple[Span, int]]:
    """The ways in which the windows and the as-of days of two counts can lie.

    A state has a day and no window; an assumed window is unknown but for the day it was known by.
    """
    if a.mode == b.mode == "stock":
        found = ways(Window(), state_day(a), Window(), state_day(b), _one_report(a, b), one_episode)
        return frozenset((Span.EQ, time) for _, time in found)
    one, two = (Window() if "window" in claim.assumed else claim.window for claim in (a, b))
    return ways(one, known(a), two, known(b), _one_report(a, b), one_episode)


def _one_report(a: Claim, b: Claim) -> bool:
    """Whether both figures are of the day of one report, whichever day that was."""
    if a.evidence is None or not one_text(a, b):
        return False
    return a.published == b.published and known(a) == known(b) == a.published and not a.published.is_known


@rule("R18")
def situations(scopes: Scopes, days: Iterable[tuple[Span, int]], episodes: Iterable[bool]) -> Iterator[Situation]:
    """Compare under every reading of what is unknown: order, episode, window, population.

    One label under all of them is the label; otherwise UNDETERMINED, with the label under each reading and the one fact that
    would settle it. The plainest readings come first.
    """
    spans = sorted(days, key=lambda way: (SPANS.index(way[0]), abs(way[1]), way[1]))
    slots = [sorted(one.orders, key=ORDERS.index) for one in (scopes.measure, scopes.population, scopes.place)]
    measures, populations, places = slots
    for one_episode, measure, population, place, (span, time) in itertools.product(
        sorted(episodes, reverse=True), measures, populations, places, spans
    ):
        yield Situation(one_episode, measure, population, place, span, time)


def outcomes(a: Claim, b: Claim, readings: Iterable[Situation], conventions: Conventions) -> dict[Situation, Outcome]:
    """What the rules make of two counts under each reading."""
    one, two = bounds(a, conventions), bounds(b, conventions)
    decided: dict[tuple[Order, int, bool], Outcome] = {}
    found: dict[Situation, Outcome] = {}
    for reading in readings:
        if not reading.one_episode:
            found[reading] = OTHER_EPISODE
            continue
        order = reading.order
        if a.mode == "increment" and reading.span.order is not Order.EQ:
            order = Order.DISJOINT if order is Order.DISJOINT else Order.OVERLAP
        key = (order, reading.time, reading.same_start and order in (Order.SUB, Order.SUP))
        if key not in decided:
            decided[key] = decide(Case(a, b, one, two, key[0], key[1], key[2], conventions))
        found[reading] = decided[key]
    return found


UNKNOWNS = ("one_episode", "population", "place", "measure", "span", "time")


def open_questions(readings: Iterable[Situation]) -> list[str]:
    """The names of what differs between readings."""
    every = list(readings)
    return [name for name in UNKNOWNS if len({getattr(one, name) for one in every}) > 1]


def settling(a: Claim, b: Claim, found: dict[Situation, Outcome]) -> str:
    """The one fact that would settle it, in words.

    Where the days are unknown that is the day of publication, on which windows, order and mostly the episode rest;
    otherwise the first unknown that leaves one answer however it turns out, else the first at all.
    """
    questions = open_questions(found)
    undated = [claim for claim in (a, b) if not claim.published.is_known and not known(claim).is_known]
    if undated and ("span" in questions or "time" in questions):
        return "the publication dates" if len(undated) == 2 else f"the day {undated[0].speaker}'s claim was published"
    facts = {
        "one_episode": "whether both speak of one episode",
        "population": f"whether {_people(a)} and {_people(b)} are the same people, or one among the other",
        "place": f"how {a.place or 'an unnamed place'} lies to {b.place or 'an unnamed place'}",
        "measure": f"whether both count the same ({a.measure or 'unnamed'}, {b.measure or 'unnamed'})",
        "span": "the days that each of them counts",
        "time": "which of the two was known first",
    }
    for name in questions:
        split: dict[object, set[object]] = {}
        for reading, outcome in found.items():
            split.setdefault(getattr(reading, name), set()).add(outcome.key)
        if all(len(keys) == 1 for keys in split.values()):
            return facts[name]
    return facts[questions[0]] if questions else "nothing that is known to be open"


def _people(claim: Claim) -> str:
    return f"“{claim.population}”" if claim.population else "people the text does not name"


def shown(a: Claim, b: Claim, found: dict[Situation, Outcome]) -> tuple[Reading, ...]:
    """One reading for each answer there is, the plainest, in words."""
    questions = open_questions(found)
    first: dict[tuple[Label, bool], tuple[Situation, Outcome]] = {}
    for reading, outcome in found.items():
        first.setdefault(outcome.key, (reading, outcome))
    return tuple(
        Reading(_when(reading, questions), outcome.label, outcome.rule, _follows(a, b, reading, outcome))
        for reading, outcome in first.values()
    )


def _when(reading: Situation, questions: list[str]) -> str:
    """A reading in words: "one episode, and the days of the first within those of the second"."""
    if "one_episode" in questions and not reading.one_episode:
        return "they are of separate episodes"
    words = ["they are of one episode"] if "one_episode" in questions else []
    lies = {
        Order.EQ: "{0} are the same",
        Order.SUB: "{0} of the first lie within those of the second",
        Order.SUP: "{0} of the second lie within those of the first",
        Order.OVERLAP: "{0} overlap",
        Order.DISJOINT: "{0} are apart",
    }
    slots = (("population", "the people"), ("place", "the places"), ("measure", "the measures"))
    words.extend(lies[getattr(reading, name)].format(slot) for name, slot in slots if name in questions)
    if "span" in questions:
        said = lies[reading.span.order].format("the days")
        words.append(f"{said} and start with them" if reading.span.same_start else said)
    if "time" in questions:
        first = {-1: "the first was known earlier", 0: "both were known on one day", 1: "the second was known earlier"}
        words.append(first[reading.time])
    return ", and ".join(words)


def _follows(a: Claim, b: Claim, reading: Situation, outcome: Outcome) -> str:
    if outcome.label is Label.PART_OF:
        part, whole = (a, b) if outcome.a_first else (b, a)
        what = " ".join(filter(None, (whole.population, (whole.measure or "").replace("_", " "))))
        return f"then {what or 'the whole'} ≥ {part.low:,}"
    return ""
