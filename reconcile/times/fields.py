"""From the groups of a match to the fields of a phrase: words to numbers, months, units and relations."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from reconcile.vocab import table

Fields = dict[str, Any]
# Relations that count from the day last spoken of, and not from the report.
DAYTIME = frozenset({"day", "morning", "afternoon", "evening", "night"})
FROM_REFERENCE = frozenset({"following", "previous", "preceding", "same", "that", "that same"})


def plain(words: str) -> str:
    """Lower case, with single blanks."""
    return " ".join(words.lower().split())


def number_of(words: str) -> float | None:
    """The number that words or digits say, None where they say none.

    >>> number_of("twenty-four"), number_of("1,200"), number_of("2 1/2"), number_of("a hundred"), number_of("several")
    (24, 1200, 2.5, 100, None)
    """
    clean = plain(words.replace("-", " "))
    halved = clean.endswith(("1/2", "½"))
    if clean == "the":
        return 1
    clean = clean.removesuffix("1/2").removesuffix("½").strip()
    numbers = table("times")["numbers"]
    digits = clean.replace(",", "")
    if clean in numbers:
        value = float(numbers[clean])
    elif re.fullmatch(r"\d{1,9}(\.\d)?", digits):
        value = float(digits)
    else:
        value = 0.0
        for word in clean.split():
            if word not in numbers:
                return None
            figure = numbers[word]
            value = max(value, 1) * figure if figure in (12, 100, 1000) and value else value + figure
    value += halved / 2
    return int(value) if value == int(value) else value


def clock_of(words: str) -> str:
    """A clock time as HH:MM.

    >>> clock_of("2 a.m."), clock_of("12:15 pm"), clock_of("noon")
    ('02:00', '12:15', '12:00')
    """
    low = plain(words)
    clocks = table("times")["clocks"]
    if low in clocks:
        return str(clocks[low])
    found = re.match(r"(\d{1,2})(?::(\d\d))?", low)
    hour, minute = (found[1], found[2]) if found else ("0", None)
    value = int(hour)
    if "p" in low and value < 12:
        value += 12
    if "a" in low and value == 12:
        value = 0
    return f"{value:02d}:{minute or '00'}"


def year_of(words: str) -> int:
    """A year of four digits, or of two by the window 1950 to 2049."""
    number = int(words.lstrip("'’"))
    return number if number > 99 else number + (1900 if number >= 50 else 2000)


def spelled_year(words: str) -> int:
    """A year in words.

    >>> spelled_year("nineteen ninety-six"), spelled_year("twenty twelve"), spelled_year("nineteen oh five")
    (1996, 2012, 1905)
    """
    whole = number_of(words)
    if whole is not None and whole >= 1000:
        return int(whole)
    first, *rest = plain(words.replace("-", " ")).split()
    numbers = table("times")["numbers"]
    return int(numbers[first]) * 100 + sum(int(numbers[word]) for word in rest if word != "oh")


def event_words(words: str) -> str:
    """The words of an event, up to where the sentence around it goes on."""
    ends = table("times")["event_ends"]["words"]
    kept: list[str] = []
    for word in words.split():
        if len(kept) > 1 and word.lower() in ends:
            break
        kept.append(word)
    return " ".join(kept)


def _lookup(name: str, capital: bool = False) -> Callable[[str], Any]:
    def look(words: str) -> Any:
        return table("times")[name][words.rstrip(".").capitalize() if capital else plain(words)]

    return look


def _ordinal(words: str) -> int:
    return int(table("times")["ordinals"][plain(words).replace(" ", "-")])


def _unit(words: str) -> str:
    return str(table("times")["units"][plain(words)])


def _holiday(words: str) -> str:
    return " ".join(words.replace("’", "'").split())


# Group to field, and how its words are read; a later one goes before an earlier one.
READ: tuple[tuple[str, str, Callable[[str], Any]], ...] = (
    ("year", "year", year_of),
    ("shortyear", "year", year_of),
    ("spelledyear", "year", spelled_year),
    ("decadeword", "year", _lookup("decades")),
    ("month", "month", _lookup("months", capital=True)),
    ("monthno", "month", int),
    ("day", "day", int),
    ("day2", "day2", int),
    ("weekday", "weekday", _lookup("weekdays", capital=True)),
    ("shortday", "weekday", _lookup("short_weekdays", capital=True)),
    ("unit", "unit", _unit),
    ("number", "count", number_of),
    ("ordinal", "count", _ordinal),
    ("nth", "count", int),
    ("bound", "bound", _lookup("bounds")),
    ("direction", "direction", plain),
    ("season", "season", _lookup("seasons")),
    ("part", "part", _lookup("parts")),
    ("clock", "clock", clock_of),
    ("event", "event", event_words),
    ("vague", "value", _lookup("vague")),
    ("set", "value", _lookup("sets")),
    ("holiday", "value", _holiday),
    ("deictic", "count", _lookup("deictic")),
)


def fields_of(kind: str, found: Mapping[str, str]) -> Fields:
    """The fields of a phrase from the groups of its match."""
    fields: Fields = {field: read(found[group]) for group, field, read in READ if found.get(group)}
    if "decade" in found:
        fields["year"] = int(found.get("century") or 19) * 100 + int(found["decade"])
    if "few" in found and "couple" in found["few"].lower():
        fields["count"] = 2
    if "daylong" in found:
        fields["count"] = 1
    if "half" in found:
        fields["count"] = float(fields.get("count") or 0) + 0.5
    if plain(found.get("number", "")) == "other":
        fields["count"] = 2
    if relation := found.get("rel", found.get("yearrel")):
        fields |= _relation(plain(relation).removeprefix("the "))
    if kind == "unit" and _next_day(found):
        fields["direction"] = "reference"
    if kind == "span":
        fields["mod"] = plain(found["rel"])
    elif "yearrel" in found:
        fields["mod"] = "of year"
    elif "stretch" in found:
        fields["mod"] = "stretch"
    elif mod := plain(found.get("mod", "")):
        fields["mod"] = mod
    if "yearago" in found:
        fields["direction"] = "year ago"
    if word := plain(found.get("deictic", "")):
        fields |= {"part": "NI"} if "night" in word else {}
        fields |= {"part": table("times")["parts"][word.split()[1]]} if word.startswith("this ") else {}
    return fields


def _relation(word: str) -> Fields:
    relation = table("times")["relations"].get(word)
    return {"relation": relation, "direction": "reference"} if word in FROM_REFERENCE else {"relation": relation}


def _next_day(found: Mapping[str, str]) -> bool:
    """ "The next day" counts from the day last spoken of; "the next week" is the coming one."""
    return plain(found.get("rel", "")) in ("next", "the next") and found.get("unit", "").lower() in DAYTIME
