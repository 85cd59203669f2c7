"""When a document was published: as it is stated, or as its own words limit it, each limit with its reason.

Stated days are taken in a fixed order: what the caller gives, metadata, front matter, the line that dates the page, a
dateline. Without one of these the words give limits only, and never one certain day.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import attrs

from reconcile.documents.signs import word_set
from reconcile.model import Block, Day, Document, Limit
from reconcile.model.windows import FIRST, LAST, Date
from reconcile.times import TimePhrase, find_times, resolve
from reconcile.times.tense import direction

GIVEN, FRONT_MATTER, PAGE, DATELINE, PAST_DAY, PAST_TIME, COUNTED, AHEAD, PAGE_YEAR = range(9)
STATED = frozenset({GIVEN, FRONT_MATTER, PAGE, DATELINE})
RANK_OF_REASON = {"metadata": GIVEN, "front matter": FRONT_MATTER}
READ = frozenset({"body", "headline", "caption"})
SENTENCE_END = re.compile(r"[.!?][”\"’)]*(?=\s)|[\r\n]")
REACH = 90
WILL = re.compile(r"\b(?:will|(?:is|are) (?:due|set|scheduled)) (?:[\w'’]+ ){0,6}$")
PRESENT = re.compile(r"\b(?:is|are|has|have|remains?|still|continues?)\b")
# What labels the day of a page. A page that was changed later is still the report of the day it first came out on.
PAGE_LABEL = re.compile(
    r"\b(?:first |last |originally )?(?:published|posted|updated|modified|created)"
    r"(?: on| at)?\s?:?\s(?=\d|\S{1,12}\s?[\d,])",
    re.IGNORECASE,
)
PAGE_YEAR_LINE = re.compile(r"(?:©|\(c\)|copyright)\D{0,40}((?:19|20)\d\d)\b", re.IGNORECASE)
LEFT_OUT = "left out: "


class Evidence(NamedTuple):
    """A limit and its rank: the smaller goes before where two contradict."""

    rank: int
    limit: Limit


class Mention(NamedTuple):
    """A time phrase with the block it stands in, the sentence around it, and which way its clause looks."""

    phrase: TimePhrase
    block: Block
    before: str
    after: str
    direction: str | None

    @property
    def sentence(self) -> str:
        return f"{self.before} {self.phrase.text} {self.after}"


Rule = Callable[[Document, list[Mention]], Iterator[Evidence]]


def _mentions(document: Document) -> list[Mention]:
    """The time phrases of the report's own blocks, in order."""
    text, found = document.text, []
    for block in document.blocks or (Block("body", 0, len(document.text)),):
        if block.kind not in READ:
            continue
        words = text[block.start : block.end]
        for phrase in find_times(words):
            before = words[max(0, phrase.start - 400) : phrase.start]
            after = words[phrase.end : phrase.end + 400]
            starts = [match.end() for match in SENTENCE_END.finditer(before)]
            stop = SENTENCE_END.search(after)
            before, after = before[starts[-1] if starts else 0 :], after[: stop.start() if stop else None]
            found.append(Mention(phrase, block, before, after, direction(words, *phrase.core)))
    return found


@functools.cache
def _past() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(word_set('past', 'words')))}|[a-z]{{2,16}}ed)\b")


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def _looks_ahead(mention: Mention) -> bool:
    """Whether the sentence may speak of what is still to come."""
    phrase = mention.phrase
    if phrase.prefix in ("until", "through", "by", "before", "for", "from", "to") or mention.direction == "ahead":
        return True
    # The month of May is no "may".
    around = f"{mention.before} {mention.after}".replace("May", "")
    if not word_set("scheduled", "ahead").isdisjoint(_words(around)):
        return True
    near = _words(mention.after)[:5] + _words(mention.before)[-3:]
    return not word_set("scheduled", "words").isdisjoint(near)


def _is_past(mention: Mention) -> bool:
    """Whether what is dated is told as past: after "since", in a caption, or close to a verb in the past tense."""
    if mention.phrase.prefix == "since":
        return True
    if _looks_ahead(mention) or WILL.search(mention.before[-REACH:]):
        return False
    if mention.block.kind == "caption":
        return True
    if mention.phrase.kind == "decade":
        return False
    if mention.phrase.kind == "year" and mention.phrase.prefix is None:
        # "The 2016 race" may lie ahead; "the 2011 attack" does not.
        return not word_set("happened", "words").isdisjoint(_words(mention.after)[:3])
    if mention.phrase.kind == "year" and mention.direction != "behind":
        return False
    return _past().search(f"{mention.before[-REACH:]} | {mention.after[:REACH]}".lower()) is not None


def _stated_in(words: str) -> Day | None:
    """The day of the first full date in a line."""
    for phrase in find_times(words):
        if phrase.kind == "date" and phrase.year and phrase.day and (resolved := resolve(phrase, Day())):
            day = resolved.window.start
            if day.is_known:
                return day
    return None


def _page_lines(document: Document, _: list[Mention]) -> Iterator[Evidence]:
    """The line that dates the page, and a dateline with a full date."""
    body = next((block.start for block in document.blocks if block.kind == "body"), len(document.text))
    for block in document.blocks:
        words = document.text[block.start : block.end]
        labelled = PAGE_LABEL.search(words) if block.kind in ("byline", "headline") else None
        if labelled is not None:
            words = words[labelled.start() : labelled.start() + 80]
        elif block.kind == "headline" or (block.kind == "byline" and block.start > body):
            # A bare date below the report may be of a correction, or of another report.
            continue
        elif block.kind not in ("byline", "dateline"):
            continue
        day = _stated_in(words)
        if day is not None and block.kind == "dateline":
            yield Evidence(DATELINE, Limit(day, "the dateline"))
        elif day is not None:
            yield Evidence(PAGE, Limit(day, f"the page says '{' '.join(words.split())[:60]}'"))


def _dated_past(_: Document, mentions: list[Mention]) -> Iterator[Evidence]:
    """No report comes out before what it tells as past."""
    for mention in mentions:
        phrase = mention.phrase
        if not phrase.is_absolute or not _is_past(mention):
            continue
        resolved = resolve(attrs.evolve(phrase, prefix=None), Day())
        if resolved is None or resolved.window.start.earliest == FIRST:
            continue
        day = resolved.window.start.earliest
        where = "a caption" if mention.block.kind == "caption" else f"'{' '.join(phrase.text.split())}'"
        named = f"{day.day} {day:%B %Y}" if phrase.day else where
        reason = f"not before {named}: {where} is past" if phrase.day else f"not before {where}, which is past"
        if mention.block.kind == "caption":
            reason = f"not before {named}: a caption" if phrase.day else f"not before '{phrase.text}': a caption"
        yield Evidence(PAST_DAY if phrase.day else PAST_TIME, Limit(Day.not_before(day), reason))


def _event_years(mentions: list[Mention]) -> dict[str, set[int]]:
    """The years that a text gives to events it speaks of as the one of their name."""
    once, years = word_set("once", "words"), dict[str, set[int]]()
    for mention in mentions:
        phrase = mention.phrase
        if phrase.kind not in ("year", "date") or phrase.year is None:
            continue
        near = _words(mention.after)[:3] if mention.after[:1] not in ",." else []
        if (
            phrase.kind == "year"
            and phrase.core[0] > 0
            and re.search(r"\b(?:of|in) ?$", mention.before + (phrase.prefix or ""))
        ):
            near = _words(mention.before)[-3:]
        for noun in once.intersection(near):
            years.setdefault(noun, set()).add(phrase.year)
    return years


def _event_of(words: str | None) -> str | None:
    """The event a phrase hangs on, where it is named by one noun alone: "the revolution"."""
    tokens = _words(words or "")
    once = word_set("once", "words")
    return tokens[1] if len(tokens) >= 2 and tokens[0] in ("the", "that", "its") and tokens[1] in once else None


def _years(first: int, last: int) -> Day:
    low, high = max(first, 1), min(last, 9999)
    return Day(Date(low, 1, 1), Date(high, 12, 31) if high >= low else LAST)


def _counted(_: Document, mentions: list[Mention]) -> Iterator[Evidence]:
    """Years counted from an event that the text dates elsewhere: "five years after the revolution", said of now."""
    years = _event_years(mentions)
    for mention in mentions:
        phrase = mention.phrase
        event = _event_of(phrase.event)
        known = years.get(event or "", set())
        if phrase.kind != "after" or phrase.unit not in ("year", "decade") or not phrase.count or len(known) != 1:
            continue
        if not PRESENT.search(mention.sentence) or _looks_ahead(mention):
            continue
        count = round(phrase.count * (10 if phrase.unit == "decade" else 1))
        year = next(iter(known))
        if phrase.bound == "less":
            day = _years(year, year + count)
        elif phrase.bound == "more":
            day = Day.not_before(Date(min(year + count, 9999), 1, 1))
        else:
            day = _years(year + count, year + count + 1)
        yield Evidence(COUNTED, Limit(day, f"'{' '.join(phrase.text.split())} the {event}' of {year}"))


def _last_year(_: Document, mentions: list[Mention]) -> Iterator[Evidence]:
    """'Last year' of an event whose year the text gives."""
    years = _event_years(mentions)
    once = word_set("once", "words")
    for mention in mentions:
        phrase = mention.phrase
        if phrase.kind != "unit" or phrase.unit != "year" or phrase.relation != -1 or phrase.mod:
            continue
        follows = re.match(r"['’]s ([a-z]+)\b", mention.after)
        precedes = re.search(r"\b(?:the|its) ([a-z]+) (?:of )?$", mention.before)
        noun = follows[1] if follows else precedes[1] if precedes else ""
        if noun in once and len(years.get(noun, ())) == 1:
            year = next(iter(years[noun]))
            yield Evidence(COUNTED, Limit(_years(year + 1, year + 1), f"in {year + 1}: 'last year' of a {year} {noun}"))


def _still_ahead(_: Document, mentions: list[Mention]) -> Iterator[Evidence]:
    """No report comes out after what it tells as still to come."""
    for mention in mentions:
        phrase = mention.phrase
        if phrase.kind != "date" or not (phrase.year and phrase.day) or phrase.prefix in ("since", "after", "from"):
            continue
        if not re.search(
            r"\b(?:will|is (?:due|set|scheduled)|are (?:due|set|scheduled)) (?:\w+ ){0,6}$", mention.before[-REACH:]
        ):
            continue
        resolved = resolve(attrs.evolve(phrase, prefix=None), Day())
        if resolved is not None and resolved.window.start.is_known:
            yield Evidence(
                AHEAD, Limit(Day.not_after(resolved.window.start.latest), f"not after '{phrase.text}', which is still to come")
            )


def _page_year(document: Document, _: list[Mention]) -> Iterator[Evidence]:
    """The year of a copyright line: a page is not marked with the year before it was written."""
    for block in document.blocks:
        if block.kind == "boilerplate":
            found = PAGE_YEAR_LINE.search(document.text, block.start, min(block.end, block.start + 320))
            if found:
                last = Date(int(found[1]), 12, 31)
                yield Evidence(PAGE_YEAR, Limit(Day.not_after(last), f"not after {found[1]}: the copyright line"))


RULES: tuple[Rule, ...] = (_page_lines, _dated_past, _counted, _last_year, _still_ahead, _page_year)


def _given(document: Document, derived: set[Limit]) -> Iterator[Evidence]:
    for limit in document.limits:
        if limit not in derived and not limit.reason.startswith(LEFT_OUT):
            yield Evidence(RANK_OF_REASON.get(limit.reason, GIVEN), limit)
    if document.published.is_known and not document.limits:
        yield Evidence(GIVEN, Limit(document.published, "given"))


def _tightest(found: list[Evidence]) -> list[Evidence]:
    """One limit of each rank and side: the latest "not before", the earliest "not after", each pair as it is."""
    best: dict[tuple[int, str], Evidence] = {}
    for one in found:
        day = one.limit.day
        side = "low" if day.latest == LAST else "high" if day.earliest == FIRST else str(day)
        held = best.get((one.rank, side))
        if (
            held is None
            or (side == "low" and day.earliest > held.limit.day.earliest)
            or (side == "high" and day.latest < held.limit.day.latest)
        ):
            best[one.rank, side] = one
    return sorted(best.values(), key=lambda one: (one.rank, one.limit.day.earliest, one.limit.day.latest, one.limit.reason))


def date_document(document: Document) -> Document:
    """The document with its publication day, or the days it may be, and the reasons.

    Where limits contradict, the weaker kind is left out, and its reason says so. A document that states no day never
    gets a certain one.

    >>> from reconcile.documents.blocks import structured
    >>> text = "Fighting has raged in the port city since the summer of 2014, residents said.\\n\\nUpdated 3 May 2016"
    >>> dated = date_document(structured(Document(id="a", text=text)))
    >>> dated.published, dated.limits[0]
    (2016-05-03, 2016-05-03: the page says 'Updated 3 May 2016')
    >>> date_document(structured(Document(id="a", text=text[:77]))).published
    2014-06-01 or later

    Source: semantics, section 3, last paragraph.
    """
    mentions = _mentions(document)
    derived = [one for rule in RULES for one in rule(document, mentions)]
    given = list(_given(document, {one.limit for one in derived}))
    published, kept, dropped = Day(), list[Limit](), list[Limit]()
    stated = False
    for one in _tightest([*given, *derived]):
        met = published.intersection(one.limit.day)
        certain = met is not None and met.is_known and not stated and one.rank not in STATED
        # A page's template keeps an old year: it counts only where the words date the report close to it.
        stale = one.rank == PAGE_YEAR and published.earliest.year < one.limit.day.latest.year - 1
        if met is None or certain or stale:
            against = "nothing else dates the report near that year"
            if met is None or certain:
                against = "it contradicts what is firmer" if met is None else "words alone do not make a day certain"
            dropped.append(Limit(one.limit.day, f"{LEFT_OUT}{against} ({one.limit.reason})"))
            continue
        published, stated = met, stated or (one.rank in STATED and one.limit.day.is_known)
        kept.append(one.limit)
    return attrs.evolve(document, published=published, limits=(*kept, *dropped))
