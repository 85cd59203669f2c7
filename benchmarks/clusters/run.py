"""One system on one table of made-up reports: seconds, peak memory over base, pairwise F1 and B-cubed, as a line of JSON.

    python benchmarks/clusters/run.py --system reconcile --size 100000 --level medium --regime sparse --seed 1

Run it in the environment of the system (numpy and pandas beside it). The table is made, and its place keys worked out, before
the clock starts; the clock stops when the labels stand. Systems with a threshold are scored at the usual one, and at the
one that does best on the very data, which they could not know ("best").
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

from generate import LEVELS, REGIMES, digest, reports  # noqa: E402
from metrics import scores  # noqa: E402
from systems import SYSTEMS, Stopwatch  # noqa: E402

PAGE = 4096
DOUBLED = re.compile(r"([a-z])\1+")


def memory() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def cpu() -> float:
    """Seconds of processor time that this process and its children took."""
    return sum(os.times()[:4])


def place_key(name: object) -> str | None:
    """The outline by which our rules block: what the package's own does, written again so that no system needs the package."""
    if not isinstance(name, str):
        return None
    plain = re.sub(r"^(al|el)[- ]", "", name.lower())
    for group, letter in (("sh", "s"), ("ch", "s"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("dj", "j")):
        plain = plain.replace(group, letter)
    letters = str.maketrans(
        {"q": "k", "c": "k", "g": "k", "x": "k", "z": "s", "d": "t", "b": "p", "f": "p", "v": "p", "j": "s"}
    )
    found = DOUBLED.sub(r"\1", re.sub(r"[aeiouyhw -]", "", plain.translate(letters)))
    return found or plain


class Watch(threading.Thread):
    """The most memory that the process held, looked up a hundred times a second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.base = self.peak = memory()
        self.done = False

    def run(self) -> None:
        while not self.done:
            self.peak = max(self.peak, memory())
            time.sleep(0.01)


def main() -> int:
    """Run one system and print what it did."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--system", choices=SYSTEMS, default="reconcile")
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--level", choices=LEVELS, default="medium")
    parser.add_argument("--regime", choices=REGIMES, default="sparse")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--usual", action="store_true", help="the usual threshold alone; so it is from a million dense claims on"
    )
    parser.add_argument("--digest", action="store_true", help="print a digest of the table, to see that all have the same")
    given = parser.parse_args()
    frame, events = reports(given.size, given.level, given.regime, given.seed)
    shown = {"table": digest(frame, events)} if given.digest else {}
    keys = {name: place_key(name) for name in frame["place"].unique()}
    if given.system != "reconcile":
        frame["place_key"] = frame["place"].map(keys).astype(object)
    gc.collect()
    watch = Watch()
    watch.start()
    busy = cpu()
    clock = Stopwatch()
    found = []
    peak, spent = 0, 0.0
    for threshold, labels in SYSTEMS[given.system](frame, clock):
        peak, spent = (peak, spent) if peak else (watch.peak, cpu() - busy)
        found.append({"threshold": threshold, **{name: round(value, 4) for name, value in scores(labels, events).items()}})
        if given.usual or (given.regime == "dense" and given.size >= 1_000_000):
            break
    watch.done = True
    line = {
        "system": given.system, "size": given.size, "level": given.level, "regime": given.regime, "seed": given.seed,
        "seconds": clock.marks["clusters"],
        "cpu": round(spent, 2), "mb": round((peak - watch.base) / 1e6), "marks": clock.marks,
        **found[0], "best": max(found, key=lambda one: one["b3_f1"]), **shown,
    }  # fmt: skip
    print(json.dumps(line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
