"""Two counts, or a claim and a denial: the gates first, then the rules under every reading."""

from __future__ import annotations

from reconcile.model.claims import BINDING_STANCES, Claim
from reconcile.model.findings import Label
from reconcile.model.orders import Order
from reconcile.model.quantities import Quantity
from reconcile.relations.attributes import one_subject
from reconcile.relations.case import Outcome, bounds, rule
from reconcile.relations.conventions import Conventions
from reconcile.relations.days import Span
from reconcile.relations.finding import Finding
from reconcile.relations.readings import Situation, days_between, outcomes, settling, shown, situations
from reconcile.relations.reasons import numbers, reason, together
from reconcile.relations.scopes import Scopes, Ways, places, scopes
from reconcile.relations.transcription import transcription_hint
from reconcile.vocab import Vocabulary, table

EQUAL = Ways(frozenset({Order.EQ}))
WITHIN = Ways(frozenset({Order.SUB}))
AROUND = Ways(frozenset({Order.SUP}))
APART = Ways(frozenset({Order.DISJOINT}))
COMPARABLE = frozenset({Order.EQ, Order.SUB, Order.SUP})


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


@rule("mode")
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
        days = frozenset((Span.EQ, time) for _, time in days_between(a, b, True))
        return compared, days, frozenset({True})
    compared = scopes(a, b, vocabulary, conventions, same_episode=told)
    days = days_between(a, b, True)
    episodes = one_episode(a, b, compared, days, told)
    return compared, days, episodes


def relate_counts(a: Claim, b: Claim, vocabulary: Vocabulary, conventions: Conventions, told: bool | None) -> Finding:
    """How two counts that bind relate. Source: R1, R3, R6, R8, R10 to R19."""
    if not one_mode(a, b):
        return Finding.incomparable("mode", f"one is a {a.mode}, the other a {b.mode}")
    compared, days, episodes = relation_of_counts(a, b, vocabulary, conventions, told)
    apart = Order.DISJOINT in {way.certain for way in (compared.measure, compared.population, compared.place)}
    additive = not compared.measure.unrelated and episodes == {True}
    if not days_meet(days):
        sums = additive and compared.measure.certain is Order.EQ
        why = "their days cannot meet" + (f"; {together(a, b, vocabulary, conventions)}" if sums else "")
        return Finding.incomparable("R1", why, additive=sums)
    if episodes == {False}:
        return Finding.incomparable("R3", "they are of different episodes")
    found = outcomes(a, b, situations(compared, days, episodes), conventions)
    answers = {outcome.key for outcome in found.values()}
    if {label for label, _ in answers} == {Label.INCOMPARABLE}:
        sums = additive and apart
        why = reason(a, b, Outcome(Label.INCOMPARABLE, "R6"), next(iter(found)), conventions, compared)
        if sums:
            why += f"; {together(a, b, vocabulary, conventions)}"
        return Finding.incomparable(
            "mode" if a.mode == "increment" and not apart else "stock" if _states_of_two_days(found) else "R6",
            why,
            additive=sums,
            convention=compared.convention,
        )
    if len(answers) > 1:
        fact = settling(a, b, found)
        readings = shown(a, b, found)
        told_readings = "; ".join(f"{one.label} if {one.when}" for one in readings)
        return Finding(
            label=Label.UNDETERMINED,
            rule="R18",
            why=f"{told_readings}; {fact} would settle it",
            readings=readings,
            settled_by=fact,
            convention=compared.convention,
            numbers=numbers(a, b, conventions),
        )
    reading, outcome = next(iter(found.items()))
    rules = {one.rule for one in found.values()}
    hint = transcription_hint(a, b) if outcome.rule == "R13" else None
    return Finding(
        label=outcome.label,
        rule=outcome.rule if len(rules) == 1 else "R18",
        a_first=outcome.a_first,
        why=reason(a, b, outcome, reading, conventions, compared),
        numbers=numbers(a, b, conventions),
        readings=() if len(rules) == 1 else shown(a, b, found),
        convention=outcome.convention or compared.convention,
        hint=hint,
    )


def _states_of_two_days(found: dict[Situation, Outcome]) -> bool:
    return {outcome.rule for outcome in found.values()} == {"stock"}


@rule("R4")
def binding(claim: Claim) -> str | None:
    """Only asserted, claimed, reported, unconfirmed and hedged claims compare and bind ranges.

    Denied and negated ones meet R24 only. Intended, hypothetical and uncommitted claims, and claims that give no figure,
    bind nothing. The answer is why a claim does not bind; None where it does.
    """
    if claim.binds:
        return None
    what = "gives no figure" if claim.stance in BINDING_STANCES else f"is {claim.stance}"
    return f"{claim.speaker}'s claim {what} and binds nothing"


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
        return Finding.incomparable("R24", f"what {denial.speaker} denies is not what {claim.speaker} asserts: {why}")
    if same is None:
        return Finding(
            label=Label.UNDETERMINED,
            rule="R18",
            why=f"{denial.speaker} denies it, if {why}",
            settled_by=f"whether {why}",
        )
    cues = tuple(table("conventions")["no_information_cues"])
    if any(cue in said.casefold() for said in denial.cues for cue in cues):
        return Finding(label=Label.TENSION, rule="R24", why=f"{denial.speaker} has no information that it is so")
    return Finding(label=Label.CONTRADICT, rule="R24", why=f"{denial.speaker} denies what {claim.speaker} asserts")


def _same_proposition(
    denial: Claim, claim: Claim, vocabulary: Vocabulary, conventions: Conventions, told: bool | None
) -> tuple[bool | None, str]:
    """Whether the claim asserts what the denial denies (None: not known), and why."""
    if denial.kind == "count":
        if denial.mode != claim.mode:
            return False, f"one is a {denial.mode}, the other a {claim.mode}"
        if not bounds(claim, conventions).hard.is_subset(bounds(denial, conventions).hard):
            return False, "the figures differ"
        compared, days, episodes = relation_of_counts(denial, claim, vocabulary, conventions, told)
    else:
        if denial.kind in ("label", "occurrence") and not one_subject(denial, claim, vocabulary):
            return False, "they are of different subjects"
        if denial.value != claim.value:
            return False, "they say different things"
        compared = Scopes(EQUAL, EQUAL, places(denial.place, claim.place, vocabulary.places, True, conventions))
        days, episodes = days_between(denial, claim, True), frozenset({True})
    orders = {reading.order if reading.one_episode else Order.DISJOINT for reading in situations(compared, days, episodes)}
    times = {time for _, time in days}
    if Order.EQ not in orders or 0 not in times:
        return False, "they are of different scopes or days"
    if orders == {Order.EQ} and times == {0}:
        return True, ""
    return None, "both are of the same people, place and days"
