"""Spark in local mode beside the local engine, for equal weights: seconds, and whether the rows are the same.

    python benchmarks/clusters/spark.py --size 1000000

Needs pyspark and Java 17. The session is warmed on a small table first. The local engine runs with two threads.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import pandas as pd  # noqa: E402
from generate import reports  # noqa: E402
from systems import schema  # noqa: E402

from reconcile.clusters import cluster, learn, read_table  # noqa: E402
from reconcile.clusters.columns.spark import cluster_on_spark  # noqa: E402


def session() -> object:
    """A local session of two cores, whose workers run this Python."""
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(HERE.parent.parent), os.environ.get("PYTHONPATH")]))
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("reconcile").config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.memory", "6g").config("spark.driver.maxResultSize", "4g")
    builder = builder.config("spark.sql.execution.arrow.pyspark.enabled", "true").config("spark.sql.shuffle.partitions", "12")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "250000")
    return builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate()


def main() -> int:
    """Print the seconds of both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--buckets", type=int, default=4)
    given = parser.parse_args()
    frame, _ = reports(given.size, "medium", "sparse", 1)
    weights = learn(read_table(frame, schema()))
    start = time.perf_counter()
    local = cluster(frame, weights=weights, workers=2).to_frame().set_index("id")["cluster"]
    middle = time.perf_counter()
    spark = session()
    cluster_on_spark(frame.iloc[:2_000], spark=spark, weights=weights).toPandas()
    plain = frame.astype({name: object for name, kind in frame.dtypes.items() if isinstance(kind, pd.StringDtype)})
    loaded = spark.createDataFrame(plain).repartition(4).cache()  # type: ignore[attr-defined]
    loaded.count()
    warm = time.perf_counter()
    found = cluster_on_spark(loaded, weights=weights, buckets=given.buckets).toPandas().set_index("id")["cluster"]
    end = time.perf_counter()
    same = bool((found.reindex(local.index) == local).all()) and len(found) == len(local)
    print(f"{given.size:,} claims: local {middle - start:.1f} s, Spark warm {end - warm:.1f} s; the same row for row: {same}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
