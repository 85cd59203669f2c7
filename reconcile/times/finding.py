"""Finding time phrases in a text, in time that grows with its length and with nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import attrs

from reconcile.times.fields import fields_of, plain
from reconcile.times.guards import is_phrase
from reconcile.times.patterns import groups, prefix, rules, trigger
from reconcile.times.phrases import Kind, TimePhrase
from reconcile.times.tense import direction
from reconcile.vocab import table

# How far from a trigger word a phrase can reach.
BEFORE, AFTER = 48, 96
PREFIX_REACH = 32
# The kinds that can date an event whose words they stand in: "since the May 16 offensive".
# The kinds whose day depends on which way the words look; of these, the ones that "by" and "through" put ahead.
OPEN = frozenset({"weekday", "date", "dates", "month", "season", "holiday"})
DUE = frozenset({"date", "month"})
# "The next day" and "the last weekend" name one, and not a length of time.
NAMED_UNITS = frozenset({"weekend", "quarter", "day", "morning", "afternoon", "evening", "night"})
# Words of earnings reports, which compare one quarter with that of the year before.
EARNINGS = re.compile(r"\bquarter\b|\bcents a share\b|\bthird-quarter\b", re.IGNORECASE)
QUARTER_REACH = 400
# What can stand at either end of "from ... to ...".
RANGING = frozenset({"date", "month", "year", "weekday", "deictic"})
ENDED = re.compile(r"\s(?:that )?(?:ended|ending|to end)\b")
PERFECT = re.compile(r"\b(?:had|was|were)\b|\b(?:year|months|weeks|quarters?),? through\b")
DATING = frozenset({"date", "dates", "month", "year", "weekday", "deictic", "unit", "season", "holiday", "decade"})


def _regions(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of text near a trigger word, disjoint and in order."""
    low = high = -1
    for found in trigger().finditer(text):
        start, end = max(0, found.start() - BEFORE), min(len(text), found.end() + AFTER)
        if start > high:
            if high >= 0:
                yield low, high
            low = start
        high = end
    if high >= 0:
        yield low, high


def _kind(kind: Kind, words: str, found: Mapping[str, str]) -> Kind:
    """The kind, told apart further by the words: "the past week" is seven days, "last week" a calendar week."""
    if kind == "unit" and "rel" in found and found["unit"].lower() not in NAMED_UNITS:
        relation = plain(found["rel"])
        if relation == "past" or (relation in ("last", "next") and plain(words).startswith("the ")):
            return "span"
    return kind


def _candidates(text: str) -> Iterator[TimePhrase]:
    for low, high in _regions(text):
        for rule, pattern in rules():
            for match in pattern.finditer(text, low, high):
                found = groups(match)
                if not is_phrase(rule, text, match, found):
                    continue
                kind = _kind(rule, match[0], found)
                fields = fields_of(kind, found)
                if kind == "span" and rule == "unit":
                    fields["count"] = 1
                start, end = match.span()
                if kind == "after":
                    end = start + len(text[start : match.start("event")].rstrip())
                if kind == "event":
                    fields["prefix"] = plain(found["since"])
                yield TimePhrase(start=start, end=end, text=text[start:end], core=(start, end), kind=kind, **fields)


def _apart(candidates: Iterable[TimePhrase], length: int) -> list[TimePhrase]:
    """A set without overlap: the longest first, between equals the earlier rule; events last of all."""
    taken = bytearray(length)
    chosen: list[TimePhrase] = []
    for phrase in sorted(candidates, key=lambda one: (one.kind == "event", one.start - one.end, one.start)):
        if not any(taken[phrase.start : phrase.end]):
            taken[phrase.start : phrase.end] = b"\x01" * (phrase.end - phrase.start)
            chosen.append(phrase)
        elif phrase.kind == "event":
            _attach(phrase, chosen)
    return sorted(chosen, key=lambda one: one.start)


def _attach(event: TimePhrase, chosen: list[TimePhrase]) -> None:
    """An event that is dated by a phrase inside its own words hands its prefix and its words to that phrase."""
    end = event.start + len(event.prefix or "") + 1 + len(event.event or "")
    inside = [
        i for i, one in enumerate(chosen) if event.start < one.start < end and one.end <= event.end and one.kind in DATING
    ]
    if not inside:
        return
    first = min(inside, key=lambda i: chosen[i].start)
    if any(one.start < chosen[first].start and one.end > event.start for one in chosen):
        return
    named = any(ch.isalpha() for ch in event.text[chosen[first].end - event.start :])
    chosen[first] = attrs.evolve(
        chosen[first],
        start=event.start,
        text=event.text[: chosen[first].end - event.start],
        prefix=event.prefix,
        event=event.event if named else None,
    )


def _prefixed(text: str, phrase: TimePhrase, after: int) -> TimePhrase:
    """The phrase with the word that bounds it. `after`: where the phrase before it ends."""
    if phrase.prefix is not None:
        return phrase
    low = max(after, phrase.start - PREFIX_REACH)
    found = prefix().search(text[low : phrase.start])
    if not found:
        return phrase
    start = low + found.start()
    word = table("times")["prefixes"][plain(found["prefix"])]
    return attrs.evolve(phrase, start=start, text=text[start : phrase.end], prefix=word)


def _in_quarter(text: str, phrase: TimePhrase) -> TimePhrase:
    """ "A year ago" in a report on a quarter's earnings is the same quarter, a year ago."""
    if phrase.kind != "shift" or phrase.unit != "year" or phrase.count != 1 or phrase.bound is not None:
        return phrase
    around = text[max(0, phrase.start - QUARTER_REACH) : phrase.end + QUARTER_REACH]
    return attrs.evolve(phrase, kind="quarter", count=None, direction="year ago") if EARNINGS.search(around) else phrase


def _ended(text: str, phrase: TimePhrase) -> TimePhrase:
    """ "The year ended March 31" is a length of time, whose end is told beside it."""
    over = phrase.kind == "unit" and phrase.unit == "year" and phrase.relation is None and ENDED.match(text, phrase.end)
    return attrs.evolve(phrase, direction="ended") if over else phrase


def _tensed(text: str, phrase: TimePhrase) -> TimePhrase:
    """The phrase with its tense, where its day depends on it."""
    if phrase.kind not in OPEN or phrase.year is not None or phrase.prefix == "since":
        return phrase
    due = phrase.kind in DUE and phrase.prefix in ("by", "until", "through") and phrase.relation is None
    had = PERFECT.search(text[max(0, phrase.start - 60) : phrase.end + 40]) is not None
    ahead = (due and not had) or direction(text, *phrase.core) == "ahead"
    return attrs.evolve(phrase, tense="future") if ahead else phrase


def _ranges(text: str, found: list[TimePhrase]) -> Iterator[TimePhrase]:
    """The phrases, with "from Monday to Wednesday" and "between May and July" made one."""
    pending: TimePhrase | None = None
    for phrase in found:
        if pending is not None and _is_range(text, pending, phrase):
            yield TimePhrase(
                start=pending.start,
                end=phrase.end,
                text=text[pending.start : phrase.end],
                core=(pending.core[0], phrase.core[1]),
                kind="range",
                prefix=pending.prefix,
                parts=(attrs.evolve(pending, prefix=None), attrs.evolve(phrase, prefix=None)),
            )
            pending = None
            continue
        if pending is not None:
            yield pending
        pending = phrase
    if pending is not None:
        yield pending


def _is_range(text: str, first: TimePhrase, last: TimePhrase) -> bool:
    if first.kind not in RANGING or last.kind not in RANGING or first.event or last.event:
        return False
    between = text[first.end : last.start]
    if first.prefix == "between":
        return last.prefix is None and between.split() == ["and"]
    dashed = last.prefix is None and between.strip() in ("-", "–") and len(between) <= 3
    upto = last.prefix in ("to", "until", "through") and between.isspace() and len(between) <= 3
    return (dashed or upto) and first.prefix in (None, "from", "on", "in")


def find_times(text: str) -> tuple[TimePhrase, ...]:
    """The time phrases of a text, in order, without overlap; of two that overlap the longer is taken.

    text: any English text. Each phrase carries the word that bounds it ("since") as `prefix`, and `core` is its span
    without it. Words are only read here; `resolve` gives the days.

    >>> [phrase.text for phrase in find_times("At least 10 people were killed since Friday, after the attack of 11 May 2012.")]
    ['since Friday', '11 May 2012']
    >>> [(phrase.kind, phrase.count, phrase.unit) for phrase in find_times("Six died in three days of battle.")]
    [('duration', 3, 'day')]

    Source: semantics, section 3.
    """
    found: list[TimePhrase] = []
    for phrase in _apart(_candidates(text), len(text)):
        found.append(_tensed(text, _ended(text, _in_quarter(text, _prefixed(text, phrase, found[-1].end if found else 0)))))
    return tuple(_ranges(text, found))
