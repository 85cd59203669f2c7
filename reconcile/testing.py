"""Strategies and laws, so that users can try their own rules, conventions and vocabularies as this library tries its own.

Needs Hypothesis. `worlds` builds small worlds, with what was known of each cell by each day, late discovery included;
`true_reports` and `reports` draw claims about them; a law is a function that raises `AssertionError` where it is broken.

    from hypothesis import given
    from reconcile import testing

    @given(testing.true_reports())
    def test_soundness(claims):
        testing.no_contradiction(claims, conventions=my_conventions)
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Sequence
from typing import Any

import attrs

from reconcile.model.claims import Claim
from reconcile.model.errors import MissingExtraError
from reconcile.model.findings import DIRECTED, Label
from reconcile.model.intervals import Interval
from reconcile.model.quantities import Quantity
from reconcile.model.sources import Attribution, Source
from reconcile.model.windows import Window, during
from reconcile.relations import conflicts, ranges, relate, relate_all
from reconcile.relations.conventions import Conventions
from reconcile.vocab import Vocabulary

try:
    from hypothesis import strategies as st
except ImportError as error:  # pragma: no cover
    raise MissingExtraError("reconcile.testing needs Hypothesis: pip install 'reconcile[test]'") from error

FIRST = dt.date(2020, 1, 5)
# What scopes are made of: the atoms of each name. Order and disjointness of scopes are those of these sets.
MEASURES = {"killed": {"k"}, "injured": {"i"}, "casualties": {"k", "i"}}
POPULATIONS = {"people": {"s", "m", "n", "o"}, "combatants": {"s", "m"}, "soldiers": {"s"}, "militants": {"m"}, "nurses": {"n"}}
PLACES = {"Rivertown": {"d", "h", "r"}, "the docks, Rivertown": {"d"}, "the hills, Rivertown": {"h"}, "Farville": {"f"}}


def vocabulary() -> Vocabulary:
    """The vocabulary under which the names of these strategies lie as their atoms do."""
    return Vocabulary().extended(
        {
            "populations": {"nurses": {"disjoint_from": ["combatants"]}},
            "places": {
                "the docks, Rivertown": {"part_of": ["Rivertown"], "disjoint_from": ["the hills, Rivertown"]},
                "the hills, Rivertown": {"part_of": ["Rivertown"]},
                "Farville": {"disjoint_from": ["Rivertown"]},
            },
        }
    )


def day(n: int) -> dt.date:
    """Day n of the small worlds."""
    return FIRST + dt.timedelta(n)


@attrs.frozen
class Scope:
    """A scope by name, and as the set of atoms it holds: (measure, population, place, day)."""

    measure: str
    population: str
    place: str
    start: int
    end: int

    @property
    def atoms(self) -> frozenset[tuple[str, str, str, int]]:
        """All it holds."""
        days = range(self.start, self.end + 1)
        return frozenset(itertools.product(MEASURES[self.measure], POPULATIONS[self.population], PLACES[self.place], days))

    @property
    def window(self) -> Window:
        """Its days."""
        return during(day(self.start), day(self.end))


@attrs.frozen
class Victim:
    """One person: what befell whom, where, on which day, and the day from which it was known."""

    atom: tuple[str, str, str, int]
    known: int


def scopes(
    days: int = 3, *, measures: Sequence[str] = (), populations: Sequence[str] = (), places: Sequence[str] = ()
) -> st.SearchStrategy[Scope]:
    """Scopes over so many days; names left out are all of the small world."""
    spans = st.tuples(st.integers(0, days - 1), st.integers(0, days - 1)).map(sorted)
    return st.builds(
        lambda measure, population, place, span: Scope(measure, population, place, span[0], span[1]),
        st.sampled_from(tuple(measures or MEASURES)),
        st.sampled_from(tuple(populations or POPULATIONS)),
        st.sampled_from(tuple(places or PLACES)),
        spans,
    )


@st.composite
def intervals_around(draw: st.DrawFn, value: int) -> Quantity:
    """A quantity whose hard bounds hold `value`: exact, open above, open below, or closed; the soft ones need not."""
    low = draw(st.integers(0, value))
    high = draw(st.one_of(st.none(), st.integers(value, value + 4)))
    hard = draw(st.sampled_from((Interval(value, value), Interval(low, high), Interval(low, None), Interval(0, high))))
    if hard.is_whole:
        hard = Interval(value, value)
    ceiling = int(hard.low) + 6 if math.isinf(hard.high) else int(hard.high)
    soft_low = draw(st.integers(int(hard.low), ceiling))
    soft = draw(st.sampled_from((hard, Interval(soft_low, hard.high))))
    return Quantity(hard, soft)


def quantities(most: int = 6) -> st.SearchStrategy[Quantity]:
    """Any quantity with small bounds."""
    return st.integers(0, most).flatmap(intervals_around)


@st.composite
def worlds(draw: st.DrawFn, days: int = 3, most: int = 12) -> tuple[Victim, ...]:
    """A small world: victims, each with its atoms, its day, and a day of discovery that may be much later."""
    whole = (
        Scope("casualties", "people", "Rivertown", 0, days - 1).atoms
        | Scope("casualties", "people", "Farville", 0, days - 1).atoms
    )
    atoms = draw(st.lists(st.sampled_from(sorted(whole)), max_size=most))
    return tuple(Victim(atom, atom[3] + draw(st.integers(0, days))) for atom in atoms)


def known_by(world: Sequence[Victim], scope: Scope, time: int) -> int:
    """K(cell, t): how many of the scope were known by the end of day t."""
    return sum(victim.atom in scope.atoms and victim.known <= time for victim in world)


def sources() -> st.SearchStrategy[Attribution]:
    """Chains from outlet to speaker."""
    names = st.sampled_from(("a mayor", "a hospital official", "the ministry", "a resident"))
    outlets = st.sampled_from(("Daily One", "Evening Two"))
    return st.builds(lambda outlet, name: Attribution((Source(outlet, "outlet"), Source(name, "speaker"))), outlets, names)


def _claim(scope: Scope, quantity: Quantity, time: int, **more: Any) -> Claim:
    return Claim(
        measure=scope.measure,
        population=scope.population,
        place=scope.place,
        window=scope.window,
        value=quantity,
        as_of=day(time),
        published=day(time),
        **more,
    )


@st.composite
def true_reports(draw: st.DrawFn, days: int = 3, most: int = 7) -> tuple[Claim, ...]:
    """Claims of one episode that truly bound what was known in one world: parts, wholes and totals, on any day."""
    world = draw(worlds(days))
    found = []
    for n in range(draw(st.integers(0, most))):
        scope = draw(scopes(days))
        time = draw(st.integers(scope.end, scope.end + days))
        quantity = draw(intervals_around(known_by(world, scope, time)))
        found.append(_claim(scope, quantity, time, id=f"r{n}", episode="one", attribution=draw(sources())))
    return tuple(found)


@st.composite
def world_and_reports(
    draw: st.DrawFn, days: int = 3, most: int = 7
) -> tuple[tuple[Victim, ...], tuple[tuple[Scope, Claim], ...]]:
    """A world, and true reports of it with the scope each of them has."""
    world = draw(worlds(days))
    found = []
    for n in range(draw(st.integers(1, most))):
        scope = draw(scopes(days))
        time = draw(st.integers(scope.end, scope.end + days))
        quantity = draw(intervals_around(known_by(world, scope, time)))
        found.append((scope, _claim(scope, quantity, time, id=f"r{n}", episode="one")))
    return world, tuple(found)


@st.composite
def reports(
    draw: st.DrawFn,
    days: int = 3,
    most: int = 6,
    top: int = 6,
    measures: Sequence[str] = (),
    populations: Sequence[str] = (),
    places: Sequence[str] = (),
) -> tuple[Claim, ...]:
    """Claims of one episode, true of some world or of none; names left out are all of the small world."""
    found = []
    for n in range(draw(st.integers(1, most))):
        scope = draw(scopes(days, measures=measures, populations=populations, places=places))
        time = draw(st.integers(scope.end, days))
        found.append(_claim(scope, draw(quantities(top)), time, id=f"r{n}", episode="one", attribution=draw(sources())))
    return tuple(found)


@st.composite
def rich_claims(draw: st.DrawFn) -> Claim:
    """One claim with anything left out or uncertain: days, scopes, stance, mode, cues, episode."""
    scope = draw(scopes())
    time = draw(st.integers(0, 5))
    uncertain = st.sampled_from((None, day(time), (day(time), day(time + 2)), (None, day(time))))
    start, end = draw(
        st.sampled_from(
            (
                (day(scope.start), day(scope.end)),
                (None, None),
                (None, day(scope.end)),
                ((day(scope.start), day(scope.start + 1)), (day(scope.end + 1), day(scope.end + 2))),
            )
        )
    )
    return Claim(
        measure=draw(st.sampled_from((None, scope.measure, "displaced"))),
        population=draw(st.sampled_from((None, scope.population, "loyalist fighters", "workers", "two men in his unit"))),
        place=draw(st.sampled_from((None, scope.place, "Rivertown airport", "Upland"))),
        window=Window(start, end, draw(st.sampled_from(("coverage", "location")))),
        value=draw(quantities()),
        mode=draw(st.sampled_from(("total", "total", "stock", "increment"))),
        as_of=draw(uncertain),
        published=draw(uncertain),
        stance=draw(st.sampled_from(("asserted", "asserted", "reported", "hedged", "denied", "intended"))),
        cues=draw(st.sampled_from(((), (), ("revised to",), ("no information that",)))),
        episode=draw(st.sampled_from((None, None, "one", "two"))),
        attribution=draw(st.one_of(st.none(), sources())),
        assumed=draw(st.sampled_from(((), ("window",)))),
    )


# Laws. Each takes claims and the same options as the function it tries.


def symmetric(a: Claim, b: Claim, **options: Any) -> None:
    """Compare is symmetric but for the roles, which do not depend on the order of asking."""
    there, back = relate(a, b, **options), relate(b, a, **options)
    assert there == back, f"{there!r} is not {back!r}"
    if there.label not in DIRECTED:
        assert there.a <= there.b


def pure(a: Claim, b: Claim, **options: Any) -> None:
    """Compare gives the same answer each time, and changes neither claim."""
    before = repr(a), repr(b), a.id, b.id
    assert relate(a, b, **options) == relate(a, b, **options)
    assert before == (repr(a), repr(b), a.id, b.id)


def reasoned(a: Claim, b: Claim, **options: Any) -> None:
    """Every relation carries a rule that has a docstring, a sentence, and cites the two claims and no other."""
    from reconcile.relations.case import RULES

    found = relate(a, b, **options)
    assert found.rule in RULES, found.rule
    assert found.sentence
    assert {found.a, found.b} == {a.id, b.id}
    if found.label is Label.UNDETERMINED:
        assert found.settled_by
        assert len({(one.label, one.when) for one in found.readings}) == len(found.readings)


def order_free(claims: Sequence[Claim], shuffled: Sequence[Claim], **options: Any) -> None:
    """Under any permutation of the input the relations, conflicts and ranges are equal."""
    assert relate_all(claims, **options) == relate_all(shuffled, **options)
    assert conflicts(claims, **options) == conflicts(shuffled, **options)
    assert ranges(claims, **options) == ranges(shuffled, **options)


def no_contradiction(claims: Sequence[Claim], **options: Any) -> None:
    """Soundness: among claims that are all true of one world, no pair contradicts and no set is in conflict."""
    found = [one for one in relate_all(claims, **options) if one.label is Label.CONTRADICT]
    assert not found, found
    assert not (sets := conflicts(claims, **options)), sets


def all_pairs_equal(claims: Sequence[Claim], *, vocabulary: Vocabulary, **options: Any) -> None:
    """The comparison of a whole set is that of each of its pairs."""
    every = relate_all(claims, vocabulary=vocabulary, **options)
    pairs = {frozenset((one.a, one.b)): one for one in every}
    assert len(every) == len(pairs) == math.comb(len(claims), 2)
    for a, b in itertools.combinations(claims, 2):
        assert pairs[frozenset((a.id, b.id))] == relate(a, b, vocabulary=vocabulary, **options)


def holds_the_truth(world: Sequence[Victim], told: Sequence[tuple[Scope, Claim]], **options: Any) -> None:
    """On true reports, every implied range holds what was really known."""
    claims = [claim for _, claim in told]
    scope_of = {claim.id: scope for scope, claim in told}
    from reconcile.relations import cells

    named = {cell.id: cell for cell in cells(claims, **options)}
    for one in ranges(claims, **options):
        if one.at is None:
            continue
        scope = scope_of[named[one.cell].claims[0]]
        assert known_by(world, scope, (one.at - FIRST).days) in one.implied, one


def never_wider(claims: Sequence[Claim], more: Claim, at: dt.date, **options: Any) -> None:
    """Monotone at a fixed day: while the set stays consistent, one more claim never widens an implied range."""
    after = [*claims, more]
    if conflicts(after, **options):
        return
    from reconcile.relations import cells

    old = {cell.id: cell for cell in cells(claims, **options)}
    new = {claim: one for one in cells(after, **options) for claim in one.claims}
    wide = {one.cell: one.implied for one in ranges(claims, at=at, **options)}
    tight = {one.cell: one.implied for one in ranges(after, at=at, **options)}
    for cell, interval in wide.items():
        now = new[old[cell].claims[0]]
        assert tight[now.id].is_subset(interval), f"{now}: {tight[now.id]!r} is wider than {interval!r}"


DEFAULT_CONVENTIONS = Conventions()
