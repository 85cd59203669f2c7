"""Claims that speak of one thing meet, claims that do not stay apart, and every join can be explained."""

from reconcile.clusters.episodes import group
from reconcile.clusters.evidence import POSSIBLE, SAME, SOLID
from reconcile.clusters.grouping import Group, Grouping
from reconcile.clusters.moments import APART
from reconcile.clusters.names import NameMatch, compare_names, same_name
from reconcile.clusters.variants import variants

__all__ = [
    "APART",
    "POSSIBLE",
    "SAME",
    "SOLID",
    "Group",
    "Grouping",
    "NameMatch",
    "compare_names",
    "group",
    "same_name",
    "variants",
]
