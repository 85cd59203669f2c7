"""What follows for each cluster of a table: milliseconds a cluster, for relations and for ranges.

python benchmarks/clusters/findings.py --size 4000
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import numpy as np  # noqa: E402
from generate import reports  # noqa: E402

import reconcile as rc  # noqa: E402


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=4_000)
    given = parser.parse_args()
    made, _ = reports(given.size, "medium", "sparse", 1)
    made = made[made["killed_low"].notna() & made["day"].notna()].reset_index(drop=True)
    day = made["day"].dt.strftime("%Y-%m-%d")
    high = made["killed_high"].astype(object).where(np.isfinite(made["killed_high"]), None)
    table = made[["id", "place", "population", "actor"]].assign(
        measure="killed", low=made["killed_low"], high=high, window_start=day, window_end=day, as_of=day,
        attribution=[[f"Outlet {number % 17}"] for number in range(len(made))],
    )  # fmt: skip
    found = rc.reconcile(table, engine="columns")
    for what in ("relations", "ranges"):
        start = time.perf_counter()
        rows = len(getattr(found, what))
        each = 1e3 * (time.perf_counter() - start) / len(found)
        print(f"{len(table):,} claims in {len(found):,} clusters, {rows:,} {what}: {each:.1f} ms a cluster")
    return 0


if __name__ == "__main__":
    sys.exit(main())
