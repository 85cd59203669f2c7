"""Labels and rules of all pairs of a set at once, as small numbers, without sentences.

The readable comparison (`relate`) is the definition; this is the same by arrays. Scopes are compared once for each two
different names, everything else is arithmetic on whole columns. A claim with anything uncertain, linked or corrected is
compared by `relate` itself. Tests hold the two equal on every pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import attrs

from reconcile.model.claims import Claim
from reconcile.model.findings import DIRECTED, Label
from reconcile.model.orders import Order
from reconcile.relations.case import bounds
from reconcile.relations.conventions import DEFAULT, Conventions
from reconcile.relations.counts import corrects
from reconcile.relations.readings import known
from reconcile.relations.relate import SameEpisode, episode_of, relate, vocabulary_of
from reconcile.relations.scopes import ALL, measures, places, populations
from reconcile.vocab import Vocabulary
from reconcile.vocab.populations import counts_persons

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LABELS: tuple[Label, ...] = tuple(Label)
RULE_NAMES = (
    *("R1", "R3", "R4", "R5", "R6", "R10", "R11", "R12", "R13", "R14", "R15", "R16", "R18", "R24", "R25", "R26", "R27"),
)
# Larger numbers than these are not exact as floats.
LARGEST = 2**52
# Orders as bits, so that a whole scope is the union of its slots'.
EQ, SUB, SUP, OVERLAP, DISJOINT, UNKNOWN, OTHER = 0, 1, 2, 4, 8, 16, 32
_BITS = {Order.EQ: EQ, Order.SUB: SUB, Order.SUP: SUP, Order.OVERLAP: OVERLAP, Order.DISJOINT: DISJOINT}


@attrs.frozen(eq=False)
class Codes:
    """The labels and rules of every pair (i, j), i < j, of `claims`, in rows: (0, 1), (0, 2), ... (1, 2), ...

    `label` holds places in `LABELS`, `rule` places in `RULE_NAMES`; `first`: claim i plays the first part.
    """

    claims: tuple[Claim, ...]
    label: NDArray[np.uint8]
    rule: NDArray[np.uint8]
    first: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.label)

    def __iter__(self) -> Iterator[tuple[str, str, Label, str]]:
        """Each pair as (a, b, label, rule), a in the first part."""
        n = 0
        for i, a in enumerate(self.claims):
            for b in self.claims[i + 1 :]:
                one, two = (a.id, b.id) if self.first[n] else (b.id, a.id)
                yield one, two, LABELS[self.label[n]], RULE_NAMES[self.rule[n]]
                n += 1

    def counts(self) -> dict[Label, int]:
        """How many pairs have each label."""
        import numpy as np

        found = np.bincount(self.label, minlength=len(LABELS))
        return {label: int(number) for label, number in zip(LABELS, found, strict=True) if number}


def _plain(claim: Claim) -> bool:
    """Whether nothing about the claim is open, linked or corrected, so that columns can hold it."""
    return (
        claim.kind == "count"
        and claim.mode == "total"
        and claim.binds
        and claim.window.kind == "coverage"
        and claim.window.is_known
        and known(claim).is_known
        and None not in (claim.measure, claim.population, claim.place)
        and not (claim.assumed or claim.part_of or claim.disjoint_from)
        and not (claim.cues and corrects(claim))
        and claim.low < LARGEST
        and (claim.high == float("inf") or claim.high < LARGEST)
    )


def _table(values: list[Any], compare: Any) -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
    """How every two different values lie, and which value each claim has."""
    import numpy as np

    place: dict[Any, int] = {}
    own = np.array([place.setdefault(value, len(place)) for value in values], dtype=np.intp)
    table = np.zeros((len(place), len(place)), dtype=np.uint8)
    for one, x in place.items():
        for two, y in place.items():
            table[x, y] = compare(one, two)
    return table, own


def _bits(orders: frozenset[Order]) -> int:
    if len(orders) == 1:
        return _BITS[next(iter(orders))]
    return UNKNOWN if orders == ALL else OTHER


def codes(
    claims: Iterable[Claim],
    *,
    vocabulary: Vocabulary | None = None,
    conventions: Conventions | None = None,
    same_episode: SameEpisode = None,
) -> Codes:
    """The label and the rule of every pair, equal to those of `relate` on that pair.

    same_episode: a truth value for all, or None. A function of two claims is asked pair by pair, at the speed of `relate`.

    >>> from reconcile.model import Claim, on
    >>> day = dict(measure="killed", place="Rivertown", window=on("2020-06-09"), as_of="2020-06-09", population="people")
    >>> list(codes([Claim(id="a", value=12, **day), Claim(id="b", value=13, **day)]))
    [('a', 'b', <Label.CONTRADICT: 'CONTRADICT'>, 'R12')]
    """
    import numpy as np

    every = tuple(sorted(set(claims), key=lambda claim: (claim.id, repr(claim))))
    words = vocabulary_of(every) if vocabulary is None else vocabulary
    rules = conventions or DEFAULT
    size = len(every)
    pairs = size * (size - 1) // 2
    result = Codes(every, np.zeros(pairs, np.uint8), np.zeros(pairs, np.uint8), np.ones(pairs, np.bool_))
    easy = np.array([_plain(claim) for claim in every], dtype=bool)
    told = None if callable(same_episode) else same_episode
    if callable(same_episode):
        easy[:] = False
    columns = _Columns([claim for claim, plain in zip(every, easy, strict=True) if plain], words, rules, told)
    place = np.cumsum(easy) - 1
    start = 0
    for i in range(size - 1):
        stop = start + size - 1 - i
        hard = np.ones(stop - start, dtype=bool)
        if easy[i]:
            rest = np.flatnonzero(easy[i + 1 :])
            label, rule, first, open_ = columns.row(int(place[i]), int(place[i]) + 1)
            result.label[start + rest], result.rule[start + rest], result.first[start + rest] = label, rule, first
            hard[rest] = open_
        for k in np.flatnonzero(hard):
            a, b = every[i], every[i + 1 + int(k)]
            told = episode_of(a, b, same_episode)
            found = relate(a, b, vocabulary=words, conventions=rules, same_episode=told)
            result.label[start + k] = LABELS.index(found.label)
            result.rule[start + k] = RULE_NAMES.index(found.rule)
            result.first[start + k] = found.a == a.id or found.label not in DIRECTED
        start = stop
    return result


class _Columns:
    """The claims with nothing open, as columns."""

    def __init__(self, claims: list[Claim], vocabulary: Vocabulary, conventions: Conventions, same: bool | None) -> None:
        import numpy as np

        self.conventions, self.same = conventions, same

        def measure(a: str, b: str) -> int:
            return _bits(measures(a, b, vocabulary.measures, conventions).orders)

        def population(a: tuple[str, bool], b: tuple[str, bool]) -> int:
            persons = a[1] and b[1]
            return _bits(populations(a[0], b[0], vocabulary.populations, persons, True, conventions).orders)

        def place(a: str, b: str) -> int:
            return _bits(places(a, b, vocabulary.places, True, conventions).orders)

        self.measures, self.measure = _table([claim.measure for claim in claims], measure)
        self.populations, self.population = _table(
            [(claim.population, counts_persons(claim.measure)) for claim in claims], population
        )
        self.places, self.place = _table([claim.place for claim in claims], place)
        self.start = np.array([claim.window.start.earliest.toordinal() for claim in claims], dtype=np.int32)
        self.end = np.array([claim.window.end.earliest.toordinal() for claim in claims], dtype=np.int32)
        self.time = np.array([known(claim).earliest.toordinal() for claim in claims], dtype=np.int32)
        read = [bounds(claim, conventions) for claim in claims]
        self.low = np.array([one.hard.low for one in read], dtype=np.float64)
        self.high = np.array([one.hard.high for one in read], dtype=np.float64)
        self.soft_low = np.array([one.soft.low for one in read], dtype=np.float64)
        self.soft_high = np.array([one.soft.high for one in read], dtype=np.float64)
        origins: dict[str | None, int] = {None: -1}
        self.origin = np.array([origins.setdefault(claim.origin, len(origins)) for claim in claims], dtype=np.int32)
        episodes: dict[str | None, int] = {None: -1}
        self.episode = np.array([episodes.setdefault(claim.episode, len(episodes)) for claim in claims], dtype=np.int32)

    def row(self, i: int, start: int) -> tuple[Any, Any, Any, Any]:
        """Claim i against those from `start` on: label, rule, whether i plays the first part, and what is left open."""
        import numpy as np

        rest = slice(start, None)
        slots = self.measures[self.measure[i]][self.measure[rest]] | self.populations[self.population[i]][self.population[rest]]
        slots |= self.places[self.place[i]][self.place[rest]]
        s, e, t = self.start[i], self.end[i], self.time[i]
        starts, ends, times = self.start[rest], self.end[rest], self.time[rest]
        apart = (e < starts) | (ends < s)
        # Within unless it reaches out on a side: neither bit set is EQ, both is overlap.
        inside, around = (s > starts) | (e < ends), (s < starts) | (e > ends)
        scope = slots | np.where(inside & around, np.uint8(OVERLAP), inside * np.uint8(SUB) + around * np.uint8(SUP))
        scope = np.where(apart, np.uint8(DISJOINT), scope)
        mixed = (scope & (SUB | SUP)) == (SUB | SUP)
        no = mixed | ((scope & (OVERLAP | DISJOINT)) != 0)
        label = np.full(len(scope), _L[Label.UNDETERMINED], np.uint8)
        rule = np.full(len(scope), _R["R18"], np.uint8)
        first = np.ones(len(scope), np.bool_)
        sure = (scope < OVERLAP) & ~mixed

        def put(where: Any, name: Label, by: str) -> None:
            label[where], rule[where] = _L[name], _R[by]

        # Gates.
        put(no, Label.INCOMPARABLE, "R6")
        one, two = self.episode[i], self.episode[rest]
        if self.same is False:
            other = np.ones(len(scope), np.bool_)
        elif self.same is None:
            other = (one != two) & (one >= 0) & (two >= 0)
        else:
            other = np.zeros(len(scope), np.bool_)
        put(other, Label.INCOMPARABLE, "R3")
        put(apart, Label.INCOMPARABLE, "R1")
        open_ = ~no & ~other & ((scope & OTHER) != 0)
        at = np.flatnonzero(sure & ~other & ~apart)
        if at.size:
            self._bounds(i, start, at, scope[at], (slots[at] == 0) & (s == starts[at]), label, rule, first, times[at] - t)
        return label, rule, first, open_

    def _bounds(
        self, i: int, start: int, at: Any, scope: Any, same_start: Any, label: Any, rule: Any, first: Any, later: Any
    ) -> None:
        """The tests of bounds (R10 to R16), the last to apply written first so that the first that applies wins."""
        import numpy as np

        low_a, high_a, soft_low_a, soft_high_a = self.low[i], self.high[i], self.soft_low[i], self.soft_high[i]
        j = at + start
        low_b, high_b = self.low[j], self.high[j]
        same, part, whole = scope == EQ, scope == SUB, scope == SUP
        name = np.full(len(at), _L[Label.PART_OF], np.uint8)
        by = np.full(len(at), _R["R15"], np.uint8)
        leads = ~whole

        def put(where: Any, wanted: Label, rule_name: str, a_first: Any = True) -> None:
            name[where], by[where] = _L[wanted], _R[rule_name]
            leads[where] = a_first if isinstance(a_first, bool) else a_first[where]

        a_in, b_in = (low_b <= low_a) & (high_a <= high_b), (low_a <= low_b) & (high_b <= high_a)
        put(same, Label.COMPATIBLE, "R10")
        put(same & (a_in | b_in), Label.REFINES, "R10", a_in)
        put(same & a_in & b_in, Label.AGREE, "R10")
        put(same & ((soft_high_a < self.soft_low[j]) | (self.soft_high[j] < soft_low_a)), Label.TENSION, "R16")
        put(part & (later < 0) & (low_a > high_b), Label.SUPERSEDED, "R14", False)
        put(whole & (later > 0) & (low_b > high_a), Label.SUPERSEDED, "R14")
        series = same | same_start
        b_newer = series & (later > 0) & ~whole & (low_b > low_a) & ~(np.isfinite(high_a) & b_in)
        a_newer = series & (later < 0) & ~part & (low_a > low_b) & ~(np.isfinite(high_b) & a_in)
        if self.conventions.later_higher == "tension":
            foreign = (self.origin[j] != self.origin[i]) | (self.origin[i] < 0)
            put(b_newer & foreign | a_newer & foreign, Label.TENSION, "R11")
            b_newer, a_newer = b_newer & ~foreign, a_newer & ~foreign
        put(b_newer, Label.SUPERSEDED, "R11")
        put(a_newer, Label.SUPERSEDED, "R11", False)
        impossible = ((same | part) & (later >= 0) & (low_a > high_b)) | ((same | whole) & (later <= 0) & (low_b > high_a))
        put(impossible & ~same, Label.CONTRADICT, "R14")
        put(impossible & same & (later != 0), Label.CONTRADICT, "R13")
        put(impossible & same & (later == 0), Label.CONTRADICT, "R12")
        label[at], rule[at], first[at] = name, by, leads


_L = {label: n for n, label in enumerate(LABELS)}
_R = {name: n for n, name in enumerate(RULE_NAMES)}
