"""Who holds a place (R25, R26): shares of one place cannot add up to more than the whole of it."""

from __future__ import annotations

import itertools

import attrs

from reconcile.model.claims import Claim, Control
from reconcile.model.findings import Label, Reading
from reconcile.model.orders import Order, plain
from reconcile.model.windows import Day, Window
from reconcile.relations.case import Outcome, rule
from reconcile.relations.conventions import Conventions
from reconcile.relations.days import ways
from reconcile.relations.finding import Finding
from reconcile.relations.readings import known
from reconcile.relations.scopes import ALL, places
from reconcile.vocab import Vocabulary, table
from reconcile.vocab.populations import compare as compare_populations

# The share of a place that an actor holds, in quarters: [at least, at most]. Something is a quarter, most is three.
SHARES: dict[str | None, tuple[int, int]] = {
    "none": (0, 0),
    "contested": (1, 3),
    "partial": (1, 3),
    "most": (3, 3),
    "full": (4, 4),
    None: (0, 4),
}
# One actor's share of one place: some is not most, but most is some.
SAME_ACTOR = frozenset({Order.EQ})
ACTORS = (Order.EQ, Order.SUB, Order.SUP, Order.DISJOINT)


@attrs.frozen
class Scene:
    """One reading of two claims of control: how the places and the actors lie, and whether a is earlier (-1), that day, later."""

    place: Order
    actor: Order
    time: int


def state_day(claim: Claim) -> Day:
    """The day a state of control is asserted for: the end of its window, else its as-of."""
    window = claim.window
    if window.kind == "location" and not window.is_unknown:
        return Day(window.start.earliest, window.end.latest)
    return known(claim) if window.end.is_unknown else window.end


def fits(a: Control, b: Control, place: Order, actor: Order) -> bool:
    """Whether both shares can be held on one day.

    place: how a's place lies to b's (EQ, SUB or SUP). actor: how a's actor lies to b's; DISJOINT for rivals.

    >>> fits(Control("x", "full"), Control("y", "full"), Order.EQ, Order.DISJOINT)
    False
    >>> fits(Control("x", "full"), Control("y", "contested"), Order.SUB, Order.DISJOINT)
    True
    """
    if place is Order.SUP:
        return fits(b, a, Order.SUB, actor.flipped)
    (low_a, high_a), (low_b, high_b) = SHARES[a.degree], SHARES[b.degree]
    rivals = actor not in (Order.EQ, Order.SUB, Order.SUP)
    if place is Order.EQ:
        if rivals:
            return low_a + low_b <= 4
        if actor is Order.SUB:
            return low_a <= high_b
        if actor is Order.SUP:
            return low_b <= high_a
        return low_a <= high_b and low_b <= high_a
    # a's place is a part of b's. Of a part nobody can say more than that who holds the whole holds it, and who holds
    # nothing of the whole holds nothing of it.
    if rivals:
        return not (b.degree == "full" and low_a > 0)
    if b.degree == "full" and actor in (Order.EQ, Order.SUP):
        return high_a == 4
    return not (b.degree == "none" and actor in (Order.EQ, Order.SUB) and low_a > 0)


def _open_ended(claim: Claim) -> bool:
    cues = tuple(table("conventions")["open_ended_cues"])
    return claim.window.start.is_unknown or any(cue in said.casefold() for said in claim.cues for cue in cues)


def _of_itself(claim: Claim, vocabulary: Vocabulary) -> bool:
    """Whether a party speaks about its own control."""
    if claim.stance == "claimed":
        return True
    actor = claim.value.actor if isinstance(claim.value, Control) else None
    speaker = claim.attribution.deepest
    if actor is None or speaker is None:
        return False
    names = [name for name in (speaker.side, speaker.organisation, speaker.name) if name]
    near = (Order.EQ, Order.SUB, Order.SUP)
    return any(compare_populations(name, actor, vocabulary.populations, persons=True) in near for name in names)


@rule("R25")
def control_outcome(a: Claim, b: Claim, scene: Scene, vocabulary: Vocabulary) -> Outcome:
    """Control is (actor, place, degree, day); a state may last beyond its report, so its time is not gated.

    On one certain day, degrees that cannot both be held CONTRADICT where both are asserted as of it; TENSION where one is a
    party's claim about itself or an open-ended state ("has been held"). A later different state: SUPERSEDED. Full control of
    a part beside a divided whole: COMPATIBLE.
    """
    one, two = a.value, b.value
    assert isinstance(one, Control)
    assert isinstance(two, Control)
    if scene.place in (Order.DISJOINT, Order.OVERLAP):
        return Outcome(Label.INCOMPARABLE, "R6")
    possible = fits(one, two, scene.place, scene.actor)
    same_state = scene.place is Order.EQ and scene.actor is Order.EQ and one.degree == two.degree
    if same_state:
        return Outcome(Label.AGREE, "R25")
    changed = scene.place is Order.EQ and scene.actor is Order.EQ
    if scene.time and (changed or not possible):
        return Outcome(Label.SUPERSEDED, "R25", scene.time < 0)
    if not possible:
        soft = any(_of_itself(claim, vocabulary) or _open_ended(claim) for claim in (a, b))
        return Outcome(Label.TENSION if soft else Label.CONTRADICT, "R25")
    if changed and {one.degree, two.degree} == {"partial", "most"}:
        return Outcome(Label.REFINES, "R25", one.degree == "most")
    return Outcome(Label.COMPATIBLE, "R25")


def actors(a: Control, b: Control, vocabulary: Vocabulary) -> frozenset[Order]:
    """How two holders can lie to each other; a place whose holder is not named leaves all open."""
    if a.actor is None or b.actor is None:
        # "Divided", with nobody named, is said of the place as a whole.
        return frozenset({Order.DISJOINT}) if "contested" in (a.degree, b.degree) else frozenset(ACTORS)
    if plain(a.actor) == plain(b.actor):
        return SAME_ACTOR
    found = compare_populations(a.actor, b.actor, vocabulary.populations, persons=True)
    return frozenset(ACTORS) if found is Order.UNKNOWN else frozenset({found})


@rule("R26")
def uncommitted(a: Claim, b: Claim) -> bool:
    """ "Claimed control" beside "the extent is not clear": COMPATIBLE, since the author does not commit."""
    return "uncommitted" in (a.stance, b.stance)


def relate_control(a: Claim, b: Claim, vocabulary: Vocabulary, conventions: Conventions, told: bool | None) -> Finding:
    """How two claims of control relate. Source: R4, R25, R26."""
    one, two = a.value, b.value
    assert isinstance(one, Control)
    assert isinstance(two, Control)
    place = places(a.place, b.place, vocabulary.places, True, conventions)
    if place.orders <= {Order.DISJOINT, Order.OVERLAP}:
        return Finding.incomparable("R6", f"{a.place} and {b.place} are apart", convention=place.convention)
    if uncommitted(a, b):
        if place.orders == ALL:
            return Finding.incomparable("R4", "one does not commit itself, and how the places lie is not known")
        return Finding(label=Label.COMPATIBLE, rule="R26", why="one of the two does not commit itself")
    for claim in (a, b):
        if not claim.binds:
            return Finding.incomparable("R4", f"{claim.speaker}'s claim is {claim.stance} and binds nothing")
    times = {time for _, time in ways(Window(), state_day(a), Window(), state_day(b), False, True)}
    holders = actors(one, two, vocabulary)
    found: dict[tuple[Label, bool], tuple[Scene, Outcome]] = {}
    order = (Order.EQ, Order.SUB, Order.SUP, Order.OVERLAP, Order.DISJOINT)
    for where, who, time in itertools.product(
        sorted(place.orders, key=order.index), sorted(holders, key=order.index), sorted(times, key=abs)
    ):
        scene = Scene(where, who, time)
        outcome = control_outcome(a, b, scene, vocabulary)
        found.setdefault(outcome.key, (scene, outcome))
    if len(found) == 1:
        scene, outcome = next(iter(found.values()))
        return Finding(
            label=outcome.label,
            rule=outcome.rule,
            a_first=outcome.a_first,
            why=_why(one, two, scene, outcome),
            convention=place.convention,
        )
    open_ = [
        (len(place.orders) > 1, f"how {a.place or 'an unnamed place'} lies to {b.place or 'an unnamed place'}"),
        (
            len(holders) > 1,
            f"whether {one.actor or 'the unnamed holder'} and {two.actor or 'the unnamed holder'} are one party",
        ),
        (len(times) > 1, "the day each of them was said of"),
    ]
    fact = next(words for is_open, words in open_ if is_open)
    readings = tuple(Reading(_scene(scene), outcome.label, outcome.rule, "") for scene, outcome in found.values())
    return Finding(
        label=Label.UNDETERMINED,
        rule="R18",
        why=f"{'; '.join(f'{one_.label} if {one_.when}' for one_ in readings)}; {fact} would settle it",
        readings=readings,
        settled_by=fact,
    )


def _scene(scene: Scene) -> str:
    where = {
        Order.EQ: "it is one place",
        Order.SUB: "the first place lies in the second",
        Order.SUP: "the second lies in the first",
    }
    who = {
        Order.EQ: "one holder",
        Order.SUB: "the first holder belongs to the second",
        Order.SUP: "the second holder belongs to the first",
        Order.OVERLAP: "holders that overlap",
    }
    when = {-1: "the first was earlier", 0: "on one day", 1: "the second was earlier"}
    return ", ".join((where.get(scene.place, "the places are apart"), who.get(scene.actor, "rival holders"), when[scene.time]))


def _why(a: Control, b: Control, scene: Scene, outcome: Outcome) -> str:
    if outcome.label is Label.AGREE:
        return "the same holder with the same degree of control"
    if outcome.label is Label.SUPERSEDED:
        return "a state of control may change, and this is the later one"
    if outcome.label in (Label.CONTRADICT, Label.TENSION):
        base = "on one day both cannot be held"
        return base + (", but one speaks of itself or of a lasting state" if outcome.label is Label.TENSION else "")
    if outcome.label is Label.INCOMPARABLE:
        return "the places are apart"
    if outcome.label is Label.REFINES:
        return "most of a place is a part of it"
    if scene.place in (Order.SUB, Order.SUP):
        return "what is held of a part leaves the whole open"
    return "both can be held at once"
