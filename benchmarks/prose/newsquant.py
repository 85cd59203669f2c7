"""Numbers and their bounds in a sentence, on NewsQuant.

    RECONCILE_DATA=... python benchmarks/prose/newsquant.py [--verbose]

In each sentence gold and predicted quantities are matched one to one, as many as possible; value alone, and value with change.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from reconcile.prose import Figure, find_quantities

# Dates, names and telephone numbers are numerals and no quantities.
SKIPPED = {"date", "name", "phone", "time", "score"}


def gold_value(text: str) -> tuple[float, ...]:
    """One number, or the two ends of a range."""
    bare = text.replace(" ", "")
    match = re.fullmatch(r"(-?[\d.]+(?:e[+-]?\d+)?)-(-?[\d.]+(?:e[+-]?\d+)?)", bare)
    return (float(match[1]), float(match[2])) if match else (float(bare),)


def predicted_value(figure: Figure) -> tuple[float, ...]:
    """The same of a figure."""
    low, high = (float(Fraction(end)) for end in (figure.low, figure.high))
    return (low,) if low == high else (low, high)


def alike(one: tuple[float, ...], two: tuple[float, ...]) -> bool:
    """Whether two values match."""
    return len(one) == len(two) and all(abs(g - p) <= 1e-8 + 1e-5 * abs(p) for g, p in zip(one, two, strict=True))


def matching(edges: list[list[int]], right: int) -> int:
    """The size of a maximum bipartite matching; `edges[i]` lists what the left node i may take."""
    owner: list[int | None] = [None] * right

    def free(node: int, seen: set[int]) -> bool:
        for other in edges[node]:
            if other not in seen:
                seen.add(other)
                holder = owner[other]
                if holder is None or free(holder, seen):
                    owner[other] = node
                    return True
        return False

    return sum(free(node, set()) for node in range(len(edges)))


def main() -> None:
    """Print precision, recall and F1."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    root = Path(os.environ.get("RECONCILE_DATA", "."))
    path = next((p for p in (root / "quantities", root / "bench" / "quantities") if (p / "newsquant.jsonl").exists()), None)
    if "RECONCILE_DATA" not in os.environ or path is None:
        print("skipped: RECONCILE_DATA names no folder with quantities/newsquant.jsonl")
        return
    rows = [json.loads(line) for line in (path / "newsquant.jsonl").read_text("utf-8").splitlines()]
    total = {"gold": 0, "predicted": 0, "value": 0, "value+change": 0}
    for row in rows:
        found = [figure for figure in find_quantities(row["text"]) if figure.role not in SKIPPED]
        gold = [(gold_value(one["value"]), one["change"]) for one in row["quantities"]]
        mine = [(predicted_value(figure), figure.change) for figure in found]
        by_value = [[j for j, m in enumerate(mine) if alike(g[0], m[0])] for g in gold]
        by_both = [[j for j, m in enumerate(mine) if alike(g[0], m[0]) and g[1] == m[1]] for g in gold]
        value, both = matching(by_value, len(mine)), matching(by_both, len(mine))
        total["gold"] += len(gold)
        total["predicted"] += len(mine)
        total["value"] += value
        total["value+change"] += both
        if options.verbose and (value < max(len(gold), len(mine)) or both < value):
            print(row["text"][:300])
            print("     gold", gold)
            print("     read", [(m, f.role, f.unit) for m, f in zip(mine, found, strict=True)])
    for name in ("value", "value+change"):
        precision, recall = total[name] / max(total["predicted"], 1), total[name] / max(total["gold"], 1)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(f"{name}: P {precision:.1%} R {recall:.1%} F1 {f1:.1%} (N {total['gold']} gold, {total['predicted']} read)")


if __name__ == "__main__":
    main()
