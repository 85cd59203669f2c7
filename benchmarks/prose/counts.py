"""Killed and injured per incident on the shootings of SemEval-2018 task 5.

    RECONCILE_DATA=... python benchmarks/prose/counts.py [--limit N] [--stratum multi|single] [--verbose]

Each incident is read from its own articles alone, by `best` below: a plain reading of the claims, article by article, and the
commonest figure over them. Prints the share of incidents whose killed, injured and both are equal to the gold; lenient: or equal
to the gold without the suspects.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from benchmarks.prose.data import lines
from reconcile.model import Claim, Document
from reconcile.prose import extract

# Days before the first article on an incident that are certainly of another one.
OLD = 150


def commonest(claims: Sequence[Claim], measure: str) -> int | None:
    """One figure for a measure: the commonest of the largest exact count of each article; between equals the larger."""
    by_doc: dict[str, list[int]] = defaultdict(list)
    for claim in claims:
        exact = claim.kind == "count" and claim.measure == measure and claim.binds and claim.low == claim.high
        if exact and claim.evidence is not None:
            by_doc[claim.evidence.doc].append(int(claim.low))
    tops = Counter(max(values) for values in by_doc.values())
    return min(tops, key=lambda value: (-tops[value], -value)) if tops else None


def best(claims: Sequence[Claim]) -> tuple[int | None, int | None]:
    """Killed and injured of one incident: who was shot and not killed is injured; what no article tells of is nobody.

    Claims of days long before the first article tell of another event.
    """
    if days := [claim.published.earliest for claim in claims if claim.published.is_known]:
        claims = [claim for claim in claims if (min(days) - claim.window.end.latest).days < OLD]
    killed, injured, hit = (commonest(claims, name) for name in ("killed", "injured", "casualties"))
    if killed is None and (injured is not None or hit is not None):
        killed = 0
    if injured is None and hit is not None:
        injured = max(hit - (killed or 0), 0)
    if injured is None and killed is not None:
        injured = 0
    return killed, injured


def measure(
    limit: int | None = None, strata: Sequence[str] = ("multi", "single"), verbose: bool = False
) -> dict[str, float] | None:
    """The figures in per cent, None where the data are not at hand."""
    rows, incidents = lines("counts/articles.jsonl"), lines("counts/incidents.jsonl")
    if rows is None or incidents is None:
        return None
    articles: dict[str, list[Document]] = defaultdict(list)
    for row in rows:
        text = row["title"] + "\n\n" + row["text"]
        articles[row["incident_id"]].append(Document(id=row["doc_id"], text=text, published=row["published"]))
    figures: dict[str, float] = {}
    for stratum in strata:
        chosen = [one for one in incidents if one["stratum"] == stratum][:limit]
        right: Counter[str] = Counter()
        for one in chosen:
            claims = list(extract(articles[one["incident_id"]]))
            killed, injured = best(claims)
            gold = one["killed"], one["injured"]
            victims = gold[0] - one["suspects_killed"], gold[1] - one["suspects_injured"]
            right["killed"] += killed == gold[0]
            right["injured"] += injured == gold[1]
            right["both"] += (killed, injured) == gold
            right["killed, lenient"] += killed in (gold[0], victims[0])
            right["injured, lenient"] += injured in (gold[1], victims[1])
            right["both, lenient"] += killed in (gold[0], victims[0]) and injured in (gold[1], victims[1])
            right["covered"] += killed is not None and injured is not None
            if verbose and (killed, injured) != gold:
                _print(one, killed, injured, claims)
        names = ("killed", "injured", "both", "killed, lenient", "injured, lenient", "both, lenient", "covered")
        figures |= {f"{stratum} {name}": 100 * right[name] / max(len(chosen), 1) for name in names}
        figures[f"{stratum} n"] = len(chosen)
    return figures


def _print(incident: dict[str, object], killed: int | None, injured: int | None, claims: Sequence[Claim]) -> None:
    print(
        incident["incident_id"], f"gold {incident['killed']}/{incident['injured']} read {killed}/{injured}", incident["doc_ids"]
    )
    for claim in claims:
        if claim.kind == "count" and claim.measure in ("killed", "injured", "casualties") and claim.evidence is not None:
            quote = " ".join((claim.evidence.quote or "").split())[:90]
            print(
                f"      {claim.evidence.doc[-6:]} {claim.measure} {claim.value} {claim.population} [{claim.stance}] {quote!r}"
            )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--limit", type=int, default=None, help="incidents of each stratum")
    parser.add_argument("--stratum", choices=("multi", "single"))
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    strata = (options.stratum,) if options.stratum else ("multi", "single")
    figures = measure(options.limit, strata, options.verbose)
    if figures is None:
        print("skipped: RECONCILE_DATA names no folder with counts/articles.jsonl")
        return
    for stratum in strata:
        of_it = {name.removeprefix(stratum + " "): value for name, value in figures.items() if name.startswith(stratum)}
        print(f"{stratum}: N {of_it.pop('n'):.0f}, " + ", ".join(f"{name} {value:.1f}" for name, value in of_it.items()))


if __name__ == "__main__":
    main()
