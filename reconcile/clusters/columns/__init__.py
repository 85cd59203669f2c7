"""Tables of claims by the million: columns inside, pairs of distinct values, weights learned without labels."""

from reconcile.clusters.columns.clustering import FLOOR, SOLID, THRESHOLD, Clustering, cluster
from reconcile.clusters.columns.explaining import Part
from reconcile.clusters.columns.learning import learn
from reconcile.clusters.columns.schema import CLAIMS, Field, Rule, Schema
from reconcile.clusters.columns.table import Table, read_table
from reconcile.clusters.columns.weights import Values, Weights

__all__ = [
    "CLAIMS",
    "FLOOR",
    "SOLID",
    "THRESHOLD",
    "Clustering",
    "Field",
    "Part",
    "Rule",
    "Schema",
    "Table",
    "Values",
    "Weights",
    "cluster",
    "learn",
    "read_table",
]
