"""A time phrase as it was found: its words, and what they say before anything is known of the report's day."""

from __future__ import annotations

from typing import Literal

import attrs

from reconcile.times.conventions import DEFAULT, Conventions

Kind = Literal[
    "date",
    "dates",
    "month",
    "year",
    "weekday",
    "deictic",
    "clock",
    "unit",
    "shift",
    "after",
    "span",
    "duration",
    "set",
    "season",
    "decade",
    "century",
    "quarter",
    "holiday",
    "vague",
    "part",
    "event",
    "range",
]

NAMED_BY_YEAR = frozenset({"date", "dates", "month", "year", "season", "quarter", "decade", "holiday"})


@attrs.frozen(kw_only=True)
class TimePhrase:
    """Words that say when, unresolved. Offsets are Python string indices, end exclusive.

    start, end, text: the phrase with the word that bounds it ("since Friday"). core: the span without it ("Friday").
    kind: how it is resolved. prefix: "since", "until", "by", "over", "in", "for", "during", ..., None.
    year, month, day, day2, weekday (Monday is 0), season, part (TIMEX3: "MO", "NI"), clock ("02:00"): what is named.
    relation: -1 last, 0 this, 1 next, None unsaid. count: how many units, None for "several", "weeks"; halves are .5.
    unit: "day", "week", ... bound: "more", "less", "about" of the count. mod: "early", "earlier", "end", ...
    event: the words of an event the phrase hangs on ("the launch of the latest offensive").
    value: a fixed TIMEX3 value ("PRESENT_REF", "P1D" of a set). tense: "future" where the words around look ahead.
    direction: "ago", "earlier", "later", ..., or "reference" where it counts from the day last spoken of. parts: of a range
    ("from Monday to Wednesday"), its first and its last. conventions: by which it is to be read, where they are not the usual.
    """

    start: int
    end: int
    text: str
    core: tuple[int, int]
    kind: Kind
    prefix: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    day2: int | None = None
    weekday: int | None = None
    season: str | None = None
    part: str | None = None
    clock: str | None = None
    relation: int | None = None
    count: float | None = None
    unit: str | None = None
    bound: str | None = None
    mod: str | None = None
    direction: str | None = None
    event: str | None = None
    value: str | None = None
    tense: str | None = None
    parts: tuple[TimePhrase, ...] = ()
    conventions: Conventions = DEFAULT

    @property
    def is_absolute(self) -> bool:
        """Whether it names its year, so that no report day is needed."""
        if self.parts:
            return self.parts[-1].is_absolute
        return self.kind == "century" or (self.year is not None and self.kind in NAMED_BY_YEAR)

    def __str__(self) -> str:
        return self.text
