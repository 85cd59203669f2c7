"""Claims of counts, dated events and distances from what a sentence says."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

import attrs

from reconcile.model import Claim, Evidence, Window
from reconcile.prose import counting, occurrences, windows
from reconcile.prose.dating import window_of
from reconcile.prose.distances import distances_of
from reconcile.prose.forms import any_of
from reconcile.prose.locating import place_of
from reconcile.prose.populations import population_of
from reconcile.prose.quantities import Figure, find_quantities
from reconcile.prose.reading import Context, Read, as_of_at, chain_of, evidence_of, is_background
from reconcile.prose.slots import Count
from reconcile.prose.stance import negated, stance_of
from reconcile.vocab import table

# A sentence with more figures is a table or a trap, and no prose.
MAX_FIGURES = 40


def counts(context: Context, read: Read, before: Sequence[Claim]) -> list[Claim]:
    figures: tuple[Figure, ...] = find_quantities(read.sentence.text)[:MAX_FIGURES]
    counts = counting.counts_of(read.tokens, figures)
    made: list[Claim] = []
    populations: list[str | None] = []
    by_index: dict[int, Claim] = {}
    for index, count in enumerate(counts):
        at = min(count.trigger.first, len(read.tokens) - 1)
        as_of, speech = as_of_at(read, at)
        population, facts = population_of(read.tokens, count, populations)
        populations.append(population)
        stance, cues = stance_of(
            read.tokens, min(at, count.tokens[0]), max(at, count.tokens[1]), speech.verb if speech else None, read.following
        )
        if stance == "asserted" and count.hedges:
            stance, cues = _by_hedges(count.hedges)
        if negated(read.tokens, at) and count.quantity.high != 0:
            stance, cues = "negated", ("not",)
        stock = count.measure in table("cues")["states"]["measures"] and (
            count.trigger.role in ("state", "noun", "toll") or bool(count.trigger.only)
        )
        place, basis = place_of(context, read, at, count.tokens)
        assumed = ["place"] if basis == "document" and place is not None else []
        if stance in ("intended", "hypothetical"):
            window = Window()
        elif stock:
            window = Window(as_of, as_of)
        else:
            window, convention = window_of(context, read, at, count.tokens, as_of, speech)
            if convention:
                assumed.append("window")
        words = [word for word in ("also",) if count.also]
        part_of: list[str] = []
        if count.part_of is not None and count.part_of in by_index:
            part_of = [by_index[count.part_of].id]
            words.append("including")
        disjoint = _apart(count, made, before, read) if count.also and not part_of else []
        first, last = _quote(read, count, window)
        claim = Claim(
            measure=count.measure,
            value=count.quantity,
            mode="increment" if count.increment else "stock" if stock else "total",
            population=population,
            place=place,
            window=window,
            as_of=as_of,
            published=context.document.published,
            attribution=chain_of(context, read, speech, at, background=is_background(read, at)),
            stance=stance,
            cues=(*cues, *words, *_updates(read)),
            part_of=part_of,
            disjoint_from=disjoint,
            facts=facts,
            assumed=assumed,
            evidence=evidence_of(context, read, first, last),
        )
        by_index[index] = claim
        made.append(claim)
    return made


def _quote(read: Read, count: Count, window: Window) -> tuple[int, int]:
    """The tokens of a count's evidence: the figure, what it counts and the trigger, where they stand close together."""
    first, last = count.tokens
    at, end = count.trigger.first, count.trigger.last
    if count.part_of is None and abs(at - first) < 14:
        first, last = min(first, at), max(last, end)
    return first, min(last, len(read.tokens) - 1)


def _by_hedges(hedges: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    for hedge in hedges:
        if hedge.startswith(("fear", "belie", "presum", "thought", "suspect", "assum", "seem", "appear", "estimat", "expect")):
            return "hedged", (hedge,)
        if hedge.startswith(("report", "alleg")):
            return "reported", (hedge,)
    return "asserted", ()


@functools.cache
def _update() -> re.Pattern[str]:
    links = table("cues")["links"]
    return re.compile(rf"\b(?:{any_of([*links['revised'], *links['updated']])})\b")


def _updates(read: Read) -> tuple[str, ...]:
    found = (" ".join(match[0].split()) for match in _update().finditer(read.sentence.text.casefold()))
    return tuple(dict.fromkeys(found))[:2]


def _apart(count: Count, made: Sequence[Claim], before: Sequence[Claim], read: Read) -> list[str]:
    """The claim that "also" adds to: the last of the same measure in this sentence or the one before it."""
    for claim in (*reversed(made), *list(reversed(before))[:4]):
        evidence = claim.evidence
        if evidence is None or claim.kind != "count" or claim.measure != count.measure or evidence.block != read.sentence.block:
            continue
        if claim in made or 0 <= read.sentence.start - (evidence.sentence or (0, 0))[1] < 3:
            return [claim.id]
    return []


def dated_events(context: Context, read: Read) -> list[Claim]:
    made: list[Claim] = []
    for one in occurrences.occurrences_of(read.tokens, read.times):
        as_of, speech = as_of_at(read, one.at)
        phrase = attrs.evolve(one.phrase, prefix=None) if one.phrase.prefix == "since" else one.phrase
        window = windows.resolved(phrase, as_of)
        if window is None:
            continue
        if one.phrase.prefix == "since":
            window = Window(window.start, window.start)
        place = place_of(context, read, one.at, one.tokens)[0]
        made.append(
            Claim(
                measure="occurrence",
                value=one.words,
                kind="occurrence",
                place=place,
                window=attrs.evolve(window, kind="location") if window.kind != "location" and not window.is_known else window,
                as_of=as_of,
                published=context.document.published,
                attribution=chain_of(context, read, speech, one.at, background=is_background(read, one.at)),
                evidence=evidence_of(context, read, *one.tokens),
            )
        )
    return made


def distances(context: Context, read: Read) -> list[Claim]:
    made: list[Claim] = []
    for value, start, end in distances_of(read.sentence.text):
        a, b = read.sentence.start + start, read.sentence.start + end
        evidence = Evidence(
            context.document.id,
            (a, b),
            context.document.text[a:b],
            (read.sentence.start, read.sentence.end),
            read.sentence.block,
            context.document.version,
        )
        made.append(
            Claim(
                measure="distance",
                value=value,
                as_of=read.report,
                published=context.document.published,
                attribution=context.document.attribution,
                evidence=evidence,
            )
        )
    return made
