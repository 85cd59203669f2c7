"""The laws of section 6 of the semantics, one a function."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile import testing
from reconcile.model import Claim, Label
from reconcile.relations import accounts, cells, conflicts, ranges, relate, relate_all

VOCABULARY = testing.vocabulary()
OPTIONS = {"vocabulary": VOCABULARY}


@given(testing.rich_claims(), testing.rich_claims())
def test_compare_is_symmetric_but_for_the_roles(a: Claim, b: Claim) -> None:
    testing.symmetric(a, b, **OPTIONS)


@given(testing.rich_claims(), testing.rich_claims())
def test_compare_is_pure(a: Claim, b: Claim) -> None:
    testing.pure(a, b, **OPTIONS)


@given(testing.rich_claims(), testing.rich_claims())
def test_every_relation_is_reasoned(a: Claim, b: Claim) -> None:
    if a.id != b.id:
        testing.reasoned(a, b, **OPTIONS)


@given(testing.reports().flatmap(lambda claims: st.tuples(st.just(claims), st.permutations(claims))))
def test_the_order_of_the_input_changes_nothing(pair: tuple[tuple[Claim, ...], list[Claim]]) -> None:
    testing.order_free(*pair, **OPTIONS)


@given(testing.true_reports())
def test_true_reports_never_contradict(claims: tuple[Claim, ...]) -> None:
    testing.no_contradiction(claims, **OPTIONS)


@given(testing.world_and_reports())
def test_implied_ranges_hold_the_truth(given_: tuple) -> None:
    testing.holds_the_truth(*given_, **OPTIONS)


@given(testing.reports())
def test_a_whole_set_compares_as_its_pairs_do(claims: tuple[Claim, ...]) -> None:
    testing.all_pairs_equal(claims, **OPTIONS)


@given(st.lists(testing.rich_claims(), max_size=5))
def test_a_whole_set_of_rich_claims_compares_as_its_pairs_do(claims: list[Claim]) -> None:
    testing.all_pairs_equal(list({claim.id: claim for claim in claims}.values()), **OPTIONS)


@given(testing.true_reports(most=6), st.integers(0, 6))
def test_one_more_claim_never_widens_an_implied_range(claims: tuple[Claim, ...], n: int) -> None:
    if claims:
        testing.never_wider(claims[:-1], claims[-1], testing.day(n), **OPTIONS)


@given(testing.reports(most=5))
def test_one_more_claim_never_widens_while_the_set_stays_consistent(claims: tuple[Claim, ...]) -> None:
    testing.never_wider(claims[:-1], claims[-1], testing.day(3), **OPTIONS)


@given(st.lists(testing.rich_claims(), max_size=6))
def test_each_claim_is_in_exactly_one_cell(claims: list[Claim]) -> None:
    claims = list({claim.id: claim for claim in claims}.values())
    told = [claim for cell in cells(claims, **OPTIONS) for claim in cell.claims]
    assert sorted(told) == sorted(claim.id for claim in claims)


@given(st.lists(testing.rich_claims(), max_size=6))
def test_findings_cite_only_claims_that_were_given(claims: list[Claim]) -> None:
    claims = list({claim.id: claim for claim in claims}.values())
    ids = {claim.id for claim in claims}
    cited = {c for conflict in conflicts(claims, **OPTIONS) for c in conflict.claims}
    cited |= {c for one in ranges(claims, **OPTIONS) for c in (*one.low_from, *one.high_from)}
    cited |= {c for account in accounts(claims, **OPTIONS) for c in (*account.claims, *account.without)}
    assert cited <= ids


@given(testing.reports())
def test_pair_conflicts_are_the_contradictions(claims: tuple[Claim, ...]) -> None:
    pairs = {tuple(sorted((one.a, one.b))) for one in relate_all(claims, **OPTIONS) if one.label is Label.CONTRADICT}
    assert {one.claims for one in conflicts(claims, **OPTIONS) if len(one.claims) == 2} == pairs


@given(st.lists(testing.rich_claims(), max_size=5))
def test_uncertain_pair_conflicts_are_the_contradictions_too(claims: list[Claim]) -> None:
    claims = [claim for claim in {one.id: one for one in claims}.values() if claim.binds and not claim.cues]
    pairs = {tuple(sorted((one.a, one.b))) for one in relate_all(claims, **OPTIONS) if one.label is Label.CONTRADICT}
    found = {one.claims for one in conflicts(claims, **OPTIONS) if len(one.claims) == 2}
    # Two wide event windows around one narrow one may be one event or two: the set then leaves open what the pair does not.
    assert found <= pairs


@given(testing.reports())
def test_accounts_are_consistent_and_maximal(claims: tuple[Claim, ...]) -> None:
    sets = [set(one.claims) for one in conflicts(claims, **OPTIONS)]
    for account in accounts(claims, **OPTIONS):
        held = set(account.claims)
        assert not any(one <= held for one in sets)
        for left_out in account.without:
            assert any(one <= held | {left_out} for one in sets)


@given(testing.reports())
def test_accounts_share_out_all_claims(claims: tuple[Claim, ...]) -> None:
    for account in accounts(claims, **OPTIONS):
        assert sorted((*account.claims, *account.without)) == sorted(claim.id for claim in claims)


@given(testing.reports())
def test_no_account_has_an_empty_range(claims: tuple[Claim, ...]) -> None:
    for account in accounts(claims, **OPTIONS):
        assert not any(one.implied.is_empty for one in account.ranges)


@given(testing.rich_claims(), testing.rich_claims())
def test_renaming_sources_changes_no_label(a: Claim, b: Claim) -> None:
    def renamed(claim: Claim) -> Claim:
        chain = tuple(attrs.evolve(source, name=f"{source.name} of old") for source in claim.attribution.chain)
        return attrs.evolve(claim, attribution=attrs.evolve(claim.attribution, chain=chain))

    before, after = relate(a, b, **OPTIONS), relate(renamed(a), renamed(b), **OPTIONS)
    assert (before.label, before.rule, before.a, before.b) == (after.label, after.rule, after.a, after.b)


@given(testing.rich_claims(), testing.rich_claims(), st.integers(-5, 5))
def test_shifting_all_dates_by_weeks_changes_no_label(a: Claim, b: Claim, weeks: int) -> None:
    def shifted(claim: Claim) -> Claim:
        n = 7 * weeks
        return attrs.evolve(claim, window=claim.window.shift(n), as_of=claim.as_of.shift(n), published=claim.published.shift(n))

    before, after = relate(a, b, **OPTIONS), relate(shifted(a), shifted(b), **OPTIONS)
    assert (before.label, before.rule, before.a, before.b) == (after.label, after.rule, after.a, after.b)


@given(testing.reports(), st.integers(0, 3))
def test_ranges_and_conflicts_shift_with_the_dates(claims: tuple[Claim, ...], weeks: int) -> None:
    n = 7 * weeks
    later = [
        attrs.evolve(claim, window=claim.window.shift(n), as_of=claim.as_of.shift(n), published=claim.published.shift(n))
        for claim in claims
    ]
    there = [(one.implied, one.low_from, one.high_from) for one in ranges(claims, **OPTIONS)]
    assert there == [(one.implied, one.low_from, one.high_from) for one in ranges(later, **OPTIONS)]
    assert [one.claims for one in conflicts(claims, **OPTIONS)] == [one.claims for one in conflicts(later, **OPTIONS)]


@given(testing.reports())
def test_a_claim_told_twice_changes_nothing(claims: tuple[Claim, ...]) -> None:
    assert relate_all((*claims, *claims), **OPTIONS) == relate_all(claims, **OPTIONS)
    assert ranges((*claims, *claims), **OPTIONS) == ranges(claims, **OPTIONS)


@given(testing.rich_claims())
def test_a_claim_that_binds_never_contradicts_itself(claim: Claim) -> None:
    if claim.binds:
        assert relate(claim, attrs.evolve(claim, id="again"), **OPTIONS).label is not Label.CONTRADICT


@given(testing.reports(), st.integers(0, 5))
def test_order_alone_gives_the_formula_of_the_semantics(claims: tuple[Claim, ...], n: int) -> None:
    """low(cell): the largest low among its parts known by T; high(cell): the smallest high among its wholes no earlier."""
    at = testing.day(n)
    one_kind = [claim for claim in claims if claim.measure == "killed" and claim.place == "Rivertown"]
    one_kind = [attrs.evolve(claim, population="people") for claim in one_kind]
    # Nested windows only: no two cells are apart, so that nothing adds up.
    one_kind = [attrs.evolve(claim, window=attrs.evolve(claim.window, start=testing.day(0))) for claim in one_kind]
    if conflicts(one_kind, **OPTIONS):
        return
    named = {cell.id: cell for cell in cells(one_kind, **OPTIONS)}
    for one in ranges(one_kind, at=at, **OPTIONS):
        end = named[one.cell].window.end
        lows = [c.low for c in one_kind if c.window.end.latest <= end.earliest and c.as_of.latest <= at]
        highs = [c.high for c in one_kind if c.window.end.earliest >= end.latest and c.as_of.earliest >= at]
        assert (one.implied.low, one.implied.high) == (max(lows, default=0), min(highs, default=float("inf")))


@pytest.mark.parametrize("empty", [[], ()])
def test_nothing_given_nothing_found(empty: list[Claim]) -> None:
    assert relate_all(empty) == cells(empty) == ranges(empty) == conflicts(empty) == accounts(empty) == ()


def test_the_day_of_a_range_is_the_last_as_of() -> None:
    a = Claim(
        id="a",
        measure="killed",
        value=3,
        population="people",
        place="X",
        window=testing.during("2020-01-01", "2020-01-02"),
        as_of="2020-01-02",
    )
    b = attrs.evolve(a, id="b", as_of="2020-01-04")
    assert {one.at for one in ranges([a, b])} == {dt.date(2020, 1, 4)}
