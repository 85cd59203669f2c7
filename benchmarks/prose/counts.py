"""Killed and injured per incident on the shootings of SemEval-2018 task 5.

    RECONCILE_DATA=... python benchmarks/prose/counts.py [--limit N] [--verbose]

Each incident is read from its own articles alone. The figure of a measure is the commonest, over the articles, of each one's largest
exact count; those shot and not killed are injured. This is a plain reading of the claims, not one of the library's estimates.
Prints exact accuracy for killed, injured and both, by stratum.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from reconcile.model import Claim, Document
from reconcile.prose import extract


def figure(claims: list[Claim], measure: str) -> int | None:
    """One figure for a measure: the commonest of the largest exact counts of each article."""
    by_doc: dict[str, list[int]] = defaultdict(list)
    for claim in claims:
        if (
            claim.kind == "count"
            and claim.measure == measure
            and claim.binds
            and claim.low == claim.high
            and claim.evidence is not None
        ):
            by_doc[claim.evidence.doc].append(int(claim.low))
    if not by_doc:
        return None
    tops = Counter(max(values) for values in by_doc.values())
    return min(tops, key=lambda value: (-tops[value], -value))


def main() -> None:
    """Print the accuracies."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--limit", type=int, default=None, help="incidents of each stratum")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    root = Path(os.environ.get("RECONCILE_DATA", "."))
    folder = next((one for one in (root / "counts", root / "bench" / "counts") if (one / "articles.jsonl").exists()), None)
    if "RECONCILE_DATA" not in os.environ or folder is None:
        print("skipped: RECONCILE_DATA names no folder with counts/articles.jsonl")
        return
    articles: dict[str, list[Document]] = defaultdict(list)
    for line in (folder / "articles.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        articles[row["incident_id"]].append(
            Document(id=row["doc_id"], text=row["title"] + "\n\n" + row["text"], published=row["published"])
        )
    incidents = [json.loads(line) for line in (folder / "incidents.jsonl").read_text("utf-8").splitlines()]
    for stratum in ("multi", "single"):
        chosen = [one for one in incidents if one["stratum"] == stratum][: options.limit]
        right = Counter[str]()
        for one in chosen:
            claims = list(extract(articles[one["incident_id"]]))
            killed, injured, hit = figure(claims, "killed"), figure(claims, "injured"), figure(claims, "casualties")
            if (killed is None and injured is not None) or (killed is None and hit is not None):
                killed = 0
            if injured is None and hit is not None:
                injured = max(hit - (killed or 0), 0)
            if injured is None and killed is not None:
                injured = 0
            right["killed"] += killed == one["killed"]
            right["injured"] += injured == one["injured"]
            right["both"] += (killed, injured) == (one["killed"], one["injured"])
            right["covered"] += killed is not None and injured is not None
            if options.verbose and (killed, injured) != (one["killed"], one["injured"]):
                print(one["incident_id"], f"gold {one['killed']}/{one['injured']} read {killed}/{injured}")
                for claim in claims:
                    if (
                        claim.kind == "count"
                        and claim.measure in ("killed", "injured", "casualties")
                        and claim.evidence is not None
                    ):
                        print(
                            f"      {claim.measure} {claim.value} {claim.population} [{claim.stance}] {claim.evidence.quote[:80]!r}"
                        )
        shares = (f"{name} {right[name] / max(len(chosen), 1):.1%}" for name in ("covered", "killed", "injured", "both"))
        print(f"{stratum}: N {len(chosen)}, {', '.join(shares)}")


if __name__ == "__main__":
    main()
