"""The fast comparison of a whole set is the slow readable one on every pair."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile import testing
from reconcile.model import Claim
from reconcile.model.findings import DIRECTED
from reconcile.relations import Conventions, codes, relate
from reconcile.relations.relate import episode_of

VOCABULARY = testing.vocabulary()


def equal_on_every_pair(claims: list[Claim], **options: object) -> None:
    found = codes(claims, vocabulary=VOCABULARY, **options)
    told = {}
    same = options.pop("same_episode", None)
    for i, a in enumerate(found.claims):
        for b in found.claims[i + 1 :]:
            one = relate(a, b, vocabulary=VOCABULARY, same_episode=episode_of(a, b, same), **options)
            told[frozenset((a.id, b.id))] = (one.label, one.rule, one.a if one.label in DIRECTED else None)
    for a, b, label, rule in found:
        assert (label, rule, a if label in DIRECTED else None) == told[frozenset((a, b))]
    assert len(found) == len(told)


@given(testing.reports(most=8))
def test_equal_on_reports_of_one_episode(claims: tuple[Claim, ...]) -> None:
    equal_on_every_pair(list(claims))


@given(st.lists(testing.rich_claims(), max_size=7))
def test_equal_on_rich_claims(claims: list[Claim]) -> None:
    equal_on_every_pair(list({claim.id: claim for claim in claims}.values()))


@given(testing.reports(most=6), st.sampled_from((None, True, False)), st.booleans())
def test_equal_whatever_is_told_of_the_episode(claims: tuple[Claim, ...], same: bool | None, given_: bool) -> None:
    claims = tuple(attrs.evolve(claim, episode="one" if given_ and n % 2 else None) for n, claim in enumerate(claims))
    equal_on_every_pair(list(claims), same_episode=same)


@given(testing.reports(most=6))
def test_equal_under_other_conventions(claims: tuple[Claim, ...]) -> None:
    equal_on_every_pair(list(claims), conventions=Conventions(later_higher="tension", bare_figure="at least"))


@given(testing.reports(most=5))
def test_a_function_of_two_claims_is_asked(claims: tuple[Claim, ...]) -> None:
    equal_on_every_pair(list(claims), same_episode=lambda a, b: None if a.id < b.id else False)


@pytest.mark.parametrize("n", [0, 1])
def test_fewer_than_two_claims_have_no_pair(n: int) -> None:
    assert len(codes([Claim(measure="killed", value=3)][:n])) == 0
