"""Whether two names are spellings of one name: persons, groups and places, in whatever transliteration.

Names are folded, stripped of what is not part of them (titles, articles, legal forms), and aligned word by word by sound
(`sounds.likeness`). What decides is not the mean: a word on each side that fits nothing on the other keeps two names
apart, however much the rest agrees.
"""

from __future__ import annotations

import functools

from reconcile.clusters.alignment import (
    THRESHOLDS,
    WRITTEN_TOGETHER,
    NameKind,
    NameMatch,
    align,
    judged,
    names_known,
    reasons_of,
    written_together,
)
from reconcile.clusters.groups import compare_groups, generic_words, group_words, link_words
from reconcile.clusters.persons import compare_persons, person_words
from reconcile.clusters.spelling import fold, words
from reconcile.vocab import table

_CACHE = 65_536
__all__ = ["THRESHOLDS", "NameKind", "NameMatch", "compare_names", "core_words", "known_as", "same_name"]


@functools.cache
def _place_kinds() -> dict[str, str]:
    return {word: kind for kind, many in table("titles")["places"].items() for word in many}


@functools.lru_cache(_CACHE)
def _place(name: str) -> tuple[tuple[str, ...], frozenset[str], str]:
    """The words of a place's own name, what kinds of place it says it is, and what it says it lies in."""
    own, _, container = fold(name).partition(",")
    found = words(own)
    kinds = _place_kinds()
    plain = tuple(word for word in found if word not in kinds and word not in link_words())
    if not plain:
        return found, frozenset(), container
    return plain, frozenset(kinds[word] for word in found if word in kinds), container


def _compare_places(a: str, b: str) -> NameMatch:
    (one, kinds_one, in_one), (two, kinds_two, in_two) = _place(a), _place(b)
    if not one or not two:
        return NameMatch(0.0, False, ("one of the names has no letters",))
    known = names_known("exonyms")
    one_key, two_key = known.get("".join(one)), known.get("".join(two))
    if one_key and one_key == two_key and kinds_one == kinds_two:
        return NameMatch(1.0, True, (f"both are names of {one_key}",))
    found = align(one, two, "place")
    reasons = reasons_of(found)
    score = found.score
    if found.left or found.right or not found.pairs or found.crossed:
        whole = written_together(one, two)
        if len(one) == len(two) or whole < WRITTEN_TOGETHER:
            return judged(found.share, "place", reasons, same=False)
        score, reasons = whole, [f"written together they sound the same ({whole:.2f})"]
    if kinds_one != kinds_two and ("province" in kinds_one | kinds_two or (kinds_one and kinds_two)):
        what = " and ".join(" ".join(sorted(kinds)) or "no kind of place named" for kinds in (kinds_one, kinds_two))
        return judged(score, "place", [*reasons, f"a {what}"], same=False)
    if in_one and in_two and not _compare_places(in_one.strip(" ,"), in_two.strip(" ,")).same:
        return judged(score, "place", [*reasons, f"in{in_one} and in{in_two}"], same=False)
    return judged(score, "place", reasons)


_COMPARISONS = {"person": compare_persons, "group": compare_groups, "place": _compare_places}


@functools.lru_cache(_CACHE)
def _compared(a: str, b: str, kind: str) -> NameMatch:
    return _COMPARISONS[kind](a, b)


def compare_names(a: str, b: str, kind: NameKind = "person") -> NameMatch:
    """Whether two names are spellings of one name, with a score from 0 to 1 and the reasons.

    `kind` says what the names are of: "person" (titles set aside, initials and short forms, surname decides), "group"
    (legal forms, acronyms, numbers in words) or "place" (a village is no province). Symmetric; the order of the names
    changes only the order in the reasons.

    >>> compare_names("Dr. Yusuf al-Qadi", "Youssef el-Kadi").same
    True
    >>> compare_names("Salah al-Qadi", "Saleh al-Qadi").reasons[-1]
    'only in the second: saleh'

    Raises `ValueError` for another kind.
    """
    if kind not in _COMPARISONS:
        raise ValueError(f"kind is one of {', '.join(_COMPARISONS)}, not {kind!r}")
    return _compared(a, b, kind)


def known_as(name: str, kind: NameKind) -> str | None:
    """The one name that a name with two unlike forms goes by ("Rangoon": yangon); None for all others."""
    section = {"place": "exonyms", "group": "other_names"}.get(kind)
    return names_known(section).get("".join(words(name))) if section else None


def core_words(name: str, kind: str) -> tuple[str, ...]:
    """The words of a name that tell it from others: without titles, legal forms, and nouns that say little."""
    if kind == "person":
        return person_words(name)[0]
    if kind == "place":
        return _place(name)[0]
    plain = tuple(word for word in group_words(name)[0] if word not in generic_words())
    return plain or group_words(name)[0]


def same_name(a: str, b: str, kind: NameKind = "person") -> bool:
    """Whether two names are spellings of one name, at the default threshold.

    >>> same_name("Rangoon", "Yangon", "place"), same_name("Brigade 44", "Brigade Forty-Five", "group")
    (True, False)
    """
    return compare_names(a, b, kind).same
