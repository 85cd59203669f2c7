"""The five seed reports, their gold claims grouped: dated, and with the dates withheld."""

import datetime as dt
import functools
import itertools
import json
from pathlib import Path

import pytest

from reconcile.clusters import group
from reconcile.model import Attribute, Claim, Control, Day, Evidence, Fact, Interval, Measurement, Order, Quantity, Window

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
PUBLISHED = dict(zip("12345", ("2015-02-08", "2016-02-24", "2014-07-31", "2014-06-02", "2016-11-17"), strict=True))
# What the reports' own words leave open where no date is given: the fifth alone prints its day.
LIMITS = {
    "1": Day.of(("2014-12-17", "2015-12-31")),
    "2": Day.not_before("2012-01-01"),
    "3": Day.not_before("2012-09-12"),
    "4": Day.not_before("2012-10-01"),
    "5": Day.of("2016-11-17"),
}
SAYS_ITS_DAY = {"A3", "A4", "C1", "D5", "K3"}
# What the reports say of districts.
WITHIN = {"1": ["al-Leiti"], "2": ["Lithi"], "5": ["Qawarsha", "Qanfouda"]}


def moved(value, doc, withheld):
    """A gold day; where dates are withheld, as far from the unknown day of publication as the gold says."""
    day = Day.of(tuple(value) if isinstance(value, list) else value)
    if not withheld or day.is_unknown:
        return day
    limits, known = LIMITS[doc], dt.date.fromisoformat(PUBLISHED[doc])
    first = limits.earliest + (day.earliest - known)
    return Day(first, dt.date.max if limits.latest == dt.date.max else max(first, limits.latest + (day.latest - known)))


def claim(row, dated):
    doc = row["doc"][0]
    withheld = not dated and row["id"] not in SAYS_ITS_DAY
    start, end = (moved(day, doc, withheld) for day in row.get("window", (None, None)))
    published = Day.of(PUBLISHED[doc]) if dated else LIMITS[doc]
    if row["kind"] == "count":
        value = Quantity(Interval(row["low"] or 0, row["high"]))
    elif row["kind"] == "control":
        value = Control(row["actor"], row["degree"])
    elif row["kind"] == "distance":
        value = Measurement(Interval(row["value"], row["value"], discrete=False), row["unit"])
    else:
        value = Attribute(row["event"])
    return Claim(
        id=row["id"],
        kind=row["kind"],
        measure=row.get("measure", row["kind"]),
        value=value,
        population=row.get("population") or row.get("what"),
        place=row.get("place"),
        window=Window(start, end, row.get("window_kind", "coverage")),
        as_of=moved(row["as_of"], doc, withheld) if "as_of" in row else published,
        published=published,
        attribution=row.get("attribution"),
        stance=row.get("stance", "asserted"),
        part_of=row.get("subset_of"),
        facts=[Fact("place", name, Order.SUB, "Benghazi") for name in WITHIN.get(doc, ())],
        evidence=Evidence(row["doc"], row["span"], row["quote"]),
    )


@functools.cache
def grouping(dated):
    rows = [json.loads(line) for line in (SEEDS / "gold.jsonl").read_text("utf-8").splitlines()]
    return group(claim(row, dated) for row in rows)


@pytest.mark.parametrize("dated", [True, False], ids=["dated", "dates withheld"])
@pytest.mark.parametrize(
    "together",
    ["A3 C1 D5", "A1 A2 K4", "B1 B2", "B4 B5", "B3 K7 K9", "D1 D2 D3", "E1 E2 E3 E4", "K1 K2", "K12 K13"],
)
def test_claims_of_one_episode_meet(together, dated):
    found = grouping(dated)
    assert all(found.same_episode(a, b) is True for a, b in itertools.combinations(together.split(), 2))


@pytest.mark.parametrize("dated", [True, False], ids=["dated", "dates withheld"])
@pytest.mark.parametrize("apart", ["B1 B3", "B1 B4", "B3 B4", "A1 A3", "D1 D5", "A1 E1", "C1 E1", "C1 B1"])
def test_claims_of_two_episodes_stay_apart(apart, dated):
    assert grouping(dated).same_episode(*apart.split()) is False


def test_the_dates_settle_whether_two_offensives_are_one():
    assert grouping(dated=True).same_episode("A1", "B3") is False
    assert grouping(dated=False).same_episode("A1", "B3") is None


def test_a_past_assault_is_not_merged_with_the_news_of_its_report():
    for dated in (True, False):
        assert grouping(dated).same_episode("D1", "D4") is not True


def test_titles_of_the_dated_reports():
    titles = {group.title.split(":")[0] for group in grouping(dated=True).groups}
    assert {"Benghazi, 6–8 February 2015", "Sabratha, 19 February 2016", "Benghazi, 14–17 November 2016"} <= titles


@pytest.mark.parametrize("dated", [True, False], ids=["dated", "dates withheld"])
def test_three_cities_never_mix(dated):
    rows = [json.loads(line) for line in (SEEDS / "gold.jsonl").read_text("utf-8").splitlines()]
    city = {row["id"]: row["place"] for row in rows if row.get("place") in ("Benghazi", "Derna", "Sabratha")}
    assert len(set(city.values())) == 3
    found = grouping(dated)
    for one in found.groups:
        assert len({city[id] for id in one.claims if id in city}) <= 1
    for a, b in itertools.combinations(sorted(city), 2):
        if city[a] != city[b]:
            assert found.same_episode(a, b) is False
            assert any(line.startswith("two places") or "days cannot meet" in line for line in found.explain(a, b))
