"""The consistent accounts of clashing claims: the maximal sets that can all be true.

An account leaves out a minimal set of claims that breaks every conflict: maximal consistent sets and minimal conflict sets
are each other's minimal hitting sets (Reiter, "A theory of diagnosis from first principles", 1987).
"""

from __future__ import annotations

import datetime as dt
import heapq
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from reconcile.model.claims import Claim
from reconcile.model.errors import ReconcileWarning
from reconcile.model.findings import Account
from reconcile.relations.bounding import Bounding
from reconcile.relations.conflicts import Pair, clashes_of, others_than, pairwise
from reconcile.relations.conventions import DEFAULT, Conventions
from reconcile.relations.dependence import origins
from reconcile.relations.points import Points, ordered, points
from reconcile.relations.programme import Programme
from reconcile.relations.ranges import ranges_of
from reconcile.relations.relate import DENIALS, SameEpisode, vocabulary_of
from reconcile.vocab import Vocabulary

MOST_ACCOUNTS = 32
# Conflict sets that are listed to find accounts by.
MOST_KNOWN = 10_000
# Steps of the search for all accounts, and conflicts that each step chooses from.
MOST_STEPS = 4_000
LOOKED_AT = 16
# Times that the remaining claims are searched for conflicts that are not known yet, once there is an account.
MOST_ROUNDS = 10


Another = Callable[[frozenset[str]], list[frozenset[str]]]


@attrs.define
class _Node:
    """A set under way: its members, the conflicts only each of them breaks, those not broken, and whom not to add."""

    chosen: tuple[str, ...]
    sole: tuple[int, ...]
    open: int
    out: int


class _Search:
    """Minimal hitting sets, depth first; conflicts and members are bits."""

    def __init__(self, conflicts: Iterable[frozenset[str]]) -> None:
        self.conflicts: list[frozenset[str]] = []
        self.bit: dict[str, int] = {}
        self.breaks: dict[str, int] = {}
        for one in sorted({frozenset(one) for one in conflicts}, key=lambda one: (len(one), sorted(one))):
            self.add(one)

    def add(self, conflict: frozenset[str]) -> None:
        """One more conflict."""
        place = 1 << len(self.conflicts)
        self.conflicts.append(conflict)
        for member in sorted(conflict):
            self.bit.setdefault(member, 1 << len(self.bit))
            self.breaks[member] = self.breaks.get(member, 0) | place

    def children(self, node: _Node) -> list[_Node]:
        """The node with one more member: each that may be added to break an open conflict, the most useful first."""
        left = node.open
        options: list[list[str]] = []
        while left and len(options) < LOOKED_AT:
            conflict = self.conflicts[(left & -left).bit_length() - 1]
            options.append([member for member in conflict if not node.out & self.bit[member]])
            left &= left - 1
        # The conflict with the fewest ways to break it, so that dead ends show early.
        free = min(options, key=len)
        free.sort(key=lambda member: (-(node.open & self.breaks[member]).bit_count(), member))
        # Each but those before it, so that no set is built twice.
        out = node.out | sum(self.bit[member] for member in free)
        found = []
        for member in free:
            broken = self.breaks[member]
            sole = tuple(one & ~broken for one in node.sole)
            if all(sole):
                grown = (*node.chosen, member)
                found.append(_Node(grown, (*sole, node.open & broken), node.open & ~broken, out))
            out &= ~self.bit[member]
        return found

    def greedy(self, keep: str | None) -> frozenset[str]:
        """One minimal hitting set without `keep`: the most useful members first, then without those that are not needed."""
        left = (1 << len(self.conflicts)) - 1
        queue = [(-broken.bit_count(), member) for member, broken in self.breaks.items() if member != keep]
        heapq.heapify(queue)
        chosen: list[str] = []
        while left:
            # What a member breaks only shrinks, so that a count that is still right is the largest.
            count, member = heapq.heappop(queue)
            now = (left & self.breaks[member]).bit_count()
            if now and now < -count:
                heapq.heappush(queue, (-now, member))
            elif now:
                chosen.append(member)
                left &= ~self.breaks[member]
        return self._needed(chosen)

    def _needed(self, chosen: Sequence[str]) -> frozenset[str]:
        """A hitting set without members that others make needless, the least useful first."""
        once = twice = 0
        for member in chosen:
            twice |= once & self.breaks[member]
            once |= self.breaks[member]
        kept = list(chosen)
        for member in reversed(chosen):
            rest = [one for one in kept if one != member]
            if not self.breaks[member] & ~twice:
                kept = rest
                once = twice = 0
                for one in kept:
                    twice |= once & self.breaks[one]
                    once |= self.breaks[one]
        return frozenset(kept)


def hitting_sets(conflicts: Iterable[frozenset[str]], another: Another | None = None) -> Iterator[frozenset[str] | None]:
    """All minimal sets that share a member with every conflict, in a fixed order; None, last, where these need not be all.

    another: finds more conflicts, which a set misses; needed where `conflicts` are not all. Where the search for all would take
    too long, one set is given for each member that is to be spared, found by breaking the most conflicts first.

    >>> [sorted(one) for one in hitting_sets([frozenset("ab"), frozenset("bc")]) if one is not None]
    [['b'], ['a', 'c']]

    Source: Murakami and Uno, "Efficient algorithms for dualizing large-scale hypergraphs", Discrete Applied Mathematics
    170 (2014).
    """
    search = _Search(conflicts)
    given: set[frozenset[str]] = set()
    if another is None:
        stack = [_Node((), (), (1 << len(search.conflicts)) - 1, 0)]
        for _ in range(MOST_STEPS):
            if not stack:
                return
            node = stack.pop()
            if node.open:
                stack.extend(reversed(search.children(node)))
            else:
                given.add(frozenset(node.chosen))
                yield frozenset(node.chosen)
    rounds = 0
    for keep in (None, *sorted(search.breaks, key=lambda member: (-search.breaks[member].bit_count(), member))):
        found = search.greedy(keep)
        while another is not None and (missed := another(found)):
            rounds += 1
            if given and rounds > MOST_ROUNDS:
                yield None
                return
            for one in missed:
                search.add(one)
            found = search.greedy(keep)
        if found not in given:
            given.add(found)
            yield found
    yield None


def accounts(
    claims: Iterable[Claim],
    *,
    at: dt.date | None = None,
    vocabulary: Vocabulary | None = None,
    conventions: Conventions | None = None,
    same_episode: SameEpisode = None,
    most: int = MOST_ACCOUNTS,
) -> tuple[Account, ...]:
    """The maximal sets of claims that can all be true, each with its ranges and the independent origins behind it.

    at: the day the ranges are for; left out, the last as-of of all the claims. most: how many accounts are given at most,
    those that leave out the fewest claims first among those found; a `ReconcileWarning` says where there are more. Claims
    that bind nothing, or that their own issuer has corrected, are in no account. One account where nothing clashes.

    Source: section 6 of the semantics.
    """
    every = ordered(claims)
    words = vocabulary_of(every) if vocabulary is None else vocabulary
    rules = conventions or DEFAULT
    found = points(every, words, rules, same_episode)
    bounding = Bounding(found)
    sets, complete = clashes_of(found, bounding, Programme(found, bounding), MOST_KNOWN)
    others = pairwise(every, words, rules, same_episode)
    return accounts_of(every, found, bounding, sets, complete, others, at, most)


def accounts_of(
    every: Sequence[Claim],
    found: Points,
    bounding: Bounding,
    sets: Sequence[tuple[int, ...]],
    complete: bool,
    others: Sequence[Pair],
    at: dt.date | None,
    most: int,
) -> tuple[Account, ...]:
    """The accounts that minimal conflict sets leave: of counts (`sets`) and of other kinds (`others`)."""
    base = [claim for claim in every if (claim.binds or claim.stance in DENIALS) and claim.id not in found.withdrawn]
    if not base:
        return ()
    ids = [claim.id for claim in found.claims]
    place = {id: i for i, id in enumerate(ids)}
    clashes = [frozenset(ids[i] for i in one) for one in sets] + [frozenset((a, b)) for a, b, _, _ in others]

    def missed(without: frozenset[str]) -> list[frozenset[str]]:
        more = others_than(found, bounding, frozenset(place[id] for id in without if id in place))
        return [frozenset(ids[i] for i in one) for one in more]

    left_out: list[frozenset[str]] = []
    for one in hitting_sets(clashes, None if complete else missed):
        if one is None or len(left_out) == most:
            complete = False
            break
        left_out.append(one)
    if not complete:
        warnings.warn(
            f"more accounts are possible than the {len(left_out):,} given: raise `most`, or compare fewer claims at a time",
            ReconcileWarning,
            stacklevel=3,
        )
    left_out.sort(key=lambda one: (len(one), sorted(one)))
    return tuple(_account(base, without, found, bounding, at) for without in left_out)


def _account(base: Sequence[Claim], without: frozenset[str], found: Points, bounding: Bounding, at: dt.date | None) -> Account:
    import numpy as np

    active = np.array([claim.id not in without for claim in found.claims], dtype=bool)
    rest = bounding.only(active)
    held = [claim for claim in base if claim.id not in without]
    return Account(
        claims=tuple(sorted(claim.id for claim in held)),
        without=tuple(sorted(without)),
        ranges=ranges_of(found, rest, Programme(found, rest), at, ()),
        origins=origins(held),
    )
