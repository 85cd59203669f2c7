"""Time expressions: finding and normalising, on TempEval-3 (TimeBank and AQUAINT) and on the phrases of timenorm.

The data are not distributed: the folder is named by RECONCILE_DATA, and holds bench/timex/tempeval.jsonl and
bench/timex/timenorm_train.jsonl as its README describes them. Without it this says so and ends.

    RECONCILE_DATA=... python benchmarks/prose/timex.py [--errors N] [--peer PYTHON]

`--errors` lists the commonest errors. `--peer` runs the package dateparser in an environment of its own, given by its
Python, and puts its figures in the same table.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from benchmarks.prose.data import lines
from reconcile.model import Day
from reconcile.times import find_times, resolve, resolve_times

CALENDAR = re.compile(r"\d{4}(-\d\d){0,2}")
# Kinds that TimeML does not mark, or marks as something else than a time expression.
UNMARKED = frozenset({"event"})
Found = tuple[int, int, str, str]
PEER = """
import json, sys, datetime
from dateparser.search import search_dates
for line in sys.stdin:
    text, day = json.loads(line)
    base = datetime.datetime.fromisoformat(day)
    found = search_dates(text, languages=["en"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}) or []
    out, at = [], 0
    for words, when in found:
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            out.append([start, at, when.date().isoformat(), "DATE"])
    print(json.dumps(out), flush=True)
"""


def ours(text: str, day: str) -> list[Found]:
    """Start, end, value and type of the expressions that reconcile finds."""
    found: list[Found] = []
    for phrase, resolved in resolve_times(text, Day.of(day)):
        if phrase.kind in UNMARKED:
            continue
        # TimeML marks the two ends of "from Monday to Wednesday" apart.
        for part in phrase.parts or (phrase,):
            told = resolved if part is phrase else resolve(part, Day.of(day))
            if told is not None:
                found.append((*part.core, told.value or "", told.type))
    return found


def peer(python: str) -> Callable[[list[tuple[str, str]]], list[list[Found]]]:
    """The same from dateparser, run by another Python."""

    def run(inputs: list[tuple[str, str]]) -> list[list[Found]]:
        given = "\n".join(json.dumps(one) for one in inputs)
        done = subprocess.run([python, "-c", PEER], input=given, capture_output=True, text=True, check=True)
        return [[tuple(one) for one in json.loads(line)] for line in done.stdout.splitlines()]

    return run


def paired(gold: list[dict], found: list[Found]) -> list[tuple[dict, Found]]:
    """Gold by start; each takes the free prediction that shares most characters, at least one; ties to the earliest."""
    free, pairs = list(found), []
    for one in sorted(gold, key=lambda g: g["start"]):
        best = max(free, key=lambda f: (min(f[1], one["end"]) - max(f[0], one["start"]), -f[0]), default=None)
        if best is not None and min(best[1], one["end"]) > max(best[0], one["start"]):
            free.remove(best)
            pairs.append((one, best))
    return pairs


def f1(matched: int, predicted: int, gold: int) -> float:
    """F1 in per cent."""
    return 200 * matched / (predicted + gold) if predicted + gold else 0.0


def score(documents: list[dict], answers: Iterable[list[Found]]) -> tuple[dict[str, float], collections.Counter]:
    """The figures of the README, and a count of the errors."""
    counts: collections.Counter = collections.Counter()
    errors: collections.Counter = collections.Counter()
    for document, found in zip(documents, answers, strict=True):
        gold, pairs = document["timex"], paired(document["timex"], found)
        counts["gold"] += len(gold)
        counts["predicted"] += len(found)
        counts["relaxed"] += len(pairs)
        counts["plain"] += sum(1 for g in gold if g["type"] == "DATE" and CALENDAR.fullmatch(g["value"]))
        for g, f in pairs:
            counts["strict"] += (f[0], f[1]) == (g["start"], g["end"])
            counts["value"] += f[2] == g["value"]
            counts["type"] += f[3] == g["type"]
            counts["plain right"] += f[2] == g["value"] and g["type"] == "DATE" and CALENDAR.fullmatch(g["value"]) is not None
            words = document["text"][f[0] : f[1]]
            if f[2] != g["value"]:
                errors["value", words.lower(), g["text"].lower(), f[2], g["value"], document["dct"][:10]] += 1
            elif (f[0], f[1]) != (g["start"], g["end"]):
                errors["span", words.lower(), g["text"].lower()] += 1
        taken = {id(g) for g, _ in pairs}
        for g in gold:
            if id(g) not in taken:
                around = document["text"][max(0, g["start"] - 25) : g["end"] + 20].replace("\n", " ")
                errors["missed", g["text"].lower(), g["value"], around] += 1
        matched = {f[:2] for _, f in pairs}
        for f in found:
            if f[:2] not in matched:
                around = document["text"][max(0, f[0] - 25) : f[1] + 20].replace("\n", " ")
                errors["extra", document["text"][f[0] : f[1]].lower(), f[2], around] += 1
    figures = {name: f1(counts[name], counts["predicted"], counts["gold"]) for name in ("relaxed", "strict", "value", "type")}
    figures["relaxed P"] = 100 * counts["relaxed"] / max(counts["predicted"], 1)
    figures["relaxed R"] = 100 * counts["relaxed"] / max(counts["gold"], 1)
    figures["plain dates"] = 100 * counts["plain right"] / max(counts["plain"], 1)
    figures["n"], figures["n plain"] = counts["gold"], counts["plain"]
    return figures, errors


def phrases(rows: list[dict]) -> tuple[float, float, collections.Counter]:
    """Accuracy of the value on timenorm's phrases, all and those with a plain calendar value, and the errors."""
    right, plain, plain_right = 0, 0, 0
    errors: collections.Counter = collections.Counter()
    for row in rows:
        found = find_times(row["phrase"])
        longest = max(found, key=lambda one: one.core[1] - one.core[0], default=None)
        resolved = resolve(longest, Day.of(row["anchor"])) if longest else None
        value = resolved.value if resolved else None
        is_plain = row["type"] == "DATE" and CALENDAR.fullmatch(row["value"]) is not None
        right += value == row["value"]
        plain += is_plain
        plain_right += is_plain and value == row["value"]
        if value != row["value"]:
            errors["phrase", row["phrase"], value, row["value"], row["anchor"]] += 1
    return 100 * right / max(len(rows), 1), 100 * plain_right / max(plain, 1), errors


def measure(python: str | None = None) -> tuple[dict[str, dict[str, float]], collections.Counter] | None:
    """The figures of each system and our errors, None where the data are not at hand."""
    documents = lines("timex/tempeval.jsonl")
    if documents is None:
        return None
    inputs = [(one["text"], one["dct"][:10]) for one in documents]
    figures, errors = score(documents, (ours(*one) for one in inputs))
    table = {"reconcile": figures | {"documents": len(documents)}}
    if python:
        table["dateparser"] = score(documents, peer(python)(inputs))[0]
    return table, errors


def main() -> None:
    """Print one table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--errors", type=int, default=0, help="how many of the commonest errors to list")
    options.add_argument("--peer", help="the Python of an environment that has dateparser")
    chosen = options.parse_args()
    found = measure(chosen.peer)
    if found is None:
        sys.exit("skipped: RECONCILE_DATA is not set, or holds no timex/tempeval.jsonl")
    table, errors = found
    figures = table["reconcile"]
    names = ("value", "relaxed", "strict", "type", "relaxed P", "relaxed R", "plain dates")
    print(
        f"TempEval-3, {figures['n']:.0f} expressions in {figures['documents']:.0f} documents, {figures['n plain']:.0f} plain dates"
    )
    print(f"{'':12}" + "".join(f"{name:>12}" for name in names))
    for system, row in table.items():
        print(f"{system:12}" + "".join(f"{row[name]:12.1f}" for name in names))
    accuracy, plain, wrong = phrases(lines("timex/timenorm_train.jsonl") or [])
    print(f"timenorm phrases: {accuracy:.1f} of all values right, {plain:.1f} of plain dates")
    for error, count in [*errors.most_common(chosen.errors), *wrong.most_common(chosen.errors // 4)]:
        print(f"{count:4} {error}")


if __name__ == "__main__":
    main()
