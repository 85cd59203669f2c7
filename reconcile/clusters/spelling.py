"""A name as written into plain words: ASCII, lower case, without articles, whatever script it came in."""

from __future__ import annotations

import functools
import re
import unicodedata

from reconcile.vocab import table

# Names are short; what is longer is not a name, and comparing it would cost time for nothing.
MAX_LENGTH = 200
MAX_WORDS = 12
_CACHE = 65_536
_DROPPED = re.compile(r"['’‘`´ʿʾʻʼ′\"“”«»]")
_SPLIT_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[a-z0-9]+")


@functools.cache
def _scripts() -> dict[int, str]:
    return {ord(letter): plain for letter, plain in table("names")["scripts"].items()}


@functools.cache
def articles() -> frozenset[str]:
    """The articles that say nothing in a name."""
    return frozenset(table("articles")["articles"])


def _small_words(name: str) -> frozenset[str]:
    return frozenset(table("articles")[name])


@functools.cache
def particles() -> frozenset[str]:
    """Small words of personal names that one writer keeps and another leaves out (bin, van, de)."""
    return _small_words("particles")


@functools.cache
def prefixes() -> frozenset[str]:
    """First halves of compound names, which belong to the word after them (abd, abdul)."""
    return _small_words("prefixes")


@functools.lru_cache(_CACHE)
def fold(name: str) -> str:
    """A name in ASCII, lower case, single spaces; commas stay, since they say that the surname stands first.

    >>> fold("Kharkiv"), fold("Харків"), fold("Łódź"), fold("O’Neill")
    ('kharkiv', 'kharkiv', 'lodz', 'oneill')
    """
    text = unicodedata.normalize("NFKC", name[:MAX_LENGTH])
    text = _DROPPED.sub("", text).casefold()
    text = text.translate(_scripts())
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).translate(_scripts())
    kept = "".join(c if c.isascii() and (c.isalnum() or c == ",") else " " for c in text)
    return " ".join(kept.split())


def _is_sun_article(word: str, following: str) -> bool:
    letters = table("articles")["sun"].get(word, ())
    return any(following.startswith(letter) for letter in letters)


def _without_articles(found: list[str]) -> list[str]:
    kept: list[str] = []
    for i, word in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else ""
        if following and (word in articles() or _is_sun_article(word, following)):
            continue
        kept.append(word)
    return kept


@functools.lru_cache(_CACHE)
def words(name: str) -> tuple[str, ...]:
    """The plain words of a name, articles dropped, compound names joined to one word.

    >>> words("Ansar al-Shariah"), words("ash-Shaddadi"), words("Abd al-Rahman"), words("Abdul Rahman")
    (('ansar', 'shariah'), ('shaddadi',), ('abdulrahman',), ('abdulrahman',))
    """
    found = _WORD.findall(fold(_SPLIT_CASE.sub(" ", name[:MAX_LENGTH]) if " " not in name.strip() else name))[:MAX_WORDS]
    kept = _without_articles(found)
    joined: list[str] = []
    for word in kept:
        if joined and joined[-1] in prefixes() and len(word) > 2:
            joined[-1] = "abdul" + word
        elif joined and word in ("allah", "ullah", "uddin", "eddin", "aldin") and len(joined[-1]) > 2:
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(_abdul(word) for word in joined) or tuple(found)


def _abdul(word: str) -> str:
    """One spelling of the first half of a compound that is written as one word ("Abdelkarim", "Abdulkareem")."""
    for prefix in ("abdal", "abdel", "abdol", "abdoul", "abdul", "abdur", "abder", "abdus", "abdes", "abdun", "abden"):
        if word.startswith(prefix) and len(word) > len(prefix) + 2 and not word.startswith(("abdallah", "abdulla")):
            return "abdul" + word[len(prefix) :]
    return word
