"""Two counts, or a claim and a denial: the gates first, then the rules under every reading."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping

import attrs

from reconcile.model.claims import Claim
from reconcile.model.findings import Label, Reading
from reconcile.model.orders import Order
from reconcile.model.quantities import Quantity
from reconcile.relations.attributes import one_subject
from reconcile.relations.case import Figures, Key, Outcome, bounds, rule
from reconcile.relations.conventions import Conventions
from reconcile.relations.counts import figures
from reconcile.relations.days import Span
from reconcile.relations.explaining import readings
from reconcile.relations.finding import Finding
from reconcile.relations.readings import Unknowns, days_between, key_of, keys, outcomes, plainest
from reconcile.relations.reasons import apart, gap, numbers, reason, together
from reconcile.relations.scopes import Scopes, Ways, places, scopes
from reconcile.relations.transcription import transcription_hint
from reconcile.relations.words import opened, speaker
from reconcile.vocab import Vocabulary, table

EQUAL = Ways(frozenset({Order.EQ}))
WITHIN = Ways(frozenset({Order.SUB}))
AROUND = Ways(frozenset({Order.SUP}))
APART = Ways(frozenset({Order.DISJOINT}))
COMPARABLE = frozenset({Order.EQ, Order.SUB, Order.SUP})
MODES = {"total": "a total", "increment": "an increment", "stock": "the state of a day"}


@rule("R8")
def linked(a: Claim, b: Claim) -> Order | None:
    """The words "including", "among them": the one is part of the other; "also", "in addition": the two share nobody."""
    if b.id in a.part_of:
        return Order.SUB
    if a.id in b.part_of:
        return Order.SUP
    return Order.DISJOINT if b.id in a.disjoint_from or a.id in b.disjoint_from else None


@rule("R1")
def days_meet(days: frozenset[tuple[Span, int]]) -> bool:
    """Publication first: windows that cannot meet allow no numeric comparison."""
    return any(span is not Span.APART for span, _ in days)


@rule("R3")
def one_episode(a: Claim, b: Claim, compared: Scopes, days: frozenset[tuple[Span, int]], told: bool | None) -> frozenset[bool]:
    """Different episodes: INCOMPARABLE.

    Where nobody says, days that certainly meet at one place, or at a place and a part of it, are of one episode; two events
    that each happened some time within their days are, where they are of one place and one's possible days lie within the
    other's.
    """
    if told is not None:
        return frozenset({told})
    place = compared.place.certain
    if place in COMPARABLE and all(span is not Span.APART for span, _ in days):
        events = a.window.kind == b.window.kind == "location" and a.mode != "stock"
        if not events or place is Order.EQ:
            return frozenset({True})
    return frozenset({True, False})


@rule("R6")
def one_mode(a: Claim, b: Claim) -> bool:
    """Totals, increments and stocks compare with their own kind only; increments with those of the same window, and add."""
    return a.mode == b.mode


def relation_of_counts(
    a: Claim, b: Claim, vocabulary: Vocabulary, conventions: Conventions, told: bool | None
) -> tuple[Scopes, frozenset[tuple[Span, int]], frozenset[bool]]:
    """All that may be unknown about two counts: scopes, days, and whether they are of one episode."""
    link = linked(a, b)
    if link is not None:
        compared = Scopes(EQUAL, {Order.SUB: WITHIN, Order.SUP: AROUND, Order.DISJOINT: APART}[link], EQUAL)
        days = frozenset((Span.EQ, time) for _, time in days_between(a, b))
        return compared, days, frozenset({True})
    compared = scopes(a, b, vocabulary, conventions, same_episode=told)
    days = days_between(a, b)
    return compared, days, one_episode(a, b, compared, days, told)


def read_of(claim: Claim, linked: Collection[str]) -> Hashable:
    """All that `relation_of_counts` reads of a count: two with the same answer lie alike to every third.

    linked: the ids of claims that others name as their whole or as apart from them; such a claim is like no other.
    """
    if claim.part_of or claim.disjoint_from or claim.id in linked:
        return claim.id
    text = None if claim.evidence is None else (claim.evidence.doc, claim.evidence.version)
    scope = (claim.measure, claim.population, claim.place, claim.window, claim.mode, claim.episode, claim.assumed)
    return scope, claim.as_of, claim.published, text


@attrs.frozen
class Judged:
    """What the rules make of two counts, before it is put into words. Where a gate closed, `found` is empty."""

    label: Label
    rule: str
    a_first: bool = True
    compared: Scopes | None = None
    unknowns: Unknowns | None = None
    figures: Figures | None = None
    found: Mapping[Key | None, Outcome] = attrs.field(factory=dict)
    additive: bool = False


def judge(a: Claim, b: Claim, vocabulary: Vocabulary, conventions: Conventions, told: bool | None) -> Judged:
    """The label and rule for two counts that bind. Source: R1, R3, R6, R8, R10 to R18."""
    if not one_mode(a, b):
        return Judged(Label.INCOMPARABLE, "R6")
    compared, days, episodes = relation_of_counts(a, b, vocabulary, conventions, told)
    figures_ = figures(a, b, conventions)
    if not days_meet(days):
        # Whoever is counted over other days is somebody else, but only of one episode is the sum of any use.
        sums = episodes == {True} and compared.measure.certain is Order.EQ
        return Judged(Label.INCOMPARABLE, "R1", compared=compared, figures=figures_, additive=sums)
    if episodes == {False}:
        return Judged(Label.INCOMPARABLE, "R3")
    unknowns = Unknowns.of(compared, days, episodes, a.mode)
    found = outcomes(unknowns, figures_)
    if all(outcome.label is Label.INCOMPARABLE for outcome in found.values()):
        slots = (compared.measure, compared.population, compared.place)
        sums = not compared.measure.unrelated and episodes == {True} and any(way.certain is Order.DISJOINT for way in slots)
        return Judged(Label.INCOMPARABLE, "R6", True, compared, unknowns, figures_, found, sums)
    first = next(iter(found.values()))
    if any(outcome.key != first.key for outcome in found.values()):
        return Judged(Label.UNDETERMINED, "R18", True, compared, unknowns, figures_, found)
    one_rule = all(outcome.rule == first.rule for outcome in found.values())
    return Judged(first.label, first.rule if one_rule else "R18", first.a_first, compared, unknowns, figures_, found)


def relate_counts(a: Claim, b: Claim, vocabulary: Vocabulary, conventions: Conventions, told: bool | None) -> Finding:
    """How two counts that bind relate, in words. Source: R1, R3, R6, R8, R10 to R19."""
    one = judge(a, b, vocabulary, conventions, told)
    compared, unknowns, figures_ = one.compared, one.unknowns, one.figures
    if compared is None or figures_ is None:
        why = "they are of different episodes"
        if one.rule == "R6":
            why = f"the one is {MODES[a.mode]}, the other {MODES[b.mode]}"
        return Finding.incomparable(one.rule, why)
    more = together(a, b, figures_, vocabulary) if one.additive else ""
    if unknowns is None:
        return Finding.incomparable(one.rule, f"their days cannot meet{gap(a, b)}{more}", additive=one.additive)
    first = plainest(unknowns)
    outcome = one.found[key_of(first, a.mode)]
    if one.label is Label.INCOMPARABLE:
        why = apart(a, b, first, compared) + more
        return Finding.incomparable(one.rule, why, additive=one.additive, convention=compared.convention)
    shown: tuple[Reading, ...] = ()
    fact = None
    if one.label is Label.UNDETERMINED:
        shown, leads, fact = readings(a, b, unknowns, one.found, figures_)
        why = opened(shown, leads, fact)
    elif one.rule == "R18":
        shown, _, _ = readings(a, b, unknowns, one.found, figures_, by_rule=True)
        why = f"this holds whether {' or '.join(reading.when for reading in shown)}"
        why += f", since {shown[0].because}" if one.label is Label.CONTRADICT else ""
    else:
        why = reason(a, b, outcome, first, figures_)
    return Finding(
        label=one.label,
        rule=one.rule,
        a_first=one.a_first,
        why=why,
        numbers=numbers(a, b, figures_),
        readings=shown,
        settled_by=fact,
        convention=(None if fact else outcome.convention) or compared.convention,
        hint=transcription_hint(a, b) if one.label is Label.CONTRADICT and outcome.rule == "R13" else None,
    )


@rule("R24")
def relate_denial(a: Claim, b: Claim, vocabulary: Vocabulary, conventions: Conventions, told: bool | None) -> Finding:
    """A denial contradicts only the same proposition, for the same time.

    A claim that entails what is denied asserts it. "No information that ..." is TENSION at most.
    """
    denied = [claim for claim in (a, b) if claim.stance in ("denied", "negated")]
    if len(denied) == 2:
        return Finding.incomparable("R4", "both are denials and bind nothing")
    denial = denied[0]
    claim = b if denial is a else a
    if not claim.binds or (isinstance(denial.value, Quantity) and denial.value.hard.is_whole):
        return Finding.incomparable("R4", "one denies, and the other asserts nothing")
    same, why = _same_proposition(denial, claim, vocabulary, conventions, told)
    if same is False:
        return Finding.incomparable("R24", f"what is denied is not what {speaker(claim, 'the other')} asserts, for {why}")
    if same is None:
        fact = f"whether {why}"
        label = Label.TENSION if _no_information(denial) else Label.CONTRADICT
        beside = "they are of different people, places or days"
        shown = (Reading(why, label, "R24"), Reading(beside, Label.INCOMPARABLE, "R24"))
        return Finding(
            label=Label.UNDETERMINED,
            rule="R18",
            why=opened(shown, (True, True), fact),
            readings=shown,
            settled_by=fact,
        )
    if _no_information(denial):
        return Finding(label=Label.TENSION, rule="R24", why=f"{speaker(denial, 'the one')} has no information that it is so")
    return Finding(
        label=Label.CONTRADICT,
        rule="R24",
        why=f"{speaker(denial, 'the one')} denies what {speaker(claim, 'the other')} asserts",
    )


def _no_information(denial: Claim) -> bool:
    cues = tuple(table("conventions")["no_information_cues"])
    return any(cue in said.casefold() for said in denial.cues for cue in cues)


def _same_proposition(
    denial: Claim, claim: Claim, vocabulary: Vocabulary, conventions: Conventions, told: bool | None
) -> tuple[bool | None, str]:
    """Whether the claim asserts what the denial denies (None: not known), and why."""
    if denial.kind == "count":
        if denial.mode != claim.mode:
            return False, f"the one is {MODES[denial.mode]}, the other {MODES[claim.mode]}"
        if not bounds(claim, conventions).hard.is_subset(bounds(denial, conventions).hard):
            return False, "the figures differ"
        compared, days, episodes = relation_of_counts(denial, claim, vocabulary, conventions, told)
    else:
        if denial.kind in ("label", "occurrence") and not one_subject(denial, claim, vocabulary):
            return False, "they are of different subjects"
        if denial.value != claim.value:
            return False, "they say different things"
        compared = Scopes(EQUAL, EQUAL, places(denial.place, claim.place, vocabulary.places, True, conventions))
        days, episodes = days_between(denial, claim), frozenset({True})
    cases = keys(Unknowns.of(compared, days, episodes, denial.mode))
    same = [key is not None and key[:2] == (Order.EQ, 0) for key in cases]
    if not any(same):
        return False, "they are of different people, places or days"
    return (True, "") if all(same) else (None, "both are of the same people, place and days")
