"""How fast a cluster is compared: all pairs at once, the readable comparison, a plain loop; ranges and conflicts; growth.

    python benchmarks/relations/speed.py [--runs 5] [--largest 10000]

One core (numerical libraries are held to one thread), medians of several runs. The plain loop is the least that Python can do
for the same labels: hand-written for counts with nothing open, no sentences, scopes looked up in a table; its labels are
checked against the others.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import math
import os
import random
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import attrs  # noqa: E402

from reconcile.model import Claim, Order, Quantity, Window, at_least, at_most, between, during, exactly  # noqa: E402
from reconcile.relations import accounts, cells, codes, conflicts, ranges, relate_all  # noqa: E402
from reconcile.vocab import Vocabulary  # noqa: E402

SIZES = {"people": 100, "civilians": 40, "combatants": 60, "soldiers": 30, "militants": 25}
PLACES = ("Rivertown", "the docks, Rivertown")
ENDS = (2, 4, 6, 8, 10)
START = dt.date(2020, 1, 1)
VOCABULARY = Vocabulary().extended({"places": {"the docks, Rivertown": {"part_of": ["Rivertown"]}}})
OPTIONS: dict[str, Any] = {"vocabulary": VOCABULARY}


def cluster(n: int, *, cells: int = 50, clashing: bool = False, open_share: float = 0.0, seed: int = 0) -> list[Claim]:
    """`n` claims of one episode in so many cells, whose truth grows with the day it is known.

    clashing: a claim in twenty is too high. open_share: the share of claims whose window and as-of are unknown.
    """
    chance = random.Random(seed)
    grid = list(itertools.product(SIZES, PLACES, ENDS))[:cells]
    found = []
    for i in range(n):
        population, place, end = grid[i % len(grid)]
        known = end + chance.randrange(10)
        truth = int(SIZES[population] * (1.0 if place == "Rivertown" else 0.5) * end / 10 * (0.6 + 0.4 * (known - end) / 10))
        said: list[Quantity] = [
            at_least(max(1, truth - 3)),
            exactly(max(1, truth)),
            between(truth, truth + 10),
            at_most(truth + 10),
        ]
        value = chance.choice(said)
        if clashing and chance.random() < 0.05:
            value = exactly(truth + 40)
        claim = Claim(
            id=f"c{i:05d}",
            measure="killed",
            value=value,
            population=population,
            place=place,
            window=during(START, START + dt.timedelta(end)),
            as_of=START + dt.timedelta(known),
            attribution=[f"source {i % 37}"],
            episode="one",
        )
        if chance.random() < open_share:
            claim = attrs.evolve(claim, window=Window(), as_of=None)
        found.append(claim)
    return found


def plain_loop(claims: list[Claim]) -> list[tuple[str, str]]:
    """Label and rule of every pair of counts with nothing open, in a loop over tuples."""
    scope: dict[tuple[str, str], int] = {}
    for a, b in itertools.product(dict.fromkeys((c.population, c.place) for c in claims), repeat=2):
        orders = {VOCABULARY.populations.compare(a[0], b[0]), VOCABULARY.places.compare(a[1], b[1])}
        sub, sup = Order.SUB in orders, Order.SUP in orders
        scope[a, b] = 3 if orders & {Order.DISJOINT, Order.OVERLAP} or (sub and sup) else sub + 2 * sup  # type: ignore[index]
    rows = [
        (
            (c.population, c.place),
            c.window.start.earliest.toordinal(),
            c.window.end.earliest.toordinal(),
            c.as_of.earliest.toordinal(),
            c.low,
            c.high,
            c.quantity.soft.low,
            c.quantity.soft.high,
        )
        for c in sorted(claims, key=lambda c: c.id)
    ]
    found = []
    for n, (s1, b1, e1, t1, l1, h1, sl1, sh1) in enumerate(rows):
        for s2, b2, e2, t2, l2, h2, sl2, sh2 in rows[n + 1 :]:
            if e1 < b2 or e2 < b1:
                found.append(("INCOMPARABLE", "R1"))
                continue
            lies = scope[s1, s2]  # type: ignore[index]
            inside, around = b1 > b2 or e1 < e2, b1 < b2 or e1 > e2
            series = lies == 0 and b1 == b2
            if lies == 3 or (inside and around) or (inside and lies == 2) or (around and lies == 1):
                found.append(("INCOMPARABLE", "R6"))
                continue
            order = lies or inside + 2 * around
            below, above = order != 2 and t1 <= t2, order != 1 and t2 <= t1
            if (below and l1 > h2) or (above and l2 > h1):
                found.append(("CONTRADICT", "R14" if order else "R13" if t1 != t2 else "R12"))
            elif (series and t1 < t2 and order != 2 and l2 > l1 and not (h1 != math.inf and h2 <= h1)) or (
                series and t2 < t1 and order != 1 and l1 > l2 and not (h2 != math.inf and h1 <= h2)
            ):
                found.append(("SUPERSEDED", "R11"))
            elif (order == 1 and t1 > t2 and l1 > h2) or (order == 2 and t1 < t2 and l2 > h1):
                found.append(("SUPERSEDED", "R14"))
            elif order:
                found.append(("PART_OF", "R15"))
            elif sh1 < sl2 or sh2 < sl1:
                found.append(("TENSION", "R16"))
            elif l1 == l2 and h1 == h2:
                found.append(("AGREE", "R10"))
            elif (l1 >= l2 and h1 <= h2) or (l2 >= l1 and h2 <= h1):
                found.append(("REFINES", "R10"))
            else:
                found.append(("COMPATIBLE", "R10"))
    return found


def median(work: Callable[[], Any], runs: int) -> float:
    """The median time of some work, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def exponent(points: Iterable[tuple[float, float]]) -> float:
    """The slope of a straight line through the logarithms: cost grows as size to this power."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mx, my = (statistics.fmean(column) for column in zip(*logs, strict=True))
    return sum((x - mx) * (y - my) for x, y in logs) / sum((x - mx) ** 2 for x, _ in logs)


def pairs_table(runs: int) -> None:
    """All pairs of 1,000 comparable claims, three ways."""
    claims = cluster(1000)
    some = cluster(250)
    codes(some, **OPTIONS)
    fast = [(label.value, rule) for _, _, label, rule in codes(claims, **OPTIONS)]
    assert fast == plain_loop(claims), "the plain loop and the vectorised comparison differ"
    slow = {(one.a, one.b): (one.label, one.rule) for one in relate_all(some, **OPTIONS)}
    told = {(a, b): (label, rule) for a, b, label, rule in codes(some, **OPTIONS)}
    assert told == slow, "the readable and the vectorised comparison differ"
    rows = [
        ("all at once (codes)", 1000, median(lambda: codes(claims, **OPTIONS), runs)),
        ("plain Python loop", 1000, median(lambda: plain_loop(claims), max(1, runs // 2))),
        ("readable (relate_all, with sentences)", 250, median(lambda: relate_all(some, **OPTIONS), max(1, runs // 2))),
    ]
    for share in (0.1, 1.0):
        mixed = cluster(1000, open_share=share)
        rows.append(
            (
                f"all at once, {share:.0%} with unknown days",
                1000,
                median(lambda m=mixed: codes(m, **OPTIONS), max(1, runs // 2)),
            )
        )  # type: ignore[misc]
    rows.append(
        (
            "all at once, episodes asked of a function",
            1000,
            median(lambda: codes(claims, same_episode=lambda a, b: None, **OPTIONS), runs),
        )
    )
    print(f"{'comparison':<45}{'claims':>8}{'seconds':>10}{'pairs a second':>18}")
    for name, n, seconds in rows:
        print(f"{name:<45}{n:>8,}{seconds:>10.3f}{n * (n - 1) / 2 / seconds:>18,.0f}")


def findings_table(runs: int) -> None:
    """Cells, ranges, conflicts and accounts of 1,000 claims in 50 cells."""
    print(f"\n{'1,000 claims in 50 cells':<45}{'consistent':>12}{'clashing':>12}")
    sets = [cluster(1000), cluster(1000, clashing=True)]
    for work in (cells, ranges, conflicts, accounts):
        print(f"{work.__name__:<45}" + "".join(f"{median(lambda w=work, c=c: w(c, **OPTIONS), runs):>12.3f}" for c in sets))  # type: ignore[misc]
    print(f"{'(conflict sets)':<45}" + "".join(f"{len(conflicts(c, **OPTIONS)):>12,}" for c in sets))


def growth_table(runs: int, largest: int) -> None:
    """How the cost grows with the size of a cluster of 50 cells."""
    steps = [n for n in (100, 300, 1000, 3000, 10_000) if n <= largest]
    print(f"\n{'claims':>8}{'pairs':>14}{'codes, s':>12}{'pairs a second':>18}{'ranges, s':>12}{'conflicts, s':>14}")
    grown: dict[str, list[tuple[float, float]]] = {"codes": [], "ranges": [], "conflicts": []}
    for n in steps:
        claims = cluster(n)
        few = runs if n <= 1000 else 1
        one, two, three = (median(lambda w=work, given=claims: w(given, **OPTIONS), few) for work in (codes, ranges, conflicts))  # type: ignore[misc]
        for name, seconds in zip(grown, (one, two, three), strict=True):
            grown[name].append((n, seconds))
        pairs = n * (n - 1) // 2
        print(f"{n:>8,}{pairs:>14,}{one:>12.4f}{pairs / one:>18,.0f}{two:>12.3f}{three:>14.3f}")
    told = ", ".join(f"{name} n^{exponent(points):.2f}" for name, points in grown.items())
    tail = ", ".join(f"{name} n^{exponent(points[-3:]):.2f}" for name, points in grown.items())
    print(f"growth: {told}; over the last three sizes: {tail}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--largest", type=int, default=10_000)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    pairs_table(options.runs)
    findings_table(options.runs)
    growth_table(options.runs, options.largest)


if __name__ == "__main__":
    main()
