"""Two names beside each other, word by word: which words are spellings of one word, and what is left over."""

from __future__ import annotations

import functools
from typing import Literal

import attrs
from rapidfuzz.distance import OSA

from reconcile.clusters.sounds import MAX_SOUNDS, likeness
from reconcile.clusters.spelling import fold, words
from reconcile.vocab import table

NameKind = Literal["person", "group", "place"]
# Two words are spellings of one word from here on, and two names of one name.
THRESHOLDS: dict[str, float] = {"person": 0.84, "group": 0.84, "place": 0.88}
INITIAL = 0.85
SHORT_FORM = 0.9
FEMININE = 0.8
SHORT_WORD = 0.95
# A word with one letter wrong, beside other words that agree: just over the threshold.
SLIP = 0.85
SLIP_LETTERS = 5
WRITTEN_TOGETHER = 0.93
# What turns a country's name into its people's, or one thing into several.
DEMONYMS = ("n", "an", "ian", "ese", "i", "ish", "ans", "ians", "is", "s", "es")
_CACHE = 65_536


@attrs.frozen
class NameMatch:
    """How alike two names are (0 to 1), whether that makes them one name, and why.

    >>> judged(0.9, "place", ["the same but for one vowel"])
    NameMatch(score=0.9, same=True, reasons=('the same but for one vowel',))
    """

    score: float
    same: bool
    reasons: tuple[str, ...]


@functools.cache
def _families() -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for head, spellings in table("names")["families"].items():
        for spelling in (head, *spellings):
            known.setdefault(fold(spelling), set()).add(head)
    return {word: frozenset(heads) for word, heads in known.items()}


@functools.cache
def _short_forms() -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for full, forms in table("names")["short"].items():
        for form in forms:
            known.setdefault(form, set()).add(full)
    return {form: frozenset(full) for form, full in known.items()}


@functools.cache
def given_names() -> frozenset[str]:
    """Given names that the tables know, in any spelling or short form."""
    return frozenset(_families()) | frozenset(_short_forms()) | frozenset(table("names")["short"])


@functools.cache
def names_known(section: str) -> dict[str, str]:
    """From each known name, its words joined, to the one it goes by."""
    known: dict[str, str] = {}
    for head, others in table("names")[section].items():
        for name in (head, *others):
            known["".join(words(name))] = head
    return known


def word_match(a: str, b: str, kind: str) -> tuple[float, str]:
    """How alike two words of a name are, and the reason where it is not the sound."""
    if a == b:
        return 1.0, ""
    if a.isdigit() or b.isdigit():
        return 0.0, ""
    if kind == "person":
        if 1 in (len(a), len(b)):
            return (INITIAL, "initial") if a[0] == b[0] else (0.0, "")
        one, two = _families().get(a), _families().get(b)
        if one and two:
            return (0.97, "spellings of one given name") if one & two else (0.3, "two different given names")
        short = _short_forms()
        if b in short.get(a, ()) or a in short.get(b, ()):
            return SHORT_FORM, "short form"
        if (a + "a" == b or b + "a" == a) and min(a, b, key=len)[-1:] not in "aeiou":
            return FEMININE, "a feminine form"
    elif kind == "group":
        if min(len(a), len(b)) <= 3:
            # So short a word is as often initials as a name.
            return (score, "sound") if (score := likeness(a, b)) >= SHORT_WORD else (0.0, "")
        short_, long_ = sorted((a, b), key=len)
        stem = short_[:-1] if short_[-1] in "aey" else short_
        if len(stem) > 3 and any(long_ in (short_ + ending, stem + ending) for ending in DEMONYMS):
            return 0.97, "inflected"
    return likeness(a, b), "sound"


@attrs.frozen
class Alignment:
    """Words of two names beside each other, with score and reason; the words left over; whether the order changed."""

    pairs: tuple[tuple[str, str, float, str], ...]
    left: tuple[str, ...]
    right: tuple[str, ...]
    crossed: bool

    @property
    def score(self) -> float:
        matched = sum(min(len(a), len(b)) * score for a, b, score, _ in self.pairs)
        return matched / (sum(min(len(a), len(b)) for a, b, _, _ in self.pairs) or 1)

    @property
    def share(self) -> float:
        """Which share of both names' letters found a match, weighted by how good it is."""
        matched = sum((len(a) + len(b)) * score for a, b, score, _ in self.pairs)
        every = sum(len(a) + len(b) for a, b, _, _ in self.pairs) + sum(map(len, self.left + self.right))
        return matched / (every or 1)


def written_together(one: tuple[str, ...], two: tuple[str, ...]) -> float:
    """How alike two names sound written as one word each; 0 where they are too long to be one word."""
    a, b = "".join(one), "".join(two)
    return likeness(a, b) if max(len(a), len(b)) <= min(MAX_SOUNDS, 2 * min(len(a), len(b))) else 0.0


def _joined(one: tuple[str, ...], two: tuple[str, ...]) -> tuple[str, ...]:
    """`one`, with two words written as one where the other name writes them so."""
    for i in range(len(one) - 1):
        both = one[i] + one[i + 1]
        longer = (word for word in two if max(len(one[i]), len(one[i + 1])) < len(word) and abs(len(word) - len(both)) <= 2)
        if any(likeness(both, word) > 0.94 for word in longer):
            return _joined((*one[:i], both, *one[i + 2 :]), two)
    return one


def _slip(a: str, b: str) -> bool:
    return max(len(a), len(b)) >= SLIP_LETTERS and a[0] == b[0] and OSA.distance(a, b, score_cutoff=1) == 1


@functools.lru_cache(_CACHE)
def same_letters(a: str, b: str) -> bool:
    """Whether two words are written alike, but for one letter at most in a longer word."""
    return a == b or _slip(a, b)


def align(one: tuple[str, ...], two: tuple[str, ...], kind: str) -> Alignment:
    """Each word beside the one that fits it best, no word twice; what fits nothing is left over."""
    threshold = THRESHOLDS[kind]
    one, two = _joined(one, two), _joined(two, one)
    found = []
    for i, a in enumerate(one):
        for j, b in enumerate(two):
            score, why = word_match(a, b, kind)
            if score >= threshold:
                found.append((-score, abs(i - j), i, j, why))
    left, right = set(range(len(one))), set(range(len(two)))
    chosen: list[tuple[int, int, float, str]] = []
    for minus, _, i, j, why in sorted(found):
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            chosen.append((i, j, -minus, why))
    if left and right and kind != "place" and any(score >= 0.88 and why != "initial" for _, _, score, why in chosen):
        for i in sorted(left):
            for j in sorted(right):
                if i in left and j in right and _slip(one[i], two[j]) and word_match(one[i], two[j], kind)[0] > 0.3:
                    left.discard(i)
                    right.discard(j)
                    chosen.append((i, j, SLIP, "one letter"))
    if left and right and len(left) != len(right):
        rest_one, rest_two = tuple(one[i] for i in sorted(left)), tuple(two[j] for j in sorted(right))
        if (
            min(len("".join(rest)) for rest in (rest_one, rest_two)) > 2
            and (score := written_together(rest_one, rest_two)) >= threshold
        ):
            chosen.append((min(left), min(right), score, "joined"))
            left, right = set(), set()
    chosen.sort()
    order = [j for _, j, _, _ in chosen]
    pairs = tuple((one[i], two[j], round(score, 3), why) for i, j, score, why in chosen)
    return Alignment(pairs, tuple(one[i] for i in sorted(left)), tuple(two[j] for j in sorted(right)), order != sorted(order))


def reasons_of(found: Alignment) -> list[str]:
    """What met and what did not, one line each."""
    lines = []
    for a, b, score, why in found.pairs:
        if a == b:
            lines.append(f"'{a}' in both")
        else:
            lines.append(f"'{a}' and '{b}': {why or 'sound'} {score:.2f}")
    if found.left:
        lines.append(f"only in the first: {' '.join(found.left)}")
    if found.right:
        lines.append(f"only in the second: {' '.join(found.right)}")
    return lines


def judged(score: float, kind: str, reasons: list[str], *, same: bool | None = None) -> NameMatch:
    """A score as a verdict; `same=False` keeps it under the threshold, whatever was found."""
    score = round(min(max(score, 0.0), 1.0), 3)
    if same is False:
        score = min(score, round(THRESHOLDS[kind] - 0.01, 3))
    return NameMatch(score, score >= THRESHOLDS[kind], tuple(reasons))
