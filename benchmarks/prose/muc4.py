"""Human number recall on MUC-4: how many victims the reading finds in old wire copy, all in capitals.

    RECONCILE_DATA=... python benchmarks/prose/muc4.py [--verbose] [--limit N]

Gold: lines of HUM TGT: NUMBER with a digit and no leading "?". A line is found if some count of its message has the same
interval; each extracted count serves one line. Source: MUC-4, template fills as distributed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from reconcile.model import Document
from reconcile.prose import extract


def interval(fill: str) -> tuple[str, int, int | None] | None:
    """The bound of a fill: `6`, `6-` at least, `-6` at most, `6-8` a range, `~100` about."""
    number = fill.split(":")[0].strip()
    if fill.strip().startswith("?") or not re.search(r"\d", number):
        return None
    if number.startswith("~"):
        return ("about", int(number[1:].strip()), None)
    if match := re.fullmatch(r"(\d+)\s*-\s*(\d+)", number):
        return ("range", int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d+)\s*-", number):
        return ("range", int(match[1]), None)
    if match := re.fullmatch(r"-\s*(\d+)", number):
        return ("range", 0, int(match[1]))
    if match := re.fullmatch(r"\d+", number):
        return ("range", int(number), int(number))
    return None


def main() -> None:
    """Print recall, by bound, and the number of counts extracted."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--limit", type=int, default=None)
    options = parser.parse_args()
    path = Path(os.environ.get("RECONCILE_DATA", "")) / "muc4" / "messages.jsonl"
    if not path.exists() and "RECONCILE_DATA" in os.environ:
        path = Path(os.environ["RECONCILE_DATA"]) / "bench" / "muc4" / "messages.jsonl"
    if "RECONCILE_DATA" not in os.environ or not path.exists():
        print("skipped: RECONCILE_DATA names no folder with muc4/messages.jsonl")
        return
    messages = [json.loads(line) for line in path.read_text("utf-8").splitlines()][: options.limit]
    start = time.perf_counter()
    claims = extract([Document(id=message["id"], text=message["text"]) for message in messages])
    spent = time.perf_counter() - start
    by_doc: dict[str, list[tuple[int | float, int | float, str]]] = {}
    for claim in claims:
        if claim.kind == "count" and claim.evidence is not None:
            by_doc.setdefault(claim.evidence.doc, []).append((claim.low, claim.high, str(claim.value)))
    gold = found = 0
    for message in messages:
        left = list(by_doc.get(message["id"], ()))
        for template in message["templates"]:
            if any("OPTIONAL" in fill for fill in template["MESSAGE: TEMPLATE"]):
                continue
            for fill in template.get("HUM TGT: NUMBER", ()):
                wanted = interval(fill)
                if wanted is None:
                    continue
                gold += 1
                kind, low, high = wanted
                for one in left:
                    right = (
                        one[2] == f"about {low:,}"
                        if kind == "about"
                        else (one[0], one[1]) == (low, float("inf") if high is None else high)
                    )
                    if right:
                        left.remove(one)
                        found += 1
                        break
                else:
                    if options.verbose:
                        print(message["id"], fill, [f"{a}-{b}" for a, b, _ in by_doc.get(message["id"], ())])
    counts = sum(map(len, by_doc.values()))
    print(
        f"human number recall {found}/{gold} = {found / max(gold, 1):.1%}; {counts} counts from {len(messages)} messages in {spent:.0f} s"
    )


if __name__ == "__main__":
    main()
