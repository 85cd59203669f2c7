"""Tables of claims of small worlds, made without the code under test: few places and days, spellings, bounds, gaps."""

import numpy as np
import pandas as pd
from hypothesis import strategies as st

PLACES = ("Kassala", "Kasala", "Kassalla", "Port Sudan", "Bor Sudan", "Gedaref", "Al-Gadarif", None)
ACTORS = ("the garrison", "Beja Front", "Front of Beja", "unknown gunmen", None)
PEOPLE = ("soldiers", "troops", "people", "residents", None)
FIGURES = ((3, 3), (4, 4), (3, np.inf), (0, 5), (14, 14), (np.nan, np.nan))
COLUMNS = ("id", "place", "window_start", "window_end", "actor", "population", "measure", "low", "high")


@st.composite
def frames(draw, max_size=14, prefix="c"):
    """Up to `max_size` rows with ids c00, c01, ..."""
    rows = []
    for number in range(draw(st.integers(1, max_size))):
        first = draw(st.integers(1, 9))
        low, high = draw(st.sampled_from(FIGURES))
        dated = draw(st.sampled_from([True, True, True, True, False]))
        days = (
            [f"2021-03-0{first}", f"2021-03-0{min(9, first + draw(st.sampled_from([0, 0, 0, 2])))}"] if dated else [None, None]
        )
        rows.append(
            [
                f"{prefix}{number:02d}",
                draw(st.sampled_from(PLACES)),
                *days,
                draw(st.sampled_from(ACTORS)),
                draw(st.sampled_from(PEOPLE)),
                draw(st.sampled_from(["killed", "killed", "injured"])),
                low,
                high,
            ]
        )
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"low": float, "high": float})


def partition(ids, labels):
    """Clusters as a set of sets of ids."""
    found = {}
    for id, label in zip(ids, labels, strict=True):
        found.setdefault(label, set()).add(id)
    return {frozenset(members) for members in found.values()}
