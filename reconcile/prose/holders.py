"""Claims of control from statements of control: the place by its name, the holder by its name, the day."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from reconcile.model import Claim, Window
from reconcile.prose import control, places
from reconcile.prose.dating import state_window
from reconcile.prose.locating import city_before
from reconcile.prose.reading import STANDING, Context, Read, as_of_at, chain_of, evidence_of, stands_for
from reconcile.prose.stance import stance_of


def controls(context: Context, read: Read, before: Sequence[Claim]) -> list[Claim]:
    made: list[Claim] = []
    for holding in control.holdings_of(read.tokens, context.names):
        as_of, speech = as_of_at(read, holding.at)
        value = holding.value
        if value.actor and value.actor.casefold() in STANDING:
            value = attrs.evolve(value, actor=stands_for(context, read, value.actor, speech, holding.at))
        stance, cues = stance_of(read.tokens, holding.tokens[0], holding.tokens[1], speech.verb if speech else None)
        if holding.stance is not None:
            stance, cues = holding.stance, ("not clear",)
        if stance in ("intended", "hypothetical"):
            continue
        place = holding.place
        if place is None or re.fullmatch(
            r"(?:the |this |that )?(?:city|capital|town|area|district|neighbourhood|neighborhood|village)", place.casefold()
        ):
            place = _named_place(context, read, holding, place, before)
        window = state_window(context, read, holding, as_of, speech)
        if (
            window == Window(as_of, as_of)
            and not holding.state
            and (dated := _told_before(context, read, holding, before)) is not None
        ):
            window = dated
        if value.actor is None and speech is not None and holding.value.degree == "full":
            value = attrs.evolve(value, actor=speech.organisation)
        made.append(
            Claim(
                measure="control",
                value=value,
                place=place,
                window=window,
                as_of=as_of,
                published=context.document.published,
                attribution=chain_of(context, read, speech, holding.at, background=False),
                stance=stance,
                cues=cues,
                evidence=evidence_of(context, read, *holding.tokens),
            )
        )
    return made


def _recent(context: Context, read: Read, before: Sequence[Claim]) -> list[Claim]:
    """The claims of control told shortly before a sentence, the last one first."""
    return [
        claim
        for claim in reversed(before)
        if claim.kind == "control"
        and claim.evidence is not None
        and claim.evidence.span is not None
        and read.sentence.start - claim.evidence.span[1] < 900
    ]


def _told_before(context: Context, read: Read, holding: control.Holding, before: Sequence[Claim]) -> Window | None:
    """A paragraph that goes on about what a dated sentence before it told has its day."""
    for claim in _recent(context, read, before):
        single = claim.window.start == claim.window.end and claim.window.start.earliest <= context.document.published.latest
        if single and claim.window.start != claim.as_of and claim.window.start.is_limited == claim.as_of.is_limited:
            return claim.window
    return None


def _named_place(
    context: Context, read: Read, holding: control.Holding, words: str | None, before: Sequence[Claim]
) -> str | None:
    text = read.sentence.text
    if words and re.search(r"\b(?:area|district|neighbourhood|neighborhood|sector|suburb|town|village)$", words.casefold()):
        named = [claim.place for claim in _recent(context, read, before) if claim.place and claim.place[:1].isupper()]
        if named:
            return named[0]
    for match in re.finditer(rf"\b(?:capital|city|town),[ ](?P<name>{places.NAME})", text):
        if abs(match.start() - read.tokens[holding.at].idx) < 80:
            return places.clean(match["name"])
    if words and "capital" in words.casefold():
        named_here = [m for m in context.mentions[read.sentence.start] if not places.is_country(m.name)]
        earlier = [m.name for m in named_here if m.end <= read.tokens[holding.at].idx]
        later = [m.name for m in named_here if m.start > read.tokens[holding.at].idx]
        if earlier or later:
            return (earlier[-1:] or later)[0]
    return city_before(context, read, read.tokens[holding.at].idx) or words
