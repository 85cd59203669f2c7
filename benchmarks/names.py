"""How well spellings of one name are told from two names, on the development data: precision, recall, F1, and by kind.

    RECONCILE_DATA=/path/to/data python benchmarks/names.py

The folder holds `bench/names/pairs.jsonl` and `bench/names/nomenklatura.jsonl`, which are not distributed. Each system is
scored at one threshold, fixed beforehand: ours at its default, plain rapidfuzz ratios at theirs.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reconcile.clusters import compare_names

Row = Mapping[str, Any]
KIND_OF_SCHEMA = {"Person": "person"}


def rows(folder: Path, name: str) -> list[Row]:
    """The records of one JSON Lines file."""
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def plain(name: str) -> str:
    """Lower case, without accents: all that the floors do to a name."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))


def prf(found: Iterable[bool], gold: Iterable[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1, micro-averaged; 0 where undefined."""
    pairs = list(zip(found, gold, strict=True))
    right = sum(f and g for f, g in pairs)
    positive, wanted = sum(f for f, _ in pairs), sum(g for _, g in pairs)
    p, r = right / positive if positive else 0.0, right / wanted if wanted else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def auc(scores: list[float], gold: list[bool]) -> float:
    """Area under the ROC curve: the chance that a same pair scores above a different one (ties count half)."""
    ranks: dict[float, float] = {}
    ordered = sorted(scores)
    start = 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end] == ordered[start]:
            end += 1
        ranks[ordered[start]] = (start + 1 + end) / 2
        start = end
    yes = sum(gold)
    total = sum(ranks[score] for score, same in zip(scores, gold, strict=True) if same)
    return (total - yes * (yes + 1) / 2) / (yes * (len(gold) - yes))


Scorer = Callable[[str, str, str], tuple[float, bool]]


def ours(a: str, b: str, kind: str) -> tuple[float, bool]:
    """`compare_names` at its default threshold."""
    match = compare_names(a, b, kind)  # type: ignore[arg-type]
    return match.score, match.same


def floor(measure: Callable[[str, str], float], threshold: float) -> Scorer:
    """A plain string ratio at a threshold."""

    def score(a: str, b: str, kind: str) -> tuple[float, bool]:
        ratio = measure(plain(a), plain(b))
        return ratio, ratio >= threshold

    return score


SYSTEMS: dict[str, Scorer] = {
    "reconcile": ours,
    "ratio >= 60": floor(fuzz.ratio, 60),
    "ratio >= 80": floor(fuzz.ratio, 80),
    "token_sort >= 80": floor(fuzz.token_sort_ratio, 80),
}


def table(title: str, data: list[Row], a: str, b: str, gold: str, kind: Callable[[Row], str], groups: tuple[str, ...]) -> None:
    """One table: a system a row; then the share of each group of `kind` that was called the same."""
    truth = [row[gold] for row in data]
    print(f"\n{title} (N = {len(data)}, {sum(truth)} same)")
    print(f"{'system':18} {'P':>6} {'R':>6} {'F1':>6} {'AUC':>6} " + " ".join(f"{group:>8}" for group in groups))
    for name, system in SYSTEMS.items():
        scored = [system(row[a], row[b], kind(row)) for row in data]
        p, r, f1 = prf((same for _, same in scored), truth)
        area = auc([score for score, _ in scored], truth)
        shares = []
        for group in groups:
            said = [same for (_, same), row in zip(scored, data, strict=True) if row["kind"] == group]
            shares.append(f"{sum(said) / len(said):8.3f}" if said else f"{'-':>8}")
        print(f"{name:18} {p:6.3f} {r:6.3f} {f1:6.3f} {area:6.3f} " + " ".join(shares))


def main() -> int:
    """Print the tables. Returns 0, also where the data is not there."""
    data = os.environ.get("RECONCILE_DATA")
    folder = Path(data, "bench", "names") if data else None
    if folder is None or not (folder / "pairs.jsonl").is_file():
        print("skipped: RECONCILE_DATA is not set, or holds no bench/names/pairs.jsonl")
        return 0
    pairs = rows(folder, "pairs.jsonl")
    kinds = ("same", "sound", "look", "random")
    print("Columns same, sound, look, random: share called the same (recall, then false-positive rates).")
    table("pairs.jsonl", pairs, "a", "b", "same", lambda row: "person", kinds)
    table("pairs.jsonl, arabic", [row for row in pairs if row["arabic"]], "a", "b", "same", lambda row: "person", kinds)
    checks = rows(folder, "nomenklatura.jsonl")
    table(
        "nomenklatura.jsonl", checks, "name1", "name2", "is_match", lambda row: KIND_OF_SCHEMA.get(row["schema"], "group"), ()
    )
    print("\nReference on 307 rows of the last: nomenklatura logic_v2 at 0.7, P 0.947, R 0.843, F1 0.892.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
