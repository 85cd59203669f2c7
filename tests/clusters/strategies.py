"""Claims of small worlds: a few places and spellings, a few weeks, a few documents; made without the code under test."""

import datetime as dt

from hypothesis import strategies as st

from reconcile.model import Claim, Control, Day, Evidence, Fact, Order, Window, at_least, exactly

FIRST = dt.date(2021, 3, 1)
PLACES = (None, "Arvel", "Arvell", "Eastgate", "Norrin", "Osk", "Osk, Norrin", "southern Norrin")
WITHIN = Fact("place", "Eastgate", Order.SUB, "Arvel")


@st.composite
def windows(draw):
    """Windows of all kinds: one day, some days, one event some time, an open or an uncertain end, none at all."""
    start = FIRST + dt.timedelta(draw(st.integers(0, 60)))
    end = start + dt.timedelta(draw(st.sampled_from([0, 0, 1, 2, 6, 29, 50])))
    return draw(
        st.sampled_from(
            [
                Window(start, end),
                Window(start, end),
                Window(start, end, "location"),
                Window(None, end),
                Window(start, None),
                Window((start, end), (start, end)),
                Window((start, None), (start, None)),
                Window(),
            ]
        )
    )


@st.composite
def claim_lists(draw, max_size=9, episodes=(None,)):
    """Up to `max_size` claims with ids c0, c1, ...; some by one source, some of one document, some part of another."""
    claims = []
    for number in range(draw(st.integers(1, max_size))):
        window = draw(windows())
        last = next((day.latest for day in (window.end, window.start) if day.latest != dt.date.max), None)
        value = draw(st.sampled_from([exactly(3), exactly(4), at_least(4), Control("the garrison", "full")]))
        earlier = [claim.id for claim in claims if claim.evidence]
        part_of = draw(st.sampled_from([(), (), (), *((one,) for one in earlier)]))
        doc = draw(st.sampled_from([None, "first", "second", "third"]))
        claims.append(
            Claim(
                id=f"c{number}",
                measure="control" if isinstance(value, Control) else draw(st.sampled_from(["killed", "injured"])),
                value=value,
                population=draw(st.sampled_from(["people", "soldiers"])),
                place=draw(st.sampled_from(PLACES)),
                window=window,
                as_of=draw(st.sampled_from([Day(), Day.of(last), Day.not_before(last) if last else Day()])),
                attribution=draw(st.sampled_from([None, "a witness", ["The Herald", "a clerk"]])),
                episode=draw(st.sampled_from(episodes)),
                part_of=part_of,
                facts=draw(st.sampled_from([(), (WITHIN,)])),
                evidence=Evidence(doc, (100 * number, 100 * number + 20), "words") if doc else None,
            )
        )
    return claims
