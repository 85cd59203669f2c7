"""What names say of places, and how two places lie to each other for one event."""

import pytest

from reconcile.clusters.places import Nearness, container, is_region, places_of
from reconcile.model import Fact, Order
from reconcile.vocab import Vocabulary

FACTS = [Fact("place", "Arcadia", Order.SUB, "Odesa"), Fact("place", "Odesa", Order.SUB, "Ukraine")]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Odesa", "odesa", Nearness.SAME),
        ("Odesa", "Kherson", Nearness.APART),
        ("Arcadia", "Odesa", Nearness.WITHIN),
        ("Odesa", "Ukraine", Nearness.REGION),
        ("Arcadia", "Ukraine", Nearness.REGION),
        ("northern Odesa", "Odesa", Nearness.AT),
        ("Odesa airport", "Odesa", Nearness.AT),
        ("City Hospital, Odesa", "Odesa", Nearness.AT),
        ("Kherson, Odesa and other cities", "Odesa", Nearness.AT),
        ("Kherson, Ukraine", "Ukraine", Nearness.REGION),
        (None, "Odesa", Nearness.UNKNOWN),
        (None, None, Nearness.UNKNOWN),
    ],
)
def test_nearness(a, b, expected):
    words, _ = Vocabulary().with_facts(FACTS)
    places = places_of(words)
    assert places.nearness(a, b) is expected
    assert places.nearness(b, a) is expected


def test_parts_of_one_city_are_apart_and_their_city_is_between_them():
    places = places_of(Vocabulary().with_facts([*FACTS, Fact("place", "Moldavanka", Order.SUB, "Odesa")])[0])
    assert places.nearness("Arcadia", "Moldavanka") is Nearness.APART
    assert places.areas("Arcadia") & places.areas("Moldavanka") == {"odesa"}


@pytest.mark.parametrize(
    "name", ["South Sudan", "North Korea", "Eastern Ghouta", "West Bank", "The Hague", "the city", "x", ","]
)
def test_whole_places_are_parts_of_nothing(name):
    assert container(name) is None


def test_a_province_is_a_region_and_a_town_is_not():
    assert is_region("Kherson oblast")
    assert not is_region("Kherson")
