"""All systems on all tables, one after the other, and the figures as a Markdown table.

    python benchmarks/clusters/sweep.py --out results.jsonl --env splink=/envs/splink/bin/python --env rapidfuzz=... \
        --sizes 1000 10000 100000 --levels medium --regimes sparse --repeat 3
    python benchmarks/clusters/sweep.py --out results.jsonl --show

Each run is a process of its own in the environment of its system (ours in the one that runs this script), and the systems
take turns, so that what else the machine does falls on all of them. Results are added to the file; `--show` prints the medians.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

RUN = Path(__file__).with_name("run.py")
KEYS = ("regime", "level", "size", "system")
ORDER = ("reconcile", "splink", "rapidfuzz", "recordlinkage")


def measured(python: str, run: dict[str, Any], flags: list[str], limit: float) -> dict[str, Any] | None:
    """One run's line; None, with its last words on the screen, where it failed or took too long."""
    command = [python, str(RUN), *(word for key, value in run.items() for word in (f"--{key}", str(value))), *flags]
    try:
        found = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=True)
    except subprocess.SubprocessError as error:
        print(f"{run}: {getattr(error, 'stderr', None) or error}"[-600:], file=sys.stderr)
        return None
    line: dict[str, Any] = json.loads(found.stdout.splitlines()[-1])
    return line


def table(lines: list[dict[str, Any]]) -> str:
    """The medians as a Markdown table, a row for each system on each table."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for line in lines:
        groups.setdefault(tuple(line[key] for key in KEYS), []).append(line)
    rows = [
        "| regime | level | claims | system | runs | seconds | CPU seconds | MB over base | pair F1 | B³ F1 | tuned: pair F1 | tuned: B³ F1 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for key in sorted(groups, key=lambda key: (key[0] != "sparse", key[1], key[2], ORDER.index(key[3]))):
        group = groups[key]
        seconds, cpu, mb = (statistics.median(one[name] for one in group) for name in ("seconds", "cpu", "mb"))
        one = group[0]
        tuned = [f"{one['best'][name]:.3f}" for name in ("pair_f1", "b3_f1")]
        cells = [*key[:2], f"{key[2]:,}", key[3], len(group), f"{seconds:.1f}", f"{cpu:.1f}", f"{mb:,.0f}"]
        cells += [f"{one['pair_f1']:.3f}", f"{one['b3_f1']:.3f}", *(tuned if key[3] != "reconcile" else ["–", "–"])]
        rows.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(rows)


def main() -> int:
    """Run, or show."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--env", action="append", default=[], metavar="SYSTEM=PYTHON")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--levels", nargs="+", default=["medium"])
    parser.add_argument("--regimes", nargs="+", default=["sparse"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--limit", type=float, default=3_600, help="seconds after which a run is given up")
    parser.add_argument("--usual", action="store_true", help="each system at its usual threshold alone")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    if not given.show:
        systems = {"reconcile": sys.executable} | dict(one.split("=", 1) for one in given.env)
        every = itertools.product(range(given.repeat), given.regimes, given.levels, given.sizes, systems.items())
        for _, regime, level, size, (system, python) in every:
            run = {"system": system, "size": size, "level": level, "regime": regime, "seed": given.seed}
            if line := measured(python, run, ["--usual"] if given.usual else [], given.limit):
                with given.out.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(line) + "\n")
    lines = [json.loads(line) for line in given.out.read_text("utf-8").splitlines()]
    print(table(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
