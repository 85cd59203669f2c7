"""What looks like a time phrase and is none: common words, ages, rates, counts and prices."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

REACH = 28
# Names that are also common words: alone, they are months only where something says so.
ORDINARY = frozenset({"may", "march", "mar"})
SAYS_MONTH = re.compile(
    r"\b(?:in|since|until|by|of|last|next|this|from|to|and|through|during|late|early|before|after|between|for) $", re.I
)
# "The March summit", but "the March for Life".
THE = re.compile(r"\bthe $", re.I)
OF_MONTH = re.compile(r"\s(?!(?:for|from|that|with|which|were|against|through|into|over|began|will|took|drew)\b)[a-z]{4,}")
NOT_MONTH = re.compile(r"\s(?:be|have|not|also)\b")
UNITS_AFTER = re.compile(
    r"[,.]\d|%| ?(?:percent|per cent|million|billion|km|kg|miles|feet|dollars|pounds|euros|meters|metres)\b"
)
ADDRESS = re.compile(
    r"(?: block\b| (?:[NSEW]\.? )?(?:[A-Z][\w.]+ ){1,2}(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln|Way)\b)"
)
SAYS_YEAR = re.compile(
    r"(?:\b(?:in|since|until|by|of|from|before|after|during|for|late|early|mid|through|and|to|about|around|fiscal)|[(,]|-) ?$"
)
SAYS_COUNT = re.compile(r"(?:\b(?:than|least|nearly|almost|some|over|only|up to|killed|number|no\.|room)|#) $", re.I)
ARTICLE = re.compile(r"(?:\b(?:the|a|an|his|her|its|their|this|that)|['’]s?) $", re.I)
POSSESSIVE = re.compile(r"\b(?:his|her|their|my|our|your|high|low|mid|upper|temperatures) (?:early |late |mid-?)?$", re.I)
# "A year" is a length of time after these, and a rate after a number or a thing counted.
SAYS_LENGTH = re.compile(
    r"(?:\b(?:for|in|within|over|after|than|of|about|nearly|almost|only|just|least|spend|spent|takes?|took|taken|lasts?|lasted"
    r"|every|whole|once|half|by|and|or|is|was|be|under|until|with|on|as|but|wait|waited|during|around|to)|[.:;(“\"]|^) ?$",
    re.I,
)


def _month(before: str, after: str, found: Mapping[str, str], words: str) -> bool:
    bare = found["month"].rstrip(".")
    if len(words) > len(found["month"]) or not (before.strip() or after.strip()):
        return True
    if bare.lower() in ORDINARY:
        named = bare.istitle() and THE.search(before) is not None and OF_MONTH.match(after) is not None
        return named or (SAYS_MONTH.search(before) is not None and NOT_MONTH.match(after) is None)
    return len(bare) > 4 or bare in ("May", "June", "July") or bare.isupper() or found["month"].endswith(".")


def _year(before: str, after: str, found: Mapping[str, str], words: str) -> bool:
    """Whether four digits alone are a year: told by the words on either side."""
    if words != found.get("year"):
        return True
    if UNITS_AFTER.match(after) or ADDRESS.match(after):
        return False
    if SAYS_YEAR.search(before):
        return True
    if SAYS_COUNT.search(before):
        return False
    # "2000 soldiers" counts them; "the 2011 revolution" has an article.
    return ARTICLE.search(before) is not None or re.match(r" [a-z]+s\b(?!['’])", after) is None


def _weekday(before: str, _: str, found: Mapping[str, str], words: str) -> bool:
    return "shortday" not in found or (words.endswith(".") and ARTICLE.search(before) is None)


def _duration(before: str, after: str, found: Mapping[str, str], words: str) -> bool:
    number, unit = found.get("number", "").lower(), found["unit"].lower()
    if re.match(r"[- ](?:olds?|of age)\b|['’]? old\b", after) or re.search(r"\b(?:aged|age) $", before, re.I):
        return False
    if unit in ("second", "weekend") and number in ("a", "an", "one", ""):
        return False
    if unit == "quarter" and (re.match(r"s? of\b", after) or number in ("three", "a", "one")):
        return False
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", number) and unit in ("quarter", "month", "week", "decade", "century"):
        return False
    if number in ("a", "an") and "bound" not in found and "half" not in found and "stretch" not in found:
        return SAYS_LENGTH.search(before) is not None
    return True


def _unit(_: str, __: str, found: Mapping[str, str], ___: str) -> bool:
    return found["unit"].lower() != "second"


def _decade(before: str, _: str, found: Mapping[str, str], __: str) -> bool:
    return bool(found.get("century")) or POSSESSIVE.search(before) is None


GUARDS: Mapping[str, Callable[..., bool]] = {
    "month": _month,
    "year": _year,
    "weekday": _weekday,
    "duration": _duration,
    "unit": _unit,
    "decade": _decade,
}
# "This Week" in quotation marks is the name of a programme, as "the daily Herald" is that of a paper.
TITLE = re.compile(r"(?:This|Last|Next|Every|\d+|[A-Z][a-z]+) [A-Z][a-z]+s?|[A-Z][a-z]+")
# A hyphen binds these to the next word: "the year-ago period", "now-famous".
UNBOUND = frozenset({"unit", "duration", "shift", "vague", "part", "set", "span"})


def is_phrase(kind: str, text: str, match: re.Match[str], found: Mapping[str, str]) -> bool:
    """Whether a match is a time phrase, by its words and those on either side."""
    before = text[max(0, match.start() - REACH) : match.start()]
    after = text[match.end() : match.end() + REACH]
    if kind in UNBOUND and re.match(r"-\w", after):
        return False
    if kind in UNBOUND | {"season"} and TITLE.fullmatch(match[0]) and re.search(r"[\"“'‘]['‘]?$", before):
        return False
    if match[0].lower() == "daily" and re.match(r" [A-Z]", after):
        return False
    day, month = int(found.get("day") or 1), found.get("month", "")[:3].lower()
    if day > {"feb": 29, "apr": 30, "jun": 30, "sep": 30, "nov": 30}.get(month, 31):
        return False
    guard = GUARDS.get(kind)
    return guard is None or guard(before, after, found, match[0])
