"""Whether the words around a phrase look ahead: "will meet on Friday", "is due on 5 March"."""

from __future__ import annotations

import functools
import re
from typing import Literal

from reconcile.times.patterns import blanks, either
from reconcile.vocab import table

BEFORE, AFTER = 140, 40
CLAUSE_END = re.compile(r"[.!?;](?=\s+[A-Z“\"‘'`])|\n\s*\n|\s(?:--|–|—)\s")
LAST_WORD = re.compile(r"([A-Za-z]+)$")
# Said right before the phrase, these say that it is past: "announced Wednesday".
JUST_BEFORE = re.compile(r"\b([a-z]+)(?: on| late on| early)? $", re.IGNORECASE)
# What had been due is past.
HAD_BEEN = re.compile(r"\bhad been (?:[a-z]+ ){0,3}$")
LABEL = re.compile(r"(?:\bthe|\ban?|['’]s?) $", re.IGNORECASE)


@functools.cache
def _cues() -> re.Pattern[str]:
    data = table("times")["tense"]
    # A word in "ed" with a capital is a name or a title.
    ahead, behind, saying = (either(sorted(data[name], key=lambda w: (-len(w), w))) for name in ("ahead", "behind", "saying"))
    # What follows in the same verb belongs to it: "will be held", "to be published".
    tail = r"(?:(?: not| also| be| have| been){0,3} [a-z]{2,16}(?:ed|en|ld|nt|t|id|de|wn))?"
    return re.compile(
        blanks(
            rf"\b(?:(?P<ahead>(?:{ahead}){tail})|(?P<saying>{saying})|(?P<behind>{behind}|(?!(?:{either(data['no_verbs'])})\b)(?-i:[a-z]{{2,16}}ed)))\b"
        ),
        re.I,
    )


@functools.cache
def _after() -> re.Pattern[str]:
    return re.compile(blanks(rf"[^.!?;]{{0,24}}?\b(?:{either(table('times')['tense']['ahead_after'])})\b"), re.IGNORECASE)


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("times")["tense"][name])


def _clause(before: str) -> str:
    """What stands before the phrase in its own clause."""
    start = 0
    for found in CLAUSE_END.finditer(before):
        word = LAST_WORD.search(before[: found.start()])
        if found[0] != "." or word is None or (word[1] not in _words("abbreviations") and len(word[1]) > 1):
            start = found.end()
    return before[start:]


def direction(text: str, start: int, end: int) -> Literal["ahead", "behind"] | None:
    """Which way the nearest verb before the phrase looks, in its clause; None where nothing tells.

    A verb of saying decides nothing, unless the phrase follows it at once: what was said on a past day may lie ahead.
    Without a verb before it, the words right after the phrase decide.

    >>> direction("The council will meet on Friday.", 25, 31), direction("The council met on Friday.", 19, 25)
    ('ahead', 'behind')
    >>> direction("It will appeal, a lawyer said Friday.", 30, 36), direction("Friday", 0, 6)
    ('behind', None)
    """
    before = _clause(text[max(0, start - BEFORE) : start])
    after = text[end : end + AFTER]
    follows = _after().match(after) is not None
    if follows and _words("fixed") & set(re.findall(r"[a-z]+", after.lower())[:4]):
        return "ahead"
    just = JUST_BEFORE.search(before)
    if just and (just[1].lower() in _words("saying") or just[1].lower().endswith("ed")) and just[1].lower() != "scheduled":
        return "behind"
    if LABEL.search(before) and re.match(r"\s[a-z]", after):
        return "ahead" if follows else None
    cues = [found for found in _cues().finditer(before) if not found["saying"]]
    if cues:
        over = HAD_BEEN.search(before[: cues[-1].start()]) is not None
        return "ahead" if cues[-1]["ahead"] and not over else "behind"
    return "ahead" if follows else None
