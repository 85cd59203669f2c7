"""Tables that would break a careless engine: seconds, memory over base, and what was said to be left out.

    python benchmarks/clusters/giant.py --size 1000000 --kind differing

Each runs in a process of its own. equal: all rows say the same. differing: one place and day, every figure another. alike: one place and day,
bounds that meet. long: names of 10,000 characters.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import numpy as np
import pandas as pd

from reconcile.clusters import cluster

KINDS = ("equal", "differing", "alike", "long")


def table(kind: str, size: int) -> pd.DataFrame:
    """So many rows of one kind."""
    random = np.random.Generator(np.random.PCG64(1))
    far = random.integers(3, 100_000, size)
    low = far if kind == "differing" else 3
    high = far if kind in ("differing", "alike") else 3
    place = [f"{'x' * 10_000}{number}" for number in range(size)] if kind == "long" else "Rivertown"
    people = random.choice(["people", "soldiers", "police"], size) if kind == "differing" else "people"
    day = {"place": place, "window_start": "2021-03-01", "measure": "killed", "low": low, "high": high, "population": people}
    return pd.DataFrame({"id": [f"c{number}" for number in range(size)], **day})


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--kind", choices=KINDS, default="differing")
    given = parser.parse_args()
    frame = table(given.kind, given.size)
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    found = cluster(frame)
    seconds = time.perf_counter() - start
    held = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) // 1024
    print(f"{given.kind}, {given.size:,} rows: {seconds:.1f} s, {held:,} MB over base, {len(found):,} clusters")
    print(*found.problems, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
