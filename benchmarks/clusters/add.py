"""One new claim into many: milliseconds to pair it, and to bring its cluster up to date; and whether the result is a batch's.

python benchmarks/clusters/add.py --size 100000 --new 1000
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import pandas as pd  # noqa: E402
from generate import reports  # noqa: E402
from systems import schema  # noqa: E402

from reconcile.clusters import Stream, cluster  # noqa: E402


def main() -> int:
    """Print the medians and the shares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--new", type=int, default=1_000)
    given = parser.parse_args()
    frame, _ = reports(given.size + given.new, "medium", "sparse", 1)
    start = cluster(frame.iloc[: given.size], schema=schema())
    stream = Stream(start)
    added, settled = [], []
    for record in frame.iloc[given.size :].to_dict("records"):
        before = time.perf_counter()
        stream.add([record])
        between = time.perf_counter()
        stream.cluster_of(record["id"])
        added.append(1e3 * (between - before))
        settled.append(1e3 * (time.perf_counter() - between))
    for name, times in (("pairing a new claim", added), ("its cluster", settled)):
        cuts = statistics.quantiles(times, n=20)
        print(f"{name}: median {cuts[9]:.2f} ms, mean {statistics.mean(times):.2f} ms, 95 % under {cuts[18]:.2f} ms")
    whole = cluster(frame, weights=start.weights).to_frame().set_index("id")["cluster"]
    shown = stream.to_frame().set_index("id")["cluster"].reindex(whole.index)
    same = (pd.factorize(whole)[0] == pd.factorize(shown)[0]).all()
    print(f"the same clusters as a run from scratch over all {given.size + given.new:,} claims: {same}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
