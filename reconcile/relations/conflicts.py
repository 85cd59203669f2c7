"""The smallest sets of claims that cannot all be true.

Pairs and sums come from the bounds directly: each conflict is one high that a family of lows passes. Where partitions are
declared, sets are found by the map and the solver in turn: Liffiton, Previti, Malik and Marques-Silva, "Fast, flexible MUS
enumeration", Constraints 21 (2016).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable

from reconcile.model.claims import Claim
from reconcile.model.errors import ReconcileWarning
from reconcile.model.findings import Conflict, Label
from reconcile.relations.bounding import Bounding
from reconcile.relations.conventions import DEFAULT, Conventions
from reconcile.relations.points import Points, ordered, points
from reconcile.relations.programme import Programme
from reconcile.relations.relate import DENIALS, SameEpisode, episode_of, relate, vocabulary_of
from reconcile.relations.words import said
from reconcile.vocab import Vocabulary

MOST_CONFLICTS = 1000


def clashes_of(found: Points, bounding: Bounding, programme: Programme, most: int) -> tuple[list[tuple[int, ...]], bool]:
    """The minimal conflict sets among the active counts, as indices: at most `most`, and whether they are all."""
    sets, complete = bounding.clashes(most)
    complete = complete and not programme.left_aside
    if not programme.components:
        return sets, complete
    inside = programme.claims
    kept = [one for one in sets if not all(i in inside for i in one)]
    more, all_of_them = programme.clashes([one for one in sets if one not in kept], most)
    ranked = sorted({*kept, *more}, key=lambda one: (len(one), one))
    return ranked[:most], complete and all_of_them and len(ranked) <= most


def pairwise(
    claims: Iterable[Claim], vocabulary: Vocabulary, conventions: Conventions, same_episode: SameEpisode
) -> list[tuple[str, str, str, str]]:
    """Contradictions that are no matter of counts: control, measured values, denials. Ids, rule and sentence of each."""
    every = ordered(claims)
    found = []
    for i, a in enumerate(every):
        for b in every[i + 1 :]:
            if a.kind != b.kind or (a.kind == "count" and not {a.stance, b.stance} & DENIALS):
                continue
            told = episode_of(a, b, same_episode)
            one = relate(a, b, vocabulary=vocabulary, conventions=conventions, same_episode=told)
            if one.label is Label.CONTRADICT:
                found.append((a.id, b.id, one.rule, one.sentence))
    return found


def conflicts(
    claims: Iterable[Claim],
    *,
    vocabulary: Vocabulary | None = None,
    conventions: Conventions | None = None,
    same_episode: SameEpisode = None,
    most: int = MOST_CONFLICTS,
) -> tuple[Conflict, ...]:
    """All minimal conflict sets: these claims cannot all be true, and any of them left out, the rest can.

    most: how many are given at most, the smallest first; where there are more, or the search was cut short, a
    `ReconcileWarning` says so. Claims that their own issuer has corrected (R5) are in none.

    >>> from reconcile.model import Claim, on
    >>> day = dict(measure="killed", place="Rivertown", window=on("2020-06-09"), as_of="2020-06-09")
    >>> claims = [Claim(id="s", value=12, population="soldiers", **day), Claim(id="m", value=13, population="militants", **day),
    ...     Claim(id="p", value=20, population="people", **day)]
    >>> [conflict.claims for conflict in conflicts(claims)]
    [('m', 'p', 's')]

    Source: R12 to R14, R17; section 6 of the semantics.
    """
    every = ordered(claims)
    words = vocabulary_of(every) if vocabulary is None else vocabulary
    rules = conventions or DEFAULT
    found = points(every, words, rules, same_episode)
    bounding = Bounding(found)
    sets, complete = clashes_of(found, bounding, Programme(found, bounding), most)
    result = [_of_counts(found, one, words, rules, same_episode) for one in sets]
    result += [
        Conflict(claims=tuple(sorted((a, b))), rule=rule, sentence=sentence)
        for a, b, rule, sentence in pairwise(every, words, rules, same_episode)
    ]
    result.sort(key=lambda one: (len(one.claims), one.claims))
    if not complete or len(result) > most:
        warnings.warn(
            f"there may be more conflict sets than the {len(result[:most]):,} given, the smallest first: "
            "raise `most`, or compare fewer claims at a time",
            ReconcileWarning,
            stacklevel=2,
        )
    return tuple(result[:most])


def _of_counts(
    found: Points, members: tuple[int, ...], vocabulary: Vocabulary, conventions: Conventions, same_episode: SameEpisode
) -> Conflict:
    claims = [found.claims[i] for i in members]
    ids = tuple(sorted(claim.id for claim in claims))
    if len(claims) == 2:
        told = episode_of(claims[0], claims[1], same_episode)
        one = relate(claims[0], claims[1], vocabulary=vocabulary, conventions=conventions, same_episode=told)
        if one.label is Label.CONTRADICT:
            return Conflict(claims=ids, rule=one.rule, sentence=one.sentence)
    told_all = "; ".join(said(claim) for claim in claims)
    return Conflict(claims=ids, rule="R17", sentence=f"these cannot all be true, since disjoint parts add up: {told_all}")
