"""One table of the reading of prose: set, measure, ours, peers run here, published figure or floor, aim.

    RECONCILE_DATA=... python benchmarks/prose/table.py [--peer PYTHON] [--limit N] [--only SET ...]

`--peer` names the Python of an environment of its own with the peers (quantulum3, recognizers-text-suite, dateparser); without it
their column stays empty. `--limit` reads only so many incidents and messages, for a quick look. A set that is not at hand is skipped.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from benchmarks.prose import counts, muc4, newsquant, polnear, rte3, seeds, timex

Row = tuple[str, str, str, str, str, str]
HEAD = ("set", "measure", "ours", "peer run here", "published or floor", "aim")


def _newsquant(peer: str | None, limit: int | None) -> Iterator[Row]:
    figures = newsquant.measure(peer)
    if figures is None:
        return
    ours = figures.pop("reconcile")
    name = f"NewsQuant ({ours['n']:.0f} quantities)"
    for measure, published, aim in (
        ("value", "CQE 92.0, quantulum3 73.0 (all 590 sentences)", "93"),
        ("value+change", "CQE 88.1", "90"),
    ):
        others = "; ".join(f"{system} {row[measure]:.1f}" for system, row in figures.items() if measure == "value")
        yield name, f"{measure} F1", f"{ours[measure]:.1f}", others, published, aim


def _timex(peer: str | None, limit: int | None) -> Iterator[Row]:
    found = timex.measure(peer)
    if found is None:
        return
    figures, _ = found
    ours = figures.pop("reconcile")
    name = f"TempEval-3 train ({ours['n']:.0f} expressions)"
    for measure, aim in (("value", "80, ahead of every peer run"), ("relaxed", ""), ("strict", ""), ("type", "")):
        others = "; ".join(f"{system} {row[measure]:.1f}" for system, row in figures.items())
        yield name, f"{measure} F1", f"{ours[measure]:.1f}", others, "", aim
    others = "; ".join(f"{system} {row['plain dates']:.1f}" for system, row in figures.items())
    yield name, f"plain dates right (of {ours['n plain']:.0f})", f"{ours['plain dates']:.1f}", others, "", ""


def _muc4(peer: str | None, limit: int | None) -> Iterator[Row]:
    ours = muc4.measure(limit)
    if ours is None:
        return
    name = f"MUC-4 ({ours['n']:.0f} messages)"
    rows = (
        ("human number recall", f"of {ours['lines']:.0f} lines", "66 (TST3, aligned scoring)", "75"),
        ("other than 1", "recall on lines other than a plain 1", "", "65"),
        ("plain 1", "recall on lines with a plain 1", "", ""),
        ("counts a message", "human counts a message", "", "at most 3"),
        ("date recall", f"of {ours['dates']:.0f} dates", "61 (TST3, aligned scoring)", "70"),
        ("date recall, lenient", "", "", ""),
        ("detection", "F1 of messages with a template", "", ""),
    )
    for measure, note, published, aim in rows:
        yield name, f"{measure}{f', {note}' if note else ''}", f"{ours[measure]:.1f}", "", published, aim


def _polnear(peer: str | None, limit: int | None) -> Iterator[Row]:
    ours = polnear.measure()
    if ours is None:
        return
    name = f"PolNeAR ({ours['n']:.0f} attributions)"
    for measure, label, aim in (
        ("pairing", "content pairing F1", "70"),
        ("joint", "F1 with source and cue right", "60"),
        ("source", "source right, of pairs", ""),
        ("cue", "cue right, of pairs", ""),
    ):
        yield name, label, f"{ours[measure]:.1f}", "", "none found", aim


def _counts(peer: str | None, limit: int | None) -> Iterator[Row]:
    ours = counts.measure(limit)
    if ours is None:
        return
    floors = {"multi": ("35.6", "20.5", "13.6"), "single": ("56.0", "43.3", "39.3")}
    aims = {"multi": ("75", "60", "50"), "single": ("", "", "")}
    for stratum in ("multi", "single"):
        name = f"SemEval-2018 T5, {stratum} ({ours[f'{stratum} n']:.0f} incidents)"
        for index, measure in enumerate(("killed", "injured", "both")):
            exact, lenient = ours[f"{stratum} {measure}"], ours[f"{stratum} {measure}, lenient"]
            floor = f"{floors[stratum][index]} (commonest answer)"
            yield name, f"{measure} exact (lenient)", f"{exact:.1f} ({lenient:.1f})", "", floor, aims[stratum][index]


def _rte3(peer: str | None, limit: int | None) -> Iterator[Row]:
    ours = rte3.measure()
    if ours is None:
        return
    name = f"RTE-3 numeric ({ours['numeric n']:.0f} pairs)"
    found = f"{ours['numeric found']:.0f} of {ours['numeric gold']:.0f}, {ours['numeric false']:.0f} false"
    yield name, "contradictions found", found, "", "0 (majority)", "7, at most 3 false"
    name = f"RTE-3 all ({ours['all n']:.0f} pairs)"
    found = f"{ours['all found']:.0f} of {ours['all gold']:.0f}, {ours['all false']:.0f} false"
    yield name, "contradictions found", found, "", "0 (majority)", ""


def _seeds(peer: str | None, limit: int | None) -> Iterator[Row]:
    rows = [("own seeds, dates given", seeds.measure(seeds.ROOT / "seeds"), "", "")]
    if (real := seeds.originals()) is not None:
        rows.insert(0, ("real seeds, dates given", seeds.measure(*real), "9 of 19 (first trial)", "15 of 19"))
    for name, row, published, aim in rows:
        yield (
            name,
            "casualty counts, all slots right",
            f"{row['right']:.0f} of {row['n']:.0f}, {row['false']:.0f} false",
            "",
            published,
            aim,
        )


SETS: dict[str, Callable[[str | None, int | None], Iterator[Row]]] = {
    "newsquant": _newsquant,
    "timex": _timex,
    "muc4": _muc4,
    "polnear": _polnear,
    "counts": _counts,
    "rte3": _rte3,
    "seeds": _seeds,
}


def main() -> None:
    """Print the table in Markdown, a row as soon as it is measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--peer")
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--only", nargs="*", choices=sorted(SETS), default=list(SETS))
    options = parser.parse_args()
    print("| " + " | ".join(HEAD) + " |")
    print("|" + " --- |" * len(HEAD))
    for name in options.only:
        for row in SETS[name](options.peer, options.limit):
            print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
