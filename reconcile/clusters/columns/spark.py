"""The same clusters on Apache Spark: keys and scores in partitions, the final joining once, on the driver.

Each function that runs on a partition takes a frame and gives a frame of a declared schema. Rows are put into coarse buckets
by the hash of their key, so that each call works on many rows at once. For equal weights the result equals the local one,
row for row. Workers need the same Python as the driver, and this package.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import pandas as pd

from reconcile.clusters.columns.clustering import FLOOR, THRESHOLD, canonical_names, in_bits, solid_for
from reconcile.clusters.columns.coding import NO_KEY, code
from reconcile.clusters.columns.learning import ROWS, first_weights, in_sample, learn_from, steps
from reconcile.clusters.columns.linking import linked
from reconcile.clusters.columns.pairs import blocks, pairs_of, pieces
from reconcile.clusters.columns.schema import CLAIMS, Schema
from reconcile.clusters.columns.scoring import Scorer
from reconcile.clusters.columns.table import Words, read_table
from reconcile.clusters.columns.weights import Weights
from reconcile.model.errors import InputError, MissingExtraError

BUCKETS = 16
# The columns that the functions on partitions give, in Spark's own words for types.
NODES_SCHEMA = "id string, node long, at long, start int, blank boolean"
EDGES_SCHEMA = "a long, b long, score int"


def columns_of(schema: Schema) -> list[str]:
    """The columns of a table that clusters are made of, without the id."""
    found = [*schema.days]
    for field in schema.fields:
        found += [*field.columns, *([field.given] if field.given else [])]
    return list(dict.fromkeys(found))


def node_frame(rows: pd.DataFrame, weights: Weights) -> pd.DataFrame:
    """One row a claim: `NODES_SCHEMA`. Rows that say the same have the same node, in whatever partition they are."""
    table = read_table(rows, weights.schema)
    nodes = code(table, weights, alone=np.arange(len(table)))
    at = nodes.node_of_row
    blank = (nodes.start <= 0) & (nodes.end <= 0)
    for codes in (*nodes.full.values(), *nodes.low.values(), *nodes.high.values(), *nodes.given.values()):
        blank &= codes <= 0
    return pd.DataFrame(
        {
            "id": table.ids,
            "node": nodes.content[at].view(np.int64),
            "at": nodes.at[at],
            "start": table.start,
            "blank": blank[at],
        }
    )


def keyed_frame(rows: pd.DataFrame, weights: Weights, buckets: int) -> pd.DataFrame:
    """Each row once for each rule that it has a key under, with the rule and the bucket of the key."""
    nodes = code(read_table(rows, weights.schema), weights, alone=np.arange(len(rows)))
    found = []
    for number, keys in enumerate(nodes.keys):
        key = keys[nodes.node_of_row]
        there = np.flatnonzero(key != NO_KEY)
        bucket = (key[there] % buckets + number * buckets).astype(np.int32)
        found.append(rows.iloc[there].assign(rule=np.int32(number), bucket=bucket))
    return pd.concat(found)


def edge_frame(rows: pd.DataFrame, weights: Weights) -> pd.DataFrame:
    """The edges of one bucket, all rows of some keys of one rule: `EDGES_SCHEMA`."""
    rule = int(rows["rule"].iloc[0])
    rows = rows.assign(**{weights.schema.id: np.arange(len(rows))})
    nodes = code(read_table(rows, weights.schema), weights)
    rules = weights.schema.rules
    scorer = Scorer(nodes, weights)
    found = blocks(nodes, rules, rule)
    name = nodes.content.view(np.int64)
    edges = []
    for first, last in pieces(found):
        a, b, score = scorer.scores(*pairs_of(found, nodes, rules, first, last), in_bits(FLOOR))
        edges.append(pd.DataFrame({"a": name[a], "b": name[b], "score": score}))
    return pd.concat(edges) if edges else pd.DataFrame({"a": [], "b": [], "score": []}).astype("int64")


def _over(function: Callable[..., pd.DataFrame], **given: Any) -> Callable[[Iterator[pd.DataFrame]], Iterator[pd.DataFrame]]:
    """A function of frames as one over the batches of a partition."""

    def run(batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for batch in batches:
            if len(batch):
                yield _plain(function(batch, **given))

    return run


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns of words as plain objects, which every version of Arrow takes."""
    return frame.astype({name: object for name, kind in frame.dtypes.items() if isinstance(kind, pd.StringDtype)})


def _scoring(weights: Weights) -> Callable[[pd.DataFrame], pd.DataFrame]:
    def run(rows: pd.DataFrame) -> pd.DataFrame:
        return edge_frame(rows, weights)

    return run


def stitched(nodes: pd.DataFrame, edges: pd.DataFrame, threshold: float) -> npt.NDArray[Any]:
    """The cluster id of each row of `nodes` (`NODES_SCHEMA`), from all edges (`EDGES_SCHEMA`)."""
    # A row that says nothing is no other's duplicate: it gets a node of its own, behind all others.
    blank = nodes["blank"].to_numpy()
    name, at = nodes["node"].to_numpy(), nodes["at"].to_numpy()
    order = np.lexsort((name.view(np.uint64) >> np.uint64(32), at))
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = (name[order][1:] != name[order][:-1]) | (at[order][1:] != at[order][:-1]) | blank[order][1:]
    node_of_row = np.empty(len(order), dtype=np.int64)
    node_of_row[order] = np.cumsum(fresh) - 1
    first = order[fresh]
    by_name = np.argsort(name[first], kind="stable")
    sorted_ = name[first][by_name]
    a, b = (by_name[np.searchsorted(sorted_, edges[side].to_numpy())] for side in ("a", "b"))
    pieces_ = [(np.minimum(a, b).astype(np.int32), np.maximum(a, b).astype(np.int32), edges["score"].to_numpy())]
    weight = np.bincount(node_of_row, minlength=len(first)).astype(np.int64)
    label = linked(pieces_, weight, floor=in_bits(FLOOR), threshold=in_bits(threshold), solid=solid_for(threshold))[node_of_row]
    return canonical_names(nodes["id"].to_numpy(dtype=object), nodes["start"].to_numpy(), label)


def learn_on_spark(frame: Any, schema: Schema = CLAIMS, *, rows: int = ROWS) -> Weights:
    """Weights learned from a Spark DataFrame: those that `learn` gives for the same rows.

    Spark counts the values and picks the sample; what is estimated from these counts is small, and done on the driver.
    """
    total = int(frame.count())
    words = {}
    for field in schema.text:
        column = field.columns[0]
        counted = (
            frame.groupBy(column).count().toPandas() if column in frame.columns else pd.DataFrame({column: [], "count": []})
        )
        words[field.name] = _counted(counted[column], counted["count"].to_numpy(dtype=np.int64))
    wanted = [schema.id, *(name for name in columns_of(schema) if name in frame.columns)]

    def sample(part: pd.DataFrame) -> pd.DataFrame:
        start = read_table(part, schema).start
        return part[np.logical_or.reduce([in_sample(start, total, size) for size in steps(rows)])]

    part = frame.select(*wanted)
    chosen = part.mapInPandas(_over(sample), part.schema).toPandas()
    return learn_from(read_table(chosen, schema), first_weights(schema, words), total, rows=rows)


def _counted(values: pd.Series, counts: npt.NDArray[np.int64]) -> Words:
    table = read_table(pd.DataFrame({"id": np.arange(len(values)), "value": values}), _VALUE)
    words = table.words["value"]
    there = words.codes >= 0
    sums = np.bincount(words.codes[there], weights=counts[there], minlength=len(words.forms)).astype(np.int64)
    return attrs.evolve(words, counts=sums)


_VALUE = Schema(fields=({"name": "value", "kind": "term", "columns": "value"},), rules=({"fields": "value"},), days=("day",))


def cluster_on_spark(
    frame: Any,
    *,
    spark: Any = None,
    schema: Schema = CLAIMS,
    weights: Weights | None = None,
    threshold: float = THRESHOLD,
    buckets: int = BUCKETS,
) -> Any:
    """The clusters of a table, worked out by Spark: what `cluster` gives for the same weights, row for row.

    frame: a Spark DataFrame with the columns that the schema names; or a pandas one, with the session in `spark`. weights:
    left out, learned as `learn` does. buckets: parts for each rule; a few for each core.

    Returns a Spark DataFrame with the columns `id` and `cluster`. Raises `MissingExtraError` without pyspark, `InputError` where
    ids are missing or doubled. Constraints, and a cap on a block that spans buckets, are the local engine's.
    """
    if importlib.util.find_spec("pyspark") is None:
        raise MissingExtraError("the engine Spark needs pyspark: pip install 'reconcile[spark]'")
    if threshold <= FLOOR:
        raise InputError(f"threshold: {threshold} bits; it has to be above {FLOOR:g}")
    if weights is not None:
        schema = weights.schema
    if isinstance(frame, pd.DataFrame):
        if spark is None:
            raise InputError("a pandas DataFrame on Spark needs the session: cluster_on_spark(frame, spark=session)")
        frame = spark.createDataFrame(_plain(frame))
    if not hasattr(frame, "mapInPandas"):
        raise InputError(f"a Spark or pandas DataFrame is needed, not {type(frame).__name__}")
    session = spark or frame.sparkSession
    weights = weights or learn_on_spark(frame, schema)
    given = frame.select(schema.id, *(name for name in columns_of(schema) if name in frame.columns))
    nodes = given.mapInPandas(_over(node_frame, weights=weights), NODES_SCHEMA).toPandas()
    if nodes["id"].isna().any() or nodes["id"].duplicated().any():
        raise InputError(f"column {schema.id}: every row needs an id of its own")
    wide = ", ".join(f"`{field.name}` {field.dataType.simpleString()}" for field in given.schema) + ", rule int, bucket int"
    keyed = given.mapInPandas(_over(keyed_frame, weights=weights, buckets=buckets), wide)
    edges = keyed.groupBy("bucket").applyInPandas(_scoring(weights), EDGES_SCHEMA).toPandas()
    names = stitched(nodes, edges, threshold)
    return session.createDataFrame(_plain(pd.DataFrame({"id": nodes["id"], "cluster": names})))
