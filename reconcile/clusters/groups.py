"""Whether two names of groups are spellings of one: legal forms, initials, numbers in words, nouns that say little."""

from __future__ import annotations

import functools
import re

from reconcile.clusters.alignment import (
    WRITTEN_TOGETHER,
    NameMatch,
    align,
    judged,
    names_known,
    reasons_of,
    same_letters,
    written_together,
)
from reconcile.clusters.spelling import MAX_LENGTH, fold, words
from reconcile.vocab import table

_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
_POSSESSIVE = re.compile(r"['’]s?(?=\s)")
_CACHE = 65_536


@functools.cache
def generic_words() -> frozenset[str]:
    """Nouns that say little in the name of a group ("forces", "movement")."""
    return frozenset(table("titles")["groups"]["generic"])


@functools.cache
def link_words() -> frozenset[str]:
    """Small words between the words of a name ("of", "and")."""
    return frozenset(table("articles")["links"])


@functools.cache
def _legal_forms() -> tuple[tuple[tuple[str, ...], str], ...]:
    forms = [(tuple(_spelled_out(form.split())), kind) for kind, many in table("titles")["legal"].items() for form in many]
    return tuple(sorted(forms, key=lambda form: (-len(form[0]), form[0])))


@functools.cache
def _numbers() -> dict[str, str]:
    return {word: str(value) for word, value in table("names")["numbers"].items()}


def _spelled_out(found: list[str]) -> list[str]:
    """Letters with points between them as one word, "forty four" as one number."""
    kept: list[str] = []
    single = False
    for word in found:
        before = kept[-1] if kept else ""
        if len(word) == 1 and word.isalpha() and single:
            kept[-1] += word
        elif len(before) == 2 and before.isdigit() and before[1] == "0" and len(word) == 1 and word.isdigit():
            kept[-1] = str(int(before) + int(word))
        else:
            kept.append(word)
        single = len(word) == 1 and word.isalpha()
    return kept


@functools.lru_cache(_CACHE)
def group_words(name: str) -> tuple[tuple[str, ...], str | None]:
    """The words of a group's name, numbers as digits, and its legal form."""
    plainer = name.replace("%", " percent ").replace("’s ", " ").replace("'s ", " ")
    full = table("names")["abbreviations"]
    found = _spelled_out([_numbers().get(word, full.get(word, _ORDINAL.sub("", word))) for word in words(plainer)])
    legal = None
    for form, kind in _legal_forms() if len(found) > 1 else ():
        if not any(same_letters(word, form[0]) for word in found):
            continue
        for start in range(len(found) - len(form) + 1):
            there = found[start : start + len(form)]
            if len(found) > len(form) and all(map(same_letters, there, form)) and len(there) == len(form):
                del found[start : start + len(form)]
                legal = kind
                break
    plain = tuple(word for word in found if word not in link_words())
    return plain or tuple(found), legal


def _is_acronym(name: str, of: str) -> bool:
    letters = name.replace(".", "").strip()
    if not (letters.isascii() and letters.isalpha() and letters.isupper() and 3 <= len(letters) <= 8):
        return False
    full = fold(of).split()
    for skip in (True, False):
        taken = [word[0] for word in full if not (skip and word in link_words() | {"the"})]
        if "".join(taken) == letters.lower():
            return True
    return False


def _alternatives(name: str) -> tuple[str, ...]:
    """The names that one string gives, "one / other" and "one (OTHER)"."""
    outer, bracket, inner = name[:MAX_LENGTH].partition("(")
    inner = inner.partition(")")[0]
    if bracket and _is_acronym(inner, outer):
        name = outer
    return tuple(part.strip() for part in name[:MAX_LENGTH].split("/") if part.strip()) or (name,)


def compare_groups(a: str, b: str) -> NameMatch:
    """Whether two names of groups are spellings of one; the best of the names that each string gives."""
    pairs = [_compare_two_groups(one, two) for one in _alternatives(a) for two in _alternatives(b)]
    return max(pairs, key=lambda match: (match.same, match.score, match.reasons))


def _compare_two_groups(a: str, b: str) -> NameMatch:
    known = names_known("other_names")
    one_key, two_key = known.get("".join(words(a))), known.get("".join(words(b)))
    if one_key and two_key:
        if one_key == two_key:
            return NameMatch(1.0, True, (f"both are names of {one_key}",))
        return NameMatch(0.2, False, (f"names of {one_key} and of {two_key}",))
    if _is_acronym(a, b) or _is_acronym(b, a):
        return judged(0.9, "group", ["one is the other's initials"])
    (one, legal_one), (two, legal_two) = group_words(a), group_words(b)
    if not one or not two:
        return NameMatch(0.0, False, ("one of the names has no letters",))
    found = align(one, two, "group")
    reasons = reasons_of(found)
    if legal_one and legal_two and legal_one != legal_two and {legal_one, legal_two} != {"inc", "jsc"}:
        return judged(found.share, "group", [*reasons, f"legal forms {legal_one} and {legal_two}"], same=False)
    extra = [word for word in found.left + found.right if word not in generic_words()]
    if any(left_over and _POSSESSIVE.search(name) for left_over, name in ((found.left, a), (found.right, b))):
        # A leader is not his forces.
        extra += [*found.left, *found.right]
    if found.left and found.right:
        # "rebels" beside "forces": each says little, and together they say that these may be two sides.
        extra += found.left
    named = [pair for pair in found.pairs if not (pair[0] in generic_words() and pair[1] in generic_words())]
    if extra or not found.pairs or (not named and (found.left or found.right)):
        whole = written_together(one, two)
        if len(one) != len(two) and whole >= WRITTEN_TOGETHER:
            return judged(whole, "group", [f"written together they sound the same ({whole:.2f})"])
        return judged(found.share, "group", reasons, same=False)
    return judged(found.score - (0.02 if found.left or found.right else 0.0), "group", reasons)
