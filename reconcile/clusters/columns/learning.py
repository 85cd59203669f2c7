"""Weights learned without labels: Fellegi-Sunter by expectation and maximisation over counts of agreement patterns.

Levels of all fields are packed into one pattern; how often each pattern occurs among a sample of candidate pairs is all
that the estimation reads, and these counts are whole numbers, so that every engine learns the same. Then pairs of values
learn from the other fields: values that keep meeting where all else agrees are names of one thing.

Sources: Fellegi and Sunter 1969; Winkler 1988.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from reconcile.clusters.columns.coding import Nodes, code, mixed, slipped
from reconcile.clusters.columns.pairs import blocks, candidates
from reconcile.clusters.columns.schema import Schema
from reconcile.clusters.columns.scoring import Levels, Scorer
from reconcile.clusters.columns.table import Table, Words
from reconcile.clusters.columns.weights import BIT, DAYS, HUB, Values, Weights

Floats = npt.NDArray[np.float64]
Beliefs = dict[str, tuple[Floats, Floats]]
# Frequent values of one field that are learned of; rows that are learned from.
KNOWN = 1_024
ROWS = 100_000
# Partners of one node that are learned from.
PARTNERS = 100
# Pairs that are learned from at most.
MOST_PAIRS = 4_000_000
LEAST_ROWS = 3
ITERATIONS = 40
ROUNDS = 2
LEAST_PAIRS = 2
# A form this many times as frequent as another that is one letter away is what the other meant.
SLIP_RATIO = 20
# Posterior odds in whole parts, so that sums are exact.
PARTS = 256
# What is believed before any pair is seen: shares by level among matches and others, worth so many pairs.
BELIEF = 20.0
# Pairs of values that are seen less often than this lean on their level.
LEANING = 100.0
STEP = 250
LIMIT = 14 * BIT
SYNONYM = 1 * BIT

_WORDS = ((0.08, 0.04, 0.18, 0.55, 0.15), (0.80, 0.08, 0.05, 0.06, 0.01))
_COUNTS = (
    (0.08, 0.06, 0.09, 0.08, 0.04, 0.06, 0.04, 0.20, 0.20, 0.10, 0.05),
    (0.45, 0.15, 0.14, 0.04, 0.04, 0.02, 0.01, 0.09, 0.04, 0.015, 0.005),
)
# Of counts, levels (from 0, the first that is told) of which the later never weigh less; those of words and days all rise or fall.
RISING = {"count": ([0, 1, 4, 5, 6], [0, 2, 3], [0, 7, 8, 9, 10])}


def _start(reach: int) -> dict[str, tuple[Floats, Floats]]:
    falling = np.array([0.5**n for n in range(reach + 1)] + [0.5 ** (reach + 3)])
    even = np.ones(reach + 2)
    days = (falling / falling.sum(), even / even.sum())
    return {"name": _pair(_WORDS), "term": _pair(_WORDS), "count": _pair(_COUNTS), DAYS: days}


def _pair(rows: Sequence[Sequence[float]]) -> tuple[Floats, Floats]:
    return np.array(rows[0]), np.array(rows[1])


@attrs.frozen(eq=False)
class Estimate:
    """Shares of each level among matches (m) and others (u), by field, and the share of matches among candidates."""

    share: float
    m: dict[str, Floats]
    u: dict[str, Floats]

    def in_bits(self, schema: Schema) -> tuple[int, dict[str, tuple[int, ...]]]:
        """The prior and the weights by level in thousandths of a bit; a better agreement never weighs less."""
        prior = round(BIT * math.log2(self.share / (1 - self.share)))
        kinds = {field.name: field.kind for field in schema.fields} | {DAYS: DAYS}
        found = {}
        for name, kind in kinds.items():
            weights = np.rint(BIT * np.log2(self.m[name] / self.u[name])).astype(int).clip(-LIMIT, LIMIT)
            for run in RISING.get(kind, [range(len(weights))[:: -1 if name == DAYS else 1]]):
                weights[run] = np.maximum.accumulate(weights[run])
            found[name] = (0, *(int(one) for one in weights))
        return prior, found


def expectation_maximisation(
    patterns: dict[str, npt.NDArray[np.uint8]], counts: npt.NDArray[np.int64], start: dict[str, tuple[Floats, Floats]]
) -> Estimate:
    """The estimate that explains how often each pattern occurs.

    patterns: the level of each field in each pattern (0 missing). counts: how often each occurs. start: what is believed
    of each field's levels 1, 2, ... among matches and among others.
    """
    m = {name: pair[0].copy() for name, pair in start.items()}
    u = {name: pair[1].copy() for name, pair in start.items()}
    weight = counts.astype(np.float64)
    total = weight.sum()
    share = 0.3
    for _ in range(ITERATIONS):
        odds = np.full(len(counts), math.log(share / (1 - share)))
        for name, levels in patterns.items():
            odds += np.concatenate([[0.0], np.log(m[name] / u[name])])[levels]
        matched = weight / (1 + np.exp(-odds))
        others = weight - matched
        share = float((matched.sum() + 0.3 * BELIEF) / (total + BELIEF))
        for name, levels in patterns.items():
            size = len(start[name][0]) + 1
            for found, part, believed in ((m, matched, start[name][0]), (u, others, start[name][1])):
                seen = np.bincount(levels, weights=part, minlength=size)[1:] + BELIEF * believed
                found[name] = seen / seen.sum()
    return Estimate(share, m, u)


def frequent(words: Words, known: int = KNOWN) -> Values:
    """The frequent forms of a column, those left out that are slips of others; most frequent first, then in order."""
    ranked = sorted(range(len(words.forms)), key=lambda i: (-int(words.counts[i]), words.forms[i]))
    ranked = [i for i in ranked if words.counts[i] >= LEAST_ROWS][: 8 * known]
    forms, counts = [words.forms[i] for i in ranked], [int(words.counts[i]) for i in ranked]
    hubs = [form for form, count in zip(forms, counts, strict=True) if count >= HUB]
    meant = slipped_from(forms, hubs, counts)
    kept = [i for i in range(len(forms)) if i not in meant][:known]
    return Values(tuple(forms[i] for i in kept), tuple(counts[i] for i in kept), tuple(range(len(kept))))


def slipped_from(forms: Sequence[str], hubs: Sequence[str], counts: Sequence[int]) -> set[int]:
    """The numbers of forms that are slips of a form much more frequent. Both in order of frequency."""
    rarer = [i for i, count in enumerate(counts) if hubs and counts[0] >= SLIP_RATIO * count]
    place = {form: i for i, form in enumerate(forms)}
    found = slipped([forms[i] for i in rarer], [*hubs])
    return {place[form] for form, hub in found.items() if counts[hub] >= SLIP_RATIO * counts[place[form]]}


def first_weights(schema: Schema, words: Mapping[str, Words], *, known: int = KNOWN) -> Weights:
    """Weights as believed before any pair is seen, with the frequent values of the columns of words."""
    start = _start(schema.reach)
    fields = {field.name: start[field.kind] for field in schema.fields} | {DAYS: start[DAYS]}
    prior, levels = Estimate(0.3, {n: p[0] for n, p in fields.items()}, {n: p[1] for n, p in fields.items()}).in_bits(schema)
    return Weights(schema, prior, levels, {field.name: frequent(words[field.name], known) for field in schema.text})


@attrs.frozen(eq=False)
class Sample:
    """Candidate pairs that weights are learned from: their levels by field, and where their words stand in the tables."""

    a: npt.NDArray[np.int32]
    b: npt.NDArray[np.int32]
    levels: Levels
    at: dict[str, npt.NDArray[np.int32]]

    def __len__(self) -> int:
        return len(self.levels[DAYS])

    @classmethod
    def of(cls, nodes: Nodes, weights: Weights, most: int | None = None) -> Sample | None:
        """The candidate pairs of these nodes; None where there are more than `most`."""
        rules = weights.schema.rules
        if most is not None and sum(blocks(nodes, rules, n, most=PARTNERS).pairs for n in range(len(rules))) > most:
            return None
        found = list(candidates(nodes, rules, most=PARTNERS))
        none = np.zeros(0, dtype=np.int32)
        a, b = (np.concatenate([none, *(pair[side] for pair in found)]) for side in (0, 1))
        scorer = Scorer(nodes, weights)
        return cls(
            a, b, scorer.levels(a, b), {field.name: scorer.lookups[field.name].at(a, b) for field in weights.schema.text}
        )


def in_sample(start: npt.NDArray[np.int32], total: int, rows: int) -> npt.NDArray[np.bool_]:
    """Which rows are learned from where a table has `total`: about `rows`, all of some stretches of eight days."""
    share = -(-total // max(1, rows))
    if share <= 1:
        return np.ones(len(start), dtype=bool)
    found: npt.NDArray[np.bool_] = mixed(start.astype(np.int64) // 8) % np.uint64(share) == 0
    return found


def learn(table: Table, *, known: int = KNOWN, rows: int = ROWS) -> Weights:
    """Weights learned from a table without labels; the same for the same rows in any order.

    known: frequent values of each field that pairs are learned for. rows: about how many rows are learned from at most.
    """
    return learn_from(table, first_weights(table.schema, table.words, known=known), len(table), rows=rows)


def learn_from(table: Table, weights: Weights, total: int, *, rows: int = ROWS) -> Weights:
    """Weights learned from a part of a table that has `total` rows: the rows `in_sample` for these, or more."""
    # Twice, since what are names of one thing is known only after the first, and pairs are found by that.
    for size, rounds in zip(steps(rows), (1, ROUNDS), strict=True):
        part = np.flatnonzero(in_sample(table.start, total, size))
        sample = None
        while sample is None:
            nodes = code(table.taken(part), weights)
            # In a dense table fewer rows give as many pairs.
            enough = part[mixed(table.start[part].astype(np.int64) // 4) % np.uint64(2) == 0]
            sample = Sample.of(nodes, weights, most=MOST_PAIRS if len(enough) < len(part) else None)
            part = enough
        weights = _learned(nodes, weights, sample, rounds)
    return weights


def steps(rows: int) -> tuple[int, int]:
    """How many rows the two steps of learning take."""
    return max(1, rows // 3), rows


def _learned(nodes: Nodes, weights: Weights, sample: Sample, rounds: int) -> Weights:
    schema = weights.schema
    start = _start(schema.reach)
    believed = {field.name: start[field.kind] for field in schema.fields} | {DAYS: start[DAYS]}
    patterns, counts = packed(sample.levels, believed)
    prior, by_level = expectation_maximisation(patterns, counts, believed).in_bits(schema)
    values = {name: attrs.evolve(one, pairs=()) for name, one in weights.values.items()}
    weights = attrs.evolve(weights, prior=prior, levels=by_level, values=values)
    for _ in range(rounds):
        weights = refined(Scorer(nodes, weights), sample, believed)
    return weights


def packed(levels: Levels, believed: Beliefs) -> tuple[Levels, npt.NDArray[np.int64]]:
    """The distinct patterns of levels, by field, and how many pairs have each."""
    code_ = np.zeros(len(levels[DAYS]), dtype=np.int64)
    bases = {name: len(pair[0]) + 1 for name, pair in believed.items()}
    for name, base in bases.items():
        code_ = code_ * base + levels[name]
    found, counts = np.unique(code_, return_counts=True)
    patterns: Levels = {}
    rest = found
    for name, base in reversed(bases.items()):
        patterns[name] = (rest % base).astype(np.uint8)
        rest = rest // base
    return patterns, counts.astype(np.int64)


def refined(scorer: Scorer, sample: Sample, believed: Beliefs) -> Weights:
    """The weights after one more round: each pair of values weighed by what the other fields say of the pairs it is in."""
    weights = scorer.weights
    parts = {name: scorer.part(name, level, sample.at.get(name)) for name, level in sample.levels.items()}
    score = sum(parts.values(), np.full(len(sample), weights.prior, dtype=np.int32))
    without = {name: _chance(score - parts[name]) for name in sample.at}
    return _weighed(scorer, sample, believed, _chance(score), without)


def _weighed(
    scorer: Scorer,
    sample: Sample,
    believed: Beliefs,
    matched: npt.NDArray[np.int16],
    by_field: dict[str, npt.NDArray[np.int16]],
) -> Weights:
    values = {name: _value_pairs(scorer, name, at, by_field[name]) for name, at in sample.at.items()}
    m: dict[str, Floats] = {}
    u: dict[str, Floats] = {}
    for name, beliefs in believed.items():
        size = len(beliefs[0]) + 1
        all_ = np.bincount(sample.levels[name], minlength=size) * PARTS
        yes = np.bincount(sample.levels[name], weights=matched, minlength=size)
        for found, part, belief in ((m, yes, beliefs[0]), (u, all_ - yes, beliefs[1])):
            seen = part[1:] / PARTS + BELIEF * belief
            found[name] = seen / seen.sum()
    share = (float(matched.sum()) / PARTS + 0.3 * BELIEF) / (len(sample) + BELIEF)
    prior, by_level = Estimate(share, m, u).in_bits(scorer.weights.schema)
    return attrs.evolve(scorer.weights, prior=prior, levels=by_level, values=values)


_ODDS = 1 << 11


@functools.cache
def _chances() -> npt.NDArray[np.int16]:
    bits = np.arange(-20 * _ODDS // 20, 20 * _ODDS // 20 + 1) * 20 / _ODDS
    return np.rint(PARTS / (1 + np.exp2(-bits))).astype(np.int16)


def _chance(score: npt.NDArray[np.int32]) -> npt.NDArray[np.int16]:
    """The chance of a match, in whole parts of 256, from a table over thousandths of a bit."""
    found: npt.NDArray[np.int16] = _chances()[(score.clip(-20 * BIT, 20 * BIT) * _ODDS // (20 * BIT)) + _ODDS]
    return found


def _value_pairs(scorer: Scorer, name: str, codes: npt.NDArray[np.int32], matched: npt.NDArray[np.int16]) -> Values:
    values, width, levels = scorer.weights.values[name], scorer.lookups[name].width, scorer.lookups[name].levels
    size = len(values.forms)
    yes = np.bincount(codes, weights=matched, minlength=width * width) / PARTS
    all_ = np.bincount(codes, minlength=width * width)
    told = levels != 0
    total_yes = float(yes[told].sum())
    total_no = float(all_[told].sum()) - total_yes
    # Both orders of a pair count for it.
    yes, all_, levels = yes.reshape(width, width), all_.reshape(width, width), levels.reshape(width, width)
    yes, all_ = yes + yes.T, all_ + all_.T
    np.fill_diagonal(yes, yes.diagonal() / 2)
    np.fill_diagonal(all_, all_.diagonal() // 2)
    x, y = np.nonzero(np.triu(all_[1 : size + 1, 1 : size + 1] >= LEAST_PAIRS))
    if not len(x) or total_yes <= 0 or total_no <= 0:
        return attrs.evolve(values, pairs=())
    seen, met = all_[x + 1, y + 1], yes[x + 1, y + 1]
    usual = np.array(scorer.weights.levels[name])[levels[x + 1, y + 1]]
    # So many pairs, shared out as the level would have it, are added to those seen.
    ratio = total_yes / total_no
    expected = ratio * np.exp2(usual / BIT)
    lean = LEANING * expected / (1 + expected)
    learned = np.log2((met + lean) / (seen - met + LEANING - lean) / ratio)
    bits = (np.rint(learned * BIT / STEP) * STEP).astype(int).clip(-LIMIT, LIMIT)
    kept = np.abs(bits - usual) >= STEP
    pairs = tuple(zip(x[kept].tolist(), y[kept].tolist(), bits[kept].tolist(), strict=True))
    joined = bits >= SYNONYM
    return attrs.evolve(values, pairs=pairs, classes=_classes(size, x[joined], y[joined], met[joined]))


def _classes(size: int, x: npt.NDArray[np.int64], y: npt.NDArray[np.int64], met: Floats) -> tuple[int, ...]:
    """For each value the most frequent one it is used for: each goes over to the best of its more frequent partners."""
    head = list(range(size))
    best: dict[int, tuple[float, int]] = {}
    for one, two, times in zip(x.tolist(), y.tolist(), met.tolist(), strict=True):
        if one != two:
            best[two] = max(best.get(two, (0.0, 0)), (times, -one))
    for two in sorted(best):
        head[two] = head[-best[two][1]]
    return tuple(head)
