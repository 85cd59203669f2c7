"""The one place that knows all stages: reports → claims → clusters → relations and ranges → result.

Each stage is a function of values; this module only hands them on.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import math
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from reconcile import clusters, documents, exchange, prose, relations, report, trust
from reconcile.claims import Claims
from reconcile.model.claims import Claim
from reconcile.model.documents import Document
from reconcile.model.errors import InputError, Problem
from reconcile.model.findings import Account, Cluster, Conflict, Estimate, Label, Range, Relation
from reconcile.model.intervals import Interval, Number
from reconcile.model.windows import as_date
from reconcile.relations import Conventions
from reconcile.vocab import Vocabulary

if TYPE_CHECKING:
    import pandas as pd

CLAIM_FILES = (".jsonl", ".csv")
Progress = Callable[[str, int, int], None]
Words = Vocabulary | str | Path | Mapping[str, Any] | None


class Frames(NamedTuple):
    """The findings as tidy tables, one row a claim, a relation, a range."""

    claims: pd.DataFrame
    relations: pd.DataFrame
    ranges: pd.DataFrame


@attrs.frozen(repr=False, eq=False)
class Result:
    """What was found: claims, clusters, and within each its relations, ranges, conflicts, accounts and estimates.

    `across` holds the relations between claims of clusters that are possibly one episode. `problems` lists what was left
    out or capped on the way. Every finding cites claims by id; `claim(id)` gives the claim, with its words and its source.
    """

    claims: Claims
    clusters: tuple[Cluster, ...]
    documents: tuple[Document, ...] = ()
    across: tuple[Relation, ...] = ()
    problems: tuple[Problem, ...] = ()
    vocabulary: Vocabulary = attrs.field(factory=Vocabulary)

    def claim(self, id: str) -> Claim:
        """The claim of that id. Raises `KeyError` where there is none."""
        return self.claims[id]

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """All relations but INCOMPARABLE ones, within clusters and across possible links, by the ids of their claims."""
        within = (relation for cluster in self.clusters for relation in cluster.relations)
        both = (relation for relation in (*within, *self.across) if relation.label is not Label.INCOMPARABLE)
        return tuple(sorted(both, key=lambda relation: (relation.a, relation.b)))

    def with_label(self, *labels: Label) -> tuple[Relation, ...]:
        """The relations of these labels."""
        return tuple(relation for relation in self.relations if relation.label in labels)

    @property
    def contradictions(self) -> tuple[Relation, ...]:
        """Pairs of claims that cannot both be true."""
        return self.with_label(Label.CONTRADICT)

    @property
    def tensions(self) -> tuple[Relation, ...]:
        """Pairs whose words can both be true, though a reader would not expect it."""
        return self.with_label(Label.TENSION)

    @property
    def agreements(self) -> tuple[Relation, ...]:
        """Pairs that say the same."""
        return self.with_label(Label.AGREE)

    @property
    def undetermined(self) -> tuple[Relation, ...]:
        """Pairs that one more fact would settle; each names the fact."""
        return self.with_label(Label.UNDETERMINED)

    @property
    def ranges(self) -> tuple[Range, ...]:
        """Per cell, the figures reported and the interval they imply."""
        return tuple(one for cluster in self.clusters for one in cluster.ranges)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The minimal sets of claims that cannot all be true."""
        return tuple(one for cluster in self.clusters for one in cluster.conflicts)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The maximal sets of claims that can all be true, where claims conflict."""
        return tuple(one for cluster in self.clusters for one in cluster.accounts)

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Each policy's figure for each cell."""
        return tuple(one for cluster in self.clusters for one in cluster.estimates)

    def to_frame(self) -> Frames:
        """Tidy DataFrames: `claims` (promised keys and cluster), `relations`, `ranges`."""
        import pandas as pd

        home = {id: cluster.id for cluster in self.clusters for id in cluster.claims}
        claims = self.claims.to_frame()
        claims.insert(1, "cluster", [home.get(id) for id in claims["id"]])
        columns = ["a", "b", "label", "rule", "sentence", "dependent", "additive", "settled_by"]
        rows = [[getattr(one, column) for column in columns] for one in self.relations]
        return Frames(claims, pd.DataFrame(rows, columns=columns), pd.DataFrame(list(self._range_rows())))

    def _range_rows(self) -> Iterator[dict[str, Any]]:
        for cluster in self.clusters:
            cells = {cell.id: cell for cell in cluster.cells}
            for one in cluster.ranges:
                cell = cells[one.cell]
                yield {
                    "cluster": cluster.id,
                    "cell": cell.id,
                    "measure": cell.measure,
                    "population": cell.population,
                    "place": cell.place,
                    "start": cell.window.start.to_json(),
                    "end": cell.window.end.to_json(),
                    "at": str(one.at) if one.at else None,
                    **_span("reported", one.reported),
                    **_span("implied", one.implied),
                    "low_from": list(one.low_from),
                    "high_from": list(one.high_from),
                    "derivation": one.derivation,
                }

    def to_json(self) -> dict[str, Any]:
        """Clusters with their cells, ranges, conflicts, accounts, relations and estimates, as plain values."""
        return {
            "clusters": [_cluster_json(cluster) for cluster in self.clusters],
            "across": [relation_record(relation) for relation in self.across],
            "claims": self.claims.to_records(),
            "problems": [str(problem) for problem in self.problems],
        }

    def save(self, path: str | Path) -> Path:
        """Write the report: `.html` (one self-contained page), `.md`, `.txt`, or `.json`. Returns the path."""
        path = Path(path)
        writer = WRITERS.get(path.suffix.lower())
        if writer is None:
            raise InputError(
                f"{path}: a report is written as {', '.join(WRITERS)}, not {path.suffix or 'a file without suffix'}"
            )
        try:
            path.write_text(writer(self), "utf-8", newline="")
        except OSError as error:
            raise InputError(f"{path}: cannot be written ({error.strerror})") from error
        return path

    def __repr__(self) -> str:
        return report.terminal(self)

    def _repr_html_(self) -> str:
        return report.summary_html(self)


def _number(value: Number) -> Number | None:
    return None if math.isinf(value) else value


def _span(name: str, interval: Interval) -> dict[str, Any]:
    empty = interval.is_empty
    return {f"{name}_low": None if empty else _number(interval.low), f"{name}_high": None if empty else _number(interval.high)}


def relation_record(relation: Relation) -> dict[str, Any]:
    """A relation as the record that `compare` prints: a, b, label, rule, sentence, and what else there is to say."""
    record: dict[str, Any] = {
        "a": relation.a,
        "b": relation.b,
        "label": str(relation.label),
        "rule": relation.rule,
        "sentence": relation.sentence,
    }
    if relation.numbers:
        record["numbers"] = dict(relation.numbers)
    if relation.readings:
        record["readings"] = [{"when": one.when, "label": str(one.label), "rule": one.rule} for one in relation.readings]
    for name in ("settled_by", "dependent", "additive", "convention", "hint"):
        if value := getattr(relation, name):
            record[name] = value
    return record


def _range_json(one: Range) -> dict[str, Any]:
    return {
        "cell": one.cell,
        "at": str(one.at) if one.at else None,
        "reported": [_span("r", one.reported)["r_low"], _span("r", one.reported)["r_high"]],
        "implied": None if one.implied.is_empty else [_number(one.implied.low), _number(one.implied.high)],
        "low_from": list(one.low_from),
        "high_from": list(one.high_from),
        "derivation": one.derivation,
    }


def _cluster_json(cluster: Cluster) -> dict[str, Any]:
    return {
        "id": cluster.id,
        "title": cluster.title,
        "claims": list(cluster.claims),
        "evidence": list(cluster.evidence),
        "cells": [
            {
                "id": cell.id,
                "measure": cell.measure,
                "population": cell.population,
                "place": cell.place,
                "window": [cell.window.start.to_json(), cell.window.end.to_json()],
                "window_kind": cell.window.kind,
                "claims": list(cell.claims),
            }
            for cell in cluster.cells
        ],
        "ranges": [_range_json(one) for one in cluster.ranges],
        "relations": [relation_record(one) for one in cluster.relations if one.label is not Label.INCOMPARABLE],
        "conflicts": [{"claims": list(one.claims), "rule": one.rule, "sentence": one.sentence} for one in cluster.conflicts],
        "accounts": [
            {
                "claims": list(one.claims),
                "without": list(one.without),
                "origins": list(one.origins),
                "ranges": [_range_json(each) for each in one.ranges],
            }
            for one in cluster.accounts
        ],
        "estimates": [attrs.asdict(one) for one in cluster.estimates],
        "links": [attrs.asdict(one) for one in cluster.links],
    }


WRITERS: dict[str, Callable[[Result], str]] = {
    ".html": report.html,
    ".md": report.markdown,
    ".txt": report.terminal,
    ".json": lambda result: json.dumps(result.to_json(), ensure_ascii=False, indent=2) + "\n",
}


def _is_claims_file(source: object) -> bool:
    return isinstance(source, (str, Path)) and Path(source).suffix.lower() in CLAIM_FILES


def extract(
    source: Any,
    *,
    metadata: str | Path | Mapping[str, Any] | None = None,
    front_matter: bool = True,
    engine: Any = None,
    vocabulary: Words = None,
    progress: Progress | None = None,
) -> Claims:
    """Read documents and extract their claims.

    source: a folder, a file, a list of either, a mapping of names to texts, or documents. metadata: a table `doc, outlet,
    agency, published` that gives documents what they do not say. front_matter: whether a Markdown front matter is
    believed. engine: an `Extractor`, the name of a spaCy pipeline, or None for the built-in one.

    Returns the claims; `problems` of the result lists what could not be read. Raises `InputError` where nothing could.
    """
    return _read(source, metadata, front_matter, engine, _vocabulary(vocabulary), progress)[0]


def _read(
    source: Any, metadata: Any, front_matter: bool, engine: Any, vocabulary: Vocabulary, progress: Progress | None
) -> tuple[Claims, tuple[Document, ...]]:
    reading = documents.read(source, metadata=metadata, front_matter=front_matter)
    total = len(reading.documents)
    done = itertools.count(1)

    def extracted(document: Document, _found: int) -> None:
        if progress:
            progress("reading", next(done), total)

    found = prose.extract(reading.documents, engine=engine, vocabulary=vocabulary, progress=extracted)
    return Claims(found, problems=reading.problems), reading.documents


def _vocabulary(words: Words) -> Vocabulary:
    return words if isinstance(words, Vocabulary) else Vocabulary().extended(*([] if words is None else [words]))


def _gather(
    source: Any, metadata: Any, front_matter: bool, engine: Any, vocabulary: Vocabulary, progress: Progress | None
) -> tuple[Claims, tuple[Document, ...]]:
    """Claims from whatever was given: claims, a table, a file of claims, or documents to read."""
    claims = _given(source)
    if claims is None:
        return _read(source, metadata, front_matter, engine, vocabulary, progress)
    if metadata is not None:
        raise InputError("metadata say when and where reports came out; claims say so themselves: leave it out")
    return claims, ()


def _given(source: Any) -> Claims | None:
    """The claims that a source is a collection, a table or a file of; None where it holds documents to read."""
    if isinstance(source, Claims):
        return source
    if type(source).__module__.split(".")[0] == "pandas":
        return Claims.from_frame(source)
    if _is_claims_file(source):
        return exchange.read_claims(source)
    if isinstance(source, Sequence) and source and not isinstance(source, (str, Path)):
        if all(isinstance(item, Claim) for item in source):
            return Claims(source)
        if all(isinstance(item, Mapping) for item in source):
            return Claims.from_records(source)
    return None


def _known(claims: Claims, vocabulary: Vocabulary) -> tuple[Vocabulary, list[Problem]]:
    """The vocabulary with what the claims' own texts state and the spellings that are one name."""
    stated, refused = vocabulary.with_facts(fact for claim in claims for fact in claim.facts)
    known, more = stated.with_facts(clusters.variants(claims, vocabulary=stated))
    return known, [Problem("vocabulary", sentence) for sentence in (*refused, *more)]


def reconcile(
    source: Any,
    *,
    metadata: str | Path | Mapping[str, Any] | None = None,
    front_matter: bool = True,
    vocabulary: Words = None,
    conventions: Conventions | None = None,
    at: str | dt.date | None = None,
    engine: Any = None,
    progress: Progress | None = None,
) -> Result:
    """Find what claims agree on, where they contradict one another, and in what range the figures lie.

    source: a folder or files of reports, documents, claims, a DataFrame of claims, or a `.jsonl` or `.csv` file of
    claims. vocabulary: a `Vocabulary`, or a file or mapping that extends the shipped one. conventions: judgement calls
    where experts differ. at: the day for which ranges are given (an ISO day); left out, the last day any claim was known.
    metadata, front_matter, engine: as in `extract`. progress: called with stage, done, total.

    Returns a `Result`, the same for the same claims in any order. Raises `InputError` where nothing could be read.
    """
    words = _vocabulary(vocabulary)
    source = list(source) if isinstance(source, Iterator) else source
    claims, read = _gather(source, metadata, front_matter, engine, words, progress)
    words, problems = _known(claims, words)
    rules = conventions or Conventions()
    day = None if at is None else as_date(at)
    grouping = clusters.group(claims, vocabulary=words)
    found = []
    for done, group in enumerate(grouping.groups):
        if progress:
            progress("comparing", done, len(grouping.groups))
        found.append(_compared(claims, group, grouping, words, rules, day))
    across = _across(claims, grouping, words, rules)
    return Result(claims, tuple(found), read, across, (*claims.problems, *problems), words)


def _compared(
    claims: Claims, group: Any, grouping: Any, vocabulary: Vocabulary, conventions: Conventions, at: dt.date | None
) -> Cluster:
    """One cluster with everything that follows from its claims."""
    own = [claims[id] for id in group.claims]
    found = relations.findings(own, at=at, vocabulary=vocabulary, conventions=conventions, same_episode=grouping.same_episode)
    return Cluster(
        id=group.id,
        title=group.title,
        claims=group.claims,
        cells=found.cells,
        relations=found.relations,
        ranges=found.ranges,
        conflicts=found.conflicts,
        accounts=tuple(
            attrs.evolve(one, origins=tuple(trust.origins(claims[id] for id in one.claims))) for one in found.accounts
        ),
        estimates=tuple(e for cell in found.cells for e in trust.estimates(cell, (claims[id] for id in cell.claims))),
        links=tuple(link for link in grouping.links if group.id in (link.cluster, link.other)),
        evidence=group.evidence,
    )


def _across(claims: Claims, grouping: Any, vocabulary: Vocabulary, conventions: Conventions) -> tuple[Relation, ...]:
    """How claims of possibly the same episode would relate, where they are not simply incomparable."""
    members = {group.id: group.claims for group in grouping.groups}
    pairs = {tuple(sorted((a, b))) for link in grouping.links for a in members[link.cluster] for b in members[link.other]}
    related = (
        relations.relate(
            claims[a],
            claims[b],
            vocabulary=vocabulary,
            conventions=conventions,
            same_episode=grouping.same_episode(claims[a], claims[b]),
        )
        for a, b in sorted(pairs)
    )
    return tuple(one for one in related if one.label is not Label.INCOMPARABLE)


def compare(
    source: Any, *, vocabulary: Words = None, conventions: Conventions | None = None, all_pairs: bool = False
) -> tuple[Relation, ...]:
    """The relation of every pair of claims that is not INCOMPARABLE; with `all_pairs`, of those too.

    source: claims, a DataFrame of claims, or a `.jsonl` or `.csv` file. Sorted by the ids of the pair.
    """
    words = _vocabulary(vocabulary)
    claims, _ = _gather(source, None, True, None, words, None)
    words, problems = _known(claims, words)
    for problem in problems:
        warnings.warn(str(problem), stacklevel=2)
    rules, grouping = conventions or Conventions(), clusters.group(claims, vocabulary=words)
    if all_pairs:
        every = tuple(claims)
        return relations.relate_all(every, vocabulary=words, conventions=rules, same_episode=grouping.same_episode)
    # Counts of certainly separate episodes do not compare (R3), and most pairs of a large table are; states may last (R25).
    told = ((a, b, grouping.same_episode(a, b)) for a, b in itertools.combinations(claims, 2))
    found = (
        relations.relate(a, b, vocabulary=words, conventions=rules, same_episode=same)
        for a, b, same in told
        if same is not False or not a.kind == b.kind == "count"
    )
    kept = [one for one in found if one.label is not Label.INCOMPARABLE]
    return tuple(sorted(kept, key=lambda one: sorted((one.a, one.b))))
