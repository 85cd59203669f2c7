"""The consistent accounts of clashing claims: the maximal sets that can all be true.

An account leaves out a minimal set of claims that breaks every conflict: maximal consistent sets and minimal conflict sets
are each other's minimal hitting sets (Reiter, "A theory of diagnosis from first principles", 1987).
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence

from reconcile.model.claims import Claim
from reconcile.model.errors import ReconcileWarning
from reconcile.model.findings import Account
from reconcile.relations.bounding import Bounding
from reconcile.relations.conflicts import MOST_CONFLICTS, another, clashes_of, pairwise
from reconcile.relations.conventions import DEFAULT, Conventions
from reconcile.relations.points import Points, ordered, points, withdrawn
from reconcile.relations.programme import Programme
from reconcile.relations.ranges import ranges_of
from reconcile.relations.relate import DENIALS, SameEpisode, vocabulary_of
from reconcile.vocab import Vocabulary

MOST_ACCOUNTS = 32
MOST_STEPS = 200_000


Another = Callable[[frozenset[str]], frozenset[str] | None]


def hitting_sets(conflicts: Sequence[frozenset[str]], another: Another | None = None) -> Iterator[frozenset[str] | None]:
    """All minimal sets that share a member with every conflict, in a fixed order; None, last, where the search was cut short.

    another: finds one more conflict that a set misses, or None; needed where `conflicts` are not all. What is then given is
    still minimal and misses no conflict, but it need not be all there is.

    >>> [sorted(one) for one in hitting_sets([frozenset("ab"), frozenset("bc")]) if one is not None]
    [['b'], ['a', 'c']]
    """
    known = sorted({frozenset(one) for one in conflicts}, key=lambda one: (len(one), sorted(one)))
    degree: dict[str, int] = {}
    for conflict in known:
        for member in conflict:
            degree[member] = degree.get(member, 0) + 1
    stack: list[tuple[frozenset[str], frozenset[str]]] = [(frozenset(), frozenset())]
    steps = 0
    while stack:
        chosen, kept = stack.pop()
        steps += 1
        if steps > MOST_STEPS:
            yield None
            return
        # Each chosen member must be the only one to break some conflict, or the set is not minimal.
        sole = {next(iter(hit)) for one in known if len(hit := one & chosen) == 1}
        if len(sole) < len(chosen):
            continue
        open_ = next((one for one in known if not one & chosen), None)
        if open_ is None and another is not None and (open_ := another(chosen)) is not None:
            known.append(open_)
        if open_ is None:
            yield chosen
            continue
        free = sorted(open_ - kept, key=lambda member: (-degree.get(member, 0), member))
        branches = [(chosen | {member}, kept | frozenset(free[:k])) for k, member in enumerate(free)]
        stack.extend(reversed(branches))


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
    gone = withdrawn(every, words, rules, same_episode)
    base = [claim for claim in every if (claim.binds or claim.stance in DENIALS) and claim.id not in gone]
    if not base:
        return ()
    found = points(every, words, rules, same_episode)
    bounding = Bounding(found)
    sets, complete = clashes_of(found, bounding, Programme(found, bounding), MOST_CONFLICTS)
    ids = [claim.id for claim in found.claims]
    place = {id: i for i, id in enumerate(ids)}
    clashes = [frozenset(ids[i] for i in one) for one in sets]
    clashes += [frozenset((a, b)) for a, b, _, _ in pairwise(base, words, rules, same_episode)]

    def missed(without: frozenset[str]) -> frozenset[str] | None:
        one = another(found, bounding, frozenset(place[id] for id in without if id in place))
        return None if one is None else frozenset(ids[i] for i in one)

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
            stacklevel=2,
        )
    left_out.sort(key=lambda one: (len(one), sorted(one)))
    return tuple(_account(base, without, found, at) for without in left_out)


def _account(base: Sequence[Claim], without: frozenset[str], found: Points, at: dt.date | None) -> Account:
    import numpy as np

    active = np.array([claim.id not in without for claim in found.claims], dtype=bool)
    held = [claim for claim in base if claim.id not in without]
    return Account(
        claims=tuple(sorted(claim.id for claim in held)),
        without=tuple(sorted(without)),
        ranges=ranges_of(found, at, active),
        origins=tuple(sorted({claim.origin for claim in held if claim.origin is not None})),
    )
