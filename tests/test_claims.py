"""`Claims` is a set with a fixed order: a join-semilattice under `|` that loses nothing."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reconcile as rc

DAYS = st.dates(min_value=pd.Timestamp("2012-01-01").date(), max_value=pd.Timestamp("2016-12-31").date())
WORDS = st.sampled_from(["people", "soldiers", "Rivertown", "a mayor", 'a "quoted" <name>', "Żółw", None])


@st.composite
def quantities(draw: st.DrawFn) -> rc.Quantity:
    n = draw(st.integers(1, 500))
    make = draw(st.sampled_from([rc.exactly, rc.at_least, rc.more_than, rc.at_most, rc.fewer_than, rc.nearly, rc.about]))
    return make(n)


@st.composite
def claims(draw: st.DrawFn) -> rc.Claim:
    start, end = sorted((draw(DAYS), draw(DAYS)))
    return rc.Claim(
        measure=draw(st.sampled_from(["killed", "injured"])),
        value=draw(quantities()),
        population=draw(WORDS),
        place=draw(WORDS),
        window=rc.Window(draw(st.sampled_from([start, None])), draw(st.sampled_from([end, None]))),
        as_of=draw(st.one_of(st.none(), DAYS)),
        published=draw(st.one_of(st.none(), DAYS)),
        attribution=draw(st.lists(st.sampled_from(["Daily", "Wire", "a mayor"]), max_size=3)),
        stance=draw(st.sampled_from(["asserted", "reported", "denied"])),
    )


collections = st.lists(claims(), max_size=6).map(rc.Claims)


@given(collections, collections)
def test_union_is_commutative(a: rc.Claims, b: rc.Claims) -> None:
    assert a | b == b | a


@given(collections, collections, collections)
def test_union_is_associative(a: rc.Claims, b: rc.Claims, c: rc.Claims) -> None:
    assert (a | b) | c == a | (b | c)


@given(collections)
def test_union_is_idempotent(a: rc.Claims) -> None:
    assert a | a == a


@given(collections, collections)
def test_union_drops_no_claim(a: rc.Claims, b: rc.Claims) -> None:
    assert {*a} | {*b} == {*(a | b)}


@given(st.lists(claims(), max_size=6), st.randoms(use_true_random=False))
def test_order_of_the_input_does_not_matter(given_claims: list[rc.Claim], random: object) -> None:
    shuffled = list(given_claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rc.Claims(given_claims) == rc.Claims(shuffled)
    assert repr(rc.Claims(given_claims)) == repr(rc.Claims(shuffled))


@given(collections)
def test_a_frame_gives_the_same_claims_back(a: rc.Claims) -> None:
    assert rc.Claims.from_frame(a.to_frame(), strict=True) == a


@given(claims())
def test_equal_claims_have_equal_ids_and_different_ones_differ(claim: rc.Claim) -> None:
    import attrs

    again = attrs.evolve(
        claim, id=rc.Claim(**{f.name: getattr(claim, f.name) for f in attrs.fields(rc.Claim) if f.name != "id"}).id
    )
    assert again == claim
    other = rc.Claim(measure="other", value=claim.value, place=claim.place)
    assert other.id != claim.id


def test_since_runs_to_the_day_the_figure_was_known() -> None:
    claim = rc.Claim(measure="killed", value=3, window=rc.since("2015-02-06"), as_of="2015-02-08")
    assert claim.window == rc.during("2015-02-06", "2015-02-08")


def test_since_a_day_after_the_report_cannot_end_before_it_starts() -> None:
    claim = rc.Claim(measure="killed", value=3, window=rc.since("2015-02-06"), as_of=("2015-02-01", "2015-02-08"))
    assert claim.window.end == rc.Day.of(("2015-02-06", "2015-02-08"))


def test_two_different_claims_under_one_id_are_refused() -> None:
    one, two = (rc.Claim(id="A", measure="killed", value=n) for n in (1, 2))
    with pytest.raises(rc.InputError, match="share the id 'A'"):
        rc.Claims([one, two])


def test_a_table_with_two_claims_under_one_id_keeps_both_whatever_their_order() -> None:
    rows = [{"id": "A", "measure": "killed", "low": n, "high": n} for n in (1, 2)]
    with pytest.warns(rc.ReconcileWarning, match="share the id 'A'"):
        one = rc.Claims.from_records(rows)
    with pytest.warns(rc.ReconcileWarning, match="share the id 'A'"):
        two = rc.Claims.from_records(rows[::-1])
    assert one == two
    assert sorted(claim.low for claim in one) == [1, 2]


def test_a_missing_column_is_named() -> None:
    frame = pd.DataFrame({"id": ["A"], "measure": ["killed"], "low": [3]})
    with pytest.raises(rc.InputError, match="column 'high' is missing"):
        rc.Claims.from_frame(frame)


def test_a_word_in_a_number_column_names_row_and_column_and_the_rest_loads() -> None:
    frame = pd.DataFrame({"id": ["A", "B"], "measure": ["killed"] * 2, "low": ["many", 3], "high": [None, 3]})
    with pytest.warns(rc.ReconcileWarning, match="deaths, row 1, column low: 'many' is not a number"):
        found = rc.Claims.from_frame(frame, where="deaths")
    assert found.ids == ("B",)
    assert len(found.problems) == 1


def test_strict_raises_all_problems_together() -> None:
    frame = pd.DataFrame({"id": ["A", "B"], "measure": ["killed", None], "low": ["many", 3], "high": [None, 3]})
    with pytest.raises(rc.InputError) as error:
        rc.Claims.from_frame(frame, strict=True)
    assert "row 1, column low" in str(error.value)
    assert "row 2, column measure" in str(error.value)


def test_a_notebook_shows_claims_as_a_table_with_document_text_escaped() -> None:
    shown = rc.Claims([rc.Claim(measure="killed", value=3, place="<script>alert(1)</script>")])._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_claims_are_found_by_id_and_by_place() -> None:
    found = rc.Claims([rc.Claim(id=name, measure="killed", value=3) for name in "BA"])
    assert found["B"] == found[1]
    assert "A" in found
    assert "C" not in found
    assert found[:1].ids == ("A",)


def test_a_column_by_another_name_is_told_and_its_name_suggested() -> None:
    rows = [{"id": "a", "measure": "killed", "low": 1, "high": 2, "location": "Rivertown", "colour": "red"}]
    with pytest.warns(rc.ReconcileWarning, match="column location: .*did you mean 'place'"):
        found = rc.Claims.from_records(rows, strict=True)
    assert [problem.where for problem in found.problems] == ["records, column location", "records, column colour"]
    assert found.ids == ("a",)


def test_a_list_of_records_is_a_table() -> None:
    rows = [{"id": name, "measure": "killed", "low": n, "high": n, "place": "Rivertown"} for name, n in (("a", 1), ("b", 2))]
    assert rc.reconcile(rows).claims.ids == ("a", "b")


def test_metadata_with_claims_are_refused() -> None:
    with pytest.raises(rc.InputError, match="metadata"):
        rc.reconcile([{"id": "a", "measure": "killed", "low": 1, "high": 1}], metadata="outlets.csv")
