"""The relations expected of the gold claims of the seed reports (seeds/README.md), whatever reading the reports may yield.

Once over the retold reports; once over the originals where RECONCILE_DATA names a folder that holds seeds/gold.jsonl.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from reconcile.model import (
    Attribute,
    Claim,
    Control,
    Evidence,
    Interval,
    Label,
    Measurement,
    Quantity,
    Relation,
    Source,
    Window,
)
from reconcile.relations import Conventions, relate
from reconcile.vocab import Vocabulary

# The reports in the order of their names.
PUBLISHED = {"A": "2015-02-08", "B": "2016-02-24", "C": "2014-07-31", "D": "2014-06-02", "E": "2016-11-17"}
# What the reports themselves state of names: an area of the city, and what the general's forces call themselves.
STATED = {
    "places": {"Lithi": {"part_of": ["Benghazi"]}},
    "populations": {"Haftar's forces": {"also": ["Libya National Army", "Libyan National Army"]}},
}
VOCABULARY = Vocabulary().extended(STATED)
# One of the expected relations a line: the claims, what they are, and which of them stands first where that is told.
EXPECTED = [
    ("A3", "C1", "AGREE", ""),
    ("A3", "D5", "AGREE", ""),
    ("C1", "D5", "AGREE", ""),
    ("A1", "B3", "INCOMPARABLE", ""),
    ("E1", "E3", "PART_OF", "E1"),
    ("E1", "E2", "INCOMPARABLE", ""),
    ("B2", "B1", "PART_OF", "B2"),
    ("D1", "D4", "INCOMPARABLE", ""),
    ("D1", "D2", "INCOMPARABLE", ""),
    ("K7", "K9", "COMPATIBLE", ""),
    ("K12", "K13", "COMPATIBLE", ""),
    ("K1", "K2", "TENSION", ""),
]


def claim_of(gold: dict[str, Any], group: str, *, dated: bool = True) -> Claim:
    """A gold claim as a claim, with nothing that the gold does not say."""
    kind, published = gold["kind"], PUBLISHED[group] if dated else None
    value: Any
    if kind == "count":
        value = Quantity(Interval(gold["low"], gold["high"]))
    elif kind == "control":
        value = Control(gold["actor"], gold["degree"])
    elif kind == "distance":
        value = Measurement(Interval(gold["value"], gold["value"], discrete=False), gold["unit"])
    else:
        value = Attribute(gold["event"])
    window = gold.get("window", [None, None]) if dated else [None, None]
    speaker = [] if gold.get("attribution") is None else [Source(gold["attribution"], "speaker")]
    return Claim(
        id=gold["id"],
        kind=kind,
        measure=gold.get("measure", kind),
        value=value,
        population=gold.get("population"),
        place=gold.get("place"),
        window=Window(*window, gold.get("window_kind", "coverage")),
        as_of=gold.get("as_of", published) if dated else None,
        published=published,
        stance=gold.get("stance", "asserted"),
        part_of=[gold["subset_of"]] if "subset_of" in gold else [],
        attribution=[Source(f"outlet {group}", "outlet"), *speaker],
        evidence=Evidence(gold["doc"], tuple(gold["span"]), gold["quote"]),
    )


def golds() -> list[Any]:
    own = Path(__file__).parents[2] / "seeds" / "gold.jsonl"
    data = os.environ.get("RECONCILE_DATA")
    real = Path(data) / "seeds" / "gold.jsonl" if data else None
    there = real is not None and real.exists()
    skip = [] if there else [pytest.mark.skip(reason="RECONCILE_DATA names no folder with seeds/gold.jsonl")]
    return [pytest.param(own, id="retold"), pytest.param(real, id="originals", marks=skip)]


def read(path: Path, *, dated: bool = True) -> dict[str, Claim]:
    gold = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    reports = dict(zip(sorted({one["doc"] for one in gold}), PUBLISHED, strict=True))
    return {one["id"]: claim_of(one, reports[one["doc"]], dated=dated) for one in gold}


def found(path: Path, a: str, b: str, *, dated: bool = True) -> Relation:
    claims = read(path, dated=dated)
    return relate(claims[a], claims[b], vocabulary=VOCABULARY)


@pytest.mark.parametrize("path", golds())
@pytest.mark.parametrize(("a", "b", "label", "first"), EXPECTED)
def test_the_expected_relation_follows(path: Path, a: str, b: str, label: str, first: str) -> None:
    relation = found(path, a, b)
    assert relation.label == label, relation
    assert first in ("", relation.a)


@pytest.mark.parametrize("path", golds())
def test_what_three_reports_tell_of_one_event_is_no_independent_evidence(path: Path) -> None:
    assert all(found(path, a, b).dependent for a, b in (("A3", "C1"), ("A3", "D5"), ("C1", "D5")))


@pytest.mark.parametrize("path", golds())
def test_the_day_refines_the_month(path: Path) -> None:
    assert "leave 11 September 2012" in found(path, "A3", "C1").sentence


@pytest.mark.parametrize("path", golds())
def test_killed_and_wounded_derive_casualties(path: Path) -> None:
    relation = found(path, "D1", "D2")
    assert relation.additive
    assert relation.sentence.endswith("together at least 56 casualties")


@pytest.mark.parametrize("path", golds())
def test_a_year_lies_between_the_two_tolls(path: Path) -> None:
    assert "more than a year lies between them" in found(path, "A1", "B3").sentence


@pytest.mark.parametrize("path", golds())
def test_undated_the_two_tolls_are_open_until_the_dates_are_known(path: Path) -> None:
    relation = found(path, "A1", "B3", dated=False)
    assert relation.label is Label.UNDETERMINED
    assert {one.label: one.when for one in relation.readings} == {
        Label.PART_OF: "they are of one episode and the days of the second lie within those of the first",
        Label.INCOMPARABLE: "they are of separate episodes",
    }
    assert relation.settled_by == "the publication dates"


@pytest.mark.parametrize("path", golds())
def test_a_party_that_may_belong_to_the_other_leaves_control_open(path: Path) -> None:
    claims = read(path)
    relation = relate(claims["K1"], claims["K2"], vocabulary=VOCABULARY, conventions=Conventions(holders="any"))
    assert relation.label is Label.UNDETERMINED
