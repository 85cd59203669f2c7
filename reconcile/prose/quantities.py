"""All quantities of a text: each number with its bound, its change, its unit, and what kind of number it is.

Number first: figures and bounds are read from the surface. What a figure counts is decided later, by `triggers` and
`roles`; here only ages, dates, sums of money, distances, scores, addresses and names are told from counts.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from reconcile.model import Interval, Quantity, about, at_least, at_most, between, exactly, fewer_than, more_than, nearly
from reconcile.prose.numbers import Numeral, find_numerals
from reconcile.vocab import table

CONSTRUCTORS = {
    "exactly": exactly,
    "at_least": at_least,
    "more_than": more_than,
    "at_most": at_most,
    "fewer_than": fewer_than,
    "nearly": nearly,
    "about": about,
}
# How far before and after a number its bound is looked for, in characters.
REACH = 48


@attrs.frozen
class Figure:
    """One quantity of a text.

    start, end: the span with its bounding words. core: the span of the number alone. low, high: the value, or the ends
    of a range, before any bound is applied. bound: "exactly", "at_least", "more_than", "at_most", "fewer_than",
    "nearly", "about" or "vague". change: "=", "~", ">", "<", "up" or "down". unit: the word after it. role: "count",
    "age", "date", "time", "money", "percent", "measure", "score", "name" or "phone". quantity: its bounds as a count,
    None where it is not a whole number.
    """

    start: int
    end: int
    core: tuple[int, int]
    low: int | Fraction
    high: int | Fraction
    bound: str = "exactly"
    change: str = "="
    unit: str = ""
    role: str = "count"
    quantity: Quantity | None = None
    vague: bool = False

    @property
    def is_count(self) -> bool:
        """Whether it may count people or things: a whole number that is no age, date, sum or name."""
        return self.role == "count" and self.quantity is not None


def _ordered(words: Sequence[str]) -> str:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"[ \u00a0]+".join(map(re.escape, word.split())) for word in longest)


@functools.cache
def _before() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows: Mapping[str, Any] = table("numbers")["before"]
    return tuple((name, re.compile(rf"(?<![\w'’-])(?:{_ordered(words)})[ \u00a0]*$", re.I)) for name, words in rows.items())


@functools.cache
def _closing() -> frozenset[str]:
    """The last words of all that may bound a number from before: a cheap test."""
    rows: Mapping[str, Any] = table("numbers")["before"]
    return frozenset(phrase.split()[-1] for words in rows.values() for phrase in words)


_LAST = re.compile(r"(\S+)[ \u00a0]*$")


@functools.cache
def _after() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows: Mapping[str, Any] = table("numbers")["after"]
    return tuple((name, re.compile(rf"[ \u00a0](?:{_ordered(words)})\b", re.I)) for name, words in rows.items())


@functools.cache
def _vague() -> re.Pattern[str]:
    rows: Mapping[str, Any] = table("vague")
    words = sorted([*rows["words"], *rows["exact"]], key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?P<word>{_ordered(words)})(?![\w-])", re.I)


@functools.cache
def _movement() -> tuple[tuple[str, frozenset[str]], ...]:
    rows: Mapping[str, Any] = table("numbers")["movement"]
    return tuple((name, frozenset(words)) for name, words in rows.items())


@functools.cache
def _units() -> Mapping[str, str]:
    rows: Mapping[str, Any] = table("units")
    return {word: role for role in ("measure", "age", "percent", "money", "time") for word in rows[role]}


@functools.cache
def _prefixes() -> re.Pattern[str]:
    rows: Mapping[str, Any] = table("units")
    return re.compile(rf"(?<![\w])(?:{_ordered(rows['named'])})[ \u00a0]*$", re.I)


MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_MONTH_BEFORE = re.compile(rf"\b{MONTH}(?:[ ]\d{{1,2}}(?:st|nd|rd|th)?,)?[ ]$", re.I)
_MONTH_AFTER = re.compile(rf"(?:[ ]|[ ]of[ ]|-){MONTH}(?![\w])")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|of|by|until|till|before|after|from|during|late|early|mid|mid-|year|the|and|to|spring|summer|autumn|fall|"
    r"winter)[ ]|[,(][ ]?)$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?::\d\d(?::\d\d)?)?[ ]?(?:[ap]\.?m\b\.?|o['’]clock|hours?[ ](?:GMT|local)|GMT\b)|:\d\d", re.I)
_MONEY = re.compile(r"(?:[$£€¥₹]|\b(?:US|A|C|NZ|HK)\$|\b(?:USD|EUR|GBP|Rs\.?|RM|CHF|INR)[ ]?)$")
_AGE_BEFORE = re.compile(r"(?:\b(?:aged?|age of|ages|turned|was|is)[ ]|\w,[ ]|\()$", re.I)
_AGE_AFTER = re.compile(r"[ -]?(?:years?[ -]old|year-olds?|months?[ -]old|month-olds?|weeks?[ -]old|days?[ -]old|yr)\b", re.I)
_PHONE = re.compile(r"\d[\d() .-]{5,24}\d")
# A picture's place in a gallery ("12 of 30 ..."), at the head of a caption.
_GALLERY = re.compile(r"\s*\d{1,3} (?:of|/) \d{1,3}\b(?! (?:people|victims|men|women|children|passengers|those))")
_COMPOUND = re.compile(
    r"-(?:point|storey|story|hour|day|week|month|year|minute|mile|inch|foot|metre|meter|km|ton|tonne|member|man|nation|seat|seater|"
    r"bedroom|room|way|time|run|goal|game|page|car|lane|vehicle|strong)",
    re.IGNORECASE,
)
_JOINED, _RANGE_OF = re.compile(r"[/.-]\d"), re.compile(r"-\d{1,12}[ ][a-z]")
_RANGE = re.compile(r"[ \u00a0]?(?:-|–|—|to|or)[ \u00a0]?", re.I)
_BETWEEN = re.compile(r"\b(?:between|from|anywhere from|ranging from)[ \u00a0]+$", re.I)
_UNIT_WORD = re.compile(r"[ \u00a0-]?([A-Za-zμ°%][\w°%.'’-]*|%|°C|°F|°)")


def _bounded(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The bound that the words around [start, end) give, and the span with those words."""
    bound, left = "exactly", start
    for _ in range(3):
        window = text[max(0, left - REACH) : left]
        last = _LAST.search(window)
        if last is None or last[1].casefold() not in _closing():
            break
        hits = [(name, match.start()) for name, pattern in _before() if (match := pattern.search(window))]
        if not hits:
            break
        # The longest words win: "no more than" before "more than".
        name, at = min(hits, key=lambda hit: (hit[1], hit[0]))
        left -= len(window) - at
        if name != "exactly":
            bound = name if bound == "exactly" or name not in ("about",) else bound
    for name, pattern in _after():
        if match := pattern.match(text, end):
            return (name if bound == "exactly" else bound), left, match.end()
    if text[end : end + 1] == "+" and not text[end + 1 : end + 2].isalnum():
        return "at_least", left, end + 1
    return bound, left, end


def _is_phone(text: str, start: int) -> bool:
    match = _PHONE.match(text, start)
    return match is not None and len(re.sub(r"\D", "", match[0])) >= 7 and re.search(r"[-)(]|\d \d", match[0]) is not None


def _role(text: str, numeral: Numeral, start: int) -> tuple[str, str]:
    """What kind of number it is, and the unit after it."""
    end = numeral.end
    near = text[max(0, numeral.start - REACH) : numeral.start]
    unit_match = _UNIT_WORD.match(text, end)
    unit = unit_match[1].rstrip(".'’-") if unit_match else ""
    whole = isinstance(numeral.value, int)
    if not numeral.words and (_GALLERY.match(text) and numeral.start < 12):
        return "name", unit
    if _MONEY.search(near):
        return "money", near.rstrip()[-1:]
    if _CLOCK.match(text, end) or (re.search(r"\d:$", near)):
        return "time", ""
    if _AGE_AFTER.match(text, end):
        return "age", "year-old"
    if not numeral.words and _is_phone(text, numeral.start):
        return "phone", ""
    if whole and not numeral.words and numeral.value <= 2100:
        month_after = _MONTH_AFTER.match(text, end) is not None
        if (month_after and numeral.value <= 31) or (not month_after and _MONTH_BEFORE.search(near)):
            return "date", ""
    folded = unit.casefold()
    plain_year = not numeral.words and whole and 1800 <= numeral.value <= 2100 and text[numeral.start : end].isdigit()
    if plain_year and (_YEAR_BEFORE.search(near) or not near.strip() or near.endswith(("(", "/"))) and folded not in _people():
        return "date", ""
    if not numeral.words and _JOINED.match(text, end) and not _RANGE_OF.match(text, end):
        return ("date" if text[end : end + 1] == "/" else "score"), ""
    if re.search(r"\d[-–/]$", near):
        return "score", ""
    if folded in _units() or unit == "%":
        return _units().get(folded, "percent"), unit
    if not numeral.words and unit[:1].isupper() and folded in _named_after():
        return "name", unit
    if not numeral.words and (_prefixes().search(near) or folded == "block"):
        return "name", unit
    if re.search(r"(?:#|№)$", near):
        return "name", unit
    if whole and not numeral.words and 0 < numeral.value < 120 and _AGE_BEFORE.search(near):
        follows = text[end : end + 2]
        if re.search(r"\b(?:aged?|ages|age of|turned)[ ]$", near, re.I) or (
            re.search(r"[A-Za-z.”\"’'],[ ]$|\($", near) and re.match(r"[,.;)]|$", follows)
        ):
            return "age", ""
    if _COMPOUND.match(text, end):
        return "measure", unit
    return "count", unit


@functools.cache
def _named_after() -> frozenset[str]:
    return frozenset(table("units")["named_after"])


@functools.cache
def _people() -> frozenset[str]:
    return frozenset(table("roles")["people"])


def _moves(text: str, start: int) -> str | None:
    words = re.findall(r"[A-Za-z]+", text[max(0, start - REACH) : start])[-3:]
    for word in reversed(words):
        folded = word.casefold()
        if folded in ("to", "from", "at", "for", "until", "with", "the"):
            return None
        for name, forms in _movement():
            if folded in forms:
                return name
    return None


def _count(bound: str, low: int | Fraction, high: int | Fraction) -> Quantity | None:
    if low < 0 or not (isinstance(low, int) and isinstance(high, int)):
        return None
    if low != high:
        whole = between(low, high)
        if bound in ("at_least", "more_than"):
            return Quantity(Interval(low, None), whole.hard)
        return Quantity(Interval(0, high), whole.hard) if bound in ("at_most", "fewer_than") else whole
    if bound == "fewer_than" and low < 1:
        return None
    return CONSTRUCTORS.get(bound, exactly)(low)


def _vague_quantity(word: str, bound: str) -> tuple[Quantity, int, int]:
    rows: Mapping[str, Any] = table("vague")
    key = " ".join(word.casefold().split())
    if key in rows["exact"]:
        n = rows["exact"][key]
        return (_count(bound, n, n) or exactly(n)), n, n
    row = rows["words"][key]
    hard = Interval(row["hard"][0], row["hard"][1] if len(row["hard"]) > 1 else None)
    soft = Interval(row["soft"][0], row["soft"][1])
    if bound in ("at_most", "fewer_than"):
        hard = Interval(0, row["soft"][1])
    return Quantity(hard, soft.intersection(hard)), row["hard"][0], row["soft"][1]


def find_quantities(text: str) -> tuple[Figure, ...]:
    """All quantities of a text, left to right, those that count nothing included.

    >>> [(f.low, f.bound, f.role) for f in find_quantities("At least 15 people, some aged 20, died 30km away")]
    [(15, 'at_least', 'count'), (20, 'exactly', 'age'), (30, 'exactly', 'measure')]
    >>> find_quantities("more than 40 were hurt")[0].quantity
    more than 40 → [41, ∞), soft [41, 49]

    Source: semantics section 2; the labels of `change` are those of NewsQuant.
    """
    figures: list[Figure] = []
    vague = [match.span() for match in _vague().finditer(text)]
    numerals = _outside(find_numerals(text), vague)
    taken = -1
    index = 0
    while index < len(numerals):
        one = numerals[index]
        index += 1
        low: int | Fraction = one.value
        high: int | Fraction = one.value
        last = one
        start = one.start
        role, unit = _role(text, one, start)
        if index < len(numerals):
            two = numerals[index]
            gap = text[one.end : two.start]
            opens = _BETWEEN.search(text[max(0, start - REACH) : start])
            link = gap.strip().casefold()
            joined = (opens is not None and link in ("and", "to", "-", "–")) or (_RANGE.fullmatch(gap) is not None)
            moved = link == "to" and opens is not None and _moves(text, opens.start() + max(0, start - REACH)) is not None
            ascending = two.value > one.value or (two.value == one.value and link in ("and", "to"))
            close = link != "or" or two.value <= 4 * max(one.value, 1)
            if role == "age" and joined and ascending:
                index += 1
                figures.append(Figure(start, two.end, (start, two.end), low, two.value, unit="year-old", role="age"))
                taken = two.end
                continue
            if (
                joined
                and ascending
                and close
                and not moved
                and role in ("count", "score", "measure", "percent", "money", "age")
            ):
                role, unit = _role(text, two, two.start)
                if role == "score" and link in ("-", "–"):
                    role, unit = ("count", _unit_after(text, two.end))
                if role in ("date", "time") and link not in ("and",):
                    index += 1
                    figures.append(Figure(start, two.end, (start, two.end), low, two.value, role=role))
                    taken = two.end
                    continue
                if role not in ("date", "time", "phone"):
                    high, last = two.value, two
                    start = opens.start() + max(0, start - REACH) if opens else start
                    index += 1
        bound, left, right = _bounded(text, start, last.end)
        left = max(left, taken)
        change = _change(text, bound, left, role)
        core = (one.start, last.end)
        quantity = _count(bound, low, high)
        figures.append(Figure(left, right, core, low, high, bound, change, unit, role, quantity))
        taken = right
    figures.extend(_vague_figures(text, figures))
    return tuple(sorted(figures, key=lambda figure: (figure.core, figure.start)))


def _outside(numerals: Sequence[Numeral], spans: Sequence[tuple[int, int]]) -> list[Numeral]:
    """The numerals that are no part of longer words for a number ("half a dozen", "no one")."""
    kept: list[Numeral] = []
    at = 0
    for one in numerals:
        while at < len(spans) and spans[at][1] <= one.start:
            at += 1
        inside = at < len(spans) and spans[at][0] < one.end and spans[at][1] - spans[at][0] > one.end - one.start
        if not inside:
            kept.append(one)
    return kept


def _unit_after(text: str, end: int) -> str:
    match = _UNIT_WORD.match(text, end)
    return match[1].rstrip(".'’-") if match else ""


def _change(text: str, bound: str, left: int, role: str) -> str:
    table_: Mapping[str, str] = table("numbers")["change"]
    change = table_.get(bound, "=")
    if change == "=" and role in ("percent", "money", "count", "measure"):
        return _moves(text, left) or "="
    return change


def _vague_figures(text: str, figures: Sequence[Figure]) -> list[Figure]:
    found: list[Figure] = []
    spans = [(figure.start, figure.end) for figure in figures]
    position = 0
    for match in _vague().finditer(text):
        start, end = match.span()
        while position < len(spans) and spans[position][1] <= start:
            position += 1
        if position < len(spans) and spans[position][0] < end:
            continue
        word = " ".join(match["word"].casefold().split())
        unit = _unit_after(text, end)
        if word in ("scores", "no", "both", "twin", "many", "several", "multiple", "numerous") and not unit:
            continue
        if word == "scores" and unit not in (
            "of",
            "more",
            "others",
            "were",
            "had",
            "have",
            "are",
            "dead",
            "killed",
            "injured",
            "wounded",
        ):
            continue
        if word == "many" and re.search(r"\bas $", text[max(0, start - 3) : start]):
            continue
        if word == "no" and text[start : start + 2] == "No" and text[end : end + 1] == ".":
            continue
        bound, left, right = _bounded(text, start, end)
        role = _units().get(unit.casefold(), "count")
        if unit == "of":
            after = re.match(r"[ ]of[ ]([A-Za-z]+)", text[end : end + 40])
            role = _units().get(after[1].casefold(), "count") if after else role
        quantity, low, high = _vague_quantity(word, bound)
        exact = word in table("vague")["exact"]
        change = table("numbers")["change"].get(bound, "=") if exact else "~"
        found.append(
            Figure(left, right, (start, end), low, high, bound if exact else "vague", change, unit, role, quantity, not exact)
        )
    return found
